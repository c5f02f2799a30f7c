import { absolutePath, bytesOfText, textOfBytes } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { inputs, type Options, readOptions } from './options.ts';

/** The count of `head` and `tail`: `-n 5`, `-5`, `-n -5`, `-n +5`. */
function counted(context: Context): { options: Options; count: string; isBytes: boolean } | undefined {
  const words = context.arguments.map((word, index, all) =>
    /^(-[nc]|--lines|--bytes)$/.test(all[index - 1] ?? '') ? word : word.replace(/^-(\d+)$/, '-n$1'),
  );
  const options = readOptions(words, 'n:|lines:,c:|bytes:,q|quiet,v|verbose,f|follow,F,s:|sleep-interval:,z');
  const isBytes = options.values.c !== undefined;
  const count = options.values.n ?? options.values.c ?? '10';
  if (/^[-+]?\d+[bkKMG]?$/.test(count)) return { options, count: count.replace(/[kK]$/, '000'), isBytes };
  context.errors.write(`${context.name}: invalid number of ${isBytes ? 'bytes' : 'lines'}: ‘${count}’\n`);
  return undefined;
}

/** `head` */
export const head: Program = async (context) => {
  const asked = counted(context);
  if (!asked) return 1;
  const { options, count, isBytes } = asked;
  const number = Number(count);
  if (options.words.length === 0 && !isBytes && !count.startsWith('-')) {
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
    if ((all.length > 1 && !options.flags.has('q')) || options.flags.has('v'))
      context.output.write(`${index > 0 ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`);
    if (isBytes) context.output.write(textOfBytes(bytesOfText(text).slice(0, number)));
    else
      context.output.write(
        text
          .split(/(?<=\n)/)
          .slice(0, count === '-0' ? undefined : number)
          .join(''),
      );
  });
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};

/** `tail` */
export const tail: Program = async (context) => {
  const asked = counted(context);
  if (!asked) return 1;
  const { options, count, isBytes } = asked;
  const all = await inputs(context, options.words);
  all.forEach(({ name, text }, index) => {
    if (text === undefined) return;
    if ((all.length > 1 && !options.flags.has('q')) || options.flags.has('v'))
      context.output.write(`${index > 0 ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n`);
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
  const [followed] = options.words;
  if ((options.flags.has('f') || options.flags.has('F')) && followed !== undefined) await follow(context, followed);
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};

/** Writes what is added to a file, until somebody stops it. */
async function follow(context: Context, name: string): Promise<void> {
  const path = absolutePath(name, context.folder);
  const size = (): number => (context.files.kind(path) === 'file' ? context.files.readBytes(path).length : 0);
  for (let seen = size(); !context.signal.aborted; await context.clock.sleep(1000, context.signal)) {
    const now = size();
    if (now > seen) context.output.write(textOfBytes(context.files.readBytes(path).slice(seen)));
    seen = now;
  }
}
