import { absolutePath } from '../files.ts';
import { patternOf } from '../patterns.ts';
import type { Context, Program } from '../program.ts';
import { posixRegex } from './regex.ts';

interface Found {
  name: string;
  path: string;
  isFolder: boolean;
  depth: number;
}

type Test = (found: Found) => boolean | Promise<boolean>;

class FindError extends Error {}

/** Reads the tests of `find`: `-name x -o \( -type f -not -empty \)`. */
class TestReader {
  readonly #context: Context;
  readonly #words: string[];
  #at = 0;
  /** Whether something is done with what is found, so that it is not printed by itself. */
  acts = false;
  most = Number.POSITIVE_INFINITY;
  least = 0;
  /** What `-exec … +` gathers. */
  readonly gathered: { words: string[]; names: string[] }[] = [];

  constructor(context: Context, words: readonly string[]) {
    this.#context = context;
    this.#words = [...words];
  }

  read(): Test {
    const test = this.#or();
    if (this.#at < this.#words.length)
      throw new FindError(`paths must precede expression: \`${this.#words[this.#at]}'`);
    return test;
  }

  #or(): Test {
    let left = this.#and();
    while (/^-(o|or)$/.test(this.#words[this.#at] ?? '')) {
      this.#at++;
      const [first, second] = [left, this.#and()];
      left = async (found) => (await first(found)) || second(found);
    }
    return left;
  }

  #and(): Test {
    const tests: Test[] = [];
    for (
      let word = this.#words[this.#at];
      word !== undefined && !/^(-o|-or|\))$/.test(word);
      word = this.#words[this.#at]
    ) {
      if (/^-(a|and)$/.test(word)) this.#at++;
      else tests.push(this.#one());
    }
    return async (found) => {
      for (const test of tests) if (!(await test(found))) return false;
      return true;
    };
  }

  #value(name: string): string {
    const value = this.#words[this.#at++];
    if (value === undefined) throw new FindError(`missing argument to \`${name}'`);
    return value;
  }

  #one(): Test {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new FindError(`expected an expression after \`${this.#words.at(-1)}'`);
    const { files, output } = this.#context;
    const size = ({ path, isFolder }: Found): number => (isFolder ? 4096 : files.readBytes(path).length);
    switch (word) {
      case '!':
      case '-not': {
        const test = this.#one();
        return async (found) => !(await test(found));
      }
      case '(': {
        const test = this.#or();
        this.#at++;
        return test;
      }
      case '-name':
      case '-iname': {
        const pattern = patternOf(this.#value(word));
        const fits = word === '-iname' ? new RegExp(pattern.source, 'i') : pattern;
        return ({ name }) => fits.test(name.slice(name.lastIndexOf('/') + 1));
      }
      case '-path':
      case '-wholename': {
        const fits = patternOf(this.#value(word));
        return ({ name }) => fits.test(name);
      }
      case '-regex': {
        const fits = new RegExp(`^(?:${posixRegex(this.#value(word), false).source})$`);
        return ({ name }) => fits.test(name);
      }
      case '-type': {
        const kinds = this.#value(word).split(',');
        return ({ isFolder }) => kinds.includes(isFolder ? 'd' : 'f');
      }
      case '-empty':
        return (found) => (found.isFolder ? files.list(found.path).length === 0 : size(found) === 0);
      case '-size': {
        const [, sign = '', number = '0', unit = 'b'] = /^([-+]?)(\d+)([bckMG]?)$/.exec(this.#value(word)) ?? [];
        const units: Readonly<Record<string, number>> = { c: 1, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };
        const unitSize = units[unit] ?? 512;
        return (found) => {
          const count = Math.ceil(size(found) / unitSize);
          return sign === '+'
            ? count > Number(number)
            : sign === '-'
              ? count < Number(number)
              : count === Number(number);
        };
      }
      case '-maxdepth':
        this.most = Number(this.#value(word));
        return () => true;
      case '-mindepth':
        this.least = Number(this.#value(word));
        return () => true;
      case '-mtime':
      case '-mmin':
      case '-newer':
      case '-perm':
      case '-user':
        this.#value(word);
        return () => true;
      case '-print':
      case '-print0':
        this.acts = true;
        return ({ name }) => {
          output.write(`${name}${word === '-print0' ? '\0' : '\n'}`);
          return true;
        };
      case '-delete':
        this.acts = true;
        return ({ path }) => {
          files.remove(path);
          return true;
        };
      case '-prune':
      case '-true':
        return () => true;
      case '-exec':
        return this.#exec();
      default:
        throw new FindError(
          word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
        );
    }
  }

  #exec(): Test {
    this.acts = true;
    const end = this.#words.findIndex((word, index) => index >= this.#at && (word === ';' || word === '+'));
    if (end < 0) throw new FindError("missing argument to `-exec'");
    const words = this.#words.slice(this.#at, end);
    const isGathered = this.#words[end] === '+';
    this.#at = end + 1;
    if (!isGathered)
      return async ({ name }) => (await this.#context.execute(words.map((word) => word.replaceAll('{}', name)))) === 0;
    const gathered = { words, names: [] as string[] };
    this.gathered.push(gathered);
    return ({ name }) => {
      gathered.names.push(name);
      return true;
    };
  }
}

/** `find` */
export const find: Program = async (context) => {
  const at = context.arguments.findIndex((word) => /^(-[a-zA-Z]|!$|\($)/.test(word));
  const roots = context.arguments.slice(0, at < 0 ? undefined : at);
  const reader = new TestReader(context, at < 0 ? [] : context.arguments.slice(at));
  let test: Test;
  try {
    test = reader.read();
  } catch (problem) {
    if (!(problem instanceof FindError)) throw problem;
    context.errors.write(`find: ${problem.message}\n`);
    return 1;
  }
  const isDeleting = context.arguments.includes('-delete');
  const visit = async (name: string, depth: number): Promise<void> => {
    const path = absolutePath(name, context.folder);
    const kind = context.files.kind(path);
    if (kind === undefined || context.signal.aborted) return;
    const look = async (): Promise<void> => {
      const found = { name, path, isFolder: kind === 'folder', depth };
      if (depth >= reader.least && (await test(found)) && !reader.acts) context.output.write(`${name}\n`);
    };
    if (!isDeleting) await look();
    if (kind === 'folder' && depth < reader.most)
      for (const inner of context.files.list(path)) await visit(`${name.replace(/\/$/, '')}/${inner}`, depth + 1);
    if (isDeleting) await look();
  };
  let code = 0;
  for (const root of roots.length > 0 ? roots : ['.']) {
    if (context.files.kind(absolutePath(root, context.folder)) !== undefined) await visit(root, 0);
    else {
      context.errors.write(`find: ‘${root}’: No such file or directory\n`);
      code = 1;
    }
  }
  for (const { words, names } of reader.gathered)
    if (names.length > 0 && (await context.execute(words.flatMap((word) => (word === '{}' ? names : [word])))) !== 0)
      code = 1;
  return code;
};
