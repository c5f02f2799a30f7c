/** A label selector, parsed. */
export interface Selector {
  matches(labels: Readonly<Record<string, unknown>>): boolean;
  requirements: readonly Requirement[];
  /** In its canonical form. */
  text: string;
}

/** One part of a selector. */
export interface Requirement {
  key: string;
  operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';
  values: readonly string[];
}

const TOKEN = /\s*(?:(==|!=|[=!,()<>])|([^\s=!,()<>]+))/gy;

function tokens(text: string): string[] {
  return [...text.trim().matchAll(TOKEN)].map(([, sign, word]) => sign ?? word ?? '');
}

/** A token as errors show it: the end of the text is an empty one. */
function shown(token: string | undefined): string {
  return `'${token ?? ''}'`;
}

/** Reads a label selector. @throws Error in the words of k8s.io/apimachinery/pkg/labels. */
export function parseSelector(text: string): Selector {
  const words = tokens(text);
  const requirements: Requirement[] = [];
  let at = 0;
  const isWord = (token: string | undefined): boolean => token !== undefined && !/^(==|!=|[=!,()<>])$/.test(token);
  const fail = (message: string): Error => new Error(`unable to parse requirement: ${message}`);
  while (at < words.length) {
    if (words[at] === ',' && requirements.length === 0)
      throw new Error(`found ',', expected: !, identifier, or 'end of string'`);
    let isNot = false;
    if (words[at] === '!') {
      isNot = true;
      at++;
    }
    const key = words[at++];
    if (!isWord(key)) throw fail(`found ${shown(key)}, expected: identifier`);
    checkKey(key as string);
    const sign = words[at];
    if (isNot) requirements.push({ key: key as string, operator: '!', values: [] });
    else if (sign === undefined || sign === ',')
      requirements.push({ key: key as string, operator: 'exists', values: [] });
    else if (sign === 'in' || sign === 'notin') {
      at++;
      if (words[at] !== '(') throw fail(`found ${shown(words[at])} expected: '('`);
      at++;
      const values: string[] = [];
      for (; at < words.length && words[at] !== ')'; at++) if (words[at] !== ',') values.push(words[at] as string);
      if (words[at] !== ')') throw fail(`found ${shown(words[at])}, expected: ',' or ')'`);
      at++;
      requirements.push({ key: key as string, operator: sign, values: [...new Set(values)].sort() });
    } else if (/^(=|==|!=|<|>)$/.test(sign)) {
      at++;
      const value = isWord(words[at]) ? (words[at++] as string) : '';
      if (/[<>]/.test(sign) && !/^-?\d+$/.test(value))
        throw fail(
          `values[0][${key}]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
        );
      checkValue(key as string, value);
      requirements.push({
        key: key as string,
        operator: sign === '==' ? '=' : (sign as '=' | '!=' | '<' | '>'),
        values: [value],
      });
    } else throw fail(`found ${shown(sign)}, expected: in, notin, =, ==, !=, gt, lt`);
    if (at >= words.length) break;
    if (words[at] !== ',') throw new Error(`found ${shown(words[at])}, expected: ',' or 'end of string'`);
    at++;
    if (at >= words.length || (words[at] !== '!' && !isWord(words[at])))
      throw new Error(`found ${shown(words[at])}, expected: identifier after ','`);
  }
  return {
    requirements,
    matches: (labels) => requirements.every((requirement) => fulfils(requirement, labels)),
    text: requirements.map(write).sort().join(','),
  };
}

function write({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  return operator === 'in' || operator === 'notin'
    ? `${key} ${operator} (${values.join(',')})`
    : `${key}${operator}${values[0] ?? ''}`;
}

function fulfils({ key, operator, values }: Requirement, labels: Readonly<Record<string, unknown>>): boolean {
  const value = labels[key];
  if (operator === 'exists') return value !== undefined;
  if (operator === '!') return value === undefined;
  if (operator === '!=' || operator === 'notin') return value === undefined || !values.includes(String(value));
  if (value === undefined) return false;
  if (operator === '<') return Number(value) < Number(values[0]);
  if (operator === '>') return Number(value) > Number(values[0]);
  return values.includes(String(value));
}

const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const QUALIFIED = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;

/** What is wrong with the key of a label. */
export function labelKeyProblems(key: string): string[] {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const problems: string[] = [];
  if (parts.length > 2) {
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') problems.push('prefix part must be non-empty');
    else if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(prefix)) {
      problems.push(
        `prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      );
    }
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push('name part must be no more than 63 bytes');
  if (!new RegExp(`^${NAME}$`).test(name)) problems.push(QUALIFIED);
  return problems;
}

/** What is wrong with the value of a label. */
export function labelValueProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.length > 63) problems.push('must be no more than 63 bytes');
  if (!new RegExp(`^(${NAME})?$`).test(value)) {
    problems.push(
      `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    );
  }
  return problems;
}

function checkKey(key: string): void {
  const problems = labelKeyProblems(key);
  if (problems.length > 0)
    throw new Error(`unable to parse requirement: key: Invalid value: ${JSON.stringify(key)}: ${problems.join('; ')}`);
}

function checkValue(key: string, value: string): void {
  const problems = labelValueProblems(value);
  if (problems.length > 0)
    throw new Error(
      `unable to parse requirement: values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${problems.join('; ')}`,
    );
}
