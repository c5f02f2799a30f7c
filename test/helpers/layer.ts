import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { buildManifest, manifestText } from '../../src/attribution/manifest.ts';
import { layerFolder } from '../../src/curriculum/layer-folder.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { adaptLesson } from '../../src/fork/adapt.ts';
import { type Fork, layerDepth } from '../../src/fork/layers.ts';
import { type Brand, brandSchema } from '../../src/provider/brand/schema.ts';
import { checkFiles, readTiny } from './fixture.ts';

export const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/></svg>';

/** A brand with nothing but what every brand needs. */
export const BRAND = `name: Harbor Academy
url: https://academy.example/
contact: hello@academy.example
logo: {light: assets/logo.svg}
accent: "#0a6e5c"
`;

/** The least brand that somebody can have, with a choice of analytics. */
export function brandWith(analytics: object): Brand {
  return brandSchema.parse({
    name: 'A',
    url: 'https://a.example/',
    contact: 'a@a.example',
    logo: { light: 'assets/a.svg' },
    accent: 'teal',
    analytics,
  });
}

/** The tiny curriculum as released: its files with a manifest. */
export function releasedFiles(files: ContentFiles = readTiny()): ContentFiles {
  const { curriculum } = assembleCurriculum(files, siteTokens());
  if (!curriculum) throw new Error('the curriculum cannot be assembled');
  const manifest = buildManifest(curriculum, files, { version: '1.2.0', released: '2026-05-17' }, undefined);
  return new Map([...files, ['content/manifest.json', manifestText(manifest)]]);
}

/** A fork of the tiny curriculum, or of another one, with some files more, or in place of what is there. */
export function forkFiles(own: Readonly<Record<string, string>> = {}, content?: ContentFiles): Map<string, string> {
  return new Map([
    ...releasedFiles(content),
    ['provider/brand.yaml', BRAND],
    ['provider/assets/logo.svg', LOGO],
    ...Object.entries(own),
  ]);
}

/** The files of an adapted lesson of the tiny curriculum, as `npm run adapt` writes them, changed, with its changes filled in. */
export function adapted(id: string, changes?: string): Record<string, string> {
  return Object.fromEntries(adaptedFiles(forkFiles(), id, changes));
}

/** A fork as commands read it. */
export function forkOf(files: ContentFiles): Fork {
  const depth = layerDepth(files);
  const folder = layerFolder(Math.max(1, depth));
  const filesBelow = new Map([...files].filter(([path]) => !path.startsWith(folder)));
  const below = assembleCurriculum(filesBelow, siteTokens()).curriculum;
  if (!below) throw new Error('the curriculum cannot be assembled');
  return { root: '', files, depth, folder, below, whole: undefined, filesBelow };
}

/** A file that `npm run adapt` wrote, with its changes filled in; the lesson itself with a sentence more. */
export function filledIn(path: string, content: string | Uint8Array, changes: string): string {
  const text = String(content).replace('changes: []', `changes: ${changes}`);
  return path.endsWith('/lesson.mdx') ? `${text}\nThis is ours.\n` : text;
}

/** The files of an adapted lesson, as `npm run adapt` writes them into a fork, changed and with its changes filled in. */
export function adaptedFiles(
  files: ContentFiles,
  id: string,
  changes = '[{date: 2026-06-01, text: Shorter}]',
): Map<string, string> {
  return new Map(
    [...adaptLesson(forkOf(files), id, undefined)].map(([path, text]) => [path, filledIn(path, text, changes)]),
  );
}

/** What is wrong in a fork with some files more. */
export function forkFindings(own: Readonly<Record<string, string>> = {}): Finding[] {
  return checkFiles(forkFiles(own));
}

/** What is wrong in a fork, as `rule file:line: message | remedy`. */
export function forkProblems(own: Readonly<Record<string, string>> = {}): string[] {
  return problemsOf(forkFiles(own));
}

/** What is wrong in some files, as `rule file:line: message | remedy`. */
export function problemsOf(files: ContentFiles): string[] {
  return checkFiles(files).map(
    ({ rule, file, line, message, remedy }) => `${rule} ${file}:${line}: ${message} | ${remedy}`,
  );
}

/** Files after a folder was renamed, with some texts changed. @throws if a change changes nothing. */
export function renamedFolder(
  files: ContentFiles,
  [from, to]: readonly [string, string],
  edits: Readonly<Record<string, (text: string) => string>> = {},
): Map<string, string> {
  const renamed = new Map(
    [...files].map(([path, text]) => [path.startsWith(from) ? to + path.slice(from.length) : path, text]),
  );
  for (const [path, edit] of Object.entries(edits)) {
    const text = renamed.get(path) ?? '';
    if (edit(text) === text) throw new Error(`the change of ${path} changes nothing`);
    renamed.set(path, edit(text));
  }
  return renamed;
}
