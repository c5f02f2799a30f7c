import { bytesOfText, textOfBytes } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { inputs, linesOf, type Options, readOptions } from './options.ts';

/** The count of `head` and `tail`: `-n 5`, `-5`, `-n -5`, `-n +5`. */
function counted(context: Context): { options: Options; count: string; isBytes: boolean } {
  const words = context.arguments.map((word) => word.replace(/^-(\d+)$/, '-n$1'));
  const options = readOptions(words, 'n:|lines:,c:|bytes:,q|quiet,v|verbose,f|follow');
  return { options, count: options.values.n ?? options.values.c ?? '10', isBytes: options.values.c !== undefined };
}

/** `head` */
export const head: Program = async (context) => {
  const { options, count, isBytes } = counted(context);
  const number = Number(count.replace(/[kK]$/, '000'));
  if (options.words.length === 0 && !isBytes && number >= 0) {
    // Whoever has seen enough leaves: the program that writes is ended.
    let text = '';
    for (let left = number; left > 0; ) {
      const piece = await context.input.read();
      if (piece === undefined) break;
      text += piece;
      for (let end = text.indexOf('\n'); end >= 0 && left > 0; end = text.indexOf('\n'), left--) {
        context.output.write(text.slice(0, end + 1));
        text = text.slice(end + 1);
        if (left === 1) return 0;
      }
    }
    context.output.write(text);
    return 0;
  }
  const all = await inputs(context, options.words, isBytes ? number : undefined);
  all.forEach(({ name, text }, index) => {
    if (text === undefined) return;
    if (all.length > 1) context.output.write(`${index > 0 ? '\n' : ''}==> ${name} <==\n`);
    if (isBytes) context.output.write(textOfBytes(bytesOfText(text).slice(0, number)));
    else
      context.output.write(
        linesOf(text)
          .slice(0, number)
          .map((line) => `${line}\n`)
          .join(''),
      );
  });
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};

/** `tail` */
export const tail: Program = async (context) => {
  const { options, count, isBytes } = counted(context);
  const all = await inputs(context, options.words);
  all.forEach(({ name, text }, index) => {
    if (text === undefined) return;
    if (all.length > 1) context.output.write(`${index > 0 ? '\n' : ''}==> ${name} <==\n`);
    const number = Math.abs(Number(count));
    const from = (length: number): number =>
      count.startsWith('+') ? Math.max(0, number - 1) : Math.max(0, length - number);
    if (isBytes) {
      const bytes = bytesOfText(text);
      context.output.write(textOfBytes(bytes.slice(from(bytes.length))));
      return;
    }
    const list = text.split(/(?<=\n)/);
    context.output.write(list.slice(from(text === '' ? 0 : list.length)).join(''));
  });
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};
