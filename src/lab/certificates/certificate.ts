import { base64OfBytes, sha256 } from '../../kubernetes/digest.ts';
import { bitString, boolean, der, identifier, integer, moment, octetString, sequence, set, text } from './der.ts';

/** Who a certificate is about. */
export interface Subject {
  name: string;
  groups?: readonly string[];
}

/** What a certificate says. */
export interface CertificateOptions {
  subject: Subject;
  issuer: Subject;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
  isAuthority?: boolean;
  /** DER of the public key with its algorithm; one of the practice cluster's own if it is left out. */
  publicKey?: Uint8Array;
  /** DER of the whole subject, as a request has it. */
  subjectBytes?: Uint8Array;
  /** Whose key has signed it, see {@link signerOf}; its own if it is left out. */
  signer?: Uint8Array;
  random: () => number;
}

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const ED25519 = '1.3.101.112';

/** The name of somebody as certificates have it: organizations, then the common name. */
export function subjectDer({ name, groups = [] }: Subject): Uint8Array {
  const part = (id: string, value: string): Uint8Array => set(sequence(identifier(id), text(value)));
  return sequence(...groups.map((group) => part(ORGANIZATION, group)), part(COMMON_NAME, name));
}

const bytesFrom = (random: () => number, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(random() * 256));

/** What tells the key of an authority from others: 32 bytes. @param authority its certificate, in PEM */
export const signerOf = (authority: string): Uint8Array => sha256(new TextEncoder().encode(authority));

/**
 * A certificate in PEM. It can be read by every program that reads certificates; its signature is none that a program could verify, it only says at its
 * end whose it is: the practice cluster has no keys, because nothing in it travels over a network.
 */
export function certificatePem(options: CertificateOptions): string {
  const { subject, issuer, from, until, isAuthority = false, random } = options;
  const algorithm = sequence(identifier(ED25519));
  const usage = sequence(
    identifier('2.5.29.15'),
    boolean(true),
    octetString(der(0x03, Uint8Array.of(isAuthority ? 2 : 5, isAuthority ? 0xa4 : 0xa0))),
  );
  const constraints = sequence(
    identifier('2.5.29.19'),
    boolean(true),
    octetString(isAuthority ? sequence(boolean(true)) : sequence()),
  );
  const client = sequence(identifier('2.5.29.37'), octetString(sequence(identifier('1.3.6.1.5.5.7.3.2'))));
  const extensions = der(0xa3, sequence(usage, ...(isAuthority ? [] : [client]), constraints));
  const content = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(bytesFrom(random, 16)),
    algorithm,
    subjectDer(issuer),
    sequence(moment(from), moment(until)),
    options.subjectBytes ?? subjectDer(subject),
    options.publicKey ?? sequence(algorithm, bitString(bytesFrom(random, 32))),
    extensions,
  );
  const mark = sha256(content);
  const whole = sequence(content, algorithm, bitString(Uint8Array.of(...mark, ...(options.signer ?? sha256(mark)))));
  return pem('CERTIFICATE', whole);
}

/** A key in PEM, of random bytes: it opens nothing. */
export function keyPem(random: () => number): string {
  return pem(
    'PRIVATE KEY',
    sequence(integer(Uint8Array.of(0)), sequence(identifier(ED25519)), octetString(octetString(bytesFrom(random, 32)))),
  );
}

/** Bytes in PEM. */
export function pem(label: string, bytes: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${base64OfBytes(bytes).replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}
