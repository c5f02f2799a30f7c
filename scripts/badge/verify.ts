import { parseArgs } from 'node:util';
import { carried } from '../../src/badges/baked.ts';
import { didDocument } from '../../src/badges/issuer.ts';
import type { PublicKey } from '../../src/badges/jwk.ts';
import type { RevocationList } from '../../src/badges/revocations.ts';
import { type KeySource, sourceOf } from '../../src/badges/verify/sources.ts';
import type { CheckState, Verdict } from '../../src/badges/verify/verdict.ts';
import { shownText } from '../../src/badges/verify/verdict.ts';
import { verifyCredential } from '../../src/badges/verify/verify.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { translator } from '../../src/strings/index.ts';
import { bytesOf, edition, textOf } from './places.ts';

const MARKS: Readonly<Record<CheckState, string>> = { passed: '✓', given: '(✓)', open: '?', failed: '✗' };
const CODES: Readonly<Record<Verdict['result'], number>> = { genuine: 0, refused: 1, open: 2, given: 2 };

/** Files that were named, as what they are. @throws UserError if one is something else. */
function sources(files: readonly string[], kind: 'keys' | 'list'): (KeySource | RevocationList)[] {
  return files.map((file) => {
    const source = sourceOf(textOf(file, kind === 'keys' ? 'the keys' : 'the list of revoked badges'));
    if (source !== 'other' && 'private' in source)
      throw new UserError(
        `There is a private key in ${file}.\nWhy: nobody but its owner may have it.\nDo:  delete this copy, and take the public keys: did.json, or jwks.json.`,
      );
    if (source !== 'other' && kind === 'keys' && 'keys' in source) return source.keys;
    if (source !== 'other' && kind === 'list' && 'list' in source) return source.list;
    throw new UserError(
      `${file} is ${kind === 'keys' ? 'neither the document of a DID nor a set of keys' : 'no list of revoked badges'}.`,
    );
  });
}

/** Says what is to be said of a badge. Nothing is fetched. */
export async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      keys: { type: 'string', multiple: true, default: [] },
      list: { type: 'string', multiple: true, default: [] },
      email: { type: 'string' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new UserError('Name one file with a badge: npm run badge -- verify FILE');
  const text = carried(bytesOf(file, 'the badge'));
  if (text === undefined) throw new UserError(`The image ${file} carries no badge.`);
  const { badges, identity } = edition();
  const t = translator(identity.language);
  const own = badges.issuer && sourceOf(JSON.stringify(didDocument(badges.issuer, badges.issuer.keys as PublicKey[])));
  const verdict = await verifyCredential(text, {
    now: new Date(),
    keys: {
      own: own && own !== 'other' && 'keys' in own ? own.keys : undefined,
      given: sources(values.keys, 'keys') as KeySource[],
    },
    lists: {
      own: badges.revocations as RevocationList | undefined,
      given: sources(values.list, 'list') as RevocationList[],
    },
    email: values.email,
  });
  const { facts } = verdict;
  console.log(t(verdict.says));
  if (facts) {
    const learner = facts.learner === undefined ? t('verifyFactNoName') : shownText(facts.learner);
    console.log(`
  ${t('verifyFactBadge')}: ${shownText(facts.achievement.name)}
  ${t('verifyFactLearner')}: ${learner}
  ${t('verifyFactIssuer')}: ${shownText(facts.issuer.name)} (${shownText(facts.issuer.id)})
`);
  }
  for (const { state, says, values: filled } of verdict.checks)
    console.log(`  ${MARKS[state].padEnd(3)} ${t(says, filled)}`);
  process.exitCode = CODES[verdict.result];
}
