import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttributionPart, attributionParts } from '../../src/attribution/guard.ts';
import { build, copyProject, editFile, type Run, TINY, temporaryFolder } from '../helpers/build.ts';
import { isLong, longTest } from '../helpers/long.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
beforeAll(() => copyProject(folder.path));

const COLOPHON = 'src/site/components/Colophon.astro';
const PARTS = Object.keys(attributionParts) as AttributionPart[];

/** Builds the tiny curriculum with a copy of the project in which one file was changed. */
async function buildWith(file: string, edit: (text: string) => string): Promise<Run & { dist: string }> {
  const dist = join(folder.path, 'dist');
  let original = '';
  editFile(join(folder.path, file), (text) => {
    original = text;
    return edit(text);
  });
  try {
    const run = await build({ content: TINY, dist, cache: join(folder.path, 'cache'), project: folder.path });
    return { ...run, dist };
  } finally {
    editFile(join(folder.path, file), () => original);
  }
}

function withoutPart(part: AttributionPart): (text: string) => string {
  return (text) => text.replace(new RegExp(`<(\\w+) data-attribution="${part}">[\\s\\S]*?</\\1>`), '');
}

test('an untouched copy of the project builds', async () => {
  const { code, output, dist } = await buildWith(COLOPHON, (text) => `${text}\n`);
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
  expect(existsSync(join(dist, 'lessons/tie-a-bowline/cite.bib'))).toBe(true);
});

describe('a site is not built', () => {
  test.each(isLong ? PARTS : PARTS.slice(0, 1))(
    'without the part "%s" of the attribution: the build names the part, the clause and the pages',
    async (part) => {
      const { code, output } = await buildWith(COLOPHON, withoutPart(part));
      const { name, clause } = attributionParts[part];
      expect(output).toContain(`lessons/tie-a-bowline/: the colophon does not show ${name}`);
      expect(output).toContain(clause);
      expect(output).toContain('The attribution of 5 lesson pages is not complete');
      for (const other of PARTS.filter((candidate) => candidate !== part))
        expect(output).not.toContain(`does not show ${attributionParts[other].name}`);
      expect(output).toMatch(/Why: \S/);
      expect(output).toMatch(/Do: +restore the part in src\/site\/components\/Colophon\.astro/);
      expect(code).not.toBe(0);
      // The message says nothing about the insides of the program.
      expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
    },
  );

  longTest('without the data about the license for machines', async () => {
    const { code, output } = await buildWith('src/site/layouts/LessonLayout.astro', (text) =>
      text.replace(/<script is:inline type="application\/ld\+json".*\/>/, ''),
    );
    expect(output).toContain('lessons/tie-a-bowline/: there is no JSON-LD block');
    expect(code).not.toBe(0);
  });
});
