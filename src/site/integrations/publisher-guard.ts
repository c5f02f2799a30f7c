import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publisherProblems } from '../../attribution/publisher-guard.ts';
import { ContentError } from '../../findings/finding.ts';
import { iconNames } from '../../provider/brand/icons.ts';
import { filesBelow } from '../build/last-site.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';

const SHOWN = 10;

function pages(output: Output): string[] {
  const paths = [...filesBelow(output.folder, '', (folder) => folder === 'pagefind')];
  return paths.filter((path) => path.endsWith('.html') && output.has(path));
}

/**
 * Fails if a fork still shows the name, the icons or the manifest of what it was forked from as its own.
 * @throws ContentError that says where, why it matters and what to do.
 */
export function guardPublisher(output: Output): void {
  const { folder } = output;
  const { identity, editions, layers } = getCurriculum();
  const layer = layers.at(-1);
  if (!layer) return;
  const others = editions.slice(0, -1).map(({ name }) => name);
  const unseen = pages(output).filter((path) => !output.isKept(path));
  const inPages = unseen.flatMap((path) =>
    publisherProblems(readFileSync(join(folder, path), 'utf8'), identity.name, others).map(
      (problem) => `${path}: ${problem}`,
    ),
  );
  const icons = iconNames.filter(
    (name) =>
      existsSync(join('public', name)) && readFileSync(join('public', name)).equals(readFileSync(join(folder, name))),
  );
  const problems = [...inPages, ...icons.map((name) => `${name}: is the icon of ${others[0]}`)];
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? `\n  … and ${problems.length - SHOWN} more` : '';
  throw new ContentError(
    `Your site still presents ${others.join(' and ')} as its publisher:\n  ${problems.slice(0, SHOWN).join('\n  ')}${more}\nWhy: the license covers no names and logos (CC BY 4.0, section 2(b)(2)); the credit in the colophon is where they belong.\nDo:  run "npm run rebrand" for the icons; use the name of identity in templates, which is that of ${layer.folder}brand.yaml.`,
    [],
  );
}
