const DEPTH = 2;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

const quoteText = (text: string): string =>
  text.includes("'") && !text.includes('"')
    ? JSON.stringify(text)
    : `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A value as Node prints it, in one line where it is short. @see https://nodejs.org/api/util.html#utilinspectobject-options */
export function inspect(value: unknown, depth = DEPTH, seen: readonly unknown[] = []): string {
  if (typeof value === 'string') return quoteText(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function')
    return /^class/.test(String(value)) ? `[class ${value.name}]` : `[Function: ${value.name || '(anonymous)'}]`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.includes(value)) return '[Circular *1]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return errorText(value);
  const name =
    (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name ??
    '[Object: null prototype]';
  if (depth < 0) return Array.isArray(value) ? '[Array]' : `[${name}]`;
  const inner = (one: unknown): string => inspect(one, depth - 1, [...seen, value]);
  const own = (): string[] =>
    Object.entries(value).map(([key, one]) => `${IDENTIFIER.test(key) ? key : quoteText(key)}: ${inner(one)}`);
  if (Array.isArray(value)) return wrap('', '[', value.map(inner), ']');
  if (value instanceof Map)
    return wrap(
      `Map(${value.size}) `,
      '{',
      [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`),
      '}',
    );
  if (value instanceof Set) return wrap(`Set(${value.size}) `, '{', [...value].map(inner), '}');
  if (value instanceof Promise) return 'Promise { <pending> }';
  if (value instanceof Uint8Array)
    return name === 'Buffer'
      ? `<Buffer ${[...value]
          .slice(0, 50)
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join(' ')}>`
      : wrap(`${name}(${value.length}) `, '[', [...value].map(String), ']');
  return wrap(name === 'Object' ? '' : `${name} `, '{', own(), '}');
}

function wrap(before: string, open: string, parts: readonly string[], close: string): string {
  if (parts.length === 0) return `${before}${open}${close}`;
  const line = `${before}${open} ${parts.join(', ')} ${close}`;
  return line.length <= 76 && !line.includes('\n')
    ? line
    : `${before}${open}\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')}`).join(',\n')}\n${close}`;
}

/** An error with what caused it. Where in a program it came from differs from browser to browser, and is left out. */
export function errorText(problem: Error): string {
  const { cause } = problem;
  const code = (problem as { code?: unknown }).code;
  const further = [
    ...(code === undefined ? [] : [`code: ${inspect(code)}`]),
    ...(cause === undefined ? [] : [`[cause]: ${inspect(cause, 1)}`]),
  ];
  return `${problem.name}: ${problem.message}${further.length > 0 ? ` {\n  ${further.join(',\n  ').replaceAll('\n', '\n  ')}\n}` : ''}`;
}

/** What `console.log` prints for its values. */
export function format(...values: unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string')
    return values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ');
  const text = first.replace(/%([sdifjoOc%])/g, (whole, letter: string) => {
    if (letter === '%') return '%';
    if (rest.length === 0) return whole;
    const value = rest.shift();
    if (letter === 's') return typeof value === 'object' && value !== null ? inspect(value, 0) : String(value);
    if (letter === 'd') return String(Number(value));
    if (letter === 'i') return String(Number.parseInt(String(value), 10));
    if (letter === 'f') return String(Number.parseFloat(String(value)));
    if (letter === 'j') return JSON.stringify(value) ?? 'undefined';
    return letter === 'c' ? '' : inspect(value, 4);
  });
  return [text, ...rest.map((value) => (typeof value === 'string' ? value : inspect(value)))].join(' ');
}
