import { byBytes } from '../../../../kubernetes/structs/encode.ts';
import type { Program } from '../../program.ts';
import { inputs, linesOf, readOptions } from '../options.ts';

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');
const width = (text: string): number => [...text].length;

/** `paste`: lines side by side, or all in one. */
export const paste: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, 's|serial,d:|delimiters:,z');
  const marks = [...(values.d ?? '\t').replaceAll('\\n', '\n').replaceAll('\\t', '\t').replaceAll('\\0', '\0')];
  const mark = (index: number): string =>
    (marks.length === 0 ? '' : (marks[index % marks.length] as string)).replace('\0', '');
  const all = await inputs(context, words);
  const files = all.map(({ text }) => linesOf(text ?? ''));
  const joined = (parts: readonly string[]): string =>
    parts.map((part, index) => part + (index < parts.length - 1 ? mark(index) : '')).join('');
  if (flags.has('s')) context.output.write(lines(files.map(joined)));
  else {
    const count = Math.max(0, ...files.map(({ length }) => length));
    context.output.write(
      lines(Array.from({ length: count }, (_, row) => joined(files.map((file) => file[row] ?? '')))),
    );
  }
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};

/** `column -t`: a table; without `-t`, names in columns are one to a line here. */
export const column: Program = async (context) => {
  const { flags, values, words } = readOptions(
    context.arguments,
    't|table,s:|separator:,o:|output-separator:,n,x,c:,N:,R:',
  );
  const all = await inputs(context, words);
  const rows = linesOf(all.map(({ text }) => text ?? '').join('')).filter((line) => line.trim() !== '');
  if (!flags.has('t')) {
    context.output.write(lines(rows));
    return 0;
  }
  const cells = rows.map((row) =>
    values.s === undefined
      ? row.trim().split(/[ \t]+/)
      : row.split(new RegExp(`[${values.s.replace(/[\\\]^-]/g, '\\$&')}]`)),
  );
  if (values.N !== undefined) cells.unshift(values.N.split(','));
  const widths: number[] = [];
  for (const row of cells)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  const gap = values.o ?? '  ';
  context.output.write(
    lines(
      cells.map((row) =>
        row
          .map((cell, index) =>
            index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] as number) - width(cell)),
          )
          .join(gap),
      ),
    ),
  );
  return 0;
};

/** `comm`: what two sorted files have in common. */
export const comm: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, '1,2,3');
  const all = await inputs(context, words);
  if (all.some(({ text }) => text === undefined)) return 1;
  const [first = [], second = []] = all.map(({ text }) => linesOf(text ?? ''));
  let [a, b] = [0, 0];
  const made: string[] = [];
  const put = (line: string, place: 1 | 2 | 3): void => {
    if (flags.has(String(place))) return;
    const before = [1, 2, 3].filter((one) => one < place && !flags.has(String(one))).length;
    made.push('\t'.repeat(before) + line);
  };
  while (a < first.length || b < second.length) {
    const [one, other] = [first[a], second[b]];
    const order = one === undefined ? 1 : other === undefined ? -1 : byBytes(one, other);
    if (order <= 0) a++;
    if (order >= 0) b++;
    put((order <= 0 ? one : other) as string, order < 0 ? 1 : order > 0 ? 2 : 3);
  }
  context.output.write(lines(made));
  return 0;
};

/** `join`: lines of two sorted files that have a field in common. */
export const join: Program = async (context) => {
  const { values, words } = readOptions(context.arguments, 't:,1:,2:,a:,o:,e:,i');
  const all = await inputs(context, words);
  if (all.some(({ text }) => text === undefined)) return 1;
  const split = (line: string): string[] => (values.t === undefined ? line.trim().split(/\s+/) : line.split(values.t));
  const [left = [], right = []] = all.map(({ text }) => linesOf(text ?? '').map(split));
  const [keyA, keyB] = [Number(values['1'] ?? 1) - 1, Number(values['2'] ?? 1) - 1];
  const mark = values.t ?? ' ';
  const without = (row: readonly string[], key: number): string[] => row.filter((_, index) => index !== key);
  const made = left.flatMap((row) => {
    const others = right.filter((other) => other[keyB] === row[keyA]);
    if (others.length === 0) return values.a === '1' ? [row.join(mark)] : [];
    return others.map((other) => [row[keyA] ?? '', ...without(row, keyA), ...without(other, keyB)].join(mark));
  });
  context.output.write(lines(made));
  return 0;
};

/** `fold`: lines of no more than some letters. */
export const fold: Program = async (context) => {
  const { values, flags, words } = readOptions(context.arguments, 'w:|width:,s|spaces,b');
  const size = Math.max(1, Number(values.w ?? 80));
  const all = await inputs(context, words);
  const text = all.map((one) => one.text ?? '').join('');
  const folded = linesOf(text).map((line) => {
    const parts: string[] = [];
    let rest = line;
    while (rest.length > size) {
      const space = flags.has('s') ? rest.lastIndexOf(' ', size - 1) + 1 : 0;
      parts.push(rest.slice(0, space || size));
      rest = rest.slice(space || size);
    }
    return [...parts, rest].join('\n');
  });
  context.output.write(folded.join('\n') + (text.endsWith('\n') ? '\n' : ''));
  return 0;
};

/** `fmt`: paragraphs filled anew. */
export const fmt: Program = async (context) => {
  const { values, words } = readOptions(context.arguments, 'w:|width:,u,s');
  const size = Math.max(1, Number(values.w ?? 75));
  const all = await inputs(context, words);
  const paragraphs = all
    .map((one) => one.text ?? '')
    .join('')
    .trimEnd()
    .split(/\n\s*\n/);
  const goal = Math.max(1, Math.floor(size * 0.93));
  const filled = paragraphs.map((paragraph) => {
    const made: string[] = [];
    for (const word of paragraph.trim().split(/\s+/)) {
      const last = made.at(-1);
      if (last === undefined || last.length + 1 + word.length > goal) made.push(word);
      else made[made.length - 1] = `${last} ${word}`;
    }
    return made.join('\n');
  });
  context.output.write(`${filled.join('\n\n')}\n`);
  return 0;
};

/** `expand`: tabs as spaces. */
export const expandTabs: Program = async (context) => {
  const { values, words } = readOptions(context.arguments, 't:|tabs:,i');
  const size = Number(values.t ?? 8);
  const all = await inputs(context, words);
  const text = all.map((one) => one.text ?? '').join('');
  let at = 0;
  context.output.write(
    [...text]
      .map((letter) => {
        if (letter === '\n') at = 0;
        else if (letter === '\t') {
          const count = size - (at % size);
          at += count;
          return ' '.repeat(count);
        } else at++;
        return letter;
      })
      .join(''),
  );
  return 0;
};

/** `shuf`: lines in some order. */
export const shuf: Program = async (context) => {
  const { values, flags, words } = readOptions(context.arguments, 'n:|head-count:,i:|input-range:,e|echo,r');
  const [from, to] = (values.i ?? '').split('-').map(Number);
  const list = flags.has('e')
    ? [...words]
    : values.i !== undefined
      ? Array.from({ length: Math.min(100_000, (to ?? 0) - (from ?? 0) + 1) }, (_, index) =>
          String((from ?? 0) + index),
        )
      : linesOf((await inputs(context, words)).map((one) => one.text ?? '').join(''));
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(context.random() * (index + 1));
    [list[index], list[other]] = [list[other] as string, list[index] as string];
  }
  context.output.write(lines(values.n === undefined ? list : list.slice(0, Number(values.n))));
  return 0;
};
