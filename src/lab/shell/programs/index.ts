import { Part } from '../../time/part.ts';
import type { Program } from '../program.ts';
import { basicPrograms } from './basic.ts';
import { folderPrograms } from './folders.ts';
import { grep } from './grep.ts';
import { od } from './od.ts';
import { UsageError } from './options.ts';
import { systemPrograms } from './system.ts';
import { textPrograms } from './text.ts';

const awks = new Part('awk', () => import('./awk.ts'));
const curls = new Part('curl', () => import('./curl.ts'));
const diffs = new Part('diff', () => import('./diff.ts'));
const jqs = new Part('jq', () => import('./jq/jq.ts'));
const seds = new Part('sed', () => import('./sed.ts'));

const mores = new Part('small programs', () => import('./more/index.ts'));

/** A program that comes with the first call of it or its like. */
const more =
  (name: string): Program =>
  async (context) =>
    ((await context.clock.load(mores)).morePrograms[name] as Program)(context);

const MORE =
  'cmp column comm du expand expr file fmt fold join md5sum paste readlink realpath sha256sum shuf split stat tree xxd'.split(
    ' ',
  );

const awk: Program = async (context) => (await context.clock.load(awks)).awk(context);

const all: Readonly<Record<string, Program>> = {
  ...basicPrograms,
  ...textPrograms,
  ...folderPrograms,
  ...systemPrograms,
  ...Object.fromEntries(MORE.map((name) => [name, more(name)])),
  awk,
  curl: async (context) => (await context.clock.load(curls)).curl(context),
  diff: async (context) => (await context.clock.load(diffs)).diff(context),
  egrep: grep,
  fgrep: grep,
  gawk: awk,
  grep,
  jq: async (context) => (await context.clock.load(jqs)).jq(context),
  od,
  sed: async (context) => (await context.clock.load(seds)).sed(context),
};

/** A program that says by itself how it was called wrongly. */
const withUsage =
  (program: Program): Program =>
  async (context) => {
    try {
      return await program(context);
    } catch (problem) {
      if (!(problem instanceof UsageError)) throw problem;
      context.errors.write(
        `${context.name}: ${problem.message}\n${/requires/.test(problem.message) && context.name === 'grep' ? 'Usage: grep [OPTION]... PATTERNS [FILE]...\n' : ''}${/option/.test(problem.message) ? `Try '${context.name} --help' for more information.\n` : ''}`,
      );
      return /^(grep|egrep|fgrep|ls|sort|diff|cmp)$/.test(context.name) ? 2 : 1;
    }
  };

/** The small programs of the shell, by name. */
export const programs: ReadonlyMap<string, Program> = new Map(
  Object.entries(all).map(([name, program]) => [name, withUsage(program)]),
);
