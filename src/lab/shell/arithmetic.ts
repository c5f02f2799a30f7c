import { ShellSyntaxError } from './syntax/reader.ts';

const TOKEN = /\s*(\d+|[A-Za-z_]\w*|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>!~&|^?:()])/y;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function compute(operator: string, a: number, b: number): number {
  switch (operator) {
    case '||':
      return a || b ? 1 : 0;
    case '&&':
      return a && b ? 1 : 0;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '<<':
      return a * 2 ** b;
    case '>>':
      return Math.floor(a / 2 ** b);
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    default:
      if (b === 0) throw new ShellSyntaxError('division by 0 (error token is "0")');
      return operator === '/' ? Math.trunc(a / b) : a % b;
  }
}

/** The value of `$((…))`: whole numbers, names of variables, operators of C. @throws ShellSyntaxError */
export function arithmetic(text: string, valueNamed: (name: string) => string): number {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) tokens.push(found[1] as string);
  let at = 0;
  const fail = (): never => {
    throw new ShellSyntaxError(`${text.trim()}: syntax error: operand expected (error token is "${tokens[at] ?? ''}")`);
  };
  const unary = (): number => {
    const token = tokens[at++];
    if (token === undefined) return fail();
    if (token === '-') return -unary();
    if (token === '+') return unary();
    if (token === '!') return unary() === 0 ? 1 : 0;
    if (token === '~') return ~unary();
    if (token === '(') {
      const value = ternary();
      if (tokens[at++] !== ')') fail();
      return value;
    }
    let value: number;
    if (/^\d/.test(token)) value = Number.parseInt(token, token.startsWith('0') && token.length > 1 ? 8 : 10);
    else if (/^[A-Za-z_]/.test(token)) value = Number(valueNamed(token)) || 0;
    else {
      at--;
      return fail();
    }
    if (tokens[at] !== '**') return value;
    at++;
    return value ** unary();
  };
  const level = (index: number): number => {
    if (index === LEVELS.length) return unary();
    let value = level(index + 1);
    for (
      let operator = tokens[at];
      operator !== undefined && LEVELS[index]?.includes(operator);
      operator = tokens[at]
    ) {
      at++;
      value = compute(operator, value, level(index + 1));
    }
    return value;
  };
  const ternary = (): number => {
    const condition = level(0);
    if (tokens[at] !== '?') return condition;
    at++;
    const first = ternary();
    if (tokens[at++] !== ':') fail();
    const second = ternary();
    return condition !== 0 ? first : second;
  };
  if (tokens.length === 0) return 0;
  const value = ternary();
  if (at < tokens.length) fail();
  return value;
}
