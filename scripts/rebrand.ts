/**
 * `npm run rebrand`: makes the site yours. Asks on the terminal what it was not told by flags, and writes provider/.
 * Flags: --name --url --contact --logo --color, and --logo-dark --short-name --tagline --repository --accent-light
 * --accent-dark (both or neither) --font --code-font (packages of Fontsource) --fork (you forked a fork) --rename --dry-run.
 * --brand <id> begins or changes one of several brands, in provider/brands/<id>/, instead of the layer's own.
 * Also written: .github/README.md in your name, unless you wrote it yourself.
 */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { siteTokens } from '../src/assembly/load.ts';
import { Interview } from '../src/authoring/interview.ts';
import { textReport } from '../src/checks/reporters/text.ts';
import { runCommand, writeFiles } from '../src/cli/command.ts';
import { fetchPackage } from '../src/cli/npm-package.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { textOf } from '../src/cli/write-together.ts';
import { BRAND_ID, brandFolder } from '../src/curriculum/brands.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { layerFolder } from '../src/curriculum/layer-folder.ts';
import { readContent } from '../src/curriculum/read.ts';
import { type ChosenFont, chooseFont } from '../src/fork/font.ts';
import { Git } from '../src/fork/git.ts';
import { layerDepth, readFork } from '../src/fork/layers.ts';
import { publisherFiles } from '../src/fork/publisher-files.ts';
import { brandPeople, rebrand } from '../src/fork/rebrand.ts';
import { brandProblems, takenName } from '../src/fork/rebrand-check.ts';
import { recordText, takenCommit, upstreamRecord, upstreamRepository } from '../src/fork/record.ts';
import { type Question, questions } from '../src/provider/brand/answers.ts';
import { accentText, contrastTable } from '../src/provider/brand/brand-palette.ts';
import { brandCard } from '../src/rendering/cards/brand-style.ts';

