/** What stands for anything in a shown output: "..." or "…". */
const ANYTHING = /\.\.\.|…/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Columns of a table may be set wider or narrower than the program did; other spaces count. */
const tidy = (line: string): string => line.trimEnd();

function lineMatches(shown: string, printed: string): boolean {
  if (!ANYTHING.test(shown)) return tidy(shown) === tidy(printed);
  const pattern = tidy(shown).split(ANYTHING).map(escaped).join('.*');
  return new RegExp(`^${pattern}$`).test(tidy(printed));
}

function linesOf(text: string): string[] {
  return text.replace(/\n+$/, '').split('\n');
}

/** Where what a lesson shows departs from what was printed. */
export interface Difference {
  /** 0-based line of what is shown; one behind the last if more was printed. */
  line: number;
  shown: string | undefined;
  printed: string | undefined;
}

/**
 * The first difference between a shown output and the real one. "..." or "…" within a line stands for any text, and alone
 * on a line for any number of lines. Undefined if they agree.
 */
export function firstDifference(shown: string, printed: string): Difference | undefined {
  const expected = linesOf(shown);
  const real = linesOf(printed);
  let at = 0;
  for (const [line, text] of expected.entries()) {
    if (/^\s*(\.\.\.|…)\s*$/.test(text)) {
      const next = expected[line + 1];
      if (next === undefined) return undefined;
      const found = real.slice(at).findIndex((candidate) => lineMatches(next, candidate));
      if (found < 0) return { line: line + 1, shown: next, printed: undefined };
      at += found;
    } else {
      const printedLine = real[at];
      if (printedLine === undefined || !lineMatches(text, printedLine)) {
        return { line, shown: text, printed: printedLine };
      }
      at++;
    }
  }
  return at < real.length ? { line: expected.length, shown: undefined, printed: real[at] } : undefined;
}
