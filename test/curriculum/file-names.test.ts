import { describe, expect, test } from 'vitest';
import { nameProblem } from '../../src/curriculum/file-names.ts';
import { checkFiles, paths, readTiny } from '../helpers/fixture.ts';

const FOLDER = paths.bowline.replace('lesson.mdx', 'files/');

function problems(...names: string[]): string[] {
  const files = new Map(readTiny());
  for (const name of names) files.set(FOLDER + name, 'text\n');
  return checkFiles(files).flatMap(({ rule, message }) => (rule === 'file/name' ? [message] : []));
}

describe('names of files', () => {
  test.each([
    'pod.yaml',
    'read-me.txt',
    'Containerfile',
    '.containerignore',
    'v1.2_final.tar.gz',
    'a',
    'Auxiliary.txt',
    'con-text',
    'a b.txt',
    'größe.txt',
    '港.txt',
    'מפה.txt',
    'draft (2).txt',
  ])('%s is possible everywhere', (name) => {
    expect(nameProblem(name)).toBeUndefined();
    expect(problems(name)).toEqual([]);
  });

  test.each([
    ['%2e%2e', 'has the character "%" U+0025'],
    ['a\\b.txt', 'has the character "\\" U+005C'],
    ['line\nbreak.txt', 'has the character U+000A'],
    ['a#b.txt', 'has the character "#" U+0023'],
    ['a?.txt', 'has the character "?" U+003F'],
    ['a"b.txt', 'has the character """ U+0022'],
    ['a:b.txt', 'has the character ":" U+003A'],
    ['$(id).txt', 'has the character "$" U+0024'],
    ['gro\u0308ße.txt', 'has letters that are put together of several characters, which systems write in two ways'],
    [' a.txt', 'begins with a character that commands take for an option or a hidden file'],
    ['a.txt ', 'ends with a dot or a blank, which Windows drops'],
    ['\u202egnp.exe', 'has the character U+202E'],
    ['aux.txt', 'is the name of a device on Windows'],
    ['COM1', 'is the name of a device on Windows'],
    ['nul', 'is the name of a device on Windows'],
    ['note.', 'ends with a dot or a blank, which Windows drops'],
    ['-rf', 'begins with a character that commands take for an option or a hidden file'],
    ['..a', 'begins with a character that commands take for an option or a hidden file'],
    [`${'a'.repeat(101)}`, 'has 101 characters; 100 are enough for everybody'],
  ])('%s is not', (name, problem) => {
    expect(nameProblem(name)).toBe(problem);
    expect(problems(name)).toEqual([`The name of this file ${problem}.`]);
  });

  test('that differ in their capitals alone are one file on many systems', () => {
    expect(problems('note.txt', 'Note.txt')).toEqual([
      'The name of this file differs from note.txt in its capitals alone.',
    ]);
  });

  test('of folders count, too', () => {
    expect(problems('a#b/pod.yaml')).toEqual(['The name of this file has the character "#" U+0023.']);
  });
});
