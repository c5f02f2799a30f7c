import { expect, test } from 'vitest';
import { readList, withRevoked, writtenList } from '../../src/badges/revocations.ts';

const NOW = new Date('2026-11-30T12:00:00Z');

test('what others have put into a list stays when something is added', () => {
  const value = {
    '@context': ['https://example.org/context'],
    id: 'https://example.org/list',
    issuer: 'did:web:example.org',
    note: 'kept by hand',
    revokedCredential: [
      { id: 'urn:uuid:1', revocationReason: 'A mistake', by: 'Ana' },
      { id: 'urn:uuid:2', revoked: false },
      { id: 'urn:uuid:3', revoked: false },
    ],
  };
  const list = readList(value);
  if (!list) throw new Error('It is a list.');
  expect(list.revokedCredential.map(({ id }) => id)).toEqual(['urn:uuid:1']);
  const longer = withRevoked(list, { id: 'urn:uuid:3' }, NOW);
  const written = writtenList(value, list, longer);
  expect(written).toEqual({
    ...value,
    updated: '2026-11-30T12:00:00Z',
    revokedCredential: [value.revokedCredential[0], value.revokedCredential[1], { id: 'urn:uuid:3' }],
  });
  expect(readList(written)?.revokedCredential.map(({ id }) => id)).toEqual(['urn:uuid:1', 'urn:uuid:3']);
});

test('a list that is begun is written as it is', () => {
  const list = { id: 'https://example.org/list', issuer: 'did:web:example.org', revokedCredential: [] };
  const longer = withRevoked(list, { id: 'urn:uuid:1' }, NOW);
  expect(writtenList(undefined, list, longer)).toEqual(longer);
});
