import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTar } from '../../src/cli/npm-package.ts';
import { chooseFont } from '../../src/fork/font.ts';

/** The files of an installed package, by path within it. */
function installed(name: string): Map<string, Uint8Array> {
  const folder = join('node_modules', name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

describe('a font of Fontsource', () => {
  test('that is variable comes as one file per style, with its range of weights and its credit', () => {
    const { font, files } = chooseFont('x', installed('@fontsource-variable/atkinson-hyperlegible-next'));
    expect(font.family).toBe('Atkinson Hyperlegible Next');
    expect(font.licence).toMatch(/Copyright .* OFL-1\.1$/);
    expect(font.files).toEqual([
      { file: 'assets/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2', weight: '200 800', style: 'normal' },
      { file: 'assets/fonts/atkinson-hyperlegible-next-latin-wght-italic.woff2', weight: '200 800', style: 'italic' },
    ]);
    expect([...files.values()].every((bytes) => Buffer.from(bytes).subarray(0, 4).toString() === 'wOF2')).toBe(true);
  });

  test('that is not comes in the two weights that pages use', () => {
    const { font } = chooseFont('x', installed('@fontsource/atkinson-hyperlegible-next'));
    expect(font.files.map(({ weight, style }) => `${weight} ${style}`)).toEqual([
      '400 normal',
      '700 normal',
      '400 italic',
      '700 italic',
    ]);
  });

  test('is refused if it is none', () => {
    expect(() => chooseFont('zod', installed('zod'))).toThrow('"zod" is no package of Fontsource with Latin letters.');
  });
});

describe('an archive', () => {
  test('is read file by file', () => {
    const tar = execFileSync('tar', ['-cf', '-', 'test/fixtures/tiny/content/versions.yaml', 'LICENSES']);
    const files = readTar(tar);
    expect(Buffer.from(files.get('LICENSES/CC-BY-4.0.txt') ?? []).equals(readFileSync('LICENSES/CC-BY-4.0.txt'))).toBe(
      true,
    );
    expect(files.has('test/fixtures/tiny/content/versions.yaml')).toBe(true);
  });
});
