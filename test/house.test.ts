import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rooms } from '../.dependency-cruiser.mjs';
import { housePlan, importsOf } from './helpers/house.ts';

const LONGEST = 300;

describe('the house', () => {
  test('has the rooms of its map and no others', () => {
    const folders = readdirSync('src').filter((name) => statSync(join('src', name)).isDirectory());
    expect(folders.sort()).toEqual(Object.keys(rooms).sort());
  });

  test('has no import that runs up, and no circle', async () => {
    expect(await housePlan()).toEqual([]);
  });

  test('says where a thing belongs whose import is forbidden', async () => {
    const found = await housePlan({
      'src/curriculum/wrong.ts': "import { t } from '../site/site.ts';\nexport const wrong = t;\n",
    });
    expect(found).toEqual([
      'src/curriculum/wrong.ts imports src/site/site.ts: In src/curriculum/ are the model, in pure TypeScript: schemas, reading, the parsed text of lessons, order, prerequisites, durations, coverage, addresses. It may import only from src/findings/. Move what both need down into a room that both may import, or move the line up to where it is used.',
    ]);
  });

  test('sees imports of pages and components', async () => {
    const found = await housePlan({
      'src/site/components/Wrong.astro':
        "---\nimport { readFork } from '../../fork/layers.ts';\n---\n<p>{readFork}</p>\n",
    });
    expect(found).toEqual([
      expect.stringMatching(/^src\/site\/components\/Wrong\.astro imports src\/fork\/layers\.ts: In src\/site\/ are/),
    ]);
  });

  test('takes types, and nothing else, where only those may be imported', async () => {
    const found = await housePlan({
      'src/rendering/wrong.ts':
        "import type { Edition } from '../assembly/edition.ts';\nimport { pathsOf } from '../assembly/addresses.ts';\nexport const wrong = (edition: Edition) => pathsOf(edition.identity);\n",
    });
    expect(found).toEqual([expect.stringContaining('src/rendering/wrong.ts imports src/assembly/addresses.ts: ')]);
  });

  test('has no circle of files', async () => {
    const found = await housePlan({
      'src/findings/one.ts': "import { two } from './two.ts';\nexport const one = (): number => two();\n",
      'src/findings/two.ts': "import { one } from './one.ts';\nexport const two = (): number => one();\n",
    });
    expect(found).toEqual([expect.stringContaining('These files import each other in a circle')]);
  });

  test.each(Object.entries(rooms))('says at the door of %s what the room is for', (name, { door, is }) => {
    const text = readFileSync(join('src', name, door), 'utf8');
    expect(text.replace(/\n \* ?/g, ' ')).toContain(is);
  });

  test.each(Object.entries(rooms))('has the sentence on %s in its map for readers', (name, { is }) => {
    expect(readFileSync('README.md', 'utf8')).toContain(`\`src/${name}/\` | ${is}`);
  });

  test('has no file of more than 300 lines', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((path) => join('src', path))
      .filter((path) => /\.(ts|astro|css|mdx)$/.test(path));
    const long = files
      .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST);
    expect(files.length).toBeGreaterThan(300);
    expect(long).toEqual([]);
  });
});

test('imports of an Astro file are those of its frontmatter and its scripts', () => {
  const astro = `---
import type { Course } from '../curriculum/model.ts';
import {
  one,
  two,
} from './both.ts';
const text = "import nothing from 'nowhere'";
---
<p>import this from 'that'</p>
<script>
  import './start.ts';
</script>
`;
  expect(
    importsOf(astro)
      .split('\n')
      .filter((line) => line.includes("'")),
  ).toEqual(["import type { Course } from '../curriculum/model.ts';", "} from './both.ts';", "import './start.ts';"]);
});
