import type { Program } from '../../program.ts';
import { posixRegex } from '../regex.ts';

class ExprError extends Error {}

const isNumber = (text: string): boolean => /^-?\d+$/.test(text);
const LEVELS = [['|'], ['&'], ['=', '==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%'], [':']];

/** `expr`: computes and compares, each sign a word of its own. */
export const expr: Program = async ({ arguments: words, output, errors }) => {
  let at = 0;
  const numbers = (a: string, b: string): [bigint, bigint] => {
    if (!isNumber(a) || !isNumber(b)) throw new ExprError('non-integer argument');
    return [BigInt(a), BigInt(b)];
  };
  const matched = (text: string, pattern: string): string => {
    const found = posixRegex(pattern, false).exec(text);
    const isAtStart = found?.index === 0;
    if (/\\\(/.test(pattern)) return isAtStart ? (found?.[1] ?? '') : '';
    return isAtStart ? String([...(found?.[0] ?? '')].length) : '0';
  };
  const operate = (operator: string, a: string, b: string): string => {
    const isTrue = (text: string): boolean => text !== '' && !/^-?0+$/.test(text);
    if (operator === '|') return isTrue(a) ? a : isTrue(b) ? b : '0';
    if (operator === '&') return isTrue(a) && isTrue(b) ? a : '0';
    if (operator === ':') return matched(a, b);
    if (/[=<>]/.test(operator)) {
      const both = isNumber(a) && isNumber(b);
      const order = both ? (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0) : a < b ? -1 : a > b ? 1 : 0;
      const holds = {
        '=': order === 0,
        '==': order === 0,
        '!=': order !== 0,
        '<': order < 0,
        '<=': order <= 0,
        '>': order > 0,
        '>=': order >= 0,
      };
      return holds[operator as keyof typeof holds] ? '1' : '0';
    }
    const [x, y] = numbers(a, b);
    if ((operator === '/' || operator === '%') && y === 0n) throw new ExprError('division by zero');
    return String(
      operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : operator === '/' ? x / y : x % y,
    );
  };
  const next = (): string => {
    const word = words[at++];
    if (word === undefined) throw new ExprError(`syntax error: missing argument after ‘${words.at(-1)}’`);
    return word;
  };
  const one = (): string => {
    const word = next();
    if (word === '(') {
      const value = level(0);
      if (words[at++] !== ')') throw new ExprError("syntax error: expecting ')'");
      return value;
    }
    if (at >= words.length) return word;
    if (word === 'length') return String([...one()].length);
    if (word === 'substr') {
      const [text, from, count] = [one(), Number(one()), Number(one())];
      return [...text].slice(Math.max(0, from - 1), Math.max(0, from - 1 + count)).join('');
    }
    if (word === 'index') {
      const [text, letters] = [one(), one()];
      return String([...text].findIndex((letter) => letters.includes(letter)) + 1);
    }
    if (word === 'match') return matched(one(), one());
    return word === '+' ? next() : word;
  };
  const level = (index: number): string => {
    if (index === LEVELS.length) return one();
    let value = level(index + 1);
    while (LEVELS[index]?.includes(words[at] ?? '')) {
      const operator = next();
      value = operate(operator, value, level(index + 1));
    }
    return value;
  };
  if (words.length === 0) {
    errors.write("expr: missing operand\nTry 'expr --help' for more information.\n");
    return 2;
  }
  try {
    const value = level(0);
    if (at < words.length) throw new ExprError(`syntax error: unexpected argument ‘${words[at]}’`);
    output.write(`${value}\n`);
    return value === '' || /^-?0+$/.test(value) ? 1 : 0;
  } catch (problem) {
    if (!(problem instanceof ExprError)) throw problem;
    errors.write(`expr: ${problem.message}\n`);
    return 2;
  }
};
