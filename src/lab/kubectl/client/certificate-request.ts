import { bytesOf, nameParts, readDer } from '../../certificates/read-der.ts';

/** What a request for a certificate asks for. */
export interface RequestContents {
  commonName: string;
  serialNumber: string;
  /** Further parts of the subject, by the titles that kubectl has for them. */
  subject: [title: string, values: string[]][];
  /** Other names, by their kinds. */
  names: [title: string, values: string[]][];
}

const PARTS: readonly (readonly [title: string, identifier: string])[] = [
  ['Organization', '85.4.10'],
  ['Organizational Unit', '85.4.11'],
  ['Country', '85.4.6'],
  ['Locality', '85.4.7'],
  ['Province', '85.4.8'],
  ['StreetAddress', '85.4.9'],
  ['PostalCode', '85.4.17'],
];

const EXTENSION_REQUEST = '42.134.72.134.247.13.1.9.14';
const OTHER_NAMES = '85.29.17';

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2)
    groups.push((((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16));
  return groups
    .join(':')
    .replace(/\b0(:0)+\b/, '')
    .replace(/^:?$/, '::');
}

function otherNames(attributes: Uint8Array): Uint8Array | undefined {
  for (const attribute of readDer(attributes)) {
    const [type, values] = readDer(attribute.content);
    if ([...(type?.content ?? [])].join('.') !== EXTENSION_REQUEST) continue;
    for (const extension of readDer(readDer(values?.content ?? new Uint8Array())[0]?.content ?? new Uint8Array())) {
      const fields = readDer(extension.content);
      if ([...(fields[0]?.content ?? [])].join('.') !== OTHER_NAMES) continue;
      return readDer(fields.at(-1)?.content ?? new Uint8Array())[0]?.content;
    }
  }
  return undefined;
}

/** Reads a request (base64 of PEM, as it stands in a CertificateSigningRequest). @throws Error if it is none */
export function requestContents(encoded: string): RequestContents {
  const body = /-----BEGIN CERTIFICATE REQUEST-----([\s\S]*?)-----END CERTIFICATE REQUEST-----/.exec(
    atob(encoded),
  )?.[1];
  if (body === undefined) {
    throw new Error('Error parsing CSR: PEM block type must be CERTIFICATE REQUEST');
  }
  const request = readDer(readDer(bytesOf(body))[0]?.content ?? new Uint8Array());
  // version, subject, key, attributes [0]
  const fields = readDer(request[0]?.content ?? new Uint8Array());
  const parts = nameParts(fields[1]?.content ?? new Uint8Array());
  const valuesOf = (identifier: string): string[] =>
    parts.filter(([type]) => type === identifier).map(([, text]) => text);
  const attributes = fields.find(({ tag }) => tag === 0xa0)?.content;
  const others = readDer((attributes && otherNames(attributes)) ?? new Uint8Array());
  const named = (tag: number, read: (bytes: Uint8Array) => string): string[] =>
    others.filter((one) => one.tag === tag).map((one) => read(one.content));
  const asText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return {
    commonName: valuesOf('85.4.3').at(-1) ?? '',
    serialNumber: valuesOf('85.4.5').at(-1) ?? '',
    subject: PARTS.map(([title, identifier]) => [title, valuesOf(identifier)]),
    names: [
      ['DNS Names', named(0x82, asText)],
      ['Email Addresses', named(0x81, asText)],
      ['URIs', named(0x86, asText)],
      ['IP Addresses', named(0x87, addressText)],
    ],
  };
}
