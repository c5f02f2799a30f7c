/** What a line with `!` means could not be found; in bash's words. */
export class HistoryError extends Error {}

/**
 * Puts in what `!!`, `!n`, `!-n`, `!text`, `!?text` and `!$` stand for, as bash does before it reads a line. In single quotes, after a backslash and before a space it is a plain `!`.
 * @returns the line, and whether it has changed: bash shows it then. @throws HistoryError
 */
export function expandHistory(line: string, history: readonly string[]): { line: string; isChanged: boolean } {
  let made = '';
  let isSingle = false;
  let isDouble = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] as string;
    if (letter === '\\' && !isSingle) {
      made += letter + (line[++at] ?? '');
      continue;
    }
    if (letter === "'" && !isDouble) isSingle = !isSingle;
    else if (letter === '"' && !isSingle) isDouble = !isDouble;
    const found = letter === '!' && !isSingle ? eventAt(line.slice(at), history) : undefined;
    if (!found) {
      made += letter;
      continue;
    }
    made += found.text;
    at += found.length - 1;
  }
  return { line: made, isChanged: made !== line };
}

const EVENT = /^!(?:(!)|(\$)|(-?\d+)|\?([^?\n]+)\??|([^\s=("'!$?;&|][^\s;&|"']*))/;

/** What stands at a `!`; undefined if it stands for itself. */
function eventAt(text: string, history: readonly string[]): { text: string; length: number } | undefined {
  const [whole, last, word, number, inside, start] = EVENT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  let found: string | undefined;
  if (last !== undefined) found = history.at(-1);
  else if (word !== undefined) found = history.at(-1)?.trim().split(/\s+/).at(-1);
  else if (number !== undefined) found = history.at(Number(number) > 0 ? Number(number) - 1 : Number(number));
  else
    found = history.findLast((one) => (inside === undefined ? one.startsWith(start as string) : one.includes(inside)));
  if (found === undefined) throw new HistoryError(`${whole}: event not found`);
  return { text: found, length: whole.length };
}
