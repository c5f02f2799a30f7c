import type { Buffer } from './buffer.ts';

export type HeaderValue = string | number | readonly string[];
export type Headers = Record<string, HeaderValue>;
/** A function that is called back. */
export type Back = (...values: never[]) => void;

/** The text of a header. */
export const headerText = (value: HeaderValue): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** The function among the values of a call, which Node takes wherever it stands. */
export const functionAmong = (values: readonly unknown[]): Back | undefined =>
  values.find((value): value is Back => typeof value === 'function');

/** A body as it travels. */
export const bodyText = (bytes: Buffer): string => bytes.toString('utf8');
