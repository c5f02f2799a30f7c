/** A value of DER: its tag and the bytes of its content. */
export interface DerValue {
  tag: number;
  content: Uint8Array;
}

/** Values of DER that follow each other. */
export function readDer(bytes: Uint8Array): DerValue[] {
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

/** Bytes of base64. @throws DOMException for what is none */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0));
}

/** Parts of a name: the bytes of their types, joined by points, and their texts. */
export function nameParts(name: Uint8Array): [identifier: string, text: string][] {
  return readDer(name).flatMap((set) =>
    readDer(set.content).map((pair): [string, string] => {
      const [type, value] = readDer(pair.content);
      return [[...(type?.content ?? [])].join('.'), new TextDecoder().decode(value?.content)];
    }),
  );
}
