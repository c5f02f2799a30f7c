import { CompactSign, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { didOf } from '../../src/badges/issuer.ts';
import { publicPart } from '../../src/badges/jwk.ts';
import { makeKey } from '../../src/badges/keys.ts';
import { LONGEST } from '../../src/badges/open-badges.ts';
import { type RevocationList, withRevoked } from '../../src/badges/revocations.ts';
import { type KeySource, sourceOf } from '../../src/badges/verify/sources.ts';
import type { Verdict } from '../../src/badges/verify/verdict.ts';
import { type Means, verifyCredential } from '../../src/badges/verify/verify.ts';
import { stringKeys, translator } from '../../src/strings/index.ts';
import { AWARD, ISSUER, NOW, publishedKeys, type Signer, signer } from '../helpers/badges.ts';

let own: Signer;
beforeAll(async () => {
  own = await signer('ES256');
});

/** Verified as the site of the signer does it. */
const verified = (text: string, means: Partial<Means> = {}): Promise<Verdict> =>
  verifyCredential(text, {
    now: NOW,
    keys: { own: own.keys, given: [] },
    lists: { own: own.list, given: [] },
    ...means,
  });
/** What was said of a badge: the result, and the sentences of what does not simply hold. */
const said = ({ result, checks }: Verdict): string =>
  [result, ...checks.filter(({ state }) => state !== 'passed').map(({ says }) => says)].join(' ');

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const headerOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
const given = (...files: readonly unknown[]): KeySource[] =>
  files.map((file) => {
    const source = sourceOf(JSON.stringify(file));
    if (source === 'other' || !('keys' in source)) throw new Error('These are no keys.');
    return source.keys;
  });

/** What the signer would sign if it said something else. */
async function signed(
  change: (payload: Record<string, unknown>) => unknown,
  header: Record<string, unknown> = {},
  by = own,
): Promise<string> {
  const payload = payloadOf(own.jwt);
  change(payload);
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ ...headerOf(own.jwt), ...header } as { alg: string })
    .sign(await importJWK(by.key, 'ES256'));
}

