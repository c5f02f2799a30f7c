/**
 * `npm run landscape -- --landscape FILE`: compares the providers of the directory with the CNCF landscape (landscape.yml of github.com/cncf/landscape, which you
 * download yourself): which fields differ, and which are missing. `--json` gives all of it as data.
 * `npm run landscape -- --export ID` prints an item for one of them that fits there; `--kind training|managed-services` says as what, if it is both.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { loadCurriculum } from '../src/assembly/load.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import {
  differencesFrom,
  itemsAbout,
  LANDSCAPE_PLACES,
  type LandscapeItem,
  landscapeItem,
  landscapeItems,
} from '../src/curriculum/programme/landscape.ts';
import type { ListedProvider } from '../src/curriculum/programme/proof.ts';
import { didYouMean } from '../src/findings/suggest.ts';

const GET =
  'Download https://raw.githubusercontent.com/cncf/landscape/master/landscape.yml and name it: --landscape landscape.yml';

function readItems(path: string): LandscapeItem[] {
  let data: unknown;
  try {
    data = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 });
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message.split('\n')[0] : String(problem);
    throw new UserError(`${path} cannot be read (${reason}).\nDo:  ${GET}`);
  }
  const items = landscapeItems(data);
  if (!items)
    throw new UserError(`${path} has not the form of a landscape: a list "landscape" of categories.\nDo:  ${GET}`);
  return items;
}

function exported(provider: ListedProvider, kind: string | undefined): void {
  const chosen = provider.kinds.find((one) => one === kind) ?? (kind === undefined ? provider.kinds[0] : undefined);
  if (chosen === undefined || (kind === undefined && provider.kinds.length > 1))
    throw new UserError(
      `Say as what "${provider.id}" is to be exported: ${provider.kinds.map((one) => `--kind ${one}`).join(' or ')}`,
    );
  const { item, missing } = landscapeItem(provider, chosen);
  const { category, subcategory } = LANDSCAPE_PLACES[chosen];
  console.log(
    `# In ${category} / ${subcategory}, by the alphabet. CNCF decides who is listed there; apply with them first.`,
  );
  for (const field of missing) console.log(`# "${field}" is missing: add it under "landscape" in ${provider.path}.`);
  console.log(
    stringify([item], { nullStr: '', lineWidth: 0 })
      .replace(/^- item: *$/gm, '- item:')
      .trimEnd(),
  );
}

function compared(providers: readonly ListedProvider[], items: readonly LandscapeItem[], json: boolean): void {
  const found = providers.map((provider) => ({
    provider: provider.id,
    items: itemsAbout(provider, items).map((item) => ({
      name: item.name,
      in: `${item.category} / ${item.subcategory}`,
      differences: differencesFrom(provider, item),
    })),
  }));
  if (json) {
    console.log(JSON.stringify(found, null, 2));
    return;
  }
  if (found.length === 0) console.log('No provider is listed yet, so there is nothing to compare.');
  for (const { provider, items: about } of found) {
    console.log(`\n${provider}${about.length === 0 ? ': not in the landscape' : ''}`);
    for (const { name, in: place, differences } of about) {
      console.log(`  ${name}, in ${place}: ${differences.length === 0 ? 'no difference' : ''}`);
      for (const { field, here, there } of differences)
        console.log(
          here === undefined
            ? `    ${field}: only the landscape has it: ${there}`
            : there === undefined
              ? `    ${field}: only the directory has it: ${here}`
              : `    ${field}: here ${here}\n    ${' '.repeat(field.length)}  there ${there}`,
        );
    }
  }
}

await runCommand(() => {
  const { values } = parseArgs({
    options: {
      landscape: { type: 'string' },
      export: { type: 'string' },
      kind: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { curriculum } = loadCurriculum(curriculumRoot());
  if (!curriculum) throw new UserError('The curriculum has errors.\nDo:  npm run check says which.');
  const providers = curriculum.directory?.providers ?? [];
  if (values.export !== undefined) {
    const ids = providers.map(({ id }) => id);
    const provider = providers.find(({ id }) => id === values.export);
    if (!provider)
      throw new UserError(
        `There is no provider "${values.export}".${didYouMean(values.export, ids)}\nDo:  ${ids.length > 0 ? `name one of: ${ids.join(', ')}` : 'nobody is listed yet; npm run new provider begins an entry.'}`,
      );
    exported(provider, values.kind);
    return;
  }
  if (values.landscape === undefined) throw new UserError(`Say with which landscape.\nDo:  ${GET}`);
  compared(providers, readItems(values.landscape), values.json);
});
