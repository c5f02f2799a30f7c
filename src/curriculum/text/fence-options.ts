/** What stands behind the language of a code fence: `title="…" lines="2-3"`. */
export type FenceOptions = ReadonlyMap<string, string>;

const OPTION = /([\w-]+)="([^"]*)"|(\S+)/g;

/** Reads the options of a code fence; words that are no option are given back apart. */
export function parseFence(meta: string): { options: FenceOptions; unknown: string[] } {
  const options = new Map<string, string>();
  const unknown: string[] = [];
  for (const match of meta.matchAll(OPTION)) {
    if (match[1] !== undefined) options.set(match[1], match[2] ?? '');
    else if (match[3] !== undefined) unknown.push(match[3]);
  }
  return { options, unknown };
}

/** How code in a language may be verified, by its fence: `checked="…"`. The first is what happens without it. */
export function checkedValues(language: string): readonly string[] {
  if (/^(?:[mc]?js|javascript)$/.test(language)) return ['parse', 'run'];
  if (/^(?:[mc]?ts|typescript)$/.test(language)) return ['parse', 'compile', 'run'];
  return [];
}

/** A value in quotes, and where it begins. */
export interface Quoted {
  value: string;
  start: number;
}

/** Where the values of options stand in the first line of a fence, by their names. @param start offset of the line. */
export function optionPlaces(line: string, start: number): Map<string, Quoted> {
  const places = new Map<string, Quoted>();
  for (const match of line.matchAll(OPTION)) {
    const [whole, name, value = ''] = match;
    if (name !== undefined) places.set(name, { value, start: start + match.index + whole.length - 1 - value.length });
  }
  return places;
}
