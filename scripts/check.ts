/**
 * `npm run check [-- paths]`: says what is wrong in the content, where, why and what to do. `--format text, github, json,
 * sarif`; `--require-jail` fails
 * where nothing keeps code and programs of lessons from the machine; `--coverage` reports the coverage of the exams instead; `--no-prose` leaves prose unjudged; `--details` lists what
 * could not be verified here, and how hard the texts are to read; `--watch` checks again whenever a file is saved; `--brand <id>` checks one brand of several
 * instead of all. Ends with 1 if there are errors.
 */

import { existsSync, watch } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assembleCurriculum } from '../src/assembly/assemble.ts';
import { baselinesOf, siteTokens } from '../src/assembly/load.ts';
import { type CheckOptions, checkBrands, checkRepository, checkWithPrograms } from '../src/checks/check.ts';
import { coverageReport } from '../src/checks/coverage-report.ts';
import { jailState } from '../src/checks/programs/jail/state.ts';
import { readingLevelReport } from '../src/checks/reading-level.ts';
import { reporters } from '../src/checks/reporters/index.ts';
import { unverifiedReport } from '../src/checks/reporters/unverified.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import type { Identity } from '../src/curriculum/model.ts';
import { type ContentFiles, readContent } from '../src/curriculum/read.ts';
import type { Finding } from '../src/findings/finding.ts';
import { layerInOriginal } from '../src/fork/original.ts';
import { speaksForOriginal } from '../src/fork/publisher-files.ts';

const root = curriculumRoot();

/** Folders whose files are checked. */
const CHECKED = ['content', 'provider'];

/**
 * Paths as findings have them: below the root, with forward slashes; none if one of them is the root itself, which means everything.
 * They count from where the command was typed, which npm tells, or else from the root.
 * @throws UserError if there is no such file, or nothing of it is checked.
 */
function chosenPaths(paths: readonly string[]): string[] {
  const chosen = paths.map((path) => {
    const typedIn = process.env.INIT_CWD ?? '.';
    const found = [resolve(typedIn, path), resolve(path), resolve(root, path)].find((place) => existsSync(place));
    if (found === undefined) throw new UserError(`There is no file or folder "${path}".`);
    const inside = relative(root, found).replaceAll('\\', '/').replace(/\/$/, '');
    const isChecked = inside === '' || CHECKED.some((folder) => inside === folder || inside.startsWith(`${folder}/`));
    if (!isChecked) {
      throw new UserError(
        `"${path}" is none of the content, and nothing in it is checked.\nWhy: "0 errors" would say more than anybody knows.\nDo:  Name files or folders below ${CHECKED.map((folder) => `${folder}/`).join(' or ')}, or none to check everything.`,
      );
    }
    return inside;
  });
  return chosen.includes('') ? [] : chosen;
}

/** How findings are printed, and what of that which could not be verified; undefined for reports that programs read. */
interface Output {
  print(findings: readonly Finding[], rules?: string): string;
  unverified: 'summary' | 'details' | undefined;
}

/** What is wrong beside the content: in the repository around it, and in where a fork's folder stands. */
function besideContent(files: ContentFiles, { only = [] }: CheckOptions, editions: readonly Identity[]): Finding[] {
  if (only.length > 0) return [];
  const forge = editions[0]?.forge;
  return [
    ...checkRepository(root, files),
    ...(forge === undefined ? [] : layerInOriginal(root, forge)),
    ...speaksForOriginal(root, editions),
  ];
}

/** Prints how much of each exam is taught. */
function printCoverage(): void {
  const { curriculum } = assembleCurriculum(readContent(root), siteTokens());
  if (!curriculum) throw new UserError('The curriculum cannot be read; "npm run check" says why.');
  console.log(coverageReport(curriculum));
}

/** Checks once and prints the report. Gives whether there are errors. */
async function check(options: CheckOptions, { print, unverified: wanted }: Output): Promise<boolean> {
  const files = readContent(root);
  const compared = { ...options, baselines: baselinesOf(root, files) };
  const { findings, unverified, editions, rules, lessons } = await checkWithPrograms(files, compared);
  const inBrands = process.env.BRAND ? [] : checkBrands(files, compared, findings);
  const all = [...findings, ...inBrands, ...besideContent(files, options, editions)];
  const report = print(all, rules);
  if (report !== '') console.log(report);
  if (wanted && unverified.length > 0) console.log(unverifiedReport(unverified, wanted === 'details'));
  if (wanted === 'details') console.log(readingLevelReport(lessons));
  return all.some((finding) => finding.severity === 'error');
}

/** @throws UserError if this machine cannot keep what lessons bring in a jail: nothing is to be left out in silence. */
async function requireJail(): Promise<void> {
  const jail = await jailState();
  if (jail.closed) return;
  throw new UserError(
    `There is no jail for code and programs of lessons: ${jail.reason}.\nWhy: Nothing of them is run without one, and --require-jail asks that everything be verified.\nDo:  Install Bubblewrap, and let it make user namespaces; SECURITY.md says how.`,
  );
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...BRAND_OPTION,
      format: { type: 'string', default: 'text' },
      watch: { type: 'boolean', default: false },
      'no-prose': { type: 'boolean', default: false },
      coverage: { type: 'boolean', default: false },
      details: { type: 'boolean', default: false },
      'require-jail': { type: 'boolean', default: false },
    },
  });
  chooseBrand(values.brand);
  if (values.coverage) {
    printCoverage();
    return;
  }
  if (values['require-jail']) await requireJail();
  const print = reporters[values.format];
  if (!print)
    throw new UserError(`There is no format "${values.format}". Use one of: ${Object.keys(reporters).join(', ')}.`);
  const options = { only: chosenPaths(positionals), prose: !values['no-prose'] };
  const unverified = values.format !== 'text' ? undefined : values.details ? 'details' : 'summary';
  const output: Output = { print, unverified };
  const wrong = await check(options, output);
  if (!values.watch) {
    process.exitCode = wrong ? 1 : 0;
    return;
  }
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  for (const folder of CHECKED.filter((name) => existsSync(join(root, name)))) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(async () => {
          console.log(`\n── ${new Date().toLocaleTimeString()}`);
          await check(options, output);
        });
        // A file that goes while it is read is no reason to stop: the next save checks again.
        running = running.catch((problem: unknown) => console.error(String(problem)));
      }, 100);
    });
  }
  await new Promise(() => {}); // until Ctrl-C
});
