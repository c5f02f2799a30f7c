import { hexOfBytes } from '../../../kubernetes/digest.ts';
import { bytesOf, nameParts, readDer } from '../../certificates/read-der.ts';

/** Common name and organizations of the subject of a certificate in PEM, and who has signed it; undefined if it cannot be read. */
export function certificateSubject(pem: string): { name: string; groups: string[]; signer: string } | undefined {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem)?.[1];
  if (body === undefined) return undefined;
  try {
    const bytes = bytesOf(body);
    const certificate = readDer(readDer(bytes)[0]?.content ?? bytes);
    const fields = readDer(certificate[0]?.content ?? bytes);
    // version [0], serial, algorithm, issuer, validity, subject: the version may be left out.
    const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
    const parts = nameParts(subject?.content ?? new Uint8Array());
    const name = parts.find(([identifier]) => identifier === '85.4.3')?.[1] ?? '';
    const groups = parts.filter(([identifier]) => identifier === '85.4.10').map(([, text]) => text);
    return name === '' && groups.length === 0 ? undefined : { name, groups, signer: hexOfBytes(bytes.slice(-32)) };
  } catch {
    return undefined;
  }
}
