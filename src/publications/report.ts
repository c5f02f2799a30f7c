import { join } from 'node:path';
import type { Loss, Published } from './publication.ts';

/** How many places of the same loss are named. */
const MOST_NAMED = 3;

/** Files as lines for people: where each is, and how large. @param folder where they were written */
export function fileLines(folder: string, files: readonly Published[]): string[] {
  return files.map(({ name, content }) => `  ${join(folder, name)}  ${Math.ceil(content.length / 1024)} KB`);
}

/** Losses as lines for people: what, in how many places, what was done instead, and where. */
export function lossLines(losses: readonly Loss[]): string[] {
  const kinds = new Map<string, Loss[]>();
  for (const loss of losses) {
    const key = `${loss.what}: ${loss.instead ?? 'LOST'}`;
    kinds.set(key, [...(kinds.get(key) ?? []), loss]);
  }
  return [...kinds].flatMap(([kind, all]) => {
    // What is lost is named everywhere: somebody has to mend it.
    const named = all.some(isLost) ? all : all.slice(0, MOST_NAMED);
    const more = all.length - named.length;
    return [
      `  ${kind}${all.length > 1 ? ` (${all.length} times)` : ''}`,
      ...named.map((loss) => `    ${placeOf(loss)}`),
      ...(more > 0 ? [`    and ${more} more`] : []),
    ];
  });
}

function placeOf({ lesson, file, line }: Loss): string {
  if (file === undefined) return lesson ?? 'the course';
  return line === undefined ? file : `${file}:${line}`;
}

/** Whether something was lost without anything in its place. */
export function isLost({ instead }: Loss): boolean {
  return instead === undefined;
}
