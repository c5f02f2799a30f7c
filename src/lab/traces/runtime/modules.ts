import { didYouMean } from '../../../findings/suggest.ts';
import { frame, ROOT, restore, resume, suspend, within } from './flow.ts';
import { SyntaxProblem, type Taken, type Transformed, transformModule } from './transform.ts';

/** What a module gives, by name. */
export type Exports = Record<string, unknown>;

/** Something that cannot be loaded, with its place. */
export class LoadProblem extends Error {
  readonly file: string;
  readonly line: number;

  constructor(message: string, file: string, line: number) {
    super(message);
    this.file = file;
    this.line = line;
  }
}

/** Begins the addresses of modules in traces of calls: the service and the file follow. */
export const ADDRESS = 'shop:///';

// By another name it works in the global scope.
// biome-ignore lint/security/noGlobalEval: running these texts is what the runtime is for, in the sandbox or in a process without rights
const evaluate: (text: string) => unknown = eval;

type Body = () => Promise<void>;

interface LoaderOptions {
  service: string;
  /** The learner's files, by their paths. */
  files: Readonly<Record<string, string>>;
  /** Modules that are no files, by their names. */
  packages: Readonly<Record<string, Exports>>;
  global: Record<string, unknown>;
}

/** Modules of one service: each is there once, and no other service sees it. */
export class Loader {
  readonly #options: LoaderOptions;
  readonly #loaded = new Map<string, { exports: Exports; done: Promise<void> }>();
  /** Modules that wait for others, the innermost last: who imports in a circle gets what there is. */
  readonly #waiting = new Set<string>();

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** What a file gives. @throws LoadProblem, or what the module throws */
  async load(file: string): Promise<Exports> {
    const known = this.#loaded.get(file);
    if (known) {
      if (!this.#waiting.has(file)) await known.done;
      return known.exports;
    }
    const exports: Exports = Object.create(null, { [Symbol.toStringTag]: { value: 'Module' } });
    // It is known before it is evaluated, which begins at once: what it imports may import it.
    const entry = { exports, done: Promise.resolve() };
    this.#loaded.set(file, entry);
    entry.done = this.#evaluate(file, exports);
    await entry.done;
    return exports;
  }

  async #evaluate(file: string, exports: Exports): Promise<void> {
    this.#waiting.add(file);
    const { code, imports, passed } = this.#transformed(file);
    const scope: Record<string, unknown> = Object.create(this.#options.global);
    const getter = (target: object, name: string, get: () => unknown): void => {
      Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
    };
    for (const taken of imports) {
      const from = await this.#resolve(taken, file);
      for (const { name, as } of taken.names) {
        this.#look(from, name, taken, file);
        getter(scope, as, () => (name === '*' ? from : from[name]));
      }
    }
    for (const taken of passed) {
      const from = await this.#resolve(taken, file);
      for (const { name, as } of taken.names) {
        if (as === '*') {
          for (const one of Object.keys(from)) if (one !== 'default') getter(exports, one, () => from[one]);
          continue;
        }
        this.#look(from, name, taken, file);
        getter(exports, as, () => (name === '*' ? from : from[name]));
      }
    }
    Object.assign(scope, {
      __export: (getters: Record<string, () => unknown>) => {
        for (const [name, get] of Object.entries(getters)) getter(exports, name, get);
      },
      __suspend: suspend,
      __resume: resume,
      __frame: frame,
      __restore: restore,
      __import: (from: unknown) => this.#resolve({ from: String(from), line: 0, names: [] }, file),
      __meta: { url: `file:///${file}`, filename: `/${file}`, dirname: '/' },
      require: (name: string) => this.#package(name, { from: name, line: 0, names: [] }, file).default,
    });
    const text = `(function(__scope){with(__scope){return async function(){"use strict";${code}\n}}})\n//# sourceURL=${ADDRESS}${this.#options.service}/${file}`;
    const body = (evaluate(text) as (scope: object) => Body)(scope);
    await within(ROOT, body);
    this.#waiting.delete(file);
  }

  #transformed(file: string): Transformed {
    try {
      return transformModule(this.#options.files[file] ?? '');
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      throw new LoadProblem(`SyntaxError: ${problem.message}`, file, problem.line);
    }
  }

  /** What a name of an import stands for. */
  async #resolve(taken: Taken, file: string): Promise<Exports> {
    const { from, line } = taken;
    if (!/^\.{0,2}\//.test(from)) return this.#package(from, taken, file);
    const path = new URL(from, `${ADDRESS}${file}`).pathname.slice(1);
    if (Object.hasOwn(this.#options.files, path)) return this.load(path);
    const known = Object.keys(this.#options.files);
    throw new LoadProblem(
      `There is no file "${path}", which is imported here.${didYouMean(path, known)} Paths have their ending: ./tracing.js.`,
      file,
      line,
    );
  }

  #package(name: string, { line }: Taken, file: string): Exports {
    const { packages } = this.#options;
    const plain = name.replace(/^node:/, '');
    const found = Object.hasOwn(packages, plain) ? packages[plain] : undefined;
    if (found) return found;
    throw new LoadProblem(
      `There is no package "${name}" in this lab.${didYouMean(plain, Object.keys(packages))} It has: ${Object.keys(packages).join(', ')}.`,
      file,
      line,
    );
  }

  /** Reports a name that a module does not give. */
  #look(from: Exports, name: string, { from: module, line }: Taken, file: string): void {
    if (name === '*' || name in from || this.#waiting.has(module.replace(/^\.\//, ''))) return;
    throw new LoadProblem(
      `"${module}" gives no "${name}".${didYouMean(name, Object.keys(from))} Look at what it exports.`,
      file,
      line,
    );
  }
}