const text = { type: 'string' } as const;
const OPTIONS = {
  name: text,
  url: text,
  contact: text,
  logo: text,
  color: text,
  'logo-dark': text,
  'short-name': text,
  tagline: text,
  repository: text,
  'accent-light': text,
  'accent-dark': text,
  font: text,
  brand: text,
  'code-font': text,
  fork: { type: 'boolean', default: false },
  rename: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** Asks for whatever no flag has said, until each answer will do. @throws UserError where nobody can be asked. */
async function interview(
  values: Values,
  defaults: Readonly<Record<string, unknown>>,
  taken: (flag: Question['flag'], answer: string) => string | undefined,
): Promise<Record<Question['flag'], string>> {
  const answers: Partial<Record<Question['flag'], string>> = {};
  const open = questions.filter(({ flag }) => values[flag] === undefined);
  const missing = open.filter(({ flag }) => typeof defaults[flag] !== 'string');
  if (missing.length > 0 && !process.stdin.isTTY) {
    throw new UserError(
      `Not everything is known, and nobody can be asked here. Add: ${missing.map(({ flag, hint }) => `--${flag} "${hint}"`).join(' ')}`,
    );
  }
  const terminal = open.length > 0 && process.stdin.isTTY;
  const talk = terminal ? new Interview({ input: process.stdin, output: process.stdout }) : undefined;
  for (const question of questions) {
    const { flag } = question;
    const problem = (answer: string): string | undefined => question.problem(answer) ?? taken(flag, answer);
    const proposal = typeof defaults[flag] === 'string' ? defaults[flag] : undefined;
    const said = values[flag] ?? (talk ? undefined : proposal);
    if (said !== undefined && problem(said)) throw new UserError(`--${flag}: ${problem(said)}`);
    const noFile = (answer: string): string | undefined =>
      flag === 'logo' && !existsSync(answer) ? `There is no file "${answer}".` : undefined;
    answers[flag] =
      said ??
      (await talk?.ask({ ...question, proposal, problem: (answer) => problem(answer) ?? noFile(answer) })) ??
      '';
  }
  talk?.close();
  return answers as Record<Question['flag'], string>;
}

/**
 * A layer that is there and has another name and another address is most likely that of whom somebody forked from: written
 * over, its lessons would be credited to the wrong people. @throws UserError unless its owner says that they have a new name.
 */
function refuseForeignLayer(
  folder: string,
  known: { name?: string; url?: string },
  answers: { name: string; url: string },
  rename: boolean,
): void {
  if (rename || known.name === undefined || known.name === answers.name || known.url === answers.url) return;
  throw new UserError(
    `${folder} is the layer of "${known.name}" (${known.url}).\nWhy: written over, their lessons and changes would be credited to "${answers.name}".\nDo:  If you forked their repository, add --fork: your layer goes into ${folder}provider/. If you are they, with a new name and address, add --rename.`,
  );
}

function readLogo(path: string): { name: string; bytes: Buffer } {
  if (!existsSync(path)) throw new UserError(`There is no file "${path}". Name your logo with --logo.`);
  return { name: basename(path), bytes: readFileSync(path) };
}

function fontFrom(name: string | undefined): ChosenFont | undefined {
  return name === undefined ? undefined : chooseFont(name, fetchPackage(name));
}

/** Folder that is written: that of the layer, or of one of several brands of it. @throws UserError if there is no layer, or the id is none. */
function folderOf(layer: string, id: string | undefined, hasLayer: boolean): string {
  if (id === undefined) return layer;
  if (!BRAND_ID.test(id))
    throw new UserError(
      `"${id}" cannot be the id of a brand. Use small letters, digits and hyphens, such as "evening-school".`,
    );
  if (!hasLayer)
    throw new UserError(
      'There is no layer yet that another brand could be laid over. Run "npm run rebrand" without --brand first.',
    );
  return brandFolder(layer, id);
}

/** Depth of the layer to write: the provider's own one, or a new one inside that of whom they forked from. */
function chooseDepth(root: string, fork: boolean): number {
  const depth = layerDepth(readContent(root));
  if (depth === 0) return 1;
  if (fork) return depth + 1;
  const origin = new Git(root).try('ls-tree', '--name-only', 'upstream/main', `${layerFolder(depth)}brand.yaml`);
  return origin ? depth + 1 : depth;
}

await runCommand(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  const root = curriculumRoot();
  const depth = chooseDepth(root, values.fork);
  const hasLayer = existsSync(join(root, layerFolder(depth), 'brand.yaml'));
  const layer = layerFolder(depth);
  const folder = folderOf(layer, values.brand, hasLayer);
  const file = join(root, folder, 'brand.yaml');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const known = (before === undefined ? {} : parse(before)) as {
    name?: string;
    url?: string;
    repository?: string;
    tagline?: string;
    logo?: { light?: string };
    accent?: string;
  };
  const defaults = { ...known, logo: known.logo?.light && join(root, folder, known.logo.light), color: known.accent };
  const git = new Git(root);
  const below = readFork(root, depth);
  // Said before anything is asked: where updates come from cannot be guessed.
  const source =
    values.brand === undefined && git.isRepository && git.head !== undefined
      ? upstreamRepository(below, git, undefined)
      : undefined;
  const answers = await interview(values, defaults, (flag, answer) => takenName(below.below.identity, flag, answer));
  refuseForeignLayer(folder, known, answers, values.rename);
  const { 'accent-light': light, 'accent-dark': dark } = values;
  if ((light === undefined) !== (dark === undefined)) {
    throw new UserError(
      'Give both --accent-light and --accent-dark, or neither: one color for light pages, one for dark ones.',
    );
  }
  const { files, tokens } = await rebrand(
    {
      ...answers,
      logo: readLogo(answers.logo),
      logoDark: values['logo-dark'] === undefined ? undefined : readLogo(values['logo-dark']),
      accent: light !== undefined && dark !== undefined ? { light, dark } : undefined,
      shortName: values['short-name'],
      tagline: values.tagline,
      repository: values.repository,
      fonts: { text: fontFrom(values.font), code: fontFrom(values['code-font']) },
    },
    { colors: siteTokens().colors, drawCard: brandCard },
    { before, folder },
  );
  const commit = source && takenCommit(git, below, source);
  if (source && commit !== undefined) {
    const record = upstreamRecord(below, git, { source, commit, date: dayOf() });
    files.set(`${folder}upstream.yaml`, recordText(record));
  }
  if (values.brand !== undefined) {
    const people = textOf(join(root, layer, 'people.yaml'));
    const layerBrand = parse(textOf(join(root, layer, 'brand.yaml')) ?? '') as { name?: string } | null;
    const own = people === undefined ? undefined : brandPeople(people, layerBrand ?? {}, answers);
    files.delete(`${folder}curriculum.yaml`);
    if (own === undefined) files.delete(`${folder}people.yaml`);
    else files.set(`${folder}people.yaml`, own);
  }
  const keep = ['curriculum.yaml', 'people.yaml', 'upstream.yaml'].map((name) => folder + name);
  const problems = brandProblems(below, files, { kept: keep, brand: values.brand });
  if (problems.length > 0)
    throw new UserError(`Nothing was written: a build would refuse it.\n${textReport(problems)}`);
  console.log(
    `\n${accentText(answers.color, tokens)}\n\nContrast of every pair of colors that stands on a page:\n${contrastTable(tokens)}\n`,
  );
  const forge = values.repository ?? known.repository;
  const tagline = values.tagline ?? known.tagline;
  const publisher = { own: { ...answers, forge, tagline }, below: below.below.identity, folder };
  // A repository with several brands speaks for the provider, whose layer it is.
  const textBelow = (path: string): string | undefined => commit && git.try('show', `${commit}:./${path}`);
  const around =
    values.brand === undefined
      ? publisherFiles(publisher, (path) => textOf(join(root, path)), textBelow)
      : new Map<string, string>();
  writeFiles(root, new Map([...files, ...around]), { dryRun: values['dry-run'], keep });
  if (values['dry-run']) return;
  if (forge === undefined)
    console.log(
      `\nOnce your repository has an address, add it: --repository https://…\nWithout it your pages have no "Edit this page", and whoever forks you is not told where your updates come from.`,
    );
  console.log(
    `\nThe site is yours: ${folder} holds everything that makes it so. Look at it with "npm start${values.brand === undefined ? '' : ` -- --brand ${values.brand}`}", then commit:\n  git add ${[folder, ...around.keys()].join(' ')} && git commit -m "Publish as ${answers.name.replace(/["\\$`]/g, '')}"`,
  );
});
