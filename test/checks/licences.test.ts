import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { licences } from '../../src/checks/rules/licences.ts';
import { readContent } from '../../src/curriculum/read.ts';

const files = new Map([
  ['content/glossary.yaml', ''],
  ['content/courses/a/b/c/files/pod.yaml', ''],
]);

const annotation = (path: string, rest = 'SPDX-License-Identifier = "CC-BY-4.0"'): string =>
  `[[annotations]]\npath = ${path}\nSPDX-FileCopyrightText = "2026 Ada"\n${rest}\n`;

const problems = (reuse: string | undefined): string[] =>
  licences.check({ files, reuse, links: [] }).map(({ rule, file, message }) => `${rule} ${file} ${message}`);

describe('licenses of the content', () => {
  test('are said of every file here', () => {
    expect(
      licences.check({
        files: readContent('.'),
        reuse: readFileSync('REUSE.toml', 'utf8'),
        links: [],
      }),
    ).toEqual([]);
  });

  test('are missing for files that no annotation names', () => {
    expect(problems(annotation('"content/*.yaml"'))).toEqual([
      'file/no-licence content/courses/a/b/c/files/pod.yaml REUSE.toml does not say under which license it may be used.',
    ]);
    expect(problems(annotation('["content/*.yaml", "content/courses/*/*/*/files/**"]'))).toEqual([]);
    expect(problems(annotation('"**"'))).toEqual([]);
  });

  test('are those of the last annotation that fits', () => {
    expect(problems(annotation('"**"') + annotation('"content/glossary.yaml"', ''))).toEqual([
      'file/no-licence content/glossary.yaml REUSE.toml does not say under which license it may be used.',
    ]);
    expect(problems('[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n')).toEqual(
      [...files.keys()].map((path) => `file/no-licence ${path} REUSE.toml does not say whose work it is.`),
    );
  });

  test('cannot be told from a file that cannot be read, and nothing is said where there is none', () => {
    expect(problems('[[annotations')).toHaveLength(1);
    expect(problems('[[annotations')[0]).toMatch(/^file\/no-licence REUSE\.toml REUSE\.toml cannot be read: /);
    expect(
      licences.check({ files: files, reuse: 'version = 1\nSPDX-PackageName = "Knots\n', links: [] }),
    ).toMatchObject([
      { line: 2, column: 26, message: 'REUSE.toml cannot be read: a string is not closed on its line.' },
    ]);
    expect(problems('[[annotations]]\npath = 1\n')).toEqual([
      'file/no-licence REUSE.toml REUSE.toml cannot be read: its annotations do not have the form of REUSE.',
    ]);
    expect(problems(undefined)).toEqual([]);
  });
});
