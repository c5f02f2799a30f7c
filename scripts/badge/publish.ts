import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { Edition } from '../../src/assembly/edition.ts';
import { didPath, type Issuer, issuerFiles, issuerPaths } from '../../src/badges/issuer.ts';
import { type PublicKey, publicPart } from '../../src/badges/jwk.ts';
import { emptyList, moment, type RevocationList } from '../../src/badges/revocations.ts';
import { writeFiles } from '../../src/cli/command.ts';
import { curriculumRoot } from '../../src/cli/root.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { badgePaths } from '../../src/provider/badges/read.ts';
import { issuerOf } from './issuer.ts';
import { privateKey } from './key-file.ts';
import { edition } from './places.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The public keys that are published, with one more. */
function keysWith({ badges }: Edition, added: PublicKey | undefined): PublicKey[] {
  const known = (badges.issuer?.keys ?? []).map((key) => publicPart(key as PublicKey));
  return added === undefined || known.some(({ kid }) => kid === added.kid) ? known : [...known, publicPart(added)];
}

/** The list of what was revoked, as of now; one for another issuer begins anew. */
function listOf({ badges }: Edition, { address }: Issuer, now: Date): RevocationList {
  const fresh = emptyList(address, now);
  const known = badges.revocations as RevocationList | undefined;
  if (!known) return fresh;
  if (known.id !== fresh.id)
    throw new UserError(
      `The list of revoked badges is that of ${known.id}, and ${address} would have another one.\nWhy: badges that were issued name the old list, and count on it.\nDo:  sign with the old address, or take ${badgePaths.revocations} away, if no badge was ever issued under it.`,
    );
  return { ...known, updated: moment(now) };
}

/** Writes what goes on the site of whoever signs: public parts only. */
export function run(words: readonly string[]): void {
  const { values } = parseArgs({
    args: [...words],
    options: { key: { type: 'string' }, issuer: { type: 'string' }, name: { type: 'string' }, out: { type: 'string' } },
  });
  const whole = edition();
  const layer = whole.layers.at(-1);
  if (!layer)
    throw new UserError(
      'This is the original repository: nobody signs badges here.\nWhy: whoever signs publishes keys under a name and an address of their own.\nDo:  fork it, and run "npm run rebrand".',
    );
  const issuer = issuerOf(whole, values);
  const known = whole.badges.issuer;
  if (known && known.address !== issuer.address)
    throw new UserError(
      `Badges are signed as ${known.address} here, not as ${issuer.address}.\nWhy: badges that were issued are verified with keys and list below the old address.\nDo:  leave --issuer out; or take ${layer.folder}${badgePaths.issuer} away, if no badge was ever issued.`,
    );
  const keys = keysWith(whole, values.key === undefined ? undefined : privateKey(values.key));
  if (keys.length === 0)
    throw new UserError('There is no key to publish yet.\nDo:  --key FILE, which "npm run badge -- keys" has made.');
  const list = listOf(whole, issuer, new Date());
  const files = new Map([
    [
      layer.folder + badgePaths.issuer,
      `# yaml-language-server: $schema=${'../'.repeat(layer.depth + 1)}schemas/badge-issuer.schema.json\n# Who signs badges, and with which keys: their public parts. Written by "npm run badge -- publish".\n${stringify({ address: issuer.address, name: issuer.name, keys })}`,
    ],
    [layer.folder + badgePaths.revocations, json(list)],
  ]);
  writeFiles(curriculumRoot(), files, { dryRun: false });
  if (values.out !== undefined) {
    const site = new Map([...issuerFiles(issuer, keys)].map(([path, value]) => [path, json(value)]));
    site.set(issuerPaths.list, json(list));
    writeFiles(values.out, site, { dryRun: false });
    console.log(`Upload what is in ${values.out} to ${issuer.address}.`);
    return;
  }
  console.log(
    `The next build publishes them: ${issuer.address}${didPath(issuer.address)}, ${join('/', issuerPaths.keys).slice(1)} and ${issuerPaths.list}.`,
  );
}
