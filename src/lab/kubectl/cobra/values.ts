/** Kinds of flags: text, yes or no, number, duration, list split at commas, list of whole values, table of `key=value`. */
export type FlagKind = 's' | 'b' | 'i' | 'd' | 'l' | 'a';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
};

/** Milliseconds of a duration as Go reads it. @throws Error with Go's sentence. */
export function parseDuration(text: string): number {
  const invalid = new Error(`time: invalid duration ${JSON.stringify(text)}`);
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (rest === '') throw invalid;
  let total = 0;
  for (let left = rest; left !== ''; ) {
    const [all, number = '', unit = ''] = /^(\d*\.?\d*)([^\d.]*)/.exec(left) ?? [''];
    if (number === '' || number === '.') throw invalid;
    if (unit === '') throw new Error(`time: missing unit in duration ${JSON.stringify(text)}`);
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (factor === undefined) {
      throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
    }
    total += Number(number) * factor;
    left = left.slice(all.length);
  }
  return sign === '-' ? -total : total;
}

/** A duration in milliseconds as Go prints it: `1m30s`, `500ms`, `0s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const sign = milliseconds < 0 ? '-' : '';
  const all = Math.abs(milliseconds);
  if (all < 1000) return `${sign}${Number(all.toFixed(6))}ms`;
  const hours = Math.floor(all / 3.6e6);
  const minutes = Math.floor((all % 3.6e6) / 6e4);
  const seconds = Number(((all % 6e4) / 1000).toFixed(9));
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

/** A whole number as Go reads it, with its base by prefix. @throws Error with Go's sentence. */
export function parseInteger(text: string, by = 'ParseInt'): number {
  const pattern = by === 'Atoi' ? /^[-+]?\d+$/ : /^[-+]?(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)$/;
  if (!pattern.test(text)) throw new Error(`strconv.${by}: parsing ${JSON.stringify(text)}: invalid syntax`);
  const plain = text.replace(/^[-+]/, '').replaceAll('_', '');
  const number = by !== 'Atoi' && /^0\d/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  if (number >= 2 ** 63) throw new Error(`strconv.${by}: parsing ${JSON.stringify(text)}: value out of range`);
  return text.startsWith('-') ? -number : number;
}

/** Yes or no as Go reads it. @throws Error with Go's sentence. */
export function parseBoolean(text: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** The values of a line of comma-separated values, with quotes. @throws Error for quotes that do not fit. */
export function splitCommas(text: string): string[] {
  if (text === '') return [];
  const values: string[] = [];
  for (let rest: string | undefined = text; rest !== undefined; ) {
    const quoted: RegExpExecArray | null = /^"((?:[^"]|"")*)"(?:,(.*))?$/s.exec(rest);
    if (rest.startsWith('"')) {
      if (!quoted) throw new Error('parse error on line 1, column 2: extraneous or missing " in quoted-field');
      values.push((quoted[1] ?? '').replaceAll('""', '"'));
      rest = quoted[2];
      continue;
    }
    const comma: number = rest.indexOf(',');
    const value: string = comma < 0 ? rest : rest.slice(0, comma);
    if (value.includes('"')) {
      throw new Error(`parse error on line 1, column ${value.indexOf('"') + 1}: bare " in non-quoted-field`);
    }
    values.push(value);
    rest = comma < 0 ? undefined : rest.slice(comma + 1);
  }
  return values;
}
