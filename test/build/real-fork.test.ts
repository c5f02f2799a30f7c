import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { brokenLinks } from '../helpers/built-links.ts';
import { Repository } from '../helpers/fork.ts';
import { isLong, longTest } from '../helpers/long.ts';

/**
 * What fork.test.ts shows with a tiny curriculum holds for the real one, whether no lesson is adapted or each of them.
 * That takes minutes.
 */
const { identity, lessons } = getCurriculum();
const ids = [...lessons.keys()];
const folder = temporaryFolder();
afterAll(folder.remove);

let upstream: Repository;
beforeAll(async () => {
  if (isLong) upstream = await Repository.original(join(folder.path, 'upstream'), 'minor', '2026-12-01', process.cwd());
});

describe.each([
  ['rtl', 'https://namal.example/k8s/', 'אקדמיית הנמל'],
  ['quotes', 'https://mate.example/', 'Mate & "Boat" <School> ⚓'],
])('a fork of the real curriculum, as %s', (brand, address, name) => {
  let fork: Repository;
  const states = async (): Promise<string[]> => {
    const rows = JSON.parse(await fork.must('provenance', '--json')) as { id: string; state: string }[];
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    return [...new Set(rows.map(({ state }) => state))];
  };
  const expectBuilt = async (): Promise<void> => {
    const { code, output } = await fork.build({ inBrowser: true });
    expect(code, output).toBe(0);
    expect(readdirSync(join(fork.path, 'dist/lessons')).sort()).toEqual(expect.arrayContaining([...ids].sort()));
    expect(brokenLinks(join(fork.path, 'dist'), address)).toEqual([]);
  };

  longTest('is published under another name, with all lessons as they are', async () => {
    fork = upstream.clone(join(folder.path, brand));
    const { code, output } = await fork.rebrand(brand);
    expect(code, output).toBe(0);
    fork.commit('Publish as ourselves');
    await expectBuilt();
    expect(await states()).toEqual(['verbatim']);
    for (const id of ids) expect(fork.changesOf(id)).toMatch(/^Unmodified text of /);
    const [head = ''] = fork.page('').split('<body>');
    expect(head).not.toContain(identity.name);
  });

  longTest('adapts every lesson, and credits the original in each', async () => {
    for (const id of ids) {
      await fork.must('adapt', id);
      fork.edit(`provider/lessons/${id}/lesson.mdx`, (text) =>
        text.replace(/^changes:.*$/m, 'changes:\n  - {date: 2026-12-02, text: Examples of our own}'),
      );
    }
    fork.commit('Adapt everything');
    await expectBuilt();
    expect(await states()).toEqual(['adapted']);
    for (const id of ids) {
      expect(fork.changesOf(id)).toContain(`(${identity.name}, ${identity.url}lessons/${id}/)`);
      expect(fork.jsonLdOf(id)).toMatchObject({
        publisher: { name },
        isBasedOn: { publisher: { name: identity.name } },
      });
    }
  });
});
