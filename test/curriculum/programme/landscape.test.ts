import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  differencesFrom,
  itemsAbout,
  landscapeItem,
  landscapeItems,
} from '../../../src/curriculum/programme/landscape.ts';
import { providerSchema } from '../../../src/curriculum/schema/programme.ts';
import { type Entry, entry } from '../../helpers/directory.ts';

/** In the form of the CNCF landscape, with invented items. */
const LANDSCAPE = `
landscape:
  - category:
    name: Special
    subcategories:
      - subcategory:
        name: Kubernetes Certified Service Provider
        items:
          - item:
            name: Harbor  School (KCSP)
            description: >-
              Teaches and runs clusters
              for people at the coast.
            homepage_url: https://www.harbor.example
            logo: harbor.svg
            crunchbase: https://www.crunchbase.com/organization/harbor-school
          - item:
            name: Somebody Else (KCSP)
            homepage_url:
      - subcategory:
        name: Kubernetes and Cloud Native Training Partner
        items:
          - item:
            name: HARBOR SCHOOL (KCNTP)
            homepage_url: https://school.example/
      - subcategory:
        name: Empty
`;

const provider = (more: Entry = {}) => ({
  ...providerSchema.parse(entry(more)),
  id: 'harbor-school',
  path: 'x.yaml',
  layer: 0,
});
const items = landscapeItems(parse(LANDSCAPE)) ?? [];

test.each([[undefined], [[]], [{ landscape: {} }], ['text'], [{ landscape: [{ name: 1 }] }]])(
  '%j is no landscape',
  (data) => {
    expect(landscapeItems(data)).toBeUndefined();
  },
);

describe('a provider', () => {
  test('is found by its name, however it is written, and by the host of its home page', () => {
    expect(itemsAbout(provider(), items).map(({ name }) => name)).toEqual([
      'Harbor  School (KCSP)',
      'HARBOR SCHOOL (KCNTP)',
    ]);
    expect(itemsAbout(provider({ name: 'Another name' }), items).map(({ name }) => name)).toEqual([
      'Harbor  School (KCSP)',
    ]);
  });

  test('is not found by a host that many have, nor by nothing', () => {
    const shared = items.map((item) => ({ ...item, homepage_url: 'https://github.com/somebody' }));
    expect(itemsAbout(provider({ name: 'Another', homepage: 'https://github.com/us' }), shared)).toEqual([]);
    expect(itemsAbout(provider({ name: 'Another', homepage: 'https://other.example/' }), items)).toEqual([]);
  });

  test('differs where it differs, and not by how names and addresses are written', () => {
    const [first, second] = itemsAbout(provider(), items);
    expect(first && differencesFrom(provider(), first)).toEqual([
      { field: 'logo', here: undefined, there: 'harbor.svg' },
      { field: 'crunchbase', here: undefined, there: 'https://www.crunchbase.com/organization/harbor-school' },
    ]);
    expect(second && differencesFrom(provider({ landscape: { logo: 'harbor.svg' } }), second)).toEqual([
      { field: 'homepage_url', here: 'https://harbor.example/', there: 'https://school.example/' },
      { field: 'logo', here: 'harbor.svg', there: undefined },
      { field: 'description', here: 'Teaches and runs clusters for people at the coast.', there: undefined },
    ]);
  });

  test('is exported as an item that fits there, and what it lacks is named', () => {
    expect(landscapeItem(provider(), 'managed-services').missing).toEqual(['logo', 'crunchbase']);
    const crunchbase = 'https://www.crunchbase.com/organization/harbor-school';
    const { item, missing } = landscapeItem(
      provider({ landscape: { name: 'Harbor', logo: 'harbor.svg', crunchbase } }),
      'training',
    );
    expect(missing).toEqual([]);
    expect(Object.entries(item)).toEqual([
      ['item', null],
      ['name', 'Harbor (KCNTP)'],
      ['description', 'Teaches and runs clusters for people at the coast.'],
      ['homepage_url', 'https://harbor.example/'],
      ['logo', 'harbor.svg'],
      ['crunchbase', crunchbase],
    ]);
  });
});
