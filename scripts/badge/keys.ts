import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ALGORITHMS, isAlgorithm } from '../../src/badges/jwk.ts';
import { makeKey } from '../../src/badges/keys.ts';
import { shellWord } from '../../src/cli/shell-word.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { needed, refuseRepository } from './places.ts';

/** Makes a key, and writes it where only its owner can read it. */
export async function run(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { out: { type: 'string' }, algorithm: { type: 'string', default: 'ES256' } },
  });
  const folder = needed(values.out, 'out', 'in which folder the key is kept, outside of every repository');
  if (!isAlgorithm(values.algorithm))
    throw new UserError(`"${values.algorithm}" is none of the algorithms ${ALGORITHMS.join(', ')}.`);
  refuseRepository(folder, 'a private key');
  const key = await makeKey(values.algorithm);
  const file = join(folder, `badge-key-${key.kid.slice(0, 8)}.private.json`);
  if (existsSync(file)) throw new UserError(`${file} is there already.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  console.log(`wrote ${file}, the private key. Only you can read it. Whoever has it can sign in your name: make a copy that you keep safe.
Next: npm run badge -- publish --key ${shellWord(file)}
writes its public part into provider/badges/, so that badges can be verified.`);
}
