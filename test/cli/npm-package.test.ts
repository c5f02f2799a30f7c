import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchPackage } from '../../src/cli/npm-package.ts';

let folder: string;
let name: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  name = join(folder, 'knots');
  mkdirSync(name);
  writeFileSync(join(name, 'package.json'), '{"name": "knots", "version": "1.0.0"}');
  writeFileSync(join(name, 'bowline.txt'), 'a loop');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a package is taken with the hash that npm says of it, and with no other', () => {
  const packed = execFileSync('npm', ['pack', '--json', '--dry-run', name], { cwd: folder, encoding: 'utf8' });
  const [{ integrity }] = JSON.parse(packed) as [{ integrity: string }];
  expect(integrity).toMatch(/^sha512-/);
  expect(String(Buffer.from(fetchPackage(name, integrity).get('bowline.txt') ?? []))).toBe('a loop');
  writeFileSync(join(name, 'bowline.txt'), 'a slip knot');
  expect(() => fetchPackage(name, integrity)).toThrow('is not the one that this project knows: its hash is another.');
  expect(fetchPackage(name).size).toBe(2);
});
