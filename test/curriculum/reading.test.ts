import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCurriculum } from '../../src/assembly/load.ts';
import { checkCurriculum, checkRepository } from '../../src/checks/check.ts';
import { splitLesson } from '../../src/curriculum/frontmatter.ts';
import { bytesOf, isBinary, readContent } from '../../src/curriculum/read.ts';
import { asData, loadTiny, paths, textOf, tinyRoot } from '../helpers/fixture.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'curriculum-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Writes the tiny curriculum as another editor would have saved it. */
function save(change: (text: string) => string): void {
  for (const [path, text] of readContent(tinyRoot)) write(path, change(text));
}

describe('the tiny curriculum', () => {
  test('has no mistakes', () => {
    expect(checkCurriculum(tinyRoot, { prose: false })).toEqual([]);
  });
});

test('links are not followed, but reported', () => {
  save((text) => text);
  const folder = paths.bowlineFile.replace('mooring.yaml', '');
  symlinkSync('/etc/passwd', join(root, `${folder}passwd.txt`));
  symlinkSync('/etc', join(root, `${folder}etc`), 'dir');
  expect([...readContent(root).keys()].filter((path) => path.includes('passwd'))).toEqual([]);
  expect(checkCurriculum(root, { prose: false })).toEqual([]);
  expect(checkRepository(root, readContent(root)).map(({ message }) => message)).toEqual([
    `${folder}etc is a link to another file, and links are not read.`,
    `${folder}passwd.txt is a link to another file, and links are not read.`,
  ]);
});

describe('files as editors save them', () => {
  test.each([
    ['Windows line ends', (text: string) => text.replace(/\n/g, '\r\n')],
    ['a byte-order mark', (text: string) => `\uFEFF${text}`],
    ['both', (text: string) => `\uFEFF${text.replace(/\n/g, '\r\n')}`],
  ])('%s make no difference to the curriculum', (_, change) => {
    save(change);
    expect(textOf(paths.bowline)).not.toContain('\r');
    expect(asData(loadCurriculum(root))).toEqual(asData({ curriculum: loadTiny(), findings: [] }));
  });

  test('line numbers of findings are the same with Windows line ends', () => {
    save((text) => text.replace('status: deprecated', 'status: gone'));
    const unix = checkCurriculum(root, { prose: false });
    save((text) => `\uFEFF${text.replace('status: deprecated', 'status: gone').replace(/\n/g, '\r\n')}`);
    expect(unix.map((entry) => [entry.file, entry.line])).toEqual([[paths.logLine, 16]]);
    expect(checkCurriculum(root, { prose: false })).toEqual(unix);
  });

  test.each([
    ['knots.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0x00])],
    ['sheet.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3, 0x0d, 0x0a])])],
    ['unknown', Buffer.from([0x00, 0x0d, 0x0a])],
    ['latin.txt', Buffer.from([0x43, 0x61, 0x66, 0xe9])],
  ])('what is no text is kept byte by byte, whatever its name says: %s', (name, bytes) => {
    save((text) => text);
    write(paths.logLine.replace('lesson.mdx', `files/${name}`), bytes);
    const file = loadCurriculum(root).curriculum?.lessons.get('log-line')?.files.get(name);
    expect(isBinary(file?.text ?? '')).toBe(true);
    expect(bytesOf(file?.text ?? '')).toEqual(bytes);
  });

  test('what is text is text, whatever its name says', () => {
    save((text) => text);
    write(paths.logLine.replace('lesson.mdx', 'files/knots.png'), Buffer.from('no picture\r\n'));
    const file = loadCurriculum(root).curriculum?.lessons.get('log-line')?.files.get('knots.png');
    expect(file?.text).toBe('no picture\n');
  });

  test('files of a lesson keep their path below files/', () => {
    expect([...(loadTiny().lessons.get('code-flags')?.files.keys() ?? [])]).toEqual(['flags/a.svg']);
  });

  test('what tools leave behind is not content', () => {
    save((text) => text);
    write('content/.DS_Store', 'x');
    write('content/courses/harbor/node_modules/x/index.js', 'x');
    expect([...readContent(root).keys()]).toEqual([...readContent(tinyRoot).keys()]);
  });
});

describe('frontmatter', () => {
  test('ends at the first line of three hyphens, and the text knows its line', () => {
    const split = splitLesson('lesson.mdx', '---\ntitle: A\n---\nText\n\n---\nMore\n');
    expect(split).toEqual({ frontmatter: 'title: A\n', body: 'Text\n\n---\nMore\n', bodyLine: 4, findings: [] });
  });

  test('may be empty', () => {
    expect(splitLesson('lesson.mdx', '---\n---\nText\n')).toMatchObject({
      frontmatter: '',
      body: 'Text\n',
      bodyLine: 3,
    });
  });

  test('may be all there is', () => {
    expect(splitLesson('lesson.mdx', '---\ntitle: A\n---')).toMatchObject({ frontmatter: 'title: A\n', body: '' });
  });
});
