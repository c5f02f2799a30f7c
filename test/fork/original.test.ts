import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layerInOriginal } from '../../src/fork/original.ts';
import { temporaryFolder } from '../helpers/build.ts';

const FORGE = 'https://forge.example/harbor/curriculum';
const folder = temporaryFolder();
afterAll(folder.remove);
const git = (...words: string[]): string => execFileSync('git', words, { cwd: folder.path, encoding: 'utf8' });

beforeAll(() => {
  git('init', '--quiet');
  git('remote', 'add', 'origin', FORGE);
  mkdirSync(join(folder.path, 'provider'));
  writeFileSync(join(folder.path, 'provider/brand.yaml'), 'name: Ours\n');
  git('add', '--all');
});

describe('a layer', () => {
  test.each([FORGE, `${FORGE}.git`, 'git@forge.example:harbor/curriculum.git'])(
    'in the original repository, %s, is an error',
    (origin) => {
      git('remote', 'set-url', 'origin', origin);
      expect(layerInOriginal(folder.path, FORGE)).toEqual([
        {
          rule: 'layer/in-original',
          severity: 'error',
          file: 'provider/brand.yaml',
          line: 1,
          column: 1,
          message: 'There is a folder provider/ in the original repository.',
          why: 'It belongs to forks: with it here every fork would meet conflicts in the one folder that is theirs.',
          remedy: 'Remove it: git rm -r provider/. To publish under a name of your own, fork the repository.',
        },
      ]);
    },
  );

  test('in a fork is where it belongs', () => {
    git('remote', 'set-url', 'origin', 'https://forge.example/academy/curriculum');
    expect(layerInOriginal(folder.path, FORGE)).toEqual([]);
  });
});
