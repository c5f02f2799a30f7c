import { statSync } from 'node:fs';
import { type PrivateKey, readPrivateKey } from '../../src/badges/jwk.ts';
import { shellWord } from '../../src/cli/shell-word.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { isRecord } from '../../src/curriculum/stored.ts';
import { needed, refuseRepository, textOf } from './places.ts';

/** Permissions of others than the owner. */
const OTHERS = 0o077;

/** The private key of a file. @throws UserError if it is none, or lies in a repository. */
export function privateKey(option: string | undefined): PrivateKey {
  const file = needed(option, 'key', 'the file of your private key, which "npm run badge -- keys" has made');
  const text = textOf(file, 'your private key');
  refuseRepository(file, 'a private key');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const key = isRecord(value) ? readPrivateKey(value) : undefined;
  if (!key)
    throw new UserError(
      `${file} holds no private key that badges can be signed with.\nDo:  make one: npm run badge -- keys --out DIR.`,
    );
  // Windows has no such permissions, and says that everybody may read everything.
  if (process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0)
    console.warn(`Others on this machine may read ${file}.\nDo:  chmod 600 ${shellWord(file)}`);
  return key;
}
