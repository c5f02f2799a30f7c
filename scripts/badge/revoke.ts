import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { carried } from '../../src/badges/baked.ts';
import { emptyList, type RevocationList, readList, withRevoked, writtenList } from '../../src/badges/revocations.ts';
import { factsOf, readToken } from '../../src/badges/verify/read-token.ts';
import { curriculumRoot } from '../../src/cli/root.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { writeAtomically } from '../../src/cli/write-atomically.ts';
import { badgePaths } from '../../src/provider/badges/read.ts';
import { issuerOf } from './issuer.ts';
import { bytesOf, edition, textOf } from './places.ts';

const UUID = /^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The id of a badge that was named: itself, or that of a file. Only whoever signed a badge can take it back. */
function idOf(word: string, issuer: string): string {
  if (/^urn:uuid:/i.test(word) && !UUID.test(word))
    throw new UserError(
      `"${word}" is not the id of a badge: urn:uuid: is followed by 32 digits and letters up to f, in groups of 8, 4, 4, 4 and 12.\nWhy: a list with another id takes nothing back, and nobody would notice.\nDo:  copy the id from issued.csv, or name the .jwt file.`,
    );
  if (/^(urn|https?|did):\S+$/.test(word)) return word;
  if (!existsSync(word))
    throw new UserError(
      `"${word}" is neither the id of a badge nor a file.\nDo:  take the id from issued.csv, such as urn:uuid:…, or name the .jwt file.`,
    );
  const token = readToken(carried(bytesOf(word, 'the badge')) ?? '');
  if ('subject' in token) throw new UserError(`There is no badge in ${word}.`);
  const { id, issuer: by } = factsOf(token);
  if (by.id !== issuer)
    throw new UserError(
      `The badge in ${word} was signed by ${by.id}, and the list is that of ${issuer}.\nWhy: only whoever signed a badge can take it back.`,
    );
  return id;
}

/** A list, and what its file has: more than the list needs, if others have written it. */
interface Read {
  list: RevocationList;
  value?: unknown;
}

function readFrom(file: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(textOf(file, 'the list of revoked badges'));
  } catch (problem) {
    if (problem instanceof UserError) throw problem;
  }
  const list = readList(value);
  if (!list) throw new UserError(`${file} is no list of revoked badges.`);
  return { list, value };
}

/** Adds badges to the list of what was revoked. */
export function run(words: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { list: { type: 'string' }, reason: { type: 'string' } },
  });
  if (positionals.length === 0)
    throw new UserError('Say which badges: npm run badge -- revoke urn:uuid:… [--reason TEXT]');
  const now = new Date();
  let file = values.list;
  let read: Read;
  if (file === undefined) {
    const whole = edition();
    const { folder } = whole.layers.at(-1) ?? {};
    if (folder === undefined || !whole.badges.issuer)
      throw new UserError(
        'Nobody signs badges here yet.\nDo:  npm run badge -- publish --key FILE first, or name the list: --list FILE.',
      );
    file = join(curriculumRoot(), folder, badgePaths.revocations);
    read = existsSync(file) ? readFrom(file) : { list: emptyList(issuerOf(whole, {}).address, now) };
  } else read = readFrom(file);
  const { list, value } = read;
  const ids = positionals.map((word) => idOf(word, list.issuer));
  const reason = values.reason === undefined ? {} : { revocationReason: values.reason };
  const longer = ids.reduce((before, id) => withRevoked(before, { id, ...reason }, now), list);
  const added = longer.revokedCredential.length - list.revokedCredential.length;
  if (added > 0) writeAtomically(file, `${JSON.stringify(writtenList(value, list, longer), null, 2)}\n`);
  console.log(
    added === 0
      ? `${file} has ${ids.length === 1 ? 'it' : 'all of them'} already.`
      : `${added === 1 ? 'One badge was' : `${added} badges were`} revoked in ${file}. It counts once the site was built and published.`,
  );
}
