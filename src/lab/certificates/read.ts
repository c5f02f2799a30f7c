import type { Subject } from './certificate.ts';

/** A value of DER. */
interface Value {
  tag: number;
  content: Uint8Array;
}

function valuesOf(bytes: Uint8Array): Value[] {
  const values: Value[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const tag = bytes[at] as number;
    let length = bytes[at + 1] as number;
    at += 2;
    if (length & 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[at++] ?? 0);
    }
    values.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}

function nameOf({ content }: Value): Subject {
  const groups: string[] = [];
  let name = '';
  for (const set of valuesOf(content))
    for (const pair of valuesOf(set.content)) {
      const [type, value] = valuesOf(pair.content);
      const text = new TextDecoder().decode(value?.content);
      const kind = type?.content.at(-1);
      if (kind === 3) name = text;
      else if (kind === 10) groups.push(text);
    }
  return { name, groups };
}

function momentOf({ content }: Value): number {
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
  const bytes = Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
  const [whole] = valuesOf(bytes);
  const [content] = valuesOf(whole?.content ?? bytes);
  const fields = valuesOf(content?.content ?? bytes);
  const first = fields[0]?.tag === 0xa0 ? 3 : 2;
  const [issuer, validity, subject] = fields.slice(first, first + 3);
  const [from, until] = valuesOf(validity?.content ?? bytes);
  if (!issuer || !subject || !from || !until) return undefined;
  return { subject: nameOf(subject), issuer: nameOf(issuer), from: momentOf(from), until: momentOf(until) };
}
