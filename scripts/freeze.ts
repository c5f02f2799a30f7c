/**
 * `npm run freeze -- 2027-spring`: freezes the site as it is committed now, as an edition under its own path that stays as it
 * is, for a cohort. It builds the edition, and records its commit in editions.yaml of your layer; every later build puts it
 * beside the site, as `npm run build` does. `--title "Spring 2027"` is what readers call it, `--brand <id>` freezes the site of
 * one of several brands.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Document, isSeq, parseDocument } from 'yaml';
import { builtAddress } from '../src/assembly/addresses.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { askGit, gitText } from '../src/cli/git-tree.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { textOf } from '../src/cli/write-together.ts';
import { brandFolder } from '../src/curriculum/brands.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { layerFolder } from '../src/curriculum/layer-folder.ts';
import { EDITION_ID, editionTitle, type FrozenEdition } from '../src/provider/editions/schema.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { frozenFiles } from '../src/site/frozen-build.ts';

const SHOWN = 10;

/** The commit that is checked out. @throws UserError if it is not what is there. */
function committed(root: string): string {
  const commit = gitText(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (commit === undefined)
    throw new UserError('There is no commit here that could be frozen. Commit your site first.');
  const status = askGit(root, ['status', '--porcelain', '--untracked-files=all']);
  if (!status.ok) throw new UserError(`Git cannot say what is committed: ${status.said}`);
  const open = status.output.toString().split('\n').filter(Boolean);
  if (open.length === 0) return commit;
  const more = open.length > SHOWN ? `\n  and ${open.length - SHOWN} more` : '';
  throw new UserError(
    `Nothing was frozen: ${open.length} files are not committed.\n  ${open.slice(0, SHOWN).join('\n  ')}${more}\nWhy: an edition is built from its commit, again and again; what is in no commit would not be in it.\nDo:  commit them, or set them aside with git stash.`,
  );
}

/** The record with one more edition. */
function recordWith(before: string | undefined, edition: FrozenEdition, schema: string): string {
  const document: Document =
    before === undefined ? new Document({ editions: [] }) : (parseDocument(before) as Document);
  if (before === undefined)
    document.commentBefore = ` yaml-language-server: $schema=${schema}\n Editions that stay as they were, each under its own path. Written by "npm run freeze".`;
  const all = document.get('editions');
  if (isSeq(all)) {
    all.flow = false;
    all.add(document.createNode(edition));
  } else document.set('editions', document.createNode([edition]));
  return document.toString({ lineWidth: 0 });
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...BRAND_OPTION, title: { type: 'string' } },
  });
  chooseBrand(values.brand);
  const [id, ...others] = positionals;
  if (id === undefined || others.length > 0 || !EDITION_ID.test(id))
    throw new UserError(
      `${id === undefined ? 'Say how the edition is called' : `"${positionals.join(' ')}" cannot be the name of an edition`}: a year and words with hyphens between them, such as npm run freeze -- 2027-spring. It becomes part of its address.`,
    );
  const root = curriculumRoot();
  const { identity, layers, frozen } = getCurriculum();
  const known = frozen.find((edition) => edition.id === id);
  if (known)
    throw new UserError(
      `The edition ${id} was frozen on ${known.date}, at ${known.commit.slice(0, 12)}.\nWhy: those who learn from it rely on it to stay as it is.\nDo:  choose another name.`,
    );
  const commit = committed(root);
  const { origin, base } = builtAddress(identity);
  const edition = { id, title: values.title ?? editionTitle(id), date: dayOf(), commit };
  console.log(`Building ${edition.title} from ${commit.slice(0, 12)} …`);
  const files = await frozenFiles(edition, { root, current: origin + base });
  const layer = layerFolder(layers.length);
  const folder = values.brand === undefined ? layer : brandFolder(layer, values.brand);
  const path = `${folder}editions.yaml`;
  const schema = `${'../'.repeat(folder.split('/').length - 1)}schemas/editions.schema.json`;
  writeAtomically(join(root, path), recordWith(textOf(join(root, path)), edition, schema));
  console.log(
    `${edition.title} has ${Object.keys(files).length} files and is recorded in ${path}. Commit it:\n  git add ${path} && git commit -m "Freeze ${id}"\nFrom then on "npm run build" puts it at ${origin}${base}${id}/, and ${origin}${base}newest/ leads to the newest edition.`,
  );
});
