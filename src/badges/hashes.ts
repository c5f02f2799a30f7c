const utf8 = new TextEncoder();

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** SHA-256 of a text, as hexadecimal digits. */
async function sha256(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', utf8.encode(text)));
}

/** An address as it is hashed: people write theirs in capitals, or with blanks around it. */
export function plainEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Hash of an identifier with its salt, as a credential has it (OB 3.0, IdentityHash). */
export async function identityHash(identifier: string, salt: string): Promise<string> {
  return `sha256$${await sha256(identifier + salt)}`;
}

/**
 * A text that nobody can guess who has not the secret, and that is the same each time: HMAC with SHA-256 (RFC 2104), as hexadecimal
 * digits.
 */
export async function derived(secret: string, parts: readonly string[]): Promise<string> {
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return hex(await crypto.subtle.sign('HMAC', key, utf8.encode(JSON.stringify(parts))));
}

/** A UUID made of hexadecimal digits: version 8 (RFC 9562, 5.8), which is for those that are made in a way of one's own. */
export function uuidOf(digits: string): string {
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4];
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
