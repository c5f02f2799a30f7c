/** A regular expression that RE2 does not read, or JavaScript cannot do. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const SHORT: Readonly<Record<string, string>> = { a: '\\x07', A: '(?<![\\s\\S])', z: '(?![\\s\\S])' };

/** Translates a regular expression in the syntax of RE2 into one of JavaScript with the flag u. */
class Translation {
  private at = 0;
  private out = '';
  private readonly source: string;
  private readonly closers: string[] = [];

  constructor(source: string) {
    this.source = source;
  }

  private fail(reason: string, part = this.source): never {
    throw new ExpressionError(`error parsing regexp: ${reason}: \`${part}\``);
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.source);
    if (found) this.at += found[0].length;
    return found;
  }

  translate(): string {
    while (this.at < this.source.length) this.step();
    const open = this.closers.filter((closer) => closer.endsWith('group'));
    if (open.length > 0) this.fail('missing closing )');
    return this.out + this.closers.map(() => ')').join('');
  }

  private step(): void {
    const literal = this.take(/\\Q([\s\S]*?)(?:\\E|$)/);
    if (literal) this.out += (literal[1] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    else if (this.source[this.at] === '\\') this.escape(false);
    else if (this.source[this.at] === '[') this.set();
    else if (this.source[this.at] === '(') this.open();
    else if (this.take(/\)/)) this.close();
    else if (this.take(/[{]/)) this.brace();
    else if (this.take(/\*\*|\+\+|\*\+|\+\*|\?\+|\?\*|\+\?[*+?]|\*\?[*+?]|\?\?[*+?]/))
      this.fail('invalid nested repetition operator');
    else this.out += this.next().replace(/^[}\]/]$/, '\\$&');
  }

  private next(): string {
    const letter = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += letter.length;
    return letter;
  }

  private brace(): void {
    const count = this.take(/(\d+)(?:(,)(\d*))?\}/);
    if (!count) {
      this.out += '\\{';
      return;
    }
    if (Number(count[1]) > 1000 || Number(count[3] || 0) > 1000) this.fail('invalid repeat count', `{${count[0]}`);
    this.out += `{${count[0]}`;
  }

  private escape(isInSet: boolean): void {
    const code = this.take(/\\x(?:\{([\da-fA-F]{1,6})\}|([\da-fA-F]{2}))/);
    const octal = code ? null : this.take(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/);
    const property = this.take(/\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/);
    if (code) this.out += `\\u{${code[1] ?? code[2]}}`;
    else if (octal) this.out += `\\u{${Number.parseInt(octal[1] ?? '0', 8).toString(16)}}`;
    else if (property) this.property(property);
    else {
      this.at++;
      if (this.at >= this.source.length) this.fail('trailing backslash at end of expression', '');
      this.simpleEscape(this.next(), isInSet);
    }
  }

  private simpleEscape(letter: string, isInSet: boolean): void {
    if (/[dDwWfnrtv]/.test(letter)) this.out += `\\${letter}`;
    else if (letter === 's') this.out += isInSet ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]';
    else if (letter === 'S' && !isInSet) this.out += '[^\\t\\n\\f\\r ]';
    else if (/[bB]/.test(letter) && !isInSet) this.out += `\\${letter}`;
    else if (SHORT[letter] !== undefined && (letter === 'a' || !isInSet)) this.out += SHORT[letter];
    else if (/[\w]/.test(letter)) this.fail('invalid escape sequence', `\\${letter}`);
    else
      this.out += /[\^$\\.*+?()[\]{}|/-]/.test(letter) ? (isInSet || letter !== '-' ? `\\${letter}` : letter) : letter;
  }

  private property([all, letter = 'p', not = '', long, short]: RegExpExecArray): void {
    const name = long ?? short ?? '';
    const isNegated = (letter === 'P') !== (not === '^');
    const known = [`General_Category=${name}`, `Script=${name}`].find((candidate) => {
      try {
        new RegExp(`\\p{${candidate}}`, 'u');
        return true;
      } catch {
        return false;
      }
    });
    if (known === undefined) this.fail('invalid character class range', all);
    this.out += `\\${isNegated ? 'P' : 'p'}{${known}}`;
  }

  private set(): void {
    const begin = this.at;
    this.at++;
    this.out += this.take(/\^/) ? '[^' : '[';
    for (let isFirst = true; ; isFirst = false) {
      if (this.at >= this.source.length) this.fail('missing closing ]', this.source.slice(begin));
      const named = this.take(/\[:(\^?)(\w+):\]/);
      if (named) this.namedClass(named);
      else if (!isFirst && this.take(/\]/)) break;
      else if (this.source[this.at] === '\\') this.escape(true);
      else {
        const letter = this.next();
        const isRange = letter === '-' && !isFirst && this.source[this.at] !== ']';
        this.out += /[[\]^\\/(){}|]/.test(letter) || (letter === '-' && !isRange) ? `\\${letter}` : letter;
      }
    }
    this.out += ']';
  }

  private namedClass([all, not, name = '']: RegExpExecArray): void {
    const known = CLASSES[name];
    if (known === undefined || not === '^') this.fail('invalid character class range', all);
    this.out += known;
  }

  private open(): void {
    const named = this.take(/\(\?P?<([^>]*)>/);
    const flags = named ? null : this.take(/\(\?([imsU]*)(?:-([imsU]+))?([:)])/);
    if (named) {
      if (!/^\w+$/.test(named[1] ?? '')) this.fail('invalid named capture', named[0]);
      this.out += `(?<${named[1]}>`;
      this.closers.push('group');
    } else if (flags) this.flags(flags);
    else if (this.take(/\(\?/))
      this.fail('invalid or unsupported Perl syntax', this.source.slice(this.at - 2, this.at + 1));
    else {
      this.at++;
      this.out += '(';
      this.closers.push('group');
    }
  }

  /** Flags of a group, or, with ")" behind them, of the rest of the group that they stand in. */
  private flags([, on = '', off = '', end]: RegExpExecArray): void {
    if (`${on}${off}`.includes('U'))
      throw new ExpressionError('The flag U of regular expressions is not supported here.');
    const changes = off === '' ? on : `${on}-${off}`;
    this.out += changes === '' ? '(?:' : `(?${changes}:`;
    this.closers.push(end === ':' ? 'group' : 'rest');
  }

  private close(): void {
    while (this.closers.at(-1) === 'rest') {
      this.closers.pop();
      this.out += ')';
    }
    if (this.closers.pop() === undefined) this.fail('unexpected )');
    this.out += ')';
  }
}

/**
 * A regular expression of Prometheus, which reads them as RE2 does; it is matched against the whole text, and "." is any character.
 * @throws ExpressionError with Go's message if RE2 would not read it
 */
export function compileExpression(source: string): RegExp {
  const translated = new Translation(source).translate();
  const flags = /^\(\?i:([\s\S]*)\)$/.exec(translated);
  const isWhole = flags !== null && /^\(\?i\)/.test(source);
  try {
    // Few browsers know flags in the middle; those at the very beginning are most of all.
    return isWhole ? new RegExp(`^(?:${flags[1]})$`, 'sui') : new RegExp(`^(?:${translated})$`, 'su');
  } catch {
    throw new ExpressionError(`error parsing regexp: invalid syntax: \`${source}\``);
  }
}

/** What a replacement such as $1-${name} becomes. Source: Regexp.Expand of Go. */
export function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))|\$/g, (all, braced?: string, bare?: string) => {
    if (all === '$$') return '$';
    const name = braced ?? bare;
    if (name === undefined) return '$';
    const number = /^\d+$/.test(name) ? Number(name) : undefined;
    return (number === undefined ? match.groups?.[name] : match[number]) ?? '';
  });
}
