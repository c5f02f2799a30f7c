import type { Input } from './program.ts';

/** The next piece up to a mark that comes in; undefined at the end. What follows it is for the next one who reads. */
export async function readUpTo(
  input: Input,
  mark: string,
  most = Number.POSITIVE_INFINITY,
): Promise<{ text: string; isWhole: boolean } | undefined> {
  let text = '';
  for (;;) {
    const end = mark === '' ? -1 : text.indexOf(mark);
    if (end >= 0 && end < most) {
      giveBack(input, text.slice(end + mark.length));
      return { text: text.slice(0, end), isWhole: true };
    }
    if (text.length >= most) {
      giveBack(input, text.slice(most));
      return { text: text.slice(0, most), isWhole: true };
    }
    const piece = await input.read();
    if (piece === undefined) return text === '' ? undefined : { text, isWhole: false };
    text += piece;
  }
}

/** The next line that comes in. */
export async function readLine(input: Input): Promise<string | undefined> {
  return (await readUpTo(input, '\n'))?.text;
}

function giveBack(input: Input, rest: string): void {
  if (rest === '') return;
  const original = input.read;
  input.read = () => {
    input.read = original;
    return Promise.resolve(rest);
  };
}
