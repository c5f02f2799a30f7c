/**
 * `npm run check [-- paths]`: says what is wrong in the content, where, why and what to do. `--format text, github, json,
 * sarif`; `--no-prose` leaves prose unjudged; `--watch` checks again whenever a file is saved. Ends with 1 if there are errors.
 */
import { existsSync, watch } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CheckOptions, checkReport } from '../src/checks/check.ts';
import { reporters } from '../src/checks/reporters/index.ts';
import { readContent } from '../src/curriculum/read.ts';
import { commandRoot, runCommand } from '../src/fork/command.ts';
import { ForkError } from '../src/fork/layers.ts';
import { layerInOriginal } from '../src/fork/original.ts';

const root = commandRoot();

/** Paths as findings have them: below the root, with forward slashes. @throws ForkError if there is no such file. */
function chosenPaths(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const inside = relative(root, resolve(path)).replaceAll('\\', '/').replace(/\/$/, '');
    if (!existsSync(join(root, inside))) throw new ForkError(`There is no file or folder "${path}".`);
    return inside;
  });
}

/** Checks once and prints the report. Gives whether there are errors. */
function check(
  options: CheckOptions,
  print: (findings: ReturnType<typeof checkReport>['findings']) => string,
  plain: boolean,
): boolean {
  const { findings, unverified, forge } = checkReport(readContent(root), options);
  const all = [...findings, ...(forge === undefined ? [] : layerInOriginal(root, forge))];
  const report = print(all);
  if (report !== '') console.log(report);
  if (plain && unverified.length > 0) console.log(`\nNot verified here:\n  ${unverified.join('\n  ')}`);
  return all.some((finding) => finding.severity === 'error');
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      watch: { type: 'boolean', default: false },
      'no-prose': { type: 'boolean', default: false },
    },
  });
  const print = reporters[values.format];
  if (!print)
    throw new ForkError(`There is no format "${values.format}". Use one of: ${Object.keys(reporters).join(', ')}.`);
  const options = { only: chosenPaths(positionals), prose: !values['no-prose'] };
  const plain = values.format === 'text';
  const wrong = check(options, print, plain);
  if (!values.watch) {
    process.exitCode = wrong ? 1 : 0;
    return;
  }
  let timer: NodeJS.Timeout | undefined;
  for (const folder of ['content', 'provider'].filter((name) => existsSync(join(root, name)))) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        console.log(`\n── ${new Date().toLocaleTimeString()}`);
        check(options, print, plain);
      }, 100);
    });
  }
  await new Promise(() => {}); // until Ctrl-C
});
