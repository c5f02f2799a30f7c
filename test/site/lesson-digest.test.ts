import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { sourcePaths } from '../../src/cli/source-paths.ts';

/** What a file loads of our own: imports of types load nothing. */
function loadedBy(path: string): string[] {
  const imports = /^(?:import|export)\s+(?!type\b)(?:\{[^}]*\}|[^;'"]*?)\s*from\s+'(\.[^']+)';/gm;
  return [...readFileSync(path, 'utf8').matchAll(imports)].flatMap(([statement, from = '']) => {
    const isOnlyTypes = /\{(?:\s*type\s[^,}]+,?)+\s*\}/.test(statement);
    return isOnlyTypes ? [] : [posix.join(posix.dirname(path), from)];
  });
}

function closureOf(...paths: string[]): Set<string> {
  const found = new Set(paths);
  for (const path of found)
    if (existsSync(path) && path.endsWith('.ts')) for (const loaded of loadedBy(path)) found.add(loaded);
  return found;
}

const lies = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`));

test('everything that renders a lesson is among the sources that its text depends on', () => {
  const all = closureOf('src/rendering/render.ts');
  expect(all.size).toBeGreaterThan(50);
  const { rendering, figures } = sourcePaths;
  const others = [...all].filter((path) => !lies(path, rendering));
  // Lessons with such figures depend on the practice cluster, too.
  expect(others.filter((path) => !lies(path, figures))).toEqual([]);
  expect([...closureOf('src/rendering/stills.ts')].filter((path) => !lies(path, [...rendering, ...figures]))).toEqual(
    [],
  );
});
