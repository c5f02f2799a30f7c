import type { Subject } from './certificate.ts';
import { bytesOf, type DerValue, nameParts, readDer } from './read-der.ts';

/** Types of the parts of a name, as their bytes. */
const COMMON_NAME = '85.4.3';
const ORGANIZATION = '85.4.10';

function nameOf({ content }: DerValue): Subject {
  const parts = nameParts(content);
  const values = (type: string): string[] =>
    parts.filter(([identifier]) => identifier === type).map(([, text]) => text);
  return { name: values(COMMON_NAME).at(-1) ?? '', groups: values(ORGANIZATION) };
}

function momentOf({ content }: DerValue): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(new TextDecoder().decode(content)) ?? [];
  return Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** What a certificate in PEM says; undefined for a text that is none. */
export function readCertificate(
  text: string,
): { subject: Subject; issuer: Subject; from: number; until: number } | undefined {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = bytesOf(body);
  const [whole] = readDer(bytes);
  const [content] = readDer(whole?.content ?? bytes);
  const fields = readDer(content?.content ?? bytes);
  const first = fields[0]?.tag === 0xa0 ? 3 : 2;
  const [issuer, validity, subject] = fields.slice(first, first + 3);
  const [from, until] = readDer(validity?.content ?? bytes);
  if (!issuer || !subject || !from || !until) return undefined;
  return { subject: nameOf(subject), issuer: nameOf(issuer), from: momentOf(from), until: momentOf(until) };
}
