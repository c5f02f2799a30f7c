/** A value of DER: its tag and the bytes of its content. */
interface DerValue {
  tag: number;
  content: Uint8Array;
}

function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
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

/** Common name and organizations of the subject of a certificate in PEM; undefined if it cannot be read. */
export function certificateSubject(pem: string): { name: string; groups: string[] } | undefined {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem)?.[1];
  if (body === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(body.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    const certificate = readDer(readDer(bytes)[0]?.content ?? bytes);
    const fields = readDer(certificate[0]?.content ?? bytes);
    // version [0], serial, algorithm, issuer, validity, subject: the version may be left out.
    const subject = fields[fields[0]?.tag === 0xa0 ? 5 : 4];
    let name = '';
    const groups: string[] = [];
    for (const set of readDer(subject?.content ?? new Uint8Array())) {
      for (const pair of readDer(set.content)) {
        const [type, value] = readDer(pair.content);
        const text = new TextDecoder().decode(value?.content);
        const identifier = [...(type?.content ?? [])].join('.');
        if (identifier === '85.4.3') name = text;
        else if (identifier === '85.4.10') groups.push(text);
      }
    }
    return name === '' && groups.length === 0 ? undefined : { name, groups };
  } catch {
    return undefined;
  }
}
