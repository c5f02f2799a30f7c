/**
 * `npm run check [-- paths]`: says what is wrong in the content, where, why and what to do. `--format text, github, json,
 * sarif`; `--require-jail` fails
 * where nothing keeps code and programs of lessons from the machine; `--coverage` reports the coverage of the exams instead; `--no-prose` leaves prose unjudged; `--details` lists what
 * could not be verified here, and how hard the texts are to read; `--watch` checks again whenever a file is saved; `--brand <id>` checks one brand of several
 * instead of all; `--no-memory` checks all of it anew. Ends with 1 if there are errors.
 */

import { existsSync, watch } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ReportMemory } from '../src/checks/report-memory.ts';
import { reporters } from '../src/checks/reporters/index.ts';
import { unverifiedReport } from '../src/checks/reporters/unverified.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { inRepository } from './check/in-repository.ts';
import { CHECKED, chosenPaths } from './check/paths.ts';
import type { Wanted } from './check/whole.ts';

const root = curriculumRoot();
/** Asked before what checks is loaded: that is the code which a report hangs on. */
const memory = new ReportMemory(root);
// What is loaded from here on need not be compiled again by the next command.
enableCompileCache(resolve('.cache/compiled'));

/** Checks once and prints the report. Gives whether there are errors. */
async function check(wanted: Wanted): Promise<boolean> {
  const { only, prose, print, unverified: shown, isAnew } = wanted;
  const asked = { only, prose, today: dayOf() };
  // How hard texts are to read is not kept.
  const key = isAnew || shown === 'details' ? undefined : memory.keyOf(asked);
  let report = key === undefined ? undefined : memory.read(key);
  if (!report) {
    const { checkAll } = await import('./check/whole.ts');
    const found = await checkAll(root, wanted, asked);
    if (key !== undefined && !found.isMomentary) memory.keep(key, asked, found);
    report = found;
  }
  const { findings, editions, rules, unverified } = report;
  const all = [...findings, ...(only.length > 0 ? [] : await inRepository(root, editions))];
  const text = print(all, rules);
  if (text !== '') console.log(text);
  if (shown && unverified.length > 0) console.log(unverifiedReport(unverified, shown === 'details'));
  if ('levels' in report && typeof report.levels === 'string') console.log(report.levels);
  return all.some((finding) => finding.severity === 'error');
}

/** Checks again whenever a file is saved, until Ctrl-C. */
async function watchAll(wanted: Wanted): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  for (const folder of CHECKED.filter((name) => existsSync(join(root, name)))) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(async () => {
          console.log(`\n── ${new Date().toLocaleTimeString()}`);
          await check(wanted);
        });
        // A file that goes while it is read is no reason to stop: the next save checks again.
        running = running.catch((problem: unknown) => console.error(String(problem)));
      }, 100);
    });
  }
  await new Promise(() => {});
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...BRAND_OPTION,
      format: { type: 'string', default: 'text' },
      watch: { type: 'boolean', default: false },
      'no-prose': { type: 'boolean', default: false },
      'no-memory': { type: 'boolean', default: false },
      coverage: { type: 'boolean', default: false },
      details: { type: 'boolean', default: false },
      'require-jail': { type: 'boolean', default: false },
    },
  });
  chooseBrand(values.brand);
  if (values.coverage) {
    console.log((await import('./check/whole.ts')).coverage(root));
    return;
  }
  if (values['require-jail']) await (await import('./check/whole.ts')).requireJail();
  const print = reporters[values.format];
  if (!print)
    throw new UserError(`There is no format "${values.format}". Use one of: ${Object.keys(reporters).join(', ')}.`);
  const unverified = values.format !== 'text' ? undefined : values.details ? 'details' : 'summary';
  const only = chosenPaths(root, positionals);
  const wanted: Wanted = { only, prose: !values['no-prose'], print, unverified, isAnew: values['no-memory'] };
  const wrong = await check(wanted);
  if (values.watch) await watchAll(wanted);
  process.exitCode = wrong ? 1 : 0;
});
