const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const ORDER = ['y', 'w', 'd', 'h', 'm', 's', 'ms'];

/** A duration such as 1h30m in seconds; undefined if it is none. "0" is one, too. Source: model.ParseDuration. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const parts = text === '' ? null : DURATION.exec(text);
  if (!parts) return undefined;
  const milliseconds = ORDER.reduce(
    (sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * Math.round((UNITS[unit] ?? 0) * 1000),
    0,
  );
  return milliseconds / 1000;
}

/** A number of PromQL, or a duration in seconds; undefined if it is neither. */
export function parseNumber(text: string): number | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const unsigned = text.slice(sign.length).replaceAll('_', '');
  const value = unsignedNumber(unsigned.toLowerCase()) ?? parseDuration(unsigned);
  if (value === undefined) return undefined;
  return sign === '-' ? -value : value;
}

function unsignedNumber(text: string): number | undefined {
  if (text === 'inf' || text === 'infinity') return Number.POSITIVE_INFINITY;
  if (text === 'nan') return Number.NaN;
  if (/^0x[\da-f]+$/.test(text)) return Number(text);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

const SINGLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * The text of a quoted string of PromQL; undefined if it has a backslash that means nothing. Bytes (\xff, \377) that are no valid
 * UTF-8 become U+FFFD. Source: strutil.Unquote.
 */
export function unquote(quoted: string): string | undefined {
  const mark = quoted[0] ?? '';
  if (quoted.length < 2 || !quoted.endsWith(mark)) return undefined;
  const inside = quoted.slice(1, -1);
  if (mark === '`') return inside;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const sequence = /\\(?:([abfnrtv\\'"])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3}))/y;
  for (let at = 0; at < inside.length; ) {
    const letter = String.fromCodePoint(inside.codePointAt(at) ?? 0);
    if (letter !== '\\') {
      if (letter === mark || letter === '\n') return undefined;
      bytes.push(...encoder.encode(letter));
      at += letter.length;
      continue;
    }
    sequence.lastIndex = at;
    const found = sequence.exec(inside);
    if (!found) return undefined;
    const [all, single, byte, short, long, octal] = found;
    if ((single === "'" || single === '"') && single !== mark) return undefined;
    const code = Number.parseInt(short ?? long ?? '0', 16);
    if (code > 0x10ffff) return undefined;
    if (single !== undefined) bytes.push(...encoder.encode(SINGLE[single] ?? ''));
    else if (byte !== undefined) bytes.push(Number.parseInt(byte, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else bytes.push(...encoder.encode(String.fromCodePoint(code)));
    at += all.length;
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** Why a string that is never closed cannot be read. @param mark the quote that opens it */
export function unterminated(mark: string): string {
  return mark === '`' ? 'unterminated raw string' : 'unterminated quoted string';
}

/** Why a string in quotes that has a backslash cannot be read. */
export function escapeError(quoted: string): string {
  const found = /^(?:[^\\]|\\(?:[abfnrtv\\'"]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}))*\\(.)/su.exec(
    quoted,
  );
  const letter = found?.[1];
  if (letter === undefined) return `error unquoting string ${quoted}: invalid syntax`;
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[xuU0-7]/.test(letter)
    ? `error unquoting string ${quoted}: invalid syntax`
    : `unknown escape sequence U+${code} '${letter}'`;
}
