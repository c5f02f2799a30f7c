import { absolutePath } from '../files.ts';
import type { Program } from '../program.ts';
import { inputs, linesOf, readOptions, UsageError } from './options.ts';
import { posixRegex } from './regex.ts';

type Address =
  | { kind: 'line'; line: number }
  | { kind: 'last' }
  | { kind: 'regex'; regex: RegExp }
  | { kind: 'step'; first: number; step: number }
  | { kind: 'count'; lines: number };

interface Step {
  from?: Address;
  to?: Address;
  isNegated: boolean;
  name: string;
  /** What `s` and `y` need. */
  regex?: RegExp;
  replacement?: string;
  flags?: string;
  text?: string;
  steps?: Step[];
  /** Whether a range is open. */
  isOpen?: boolean;
  until?: number;
}

/** Reads a script of sed. @throws UsageError */
class ScriptReader {
  readonly #text: string;
  readonly #isExtended: boolean;
  #at = 0;

  constructor(text: string, isExtended: boolean) {
    this.#text = text;
    this.#isExtended = isExtended;
  }

  #fail(why: string): never {
    throw new UsageError(`-e expression #1, char ${this.#at}: ${why}`);
  }

  #skip(pattern: RegExp): string {
    const found = pattern.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  steps(isInner = false): Step[] {
    const steps: Step[] = [];
    for (;;) {
      this.#skip(/^[\s;]*(?:#[^\n]*\n?[\s;]*)*/);
      if (this.#at >= this.#text.length) {
        if (isInner) this.#fail("unmatched `{'");
        return steps;
      }
      if (this.#text[this.#at] === '}') {
        if (!isInner) this.#fail("unexpected `}'");
        this.#at++;
        return steps;
      }
      steps.push(this.#step());
    }
  }

  #step(): Step {
    const from = this.#address();
    let to: Address | undefined;
    this.#skip(/^\s*/);
    if (from && this.#text[this.#at] === ',') {
      this.#at++;
      this.#skip(/^\s*/);
      const count = this.#skip(/^\+\d+/);
      to = count === '' ? this.#address() : { kind: 'count', lines: Number(count.slice(1)) };
      if (!to) this.#fail("unexpected `,'");
    }
    this.#skip(/^\s*/);
    const isNegated = this.#skip(/^!\s*/) !== '';
    const name = this.#text[this.#at++] ?? '';
    const step: Step = { ...(from ? { from } : {}), ...(to ? { to } : {}), isNegated, name };
    if (name === '{') return { ...step, steps: this.steps(true) };
    if (name === 's') return { ...step, ...this.#substitution() };
    if (name === 'y') {
      const mark = this.#text[this.#at++] ?? '';
      return { ...step, text: this.#until(mark), replacement: this.#until(mark) };
    }
    if ('aic'.includes(name)) {
      this.#skip(/^[ \t]*\\?\n?[ \t]*/);
      return { ...step, text: this.#skip(/^[^\n]*/) };
    }
    if ('btTrw:'.includes(name)) return { ...step, text: this.#skip(/^[^\n;}]*/).trim() };
    if (!'dDpPqQnNgGhHx='.includes(name) || name === '')
      this.#fail(name === '' ? 'missing command' : `unknown command: \`${name}'`);
    if ('qQ'.includes(name)) step.text = this.#skip(/^\s*\d*/).trim();
    return step;
  }

  #until(mark: string): string {
    let text = '';
    for (; this.#text[this.#at] !== mark; this.#at++) {
      if (this.#at >= this.#text.length) this.#fail("unterminated `s' command");
      if (this.#text[this.#at] === '\\' && this.#text[this.#at + 1] === mark) this.#at++;
      else if (this.#text[this.#at] === '\\') text += this.#text[this.#at++];
      else if (this.#text[this.#at] === '[' && mark === '/') {
        const set = /^\[\^?\]?[^\]]*\]/.exec(this.#text.slice(this.#at))?.[0];
        if (set?.includes('/')) {
          text += set;
          this.#at += set.length - 1;
          continue;
        }
      }
      text += this.#text[this.#at];
    }
    this.#at++;
    return text;
  }

  #substitution(): Pick<Step, 'regex' | 'replacement' | 'flags'> {
    const mark = this.#text[this.#at++] ?? '';
    const pattern = this.#until(mark);
    const replacement = this.#until(mark);
    const flags = this.#skip(/^[gpiI\d]*/);
    return { regex: this.#regex(pattern, /[iI]/.test(flags) ? 'gi' : 'g'), replacement, flags };
  }

  #regex(pattern: string, flags: string): RegExp {
    try {
      return posixRegex(pattern, this.#isExtended, flags);
    } catch (problem) {
      return this.#fail(problem instanceof Error ? problem.message : '');
    }
  }

  #address(): Address | undefined {
    const number = this.#skip(/^\d+/);
    if (number !== '') {
      const step = this.#skip(/^~\d+/);
      return step === ''
        ? { kind: 'line', line: Number(number) }
        : { kind: 'step', first: Number(number), step: Number(step.slice(1)) };
    }
    if (this.#text[this.#at] === '$') {
      this.#at++;
      return { kind: 'last' };
    }
    if (this.#text[this.#at] === '/') {
      this.#at++;
      const pattern = this.#until('/');
      return { kind: 'regex', regex: this.#regex(pattern, this.#skip(/^I/) === '' ? '' : 'i') };
    }
    return undefined;
  }
}

/** What a replacement makes of a match: `&`, `\1`, `\n`, `\U…\E`. */
function replaced(replacement: string, match: readonly string[]): string {
  let mode = '';
  let text = '';
  const add = (piece: string): void => {
    text += mode === 'U' ? piece.toUpperCase() : mode === 'L' ? piece.toLowerCase() : piece;
  };
  for (let at = 0; at < replacement.length; at++) {
    const letter = replacement[at] as string;
    if (letter === '&') add(match[0] ?? '');
    else if (letter === '\\') {
      const next = replacement[++at] ?? '';
      if (/\d/.test(next)) add(match[Number(next)] ?? '');
      else if (next === 'n') add('\n');
      else if (next === 't') add('\t');
      else if ('ULE'.includes(next)) mode = next === 'E' ? '' : next;
      else add(next);
    } else add(letter);
  }
  return text;
}

function substituted(
  line: string,
  { regex, replacement = '', flags = '' }: Step,
): { line: string; isChanged: boolean } {
  const number = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const isGlobal = flags.includes('g');
  let count = 0;
  let isChanged = false;
  const made = line.replace(regex as RegExp, (...match) => {
    count++;
    if (count < number || (count > number && !isGlobal)) return match[0] as string;
    isChanged = true;
    const groups = match.slice(
      0,
      match.findIndex((one) => typeof one === 'number'),
    ) as string[];
    return replaced(replacement, groups);
  });
  return { line: made, isChanged };
}

/** Runs a script over lines; gives what it prints, and the exit code. */
function run(steps: readonly Step[], lines: readonly string[], isQuiet: boolean): { printed: string; code: number } {
  let printed = '';
  let hold = '';
  let index = 0;
  let code = 0;
  let isOver = false;
  const fits = (address: Address, line: string): boolean => {
    const number = index + 1;
    if (address.kind === 'line') return number === address.line;
    if (address.kind === 'last') return index === lines.length - 1;
    if (address.kind === 'step')
      return address.step === 0
        ? number === address.first
        : number >= address.first && (number - address.first) % address.step === 0;
    return address.kind === 'regex' && address.regex.test(line);
  };
  const applies = (step: Step, line: string): boolean => {
    const { from, to } = step;
    if (!from) return true;
    if (!to) return fits(from, line);
    if (step.isOpen) {
      const isEnd =
        to.kind === 'count' ? index >= (step.until ?? 0) : to.kind === 'line' ? index + 1 >= to.line : fits(to, line);
      if (isEnd) step.isOpen = false;
      return true;
    }
    if (!fits(from, line)) return false;
    step.until = index + (to.kind === 'count' ? to.lines : 0);
    step.isOpen = !(to.kind === 'line' && to.line <= index + 1) && !(to.kind === 'count' && to.lines === 0);
    return true;
  };
  for (; index < lines.length && !isOver; index++) {
    let line = lines[index] as string;
    let isDeleted = false;
    let after = '';
    const perform = (list: readonly Step[]): boolean => {
      for (const step of list) {
        if (applies(step, line) === step.isNegated) continue;
        switch (step.name) {
          case '{':
            if (!perform(step.steps ?? [])) return false;
            break;
          case 's': {
            const result = substituted(line, step);
            line = result.line;
            if (result.isChanged && step.flags?.includes('p')) printed += `${line}\n`;
            break;
          }
          case 'y':
            line = [...line]
              .map((letter) => (step.replacement ?? '')[(step.text ?? '').indexOf(letter)] ?? letter)
              .join('');
            break;
          case 'd':
            isDeleted = true;
            return false;
          case 'p':
            printed += `${line}\n`;
            break;
          case '=':
            printed += `${index + 1}\n`;
            break;
          case 'a':
            after += `${step.text}\n`;
            break;
          case 'i':
            printed += `${step.text}\n`;
            break;
          case 'c':
            printed += `${step.text}\n`;
            isDeleted = true;
            return false;
          case 'q':
          case 'Q':
            isOver = true;
            code = Number(step.text || 0);
            isDeleted = step.name === 'Q';
            return false;
          case 'n':
            if (!isQuiet) printed += `${line}\n`;
            if (index + 1 >= lines.length) {
              isDeleted = true;
              return false;
            }
            line = lines[++index] as string;
            break;
          case 'N':
            if (index + 1 >= lines.length) return false;
            line += `\n${lines[++index]}`;
            break;
          case 'P':
            printed += `${line.split('\n')[0]}\n`;
            break;
          case 'D':
            isDeleted = true;
            return false;
          case 'h':
            hold = line;
            break;
          case 'H':
            hold += `\n${line}`;
            break;
          case 'g':
            line = hold;
            break;
          case 'G':
            line += `\n${hold}`;
            break;
          case 'x':
            [line, hold] = [hold, line];
            break;
          default:
            break;
        }
      }
      return true;
    };
    perform(steps);
    if (!isQuiet && !isDeleted) printed += `${line}\n`;
    printed += after;
  }
  return { printed, code };
}

/** `sed` */
export const sed: Program = async (context) => {
  const words = context.arguments.map((word) => (/^-i./.test(word) && !/^-i[nErs]/.test(word) ? '-i' : word));
  const {
    flags,
    values,
    words: rest,
  } = readOptions(words, 'n|quiet,E|regexp-extended,r,i|in-place,e:|expression:,f:|file:,s|separate,u,z');
  const expressions = context.arguments.flatMap((word, index) =>
    word === '-e' ? [context.arguments[index + 1] ?? ''] : [],
  );
  const script =
    values.f !== undefined
      ? context.files.read(absolutePath(values.f, context.folder))
      : values.e !== undefined
        ? (expressions.length > 0 ? expressions : [values.e]).join('\n')
        : rest[0];
  if (script === undefined) {
    context.errors.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
    return 1;
  }
  const names = values.e === undefined && values.f === undefined ? rest.slice(1) : rest;
  const read = (): Step[] => new ScriptReader(script, flags.has('E') || flags.has('r')).steps();
  let code = 0;
  const all = await inputs(context, names);
  const finish = (text: string, printed: string): string =>
    text !== '' && !text.endsWith('\n') ? printed.replace(/\n$/, '') : printed;
  if (flags.has('i')) {
    for (const { name, text } of all) {
      if (text === undefined) {
        code = 2;
        continue;
      }
      context.files.write(
        absolutePath(name, context.folder),
        finish(text, run(read(), linesOf(text), flags.has('n')).printed),
      );
    }
    return code;
  }
  const text = all.map((one) => one.text ?? '').join('');
  const result = run(read(), linesOf(text), flags.has('n'));
  context.output.write(finish(text, result.printed));
  return all.some((one) => one.text === undefined) ? 2 : result.code;
};
