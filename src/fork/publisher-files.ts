import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '../curriculum/model.ts';
import { type Finding, finding } from '../findings/finding.ts';
import { Git } from './git.ts';

/** What tells git to keep the fork's side of a file that a fork may make its own; .gitattributes names these files. */
export const KEEP_PUBLISHERS = ['-c', 'merge.publisher.driver=true'] as const;

const PUBLISHERS =
  /^(\.github\/(ISSUE_TEMPLATE\/.*|PULL_REQUEST_TEMPLATE\.md|README\.md)|(CODE_OF_CONDUCT|CONTRIBUTING|GOVERNANCE|README|SECURITY)\.md|CITATION\.cff)$/;

/** Whether a file speaks for whoever keeps the repository, so that a fork may make it its own. */
export function isPublishers(path: string): boolean {
  return PUBLISHERS.test(path);
}

/** What GitHub shows in place of README.md. */
const FORGE_README = '.github/README.md';
const README = 'README.md';
/** Stands in what is written by `npm run rebrand`: as long as it does, the file is written anew. */
const MARK = 'Written by "npm run rebrand"';

/** Who publishes a fork, and what it is made of. */
export interface Publisher {
  own: Pick<Identity, 'name' | 'url' | 'contact' | 'forge'> & { tagline?: string | undefined };
  below: Pick<Identity, 'name' | 'url' | 'creators' | 'licence'>;
  /** Folder of the layer. */
  folder: string;
}

const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|]/g, (character) => `\\${character}`);

function readme({ own, below, folder }: Publisher): string {
  return `<!-- ${MARK}. Remove this line to write your own; it then stays as it is. -->

# ${plain(own.name)}

${own.tagline ? `${plain(own.tagline)}\n\n` : ''}Published at <${own.url}>.${own.contact ? ` Questions: <${own.contact}>` : ''}

## Where it comes from

The courses are based on [${plain(below.name)}](${below.url}) by ${plain(below.creators)},
[${plain(below.licence.name)}](${below.licence.url}). Every page says what was taken from there and what was changed.
${plain(below.creators)} do not endorse this site.

## What is ours

Everything in \`${folder}\`; all other files are those of ${plain(below.name)}, and updates are merged into them.
\`README.md\` in the root describes the commands: \`npm start\` shows the site, \`npm run check\` says what is wrong,
\`npm run upstream\` what is new.
`;
}

/**
 * What a forge shows of a fork's repository, in its publisher's name: a README. A file that is there stays if
 * its owner wrote it; what an earlier call wrote, and what still speaks for the curriculum below, is written.
 * @param textOf the text of a file that is there. @param textBelow the text that it has upstream, if that is known.
 */
export function publisherFiles(
  publisher: Publisher,
  textOf: (path: string) => string | undefined,
  textBelow: (path: string) => string | undefined = () => undefined,
): Map<string, string> {
  const isTheirs = (text: string, below: string | undefined): boolean =>
    text.includes(MARK) ||
    text.trimEnd() === below?.trimEnd() ||
    (text.includes(publisher.below.url) && !text.includes(publisher.own.name));
  const files: [string, string][] = [[FORGE_README, readme(publisher)]];
  return new Map(
    files.filter(([path]) => {
      const there = textOf(path);
      return there === undefined || isTheirs(there, textBelow(path));
    }),
  );
}

/** Hosts of forges that show README.md in the root, whatever else there is. */
const SHOWS_ROOT = /gitlab|codeberg|forgejo|gitea|bitbucket/i;

/**
 * Reports what still speaks for the original in the repository of a fork: a first page under its name. @param root folder of the repository. @param editions the original first, the publisher last.
 */
export function speaksForOriginal(root: string, editions: readonly Identity[]): Finding[] {
  const own = editions.at(-1);
  const others = editions.slice(0, -1);
  if (!own || others.length === 0) return [];
  const textOf = (path: string): string | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  const origin = new Git(root).try('config', '--get', 'remote.origin.url') ?? '';
  const shown = [...(SHOWS_ROOT.test(origin) ? [] : [FORGE_README]), README].find((path) => textOf(path) !== undefined);
  const findings: Finding[] = [];
  const first = shown === undefined ? undefined : textOf(shown);
  if (shown !== undefined && first !== undefined && !first.includes(own.name)) {
    const [name] = others.map((other) => other.name).filter((other) => first.includes(other));
    if (name !== undefined)
      findings.push(
        finding('brand/repository', shown, undefined, {
          message: `The first page of your repository is that of ${name}; "${own.name}" does not stand in it.`,
          why: 'Visitors of the repository would take it for the original, and you for its publisher.',
          remedy: SHOWS_ROOT.test(origin)
            ? `Write ${README} in your own name; your forge shows it, and "npm run upstream -- --merge" keeps it. ${FORGE_README} may serve as a beginning.`
            : `Run "npm run rebrand", which writes ${FORGE_README}; GitHub shows it in place of ${README}.`,
        }),
      );
  }
  return findings;
}
