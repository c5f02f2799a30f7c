import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourcePaths } from '../../src/cli/source-paths.ts';

/** Files that some files import, whichever way, types left out, and what these import. */
function closure(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (!/\.(ts|mjs)$/.test(path)) continue;
    const text = readFileSync(path, 'utf8').replace(/^(?:import|export) type [^;]*;/gm, '');
    for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const target = posix.join(posix.dirname(path), specifier);
      if (existsSync(target)) open.push(target);
    }
  }
  return [...seen];
}

const outside = (entries: readonly string[], paths: readonly string[]): string[] =>
  closure(entries).filter((file) => !paths.some((path) => file === path || file.startsWith(`${path}/`)));

/** What runs in a thread or a process of its own, which nothing imports. */
const APART: readonly string[] = [sourcePaths.labWorker, sourcePaths.courseRuntime, 'src/lab-host/actors/inside.mjs'];

describe('what is kept hangs on all code that makes it:', () => {
  test('results of programs and labs', () => {
    const entries = [...APART, 'src/checks/programs/tasks.ts', 'src/checks/programs/verify.ts'];
    expect(outside(entries, sourcePaths.verification)).toEqual([]);
  });

  test('reports of checks', () => {
    // What asks git is asked each time.
    const entries = [...APART, 'scripts/check.ts'];
    const beside = ['src/fork/original.ts', 'src/fork/publisher-files.ts', 'src/fork/git.ts'];
    expect(outside(entries, [...sourcePaths.check, ...beside])).toEqual([]);
    expect(sourcePaths.check).toContain(sourcePaths.tokens);
    expect(sourcePaths.check).toContain(sourcePaths.figureColors);
    for (const path of [sourcePaths.rulePages, sourcePaths.commandTables, sourcePaths.apiTypes])
      expect(
        sourcePaths.check.some((room) => path.startsWith(`${room}/`)),
        path,
      ).toBe(true);
  });

  test('what YAML says, how diagrams are drawn, how code is colored, which terms lessons link, and which words there are', () => {
    // Words of findings are no part of what is kept.
    const words = ['finding', 'data-path', 'catalog', 'suggest'].map((name) => `src/findings/${name}.ts`);
    expect(outside([...sourcePaths.yaml], [...sourcePaths.yaml, ...words])).toEqual([]);
    for (const what of ['coloring', 'termLinks', 'words'] as const)
      expect(outside([...sourcePaths[what]], sourcePaths[what]), what).toEqual([]);
    const dressing = ['src/strings/html.ts', 'src/rendering/drawing-box.ts'];
    expect(outside([...sourcePaths.diagrams], [...sourcePaths.diagrams, ...dressing])).toEqual([]);
  });
});
