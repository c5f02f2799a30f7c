import type { Result } from './tables.ts';

/** A result under a title, as psql's own commands print it. */
export const titled = (title: string, result: Result, isCounted = true): string => {
  const text = printed(result, false, false, false);
  const [first = ''] = text.split('\n');
  const pad = Math.max(0, Math.floor((first.length - title.length) / 2));
  return `${' '.repeat(pad)}${title}\n${isCounted ? text : text.replace(/\(\d+ rows?\)\n/, '')}`;
};

/** A result as psql prints it. */
export function printed(
  { columns, rows = [], tag }: Result,
  isBare: boolean,
  isUnaligned: boolean,
  isQuiet: boolean,
): string {
  if (!columns) return isQuiet ? '' : `${tag}\n`;
  const count = `(${rows.length} row${rows.length === 1 ? '' : 's'})\n`;
  if (isUnaligned) {
    const lines = [...(isBare ? [] : [columns.map(({ name }) => name)]), ...rows].map((row) => `${row.join('|')}\n`);
    return `${lines.join('')}${isBare ? '' : count}`;
  }
  const widths = columns.map(({ name }, index) =>
    Math.max(isBare ? 0 : name.length, ...rows.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[], place: (text: string, width: number, index: number) => string): string =>
    `${cells.map((text, index) => ` ${place(text, widths[index] as number, index)} `).join('|')}`;
  const centered = (text: string, width: number): string => {
    const left = Math.floor((width - text.length) / 2);
    return `${' '.repeat(left)}${text}${' '.repeat(width - text.length - left)}`;
  };
  const cell = (text: string, width: number, index: number): string => {
    if (columns[index]?.isNumber) return text.padStart(width);
    return index === columns.length - 1 ? text : text.padEnd(width);
  };
  const body = rows.map((row) => `${line(row, cell).replace(/ $/, '')}\n`).join('');
  if (isBare) return `${body}\n`;
  const head = line(
    columns.map(({ name }) => name),
    centered,
  );
  return `${head}\n${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n${body}${count}\n`;
}
