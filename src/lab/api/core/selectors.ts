import { asRecord, type Data } from '../../../kubernetes/data.ts';
import { badRequest } from './errors.ts';

/** One condition on labels. */
export interface Requirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  values: readonly string[];
}

/** Whether labels meet all conditions. */
export function matchesLabels(requirements: readonly Requirement[], labels: Data): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels[key];
    switch (operator) {
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      case 'In':
        return value !== undefined && values.includes(String(value));
      case 'NotIn':
        return value === undefined || !values.includes(String(value));
      default: {
        const number = Number(value);
        if (value === undefined || !Number.isInteger(number)) return false;
        return operator === 'Gt' ? number > Number(values[0]) : number < Number(values[0]);
      }
    }
  });
}

/** The conditions of a `LabelSelector` object (`matchLabels`, `matchExpressions`). An empty one matches all. */
export function selectorOf(selector: unknown): Requirement[] {
  const { matchLabels, matchExpressions } = asRecord(selector);
  const equal = Object.entries(asRecord(matchLabels)).map(
    ([key, value]): Requirement => ({ key, operator: 'In', values: [String(value)] }),
  );
  const expressions = Array.isArray(matchExpressions) ? matchExpressions.map(asRecord) : [];
  return [
    ...equal,
    ...expressions.map(
      ({ key, operator, values }): Requirement => ({
        key: String(key),
        operator: operator as Requirement['operator'],
        values: Array.isArray(values) ? values.map(String) : [],
      }),
    ),
  ];
}

/** The conditions of a plain group of labels, as Services have it. */
export function equalTo(labels: unknown): Requirement[] {
  return Object.entries(asRecord(labels)).map(([key, value]) => ({ key, operator: 'In', values: [String(value)] }));
}

const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const TOKEN = /\s*(!=|==|=|>|<|!|,|\(|\)|[^\s=!<>,()]+)/y;

/**
 * Reads `app=web,tier in (a,b),!old`.
 * @throws ApiError 400 when it cannot be read, in the real server's words.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function parseLabelSelector(text: string): Requirement[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) tokens.push(match[1] as string);
  let at = 0;
  const fail = (why: string): never => {
    throw badRequest(`unable to parse requirement: ${why}`);
  };
  const shown = (token: string | undefined): string => token ?? '';
  const key = (): string => {
    const word = tokens[at++];
    if (word === undefined || /^[=!<>,()]/.test(word)) return fail(`found '${shown(word)}', expected: identifier`);
    if (!LABEL_KEY.test(word))
      return fail(
        `<nil>: Invalid value: "${word}": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      );
    return word;
  };
  const requirements: Requirement[] = [];
  while (at < tokens.length) {
    if (tokens[at] === '!') {
      at++;
      requirements.push({ key: key(), operator: 'DoesNotExist', values: [] });
    } else {
      const name = key();
      const operator = tokens[at];
      if (operator === undefined || operator === ',') requirements.push({ key: name, operator: 'Exists', values: [] });
      else if (operator === 'in' || operator === 'notin') {
        at++;
        if (tokens[at++] !== '(') fail(`found '${shown(tokens[at - 1])}' expected: '('`);
        const values: string[] = [];
        while (tokens[at] !== ')') {
          const word = tokens[at++];
          if (word === undefined) fail(`found '', expected: ',', ')' or identifier`);
          else if (word !== ',') values.push(word);
        }
        at++;
        requirements.push({ key: name, operator: operator === 'in' ? 'In' : 'NotIn', values });
      } else if (['=', '==', '!=', '>', '<'].includes(operator)) {
        at++;
        const next = tokens[at];
        const value = next === undefined || next === ',' ? '' : (tokens[at++] as string);
        const kinds = { '=': 'In', '==': 'In', '!=': 'NotIn', '>': 'Gt', '<': 'Lt' } as const;
        requirements.push({ key: name, operator: kinds[operator as keyof typeof kinds], values: [value] });
      } else fail(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    if (at < tokens.length && tokens[at++] !== ',')
      throw badRequest(`found '${shown(tokens[at - 1])}', expected: ',' or 'end of string'`);
  }
  return requirements;
}
