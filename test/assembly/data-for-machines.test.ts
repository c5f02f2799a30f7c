import { describe, expect, test } from 'vitest';
import { catalogOf, catalogSchema } from '../../src/assembly/catalog.ts';
import { curriculumJsonSchema } from '../../src/assembly/curriculum-json-schema.ts';
import { curriculumJson, wholeAddresses } from '../../src/assembly/to-json.ts';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import { directoryFiles } from '../helpers/directory.ts';
import { readTiny } from '../helpers/fixture.ts';
import { adapted, forkFiles } from '../helpers/layer.ts';
import { editionOf, forkSources, realSources, tinySources } from '../helpers/publication-sources.ts';

const EDITIONS = [
  ['the tiny curriculum', () => tinySources()[0]?.edition],
  ['a fork', () => forkSources()[0]?.edition],
  ['a fork with an adapted lesson', () => editionOf(forkFiles(adapted('tie-a-bowline', 'Our own pier')))],
  ['a curriculum with providers', () => editionOf(new Map([...readTiny(), ...directoryFiles()]))],
  ['the real curriculum', () => realSources()[0]?.edition],
] as const;

describe.each(EDITIONS)('data for machines of %s', (_, edition) => {
  const found = edition();
  if (!found) throw new Error('no edition');
  const paths = publishedPaths(found.identity);

  test('is as its schemas say, and has nothing that they do not name', () => {
    const data = JSON.parse(JSON.stringify(curriculumJson(found, wholeAddresses(paths))));
    expect(curriculumJsonSchema.safeParse(data).error?.issues ?? []).toEqual([]);
    const catalog = JSON.parse(JSON.stringify(catalogOf(found, paths)));
    expect(catalogSchema.safeParse(catalog).error?.issues ?? []).toEqual([]);
  });

  test('has a record for every course and lesson in the catalog, each under an address of its own', () => {
    const { records } = catalogOf(found, paths);
    const lessons = records.filter(({ set }) => set === 'lesson');
    expect(lessons.length).toBe(found.lessons.size);
    expect(new Set(records.map(({ identifier }) => identifier)).size).toBe(records.length);
    const courses = new Set(records.filter(({ set }) => set === 'course').map(({ identifier }) => identifier));
    for (const { isPartOf } of lessons) expect(courses).toContain(isPartOf);
  });
});
