import type { Cause } from '../core/errors.ts';
import { wrong } from '../core/field-errors.ts';

/** What is wrong with the number of a port. */
export const portNumber = (field: string, port: unknown): Cause[] =>
  typeof port === 'number' && port >= 1 && port <= 65535
    ? []
    : [wrong(field, port, 'must be between 1 and 65535, inclusive')];

/** What is wrong with the name of a port (an IANA service name). @see https://www.rfc-editor.org/rfc/rfc6335 */
export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name !== '' && (name.startsWith('-') || name.endsWith('-'))) problems.push('must not begin or end with a hyphen');
  return problems;
}

export const portName = (field: string, name: string): Cause[] =>
  portNameProblems(name).map((why) => wrong(field, name, why));

/** A number that may not be below zero. */
export const notNegative = (field: string, value: unknown): Cause[] =>
  typeof value === 'number' && value < 0 ? [wrong(field, value, 'must be greater than or equal to 0')] : [];

/** What is wrong with the key of data in ConfigMaps and Secrets. */
export function dataKeyProblems(key: string): string[] {
  const problems: string[] = [];
  if (key.length > 253) problems.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key))
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  if (key === '.' || key === '..') problems.push(`must not be '${key}'`);
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
