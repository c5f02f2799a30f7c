/** What could stand at a place of a line. */
export interface Candidate {
  /** What is put in, quoted as it has to be. */
  text: string;
  /** What it is, for the page to say. */
  what:
    | 'command'
    | 'builtin'
    | 'function'
    | 'alias'
    | 'file'
    | 'folder'
    | 'variable'
    | 'job'
    | 'flag'
    | 'kind'
    | 'object'
    | 'value';
  /** How it is shown in a list, where that is shorter: the last name of a path. */
  shown?: string;
  /** More about it: the short names of a kind, the letter of a flag. */
  detail?: string;
  /** More of the same word follows, so that no space is put after it: a folder, `deployments/`, `--output=`. */
  isOpen?: boolean;
}

/** The candidates for a part of a line: what stands from `from` to `to` is replaced. */
export interface Completion {
  from: number;
  to: number;
  candidates: readonly Candidate[];
}

/** What a program offers for the word that is typed, before quotes are put around it. */
export type Offer = Omit<Candidate, 'shown'>;

/** What all candidates begin with. */
export function commonStart(texts: readonly string[]): string {
  let start = texts[0] ?? '';
  for (const text of texts) {
    while (!text.startsWith(start)) start = start.slice(0, -1);
  }
  return start;
}

/** The line after Tab: with the one candidate and a space, or with what all candidates begin with. */
export function completed(line: string, { from, to, candidates }: Completion): { line: string; cursor: number } {
  const [only] = candidates;
  if (only === undefined) return { line, cursor: to };
  const typed = line.slice(from, to);
  const after = line.slice(to);
  const ends = candidates.length === 1 && !only.isOpen;
  let text = commonStart(candidates.map((one) => one.text));
  // Nothing that was typed is taken away, except for quotes that are written in another way.
  if (candidates.length > 1 && text.length < typed.length) text = typed;
  if (ends && !after.startsWith(' ')) text += ' ';
  const cursor = from + text.length + (ends && after.startsWith(' ') ? 1 : 0);
  return { line: line.slice(0, from) + text + after, cursor };
}
