import { structuredPatch } from 'diff';
import { timeText } from '../../time/text.ts';
import { absolutePath } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { readOptions } from './options.ts';

function namesOf(context: Context, path: string): string[] {
  return context.files.kind(path) === 'folder' ? context.files.list(path) : [];
}

/** Compares two texts; gives what differs in the form that `flags` ask for. */
function compared(
  context: Context,
  first: string,
  second: string,
  names: readonly [string, string],
  flags: ReadonlySet<string>,
  lines: number,
  labels: readonly string[] = [],
): string {
  if (first === second) return '';
  if (flags.has('q')) return `Files ${names[0]} and ${names[1]} differ\n`;
  const patch = structuredPatch(names[0], names[1], first, second, '', '', { context: flags.has('u') ? lines : 0 });
  const moment = `${timeText(context.clock.now()).replace('T', ' ').replace('Z', '')}.000000000 +0000`;
  const heads = names.map((name, index) => labels[index] ?? `${name}\t${moment}`);
  let text = flags.has('u') ? `--- ${heads[0]}\n+++ ${heads[1]}\n` : '';
  for (const { oldStart, oldLines, newStart, newLines, lines: changed } of patch.hunks) {
    const range = (start: number, count: number): string =>
      count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;
    if (flags.has('u')) {
      text += `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@\n${changed.map((line) => `${line}\n`).join('')}`;
      continue;
    }
    const span = (start: number, count: number): string =>
      count <= 1 ? String(count === 0 ? start - 1 : start) : `${start},${start + count - 1}`;
    const letter = oldLines === 0 ? 'a' : newLines === 0 ? 'd' : 'c';
    const side = (mark: string, shown: string): string =>
      changed
        .filter((line) => line.startsWith(mark))
        .map((line) => `${shown} ${line.slice(1)}\n`)
        .join('');
    text += `${span(oldStart, oldLines)}${letter}${span(newStart, newLines)}\n${side('-', '<')}${letter === 'c' ? '---\n' : ''}${side('+', '>')}`;
  }
  return text;
}

/** `diff`: plain and unified, of files and folders. */
export const diff: Program = async (context) => {
  const { flags, values, lists, words } = readOptions(
    context.arguments,
    'u|unified,N|new-file,r|recursive,q|brief,w|ignore-all-space,b,B,U:,i|ignore-case,s|report-identical-files,L:|label:,a|text,y,c,color',
  );
  const [first = '', second = ''] = words;

  const lines = Number(values.U ?? 3);
  const shown = new Set([...flags, ...(values.U === undefined ? [] : ['u'])]);
  const paths = [absolutePath(first, context.folder), absolutePath(second, context.folder)] as const;
  for (const [index, path] of paths.entries()) {
    if (context.files.kind(path) !== undefined || words[index] === '-') continue;
    context.errors.write(`diff: ${words[index] ?? ''}: No such file or directory\n`);
    return 2;
  }
  const read = (path: string): string => (context.files.kind(path) === 'file' ? context.files.read(path) : '');
  if (context.files.kind(paths[0]) === 'file' || context.files.kind(paths[1]) === 'file') {
    const text = compared(context, read(paths[0]), read(paths[1]), [first, second], shown, lines, lists.L);
    context.output.write(text);
    return text === '' ? 0 : 1;
  }
  let code = 0;
  for (const name of [...new Set([...namesOf(context, paths[0]), ...namesOf(context, paths[1])])].sort()) {
    const inFirst = context.files.kind(`${paths[0]}/${name}`) !== undefined;
    const inSecond = context.files.kind(`${paths[1]}/${name}`) !== undefined;
    if (!flags.has('N') && inFirst !== inSecond) {
      context.output.write(`Only in ${inFirst ? first : second}: ${name}\n`);
      code = 1;
      continue;
    }
    const text = compared(
      context,
      read(`${paths[0]}/${name}`),
      read(`${paths[1]}/${name}`),
      [`${first}/${name}`, `${second}/${name}`],
      shown,
      lines,
    );
    if (text === '') continue;
    context.output.write(
      `diff ${context.arguments.filter((word) => word.startsWith('-')).join(' ')} ${first}/${name} ${second}/${name}\n${text}`,
    );
    code = 1;
  }
  return code;
};
