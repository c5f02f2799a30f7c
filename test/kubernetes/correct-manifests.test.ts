import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkFiles, paths, withFile } from '../helpers/fixture.ts';

const folder = fileURLToPath(new URL('../fixtures/manifests/', import.meta.url));

describe('a correct manifest is not found fault with', () => {
  test.each(readdirSync(folder))('%s', (name) => {
    const path = paths.bowlineFile.replace('mooring.yaml', name);
    const found = checkFiles(withFile(path, readFileSync(`${folder}${name}`, 'utf8')));
    expect(found.map(({ rule, line, message }) => `${rule} ${line}: ${message}`)).toEqual([]);
  });
});
