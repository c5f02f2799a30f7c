import type { Program } from '../program.ts';
import { awk } from './awk.ts';
import { basicPrograms } from './basic.ts';
import { curl } from './curl.ts';
import { diff } from './diff.ts';
import { folderPrograms } from './folders.ts';
import { grep } from './grep.ts';
import { jq } from './jq/jq.ts';
import { od } from './od.ts';
import { UsageError } from './options.ts';
import { sed } from './sed.ts';
import { textPrograms } from './text.ts';

const all: Readonly<Record<string, Program>> = {
  ...basicPrograms,
  ...textPrograms,
  ...folderPrograms,
  awk,
  curl,
  diff,
  egrep: grep,
  fgrep: grep,
  gawk: awk,
  grep,
  jq,
  od,
  sed,
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
        `${context.name}: ${problem.message}\n${/option/.test(problem.message) ? `Try '${context.name} --help' for more information.\n` : ''}`,
      );
      return context.name === 'grep' ? 2 : 1;
    }
  };

/** The small programs of the shell, by name. */
export const programs: ReadonlyMap<string, Program> = new Map(
  Object.entries(all).map(([name, program]) => [name, withUsage(program)]),
);
