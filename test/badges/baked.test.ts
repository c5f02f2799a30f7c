import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { baked, carried } from '../../src/badges/baked.ts';
import { addressOfDid, didOf, didPath, issuerAddress } from '../../src/badges/issuer.ts';

const JWT = 'eyJhIjoxfQ.eyJiIjoyfQ.c2ln';
const png = async (): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 4, background: '#123456' } })
      .png()
      .toBuffer(),
  );
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('an image that carries a badge', () => {
  test('is still the same image', async () => {
    const before = await png();
    const after = baked(before, JWT);
    const raw = (image: Uint8Array): Promise<Buffer> => sharp(Buffer.from(image)).raw().toBuffer();
    expect(await raw(after)).toEqual(await raw(before));
    expect(carried(after)).toBe(JWT);
    expect(carried(before)).toBeUndefined();
  });

  test('may be an SVG', () => {
    const svg = (inside: string): string =>
      `<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">${inside}<rect/></svg>`;
    expect(carried(bytes(svg(`<openbadges:credential verify="${JWT}"></openbadges:credential>`)))).toBe(JWT);
    expect(carried(bytes(svg('')))).toBeUndefined();
    // As long as a file may be; looking from each beginning to the end of the file would take minutes.
    expect(carried(bytes(svg('<openbadges:credential '.repeat(400_000))))).toBeUndefined();
  });

  test('may end anywhere, and lie about its lengths', async () => {
    const whole = baked(await png(), JWT);
    for (let length = 8; length < whole.length; length++)
      expect([JWT, undefined]).toContain(carried(whole.subarray(0, length)));
    const lying = whole.slice();
    new DataView(lying.buffer).setUint32(33, 0xffffffff);
    expect(carried(lying)).toBeUndefined();
  });

  test('is no other file', () => {
    expect(carried(bytes(JWT))).toBe(JWT);
    expect(() => baked(bytes('GIF89a'), JWT)).toThrow();
  });
});

describe('the DID of an issuer', () => {
  test.each([
    ['https://academy.example', 'https://academy.example/', 'did:web:academy.example', '.well-known/did.json'],
    [
      'https://Academy.example/k8s/2027',
      'https://academy.example/k8s/2027/',
      'did:web:academy.example:k8s:2027',
      'did.json',
    ],
    [
      'https://academy.example:8443/',
      'https://academy.example:8443/',
      'did:web:academy.example%3A8443',
      '.well-known/did.json',
    ],
  ])('comes of %s', (text, address, did, path) => {
    expect(issuerAddress(text)).toBe(address);
    expect(didOf(address)).toBe(did);
    expect(didPath(address)).toBe(path);
    expect(addressOfDid(did)).toBe(address);
  });

  test.each([
    'http://academy.example/',
    'academy.example',
    'https://a.example/?b',
    'https://a.example/#b',
    'https://u:p@a.example/',
  ])('comes of no address such as %s', (text) => {
    expect(issuerAddress(text)).toBeUndefined();
  });

  test.each(['did:key:z6Mk', 'did:web:', 'https://academy.example/', ''])('is not %j', (text) => {
    expect(addressOfDid(text)).toBeUndefined();
  });
});
