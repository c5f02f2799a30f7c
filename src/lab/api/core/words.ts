import type { Cause } from './errors.ts';

/**
 * The rules for words that name things, with the sentences of the real server.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const matches = (text: string, pattern: string): boolean => new RegExp(`^${pattern}$`).test(text);
const tooLong = (limit: number, unit = 'bytes'): string => `must be no more than ${limit} ${unit}`;
const bytes = (text: string): number => new TextEncoder().encode(text).length;

function regexError(message: string, pattern: string, ...examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}'`).join(', or ');
  return `${message} (e.g. ${list.replace(/, or /g, ',  or ')}, regex used for validation is '${pattern}')`;
}

const masked = (name: string, isPrefix: boolean): string =>
  isPrefix && name.endsWith('-') ? `${name.slice(0, -1)}a` : name;

/** What is wrong with a name that must be a DNS subdomain (RFC 1123). */
export function dnsSubdomain(name: string, isPrefix = false): string[] {
  const text = masked(name, isPrefix);
  const errors: string[] = [];
  if (bytes(text) > 253) errors.push(tooLong(253, 'characters'));
  if (!matches(text, SUBDOMAIN))
    errors.push(
      regexError(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        SUBDOMAIN,
        'example.com',
      ),
    );
  return errors;
}

/** What is wrong with a name that must be a DNS label (RFC 1123). */
export function dnsLabel(name: string, isPrefix = false): string[] {
  const text = masked(name, isPrefix);
  const errors: string[] = [];
  if (bytes(text) > 63) errors.push(tooLong(63, 'characters'));
  if (!matches(text, LABEL))
    errors.push(
      matches(text, SUBDOMAIN)
        ? 'must not contain dots'
        : regexError(
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
            LABEL,
            'my-name',
            '123-abc',
          ),
    );
  return errors;
}

/** What is wrong with a name that must be a DNS label of the older standard (RFC 1035): it begins with a letter. */
export function dnsLabel1035(name: string, isPrefix = false): string[] {
  const text = masked(name, isPrefix);
  const pattern = '[a-z]([-a-z0-9]*[a-z0-9])?';
  const errors: string[] = [];
  if (bytes(text) > 63) errors.push(tooLong(63, 'characters'));
  if (!matches(text, pattern))
    errors.push(
      regexError(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        pattern,
        'my-name',
        'abc-123',
      ),
    );
  return errors;
}

/** What is wrong with the key of a label or annotation: a name, with a domain and a slash before it or not. */
export function qualifiedName(text: string): string[] {
  const parts = text.split('/');
  const errors: string[] = [];
  let name = text;
  if (parts.length === 2) {
    const [prefix = ''] = parts;
    name = parts[1] ?? '';
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...dnsSubdomain(prefix).map((why) => `prefix part ${why}`));
  } else if (parts.length > 2) {
    return [
      `a qualified name ${regexError("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", QUALIFIED, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (bytes(name) > 63) errors.push(`name part ${tooLong(63)}`);
  if (!matches(name, QUALIFIED))
    errors.push(
      `name part ${regexError("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", QUALIFIED, 'MyName', 'my.name', '123-abc')}`,
    );
  return errors;
}

/** What is wrong with the value of a label. */
export function labelValue(value: string): string[] {
  const pattern = `(${QUALIFIED})?`;
  const errors: string[] = [];
  if (bytes(value) > 63) errors.push(tooLong(63));
  if (!matches(value, pattern))
    errors.push(
      regexError(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        pattern,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  return errors;
}

/** What is wrong with the name of a path segment: RBAC objects may be called nearly anything. */
export function pathSegment(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((mark) => name.includes(mark)).map((mark) => `may not contain '${mark}'`);
}

const ANNOTATIONS_LIMIT = 256 * 1024;

/** Annotations may take 256 KiB together. */
export function annotationsTooLong(annotations: Readonly<Record<string, unknown>>, path: string): Cause[] {
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + bytes(key) + bytes(String(value)), 0);
  return size > ANNOTATIONS_LIMIT
    ? [
        {
          reason: 'FieldValueTooLong',
          message: `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`,
          field: path,
        },
      ]
    : [];
}
