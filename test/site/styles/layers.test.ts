import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outsideOfLayers, readSheet, readSheets } from '../../helpers/styles.ts';

const SITE = join('src', 'site');
const LAYERS = ['tokens', 'base', 'layout', 'components', 'print'];
const sheets = readSheets(SITE);
const templates = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.astro'))
  .map((path) => ({ path: join(SITE, path), text: readFileSync(join(SITE, path), 'utf8') }));
const entries = templates.flatMap(({ path, text }) =>
  [...text.matchAll(/^import '([^']+\.css)';$/gm)].map(([, file = '']) => join(dirname(path), file)),
);
/** What only some pages load besides, or no page before its reader does something. */
const besides = [
  'badges.css',
  'branded.css',
  'exam.css',
  'later.css',
  'monitoring.css',
  'practice.css',
  'review.css',
  'search.css',
  'some-lessons.css',
  'tracing.css',
  'verify.css',
].map((name) => join(SITE, 'styles', name));

describe('styles of the site', () => {
  test('lie in layers, all of them', () => {
    expect(sheets.size).toBeGreaterThan(30);
    expect(outsideOfLayers(sheets, [...entries, ...besides])).toEqual([]);
  });

  test('name the order of the layers once, and use no other layer', () => {
    expect([...sheets.values()].flatMap(({ orders }) => orders)).toEqual([LAYERS]);
    const used = [...sheets.values()].flatMap(({ imports }) => imports.flatMap(({ layer }) => layer ?? []));
    expect([...new Set(used)].sort()).toEqual(LAYERS.toSorted());
  });

  test('load one sheet per page, and others only where they are needed', () => {
    expect([...new Set(entries)].sort()).toEqual([
      join(SITE, 'styles', 'lesson.css'),
      join(SITE, 'styles', 'pages.css'),
    ]);
    const named = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(astro|ts)$/.test(path))
      .flatMap((path) =>
        [...readFileSync(join(SITE, path), 'utf8').matchAll(/^import \w+ from '([^']+\.css)\?url';$/gm)].map(
          ([, file = '']) => join(SITE, dirname(path), file),
        ),
      );
    expect([...new Set(named)].sort()).toEqual(besides);
    expect(templates.filter(({ text }) => /<style\b/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('have no rule for every summary', () => {
    expect([...sheets].flatMap(([path, { summaries }]) => summaries.map((rule) => `${path}: ${rule}`))).toEqual([]);
  });

  test('of a component stand beside it', () => {
    const beside = [...sheets.keys()].filter((path) => /^[A-Z]\w+\.css$/.test(path.split(/[\\/]/).at(-1) ?? ''));
    expect(beside.length).toBeGreaterThan(15);
    const known = new Set(templates.map(({ path }) => path));
    expect(beside.filter((path) => !known.has(path.replace(/\.css$/, '.astro')))).toEqual([]);
  });
});

describe('what would be noticed', () => {
  const read = (files: Record<string, string>) =>
    new Map(Object.entries(files).map(([path, css]) => [path, readSheet(css, '')]));

  test('a rule outside of a layer, and one that is in none of the sheets', () => {
    const files = read({
      'all.css': '@layer base, print; @import "in.css" layer(base); @import "out.css"; a { color: red }',
      'in.css': 'b { color: red } @media print { i { color: red } }',
      'out.css': '@media print { u { color: red } }',
      'lost.css': 's { color: red }',
    });
    expect(outsideOfLayers(files, ['all.css'])).toEqual([
      'all.css: a lies outside of every layer',
      'out.css: @media print lies outside of every layer',
      'lost.css: no page loads it',
    ]);
  });

  test.each([
    ['summary { color: red }', ['summary']],
    ['p, details > summary:hover { color: red }', ['details>summary:hover']],
    ['@media print { summary::after { color: red } }', ['summary::after']],
    ['.cite summary, :is(.a, .b) summary, quiz-item summary, .summary { color: red }', []],
  ])('%s', (css, found) => {
    expect(readSheet(css, '').summaries).toEqual(found);
  });
});
