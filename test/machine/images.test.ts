import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the list of images names a recipe that is there, and everything that lessons pull', () => {
  const list = execFileSync('node', ['scripts/images.ts'], { encoding: 'utf8' }).trim().split('\n');
  const rows = list.map((line) => line.split('\t'));
  expect(rows.map(([key]) => key)).toEqual(['introduction-shop-web', 'introduction-shop-api', 'introduction-shop-db']);
  for (const [, folder = '', file = '', , names = ''] of rows) {
    expect(existsSync(join(folder, file))).toBe(true);
    expect(names).toMatch(/^ghcr\.io\/commonhelm\/[a-z-]+:\S+(?: ghcr\.io\/commonhelm\/[a-z-]+:\S+)*$/);
  }
});
