import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { TextMemory } from '../../src/cli/text-memory.ts';
import { temporaryFolder } from '../helpers/build.ts';

const CODE = ['src/cli/text-memory.ts'];

describe('what was made of texts', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  /** The memory of a command, of its own folder in each test. */
  const begin = (name: string, code = CODE, whose = '', most?: number): TextMemory =>
    new TextMemory(() => join(folder.path, name), code, whose, most);

  test('is there for the next command, and nothing else is', () => {
    const first = begin('next');
    expect(first.read('a')).toBeUndefined();
    first.keep('a', 'A');
    first.keep('empty', '');
    first.write(false);
    const next = begin('next');
    expect(next.read('a')).toBe('A');
    expect(next.read('empty')).toBe('');
    expect(next.read('b')).toBeUndefined();
  });

  test('is another one with other code, and of somebody else', () => {
    const first = begin('others', CODE, 'ours');
    first.keep('a', 'A');
    first.write(false);
    expect(begin('others', CODE, 'theirs').read('a')).toBeUndefined();
    expect(begin('others', ['src/cli/sealed-cache.ts'], 'ours').read('a')).toBeUndefined();
    expect(begin('others', CODE, 'ours').read('a')).toBe('A');
  });

  test('is forgotten by a command that asked for all and did not ask for it, and by no other', () => {
    const first = begin('forgotten');
    for (const text of ['a', 'b', 'c']) first.keep(text, text.toUpperCase());
    first.write(true);
    const some = begin('forgotten');
    some.read('a');
    some.write(false);
    expect(begin('forgotten').read('b')).toBe('B');
    const all = begin('forgotten');
    all.read('a');
    all.write(true);
    expect(begin('forgotten').read('b')).toBeUndefined();
    expect(begin('forgotten').read('a')).toBe('A');
  });

  test('is no more than what was asked for, when all of it would be more than may be kept', () => {
    const first = begin('limited', CODE, '', 2);
    first.keep('a', 'A');
    first.keep('b', 'B');
    first.write(false);
    const second = begin('limited', CODE, '', 2);
    second.read('b');
    second.keep('c', 'C');
    second.write(false);
    const third = begin('limited', CODE, '', 2);
    expect(['a', 'b', 'c'].map((text) => third.read(text))).toEqual([undefined, 'B', 'C']);
  });
});
