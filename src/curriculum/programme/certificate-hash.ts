import { createHmac, randomBytes } from 'node:crypto';

/** So many bytes of chance keep anybody from trying out which certificate a hash is of. */
const KEY_BYTES = 32;

/** A new key for the hash of one certificate, as hexadecimal digits. */
export function newHashKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

/** Whether a text is a key as newHashKey makes it. */
export function isHashKey(text: string): boolean {
  return new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`).test(text);
}

/**
 * Hash of the id of a certificate with a key: HMAC-SHA-256 as hexadecimal digits. Published alone it says nothing of the id; whoever is told id and key can
 * compute it again. Blanks and capitals of the id do not matter.
 */
export function certificateHash(id: string, key: string): string {
  const plain = id.replace(/\s+/g, '').toUpperCase();
  return createHmac('sha256', Buffer.from(key, 'hex')).update(plain).digest('hex');
}
