/** Numbers and texts as Go prints them, because messages and results of Prometheus have that form. */

/** A number in the shortest form that gives it back, as Go's %g and %v print it: 1e+06, 0.5, NaN, +Inf. */
export function general(value: number): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return plain(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A number without an exponent in the shortest form, as Go's FormatFloat(v, 'f', -1, 64) gives it. */
export function plain(value: number): string {
  const special = notFinite(value);
  if (special !== undefined) return special;
  if (Object.is(value, -0)) return '-0';
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', first = '', rest = '', power = ''] = parts;
  const digits = first + rest;
  const exponent = Number(power);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.padEnd(exponent + 1, '0')}`;
}

/** A number with six digits behind the point, as Go's %f prints it. */
export function fixed(value: number): string {
  return notFinite(value) ?? value.toFixed(6);
}

/** A number with two significant digits, as Go's %.2g prints it. */
export function twoDigits(value: number): string {
  return notFinite(value) ?? general(Number(value.toPrecision(2)));
}

function notFinite(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return undefined;
  return value > 0 ? '+Inf' : '-Inf';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in double quotes, as Go's %q prints it. */
export function quote(text: string): string {
  const inside = [...text].map((character) => {
    const known = ESCAPES[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    return /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(character)
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : character;
  });
  return `"${inside.join('')}"`;
}

/** Milliseconds as seconds, as timestamps are printed. */
export function seconds(milliseconds: number): string {
  return plain(milliseconds / 1000);
}
