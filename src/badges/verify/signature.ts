import { compactVerify, importJWK } from 'jose';
import { algorithmOf, isAlgorithm } from '../jwk.ts';
import { type Token, writtenKind } from './read-token.ts';
import { type KeySource, publishedAt } from './sources.ts';
import { type Check, checked } from './verdict.ts';

/** Whose keys a credential is verified with. */
export interface Keys {
  /** The keys of the site, or of the repository, that verifies. */
  own?: KeySource | undefined;
  /** What somebody has added. */
  given: readonly KeySource[];
}

/** Last part of the name of a key, which is what the different names of one key have in common. */
const lastOf = (name: string): string =>
  name
    .split(/[/#]/)
    .at(-1)
    ?.replace(/\.json$/, '') ?? '';

/** The keys of a source that a header means: those that it names; if it names none, or the source has one key without a name, all. */
function meant({ keys }: KeySource, kid: unknown): KeySource['keys'] {
  if (typeof kid !== 'string') return keys;
  const only = keys[0];
  if (keys.length === 1 && only?.name === '') return keys;
  return keys.filter(({ name }) => name !== '' && (name === kid || lastOf(name) === lastOf(kid)));
}

/** Whether a key fits to a token. The key says with which algorithm, and the header must say the same. */
async function fits(jwt: string, jwk: Readonly<Record<string, unknown>>, alg: string): Promise<boolean> {
  if (algorithmOf(jwk) !== alg) return false;
  try {
    // What a key says of itself besides is not needed, and may contradict.
    const { kty, crv, x, y, n, e } = jwk;
    const members = Object.fromEntries(
      Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
    );
    await compactVerify(jwt, await importJWK(members, alg), { algorithms: [alg] });
    return true;
  } catch {
    return false;
  }
}

/** What can be said of a signature with keys that are those of the issuer, or are said to be: one that fits is enough, wherever it stands. */
async function verifiedWith(token: Token, sources: readonly KeySource[], issuer: string): Promise<Check | undefined> {
  const { header, jwt } = token;
  const keys = sources.flatMap((source) => meant(source, header.kid));
  if (keys.length === 0)
    return checked('signature', 'failed', 'verifyKeyUnknown', { key: writtenKind(header.kid), issuer });
  for (const { jwk } of keys) if (await fits(jwt, jwk, String(header.alg))) return undefined;
  return checked('signature', 'failed', 'verifySignatureWrong');
}

/** Whether the signature of a credential is that of its issuer, and how it is known whose the keys are. */
export async function checkSignature(token: Token, issuer: string, { own, given }: Keys): Promise<Check[]> {
  const { header } = token;
  if (!isAlgorithm(header.alg))
    return [checked('signature', 'failed', 'verifyAlgorithm', { algorithm: writtenKind(header.alg) })];
  if (header.crit !== undefined || header.b64 !== undefined)
    return [checked('signature', 'failed', 'verifyHeaderStrange')];
  // The keys of this site are those of its issuer, whatever somebody adds.
  if (own?.owner === issuer) {
    const problem = await verifiedWith(token, [own], issuer);
    return problem
      ? [problem]
      : [checked('signature', 'passed', 'verifySignatureHolds'), checked('keys', 'passed', 'verifyKeysOwn')];
  }
  const address = publishedAt(issuer);
  const named = given.filter(({ owner }) => owner === issuer);
  const sources = named.length > 0 ? named : given.filter(({ owner }) => owner === undefined);
  const [first] = sources;
  if (!first) {
    const other = given.find(({ owner }) => owner !== undefined)?.owner;
    const key = typeof header.kid === 'string' && header.kid.startsWith('https:') ? header.kid : address;
    return [
      other === undefined
        ? checked('keys', 'open', 'verifyKeysNone', { issuer, address: issuer.startsWith('did:') ? address : key })
        : checked('keys', 'open', 'verifyKeysOther', { owner: other, issuer }),
    ];
  }
  const problem = await verifiedWith(token, sources, issuer);
  if (problem) return [problem];
  return [
    checked('signature', 'passed', 'verifySignatureHolds'),
    first.owner === undefined
      ? checked('keys', 'given', 'verifyKeysNameless', { issuer })
      : checked('keys', 'given', 'verifyKeysGiven', { issuer, address }),
  ];
}
