import { JqError } from './values.ts';

/** A value as text: texts as they are, all else as JSON. */
export const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `@csv`, `@base64`… of a value. @throws JqError */
export function formatted(name: string, value: unknown): string {
  const row = (quote: (text: string) => string, between: string): string =>
    (value as unknown[])
      .map((one) => (typeof one === 'string' ? quote(one) : one === null ? '' : String(one)))
      .join(between);
  switch (name) {
    case 'json':
      return JSON.stringify(value);
    case 'text':
      return plain(value);
    case 'csv':
      return row((one) => `"${one.replaceAll('"', '""')}"`, ',');
    case 'tsv':
      return row((one) => one.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n'), '\t');
    case 'base64':
      return btoa(String.fromCharCode(...new TextEncoder().encode(plain(value))));
    case 'base64d':
      return new TextDecoder().decode(Uint8Array.from(atob(plain(value)), (letter) => letter.charCodeAt(0)));
    case 'uri':
      return encodeURIComponent(plain(value));
    case 'sh':
      return [value]
        .flat()
        .map((one) => (typeof one === 'string' ? `'${one.replaceAll("'", "'\\''")}'` : String(one)))
        .join(' ');
    case 'html':
      return plain(value).replace(
        /[<>&'"]/g,
        (letter) =>
          `&${({ '<': 'lt', '>': 'gt', '&': 'amp', "'": '#39', '"': 'quot' } as Record<string, string>)[letter]};`,
      );
    default:
      throw new JqError(`${name} is not a valid format`);
  }
}
