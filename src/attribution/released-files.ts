import { type Manifest, manifestText } from './manifest.ts';

const TITLE = '# Releases\n';

/**
 * The notes of all releases with those of one more, the newest first.
 * @param earlier the notes that there are, if any.
 * @param replaced versions whose notes go: a release that is made again stands there once.
 */
export function notesWith(earlier: string | undefined, notes: string, replaced: readonly string[]): string {
  const parts = (earlier ?? '').replace(TITLE, '').split(/^(?=## )/m);
  const others = parts.filter(
    (part) => part.trim() !== '' && !replaced.some((version) => part.startsWith(`## ${version} (`)),
  );
  return `${[TITLE, notes, ...others]
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n')}\n`;
}

/** Lines that say the version, by file. Only files of the original have them; a fork's manifest is enough. */
function versionLines(version: string, date: string): Map<string, [RegExp, string][]> {
  const inPackage: [RegExp, string] = [/^ {2}"version": ".*",$/m, `  "version": "${version}",`];
  const dated = (key: string): [RegExp, string][] => [
    [/^version: .*$/m, `version: ${version}`],
    [new RegExp(`^${key}: .*$`, 'm'), `${key}: ${date}`],
  ];
  return new Map([
    ['content/identity.yaml', dated('released')],
    ['CITATION.cff', dated('date-released')],
    ['package.json', [inPackage]],
    ['package-lock.json', [inPackage, [/^ {6}"version": ".*",$/m, `      "version": "${version}",`]]],
  ]);
}

const RELEASES = 'content/releases.yaml';

/** The list of all releases with one more, the newest last. @param replaced versions whose lines go. */
function releasesWith(text: string, { version, released }: Manifest, replaced: readonly string[]): string {
  const kept = text
    .trimEnd()
    .split('\n')
    .filter((line) => !replaced.some((other) => line.startsWith(`  - {version: ${other},`)));
  return `${[...kept, `  - {version: ${version}, released: ${released}}`].join('\n')}\n`;
}

/** What a release says, and where. */
export interface Release {
  manifest: Manifest;
  manifestFile: string;
  notes: string;
  notesFile: string;
  /** Whether it is one of the original, whose files say the version. */
  original: boolean;
  /** Version of a release whose place this one takes. */
  redone: string | undefined;
}

/**
 * All files that a release writes, by path, with their new text.
 * @param read the text of a file; undefined if there is none.
 */
export function releasedFiles(release: Release, read: (path: string) => string | undefined): Map<string, string> {
  const { version, released } = release.manifest;
  const replaced = [version, ...(release.redone ? [release.redone] : [])];
  const files = new Map([
    [release.manifestFile, manifestText(release.manifest)],
    [release.notesFile, notesWith(read(release.notesFile), release.notes, replaced)],
  ]);
  if (!release.original) return files;
  const releases = read(RELEASES);
  if (releases !== undefined) files.set(RELEASES, releasesWith(releases, release.manifest, replaced));
  for (const [path, edits] of versionLines(version, released)) {
    const text = read(path);
    if (text === undefined) continue;
    files.set(
      path,
      edits.reduce((edited, [pattern, line]) => edited.replace(pattern, () => line), text),
    );
  }
  return files;
}
