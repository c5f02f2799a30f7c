import { UsageError } from './options.ts';
import { posixRegex } from './regex.ts';

/** Which lines a step is for. */
export type Address =
  | { kind: 'line'; line: number }
  | { kind: 'last' }
  | { kind: 'regex'; regex: RegExp }
  | { kind: 'step'; first: number; step: number }
  | { kind: 'count'; lines: number };

/** A step of a script. */
export interface Step {
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
export class ScriptReader {
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
    if (name !== '' && 'btTrw:'.includes(name))
      return { ...step, text: this.#skip(name === ':' ? /^[^\n;]*/ : /^[^\n;}]*/).trim() };
    if (!'dDpPqQnNgGhHx=l'.includes(name) || name === '')
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
    const flags = this.#skip(/^[gpiIeMm\d]*/);
    if (/^[^\s;}#]/.test(this.#text.slice(this.#at))) {
      this.#at++;
      this.#fail("unknown option to `s'");
    }
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
