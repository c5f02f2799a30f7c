import { absolutePath } from '../files.ts';
import type { Context, Program } from '../program.ts';

/** Whether a condition holds. @throws Error for what is none */
function judge(words: readonly string[], context: Context): boolean {
  const kind = (word: string): 'file' | 'folder' | undefined => context.files.kind(absolutePath(word, context.folder));
  if (words[0] === '!' && words.length > 1) return !judge(words.slice(1), context);
  for (const operator of ['-o', '-a']) {
    const place = words.indexOf(operator);
    if (place > 0 && words.length > 3) {
      const [first, second] = [judge(words.slice(0, place), context), judge(words.slice(place + 1), context)];
      return operator === '-o' ? first || second : first && second;
    }
  }
  const [first = '', operator, second = ''] = words;
  if (words.length <= 1) return first !== '';
  if (words.length === 2) {
    switch (first) {
      case '-z':
        return operator === '';
      case '-n':
        return operator !== '';
      case '-e':
        return kind(operator as string) !== undefined;
      case '-f':
        return kind(operator as string) === 'file';
      case '-d':
        return kind(operator as string) === 'folder';
      case '-s':
        return (
          kind(operator as string) === 'file' &&
          context.files.readBytes(absolutePath(operator as string, context.folder)).length > 0
        );
      case '-x':
        return context.files.isExecutable(absolutePath(operator as string, context.folder));
      case '-r':
      case '-w':
        return kind(operator as string) !== undefined;
      default:
        throw new Error(`${first}: unary operator expected`);
    }
  }
  const numbers: Readonly<Record<string, (a: number, b: number) => boolean>> = {
    '-eq': (a, b) => a === b,
    '-ne': (a, b) => a !== b,
    '-lt': (a, b) => a < b,
    '-le': (a, b) => a <= b,
    '-gt': (a, b) => a > b,
    '-ge': (a, b) => a >= b,
  };
  const compare = numbers[operator as string];
  if (compare) {
    for (const word of [first, second])
      if (!/^\s*-?\d+\s*$/.test(word)) throw new Error(`${word}: integer expression expected`);
    return compare(Number(first), Number(second));
  }
  if (operator === '=' || operator === '==') return first === second;
  if (operator === '!=') return first !== second;
  if (operator === '<') return first < second;
  if (operator === '>') return first > second;
  throw new Error(`${operator}: binary operator expected`);
}

/** `test` and `[`. */
export const test: Program = async (context) => {
  const words = [...context.arguments];
  if (context.name !== 'test' && !/^\]+$/.test(words.pop() ?? '')) {
    context.errors.write(`${context.prefix ?? ''}${context.name}: missing \`]'\n`);
    return 2;
  }
  try {
    const or = words.indexOf('||');
    const and = words.indexOf('&&');
    if (or > 0) return judge(words.slice(0, or), context) || judge(words.slice(or + 1), context) ? 0 : 1;
    if (and > 0) return judge(words.slice(0, and), context) && judge(words.slice(and + 1), context) ? 0 : 1;
    return judge(words, context) ? 0 : 1;
  } catch (problem) {
    context.errors.write(
      `${context.prefix ?? ''}${context.name}: ${problem instanceof Error ? problem.message : ''}\n`,
    );
    return 2;
  }
};
