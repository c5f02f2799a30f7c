import type { Loss } from './publication.ts';

/** Losses as lines for people, one each, in the order of lessons: where, what, and what was done instead. */
export function lossLines(losses: readonly Loss[]): string[] {
  return losses.map(({ lesson, file, line, what, instead }) => {
    const place = file === undefined ? (lesson ?? 'the course') : line === undefined ? file : `${file}:${line}`;
    return `  ${place}  ${what}: ${instead ?? 'LOST'}`;
  });
}

/** Whether something was lost without anything in its place. */
export function isLost({ instead }: Loss): boolean {
  return instead === undefined;
}