describe('a badge of this site', () => {
  test('is genuine once everything was checked', async () => {
    const verdict = await verified(own.jwt);
    expect(said(verdict)).toBe('genuine');
    expect(verdict.checks.map(({ subject }) => subject)).toEqual(['form', 'signature', 'keys', 'time', 'revocation']);
    expect(verdict.facts).toMatchObject({
      learner: 'Ada Lovelace',
      issuer: { id: 'did:web:academy.example', name: 'Harbor Academy' },
    });
  });

  test.each([
    ['with line breaks in it', (jwt: string) => jwt.replace(/.{70}/g, '$&\r\n')],
    ['as a string of JSON', (jwt: string) => JSON.stringify(jwt)],
    ['in an object of a wallet', (jwt: string) => JSON.stringify({ verifiableCredential: [jwt] })],
  ])('is found %s', async (_, written) => {
    expect(said(await verified(written(own.jwt)))).toBe('genuine');
  });

  test('is refused after it was revoked, with the reason', async () => {
    const id = String(payloadOf(own.jwt).id);
    const list = withRevoked(own.list, { id, revocationReason: 'Issued by mistake' }, NOW);
    const verdict = await verified(own.jwt, { lists: { own: list, given: [] } });
    expect(said(verdict)).toBe('refused verifyRevokedReason');
    expect(verdict.says).toBe('verifyRefusedRevoked');
    // Whoever shows it cannot bring an older list.
    const both = await verified(own.jwt, { lists: { own: list, given: [own.list] } });
    expect(both.result).toBe('refused');
  });

  test('is neither genuine nor refused while its list cannot be had', async () => {
    expect(said(await verified(own.jwt, { lists: { given: [] } }))).toBe('open verifyRevocationMissing');
    const foreign: RevocationList = { ...own.list, id: 'https://academy.example/other.json' };
    expect(said(await verified(own.jwt, { lists: { given: [foreign] } }))).toBe('open verifyRevocationOther');
  });

  test.each([
    ['the second before it counts', '2026-04-30T23:59:59Z', 'refused verifyTimeEarly'],
    ['its first moment', '2026-05-01T00:00:00Z', 'genuine'],
    ['its last second', '2027-12-31T23:59:59Z', 'genuine'],
    ['the second after', '2028-01-01T00:00:00Z', 'refused verifyTimeExpired'],
  ])('is judged by the clock: %s', async (_, now, expected) => {
    expect(said(await verified(own.jwt, { now: new Date(now) }))).toBe(expected);
  });

  test('ends at the same moment wherever it is verified, also if it names no time zone', async () => {
    const jwt = await signed((payload) => {
      payload.validUntil = '2026-11-30T12:00:00';
      payload.exp = Date.parse('2026-11-30T12:00:00Z') / 1000;
    });
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'Asia/Tokyo';
      expect(said(await verified(jwt))).toBe('genuine');
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test('says whether it is about the one who shows it', async () => {
    expect(said(await verified(own.jwt, { email: ' ADA@example.org' }))).toBe('genuine');
    expect(said(await verified(own.jwt, { email: 'eve@example.org' }))).toBe('refused verifyRecipientOther');
    expect(said(await verified(own.jwt, { email: '  ' }))).toBe('genuine');
  });
});

describe('a badge of somebody else', () => {
  const none = (): Partial<Means> => ({ keys: { given: [] }, lists: { given: [] } });

  test('is not verifiable without keys', async () => {
    const verdict = await verified(own.jwt, none());
    expect(said(verdict)).toBe('open verifyKeysNone verifyRevocationMissing');
    expect(verdict.says).toBe('verifyOpenKeys');
    expect(verdict.checks.find(({ says }) => says === 'verifyKeysNone')?.values.address).toBe(
      'https://academy.example/.well-known/did.json',
    );
  });

  test('holds as far as the files hold that somebody has added, and is never called genuine', async () => {
    const verdict = await verified(own.jwt, { keys: { given: [own.keys] }, lists: { given: [own.list] } });
    expect(said(verdict)).toBe('given verifyKeysGiven verifyRevocationGiven');
    const nameless = given({ keys: [publicPart(own.key)] });
    expect(said(await verified(own.jwt, { keys: { given: nameless }, lists: { given: [own.list] } }))).toBe(
      'given verifyKeysNameless verifyRevocationGiven',
    );
    const single = given({ ...publicPart(own.key), kid: undefined });
    expect(said(await verified(own.jwt, { keys: { given: single }, lists: { given: [] } }))).toBe(
      'open verifyKeysNameless verifyRevocationMissing',
    );
  });

  test('is not verified with the keys of a third one', async () => {
    const other = await signer('ES256', { ...AWARD, issuer: { address: 'https://other.example/', name: 'Other' } });
    expect(said(await verified(own.jwt, { keys: { given: [other.keys] }, lists: { given: [] } }))).toBe(
      'open verifyKeysOther verifyRevocationMissing',
    );
  });

  test('is refused if a list that was added names it', async () => {
    const list = withRevoked(own.list, { id: String(payloadOf(own.jwt).id) }, NOW);
    const verdict = await verified(own.jwt, { keys: { given: [own.keys] }, lists: { given: [list] } });
    expect(said(verdict)).toBe('refused verifyKeysGiven verifyRevoked');
  });

  test('is verified with whichever file of keys fits, and is refused by whichever list has it', async () => {
    const older = await signer('ES256');
    const keys = [older.keys, own.keys];
    const revoked = withRevoked(own.list, { id: String(payloadOf(own.jwt).id) }, NOW);
    const early = { ...own.list, updated: '2020-01-01T00:00:00Z' };
    expect(said(await verified(own.jwt, { keys: { given: keys }, lists: { given: [own.list] } }))).toBe(
      'given verifyKeysGiven verifyRevocationGiven',
    );
    for (const lists of [
      [early, revoked],
      [revoked, early],
    ])
      expect(said(await verified(own.jwt, { keys: { given: keys }, lists: { given: lists } }))).toBe(
        'refused verifyKeysGiven verifyRevoked',
      );
    const fresh = await verified(own.jwt, { keys: { given: keys }, lists: { given: [early, own.list] } });
    expect(fresh.checks.find(({ subject }) => subject === 'revocation')?.values.date).not.toContain('2020');
    const nameless = [older, own].flatMap(({ key }) => given({ ...publicPart(key), kid: undefined }));
    expect(said(await verified(own.jwt, { keys: { given: nameless }, lists: { given: [own.list] } }))).toBe(
      'given verifyKeysNameless verifyRevocationGiven',
    );
  });

  test('in the older form, with the claim vc, is understood', async () => {
    const jwt = await signed((payload) => {
      const { iss, jti, sub, nbf, exp, validFrom, validUntil, ...credential } = payload;
      for (const name of Object.keys(payload)) delete payload[name];
      const vc = { ...credential, issuanceDate: validFrom, expirationDate: validUntil };
      Object.assign(payload, { iss, jti, sub, nbf, exp, vc });
    });
    expect(said(await verified(jwt))).toBe('genuine');
  });

  test.each([
    ['a signature in the JSON itself', { proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' } }],
    ['several', { proof: [{ type: 'Ed25519Signature2020' }] }],
  ])('with %s is left open', async (_, members) => {
    expect(said(await verified(JSON.stringify({ ...payloadOf(own.jwt), ...members })))).toBe('open verifyFormEmbedded');
  });

  test('with a list of another kind is left open', async () => {
    const jwt = await signed((payload) => {
      payload.credentialStatus = { id: 'https://academy.example/status#1', type: 'BitstringStatusListEntry' };
    });
    expect(said(await verified(jwt))).toBe('open verifyRevocationKind');
  });
});

describe('what is forged is refused:', () => {
  test.each(['none', 'NONE', '', 'HS256', 'HS512', 'RS512', 'ES384', 'dir'])('the algorithm "%s"', async (alg) => {
    const [, body = '', signature = ''] = own.jwt.split('.');
    const jwt = [base64({ ...headerOf(own.jwt), alg }), body, signature].join('.');
    expect(said(await verified(jwt))).toBe('refused verifyAlgorithm');
    expect(said(await verified(`${base64({ alg })}.${body}.`))).toBe('refused verifyAlgorithm');
  });

  test('the public key as a secret of HS256', async () => {
    const [, body = ''] = own.jwt.split('.');
    const head = base64({ ...headerOf(own.jwt), alg: 'HS256' });
    const secret = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(JSON.stringify(publicPart(own.key))),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const mac = await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(`${head}.${body}`));
    const jwt = `${head}.${body}.${Buffer.from(mac).toString('base64url')}`;
    expect(said(await verified(jwt))).toBe('refused verifyAlgorithm');
  });

  test('another algorithm than that of the key', async () => {
    const rsa = await signer('RS256');
    const [, body = ''] = own.jwt.split('.');
    const jwt = [base64({ ...headerOf(own.jwt), alg: 'RS256' }), body, rsa.jwt.split('.')[2]].join('.');
    expect(said(await verified(jwt))).toBe('refused verifySignatureWrong');
  });

  test('a changed payload under the old signature', async () => {
    const [head, , signature] = own.jwt.split('.');
    const payload = payloadOf(own.jwt);
    const jwt = [head, base64({ ...payload, name: 'Admiral' }), signature].join('.');
    expect(said(await verified(jwt))).toBe('refused verifySignatureWrong');
  });

  test('another’s name with one’s own key, also if the key comes along in the header', async () => {
    const thief = await signer('ES256');
    expect(said(await verified(thief.jwt))).toBe('refused verifyKeyUnknown');
    const jwt = await signed(() => {}, { jwk: publicPart(thief.key) }, thief);
    expect(said(await verified(jwt))).toBe('refused verifySignatureWrong');
    // The keys of this site count, whatever document somebody adds.
    const document = publishedKeys(ISSUER, thief.key);
    expect(said(await verified(thief.jwt, { keys: { own: own.keys, given: [document] } }))).toBe(
      'refused verifyKeyUnknown',
    );
  });

  test('a key that is not among those of the issuer', async () => {
    const jwt = await signed(() => {}, { kid: 'https://evil.example/keys/another.json' });
    expect(said(await verified(jwt))).toBe('refused verifyKeyUnknown');
  });

  test.each(['crit', 'b64'])('a header with %s', async (name) => {
    const [, body, signature] = own.jwt.split('.');
    const jwt = [base64({ ...headerOf(own.jwt), [name]: ['exp'] }), body, signature].join('.');
    expect(said(await verified(jwt))).toBe('refused verifyHeaderStrange');
  });

  test.each<readonly [string, (payload: Record<string, unknown>) => unknown]>([
    ['iss', (payload) => Object.assign(payload, { iss: didOf('https://other.example/') })],
    ['jti', (payload) => Object.assign(payload, { jti: 'urn:uuid:1' })],
    ['sub', (payload) => Object.assign(payload, { sub: undefined })],
    ['nbf', (payload) => Object.assign(payload, { nbf: 0 })],
    ['nbf', (payload) => Object.assign(payload, { validFrom: 'yesterday' })],
    ['exp', (payload) => Object.assign(payload, { exp: 9e9 })],
    ['exp', (payload) => Object.assign(payload, { exp: undefined })],
    ['exp', (payload) => Object.assign(payload, { exp: '2030' })],
    // What cannot be read as an end is not "no end".
    ...['2020-13-45', 'yesterday', '', 'Nov 1 2020', 5, {}, ['2020-01-01T00:00:00Z']].map(
      (validUntil) =>
        ['exp', (payload: Record<string, unknown>) => Object.assign(payload, { validUntil, exp: undefined })] as const,
    ),
  ])('what contradicts itself in %s', async (claim, change) => {
    const verdict = await verified(await signed(change));
    expect(said(verdict)).toBe('refused verifyFormContradicts');
    expect(verdict.checks[0]?.values).toEqual({ claim });
  });

  test('an end that only the JWT has', async () => {
    const jwt = await signed((payload) => {
      delete payload.validUntil;
      payload.exp = NOW.getTime() / 1000 - 1;
    });
    expect(said(await verified(jwt))).toBe('refused verifyTimeExpired');
  });
});

describe('what is no badge is named as that:', () => {
  test.each([
    ['nothing', '', 'verifyFormNone'],
    ['prose', 'Dear Sir or Madam', 'verifyFormNone'],
    ['HTML', '<img src=x onerror=alert(1)>', 'verifyFormNone'],
    ['broken JSON', '{"jwt": ', 'verifyFormNone'],
    ['JSON without a badge', '{"jwt": 5, "proof": []}', 'verifyFormNone'],
    ['a number', '5', 'verifyFormNone'],
    ['two parts', 'abc.def', 'verifyFormNone'],
    ['parts that are no JSON', 'abc.def.ghi', 'verifyFormBroken'],
    ['parts that are no objects', `${base64([1])}.${base64('x')}.AA`, 'verifyFormBroken'],
    ['bytes that are no text', `${Buffer.from([0xff, 0xfe]).toString('base64url')}.e30.AA`, 'verifyFormBroken'],
    ['a JWT of something else', `${base64({ alg: 'ES256' })}.${base64({ sub: 'me' })}.AA`, 'verifyFormMissing'],
    ['more than any badge has', `e30.${'A'.repeat(LONGEST)}.AA`, 'verifyFormLong'],
  ])('%s', async (_, text, says) => {
    const verdict = await verified(text);
    expect(said(verdict)).toBe(`refused ${says}`);
    expect(verdict.facts).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['issuer', undefined],
    ['issuer', 5],
    ['id', {}],
    ['credentialSubject', null],
    ['credentialSubject', []],
    ['credentialSubject', { id: 'urn:x' }],
    ['credentialSubject', { id: 'urn:x', achievement: { name: 5 } }],
    ['credentialSubject', { achievement: { name: 'x' } }],
    ['type', 'VerifiableCredential'],
  ])('a credential whose %s is %j', async (name, value) => {
    const jwt = await signed((payload) => Object.assign(payload, { [name]: value }));
    expect(said(await verified(jwt))).toBe('refused verifyFormMissing');
  });

  // JSON may have members of these names, and then an object cannot be made a text.
  const odd = { toString: 1, valueOf: 1 };
  test.each([{ alg: odd }, { alg: 'ES256', kid: odd }])(
    'a header with objects where words belong: %j',
    async (header) => {
      const [, body = '', signature = ''] = own.jwt.split('.');
      expect((await verified([base64(header), body, signature].join('.'))).result).toBe('refused');
    },
  );

  test('objects where the kind of a list, of a proof or of a name belongs', async () => {
    const list = await signed((payload) => Object.assign(payload, { credentialStatus: { type: odd, id: 'urn:x' } }));
    expect(said(await verified(list))).toBe('open verifyRevocationKind');
    expect(said(await verified(JSON.stringify({ proof: { type: odd } })))).toBe('open verifyFormEmbedded');
    const name = await signed(({ credentialSubject }) =>
      Object.assign(credentialSubject as object, { identifier: [{ identityType: odd, hashed: false }] }),
    );
    expect((await verified(name)).facts?.learner).toBeUndefined();
  });

  test('a name with marks that turn text around is shown without them', async () => {
    const jwt = await signed((payload) => {
      payload.iss = 'did:web:evil.example';
      payload.issuer = { id: 'did:web:evil.example', type: ['Profile'], name: '\u202Eymedaca\u0000\n<b>' };
    });
    const { checks } = await verified(jwt);
    const text = JSON.stringify(checks.map(({ values }) => values));
    expect(text).not.toMatch(/\u202E|\\u0000|\\n/);
  });
});

describe('a file beside a badge', () => {
  test('with a private key is not taken', async () => {
    const key = await makeKey('EdDSA');
    expect(sourceOf(JSON.stringify(key))).toEqual({ private: true });
    expect(sourceOf(JSON.stringify({ keys: [publicPart(key), key] }))).toEqual({ private: true });
  });

  test.each(['', '[]', 'null', '{', '{}', '{"keys": 5}', '{"id": "did:web:x"}', '{"revokedCredential": [{"id": 5}]}'])(
    'that is something else is known as that: %s',
    (text) => {
      expect(sourceOf(text)).toBe('other');
    },
  );

  test('of keys of kinds that are not taken verifies nothing', async () => {
    const strange = given({
      keys: [
        { kty: 'oct', kid: own.key.kid },
        { kty: 'EC', crv: 'P-521', kid: own.key.kid },
      ],
    });
    expect(said(await verified(own.jwt, { keys: { given: strange } }))).toBe('refused verifySignatureWrong');
  });
});

test('every sentence that can be said has words for what stands in it', () => {
  const t = translator('en');
  const keys = stringKeys().filter((key) => key.startsWith('verify'));
  expect(keys.length).toBeGreaterThan(50);
  for (const key of keys) expect(t(key)).not.toBe(key);
});
