/** Protocol Buffers, as the real kubectl sends what it creates with typed clients: turned into the JSON that the API server of the practice cluster reads. */
import { encode } from '../../src/kubernetes/structs/encode.ts';
import { fieldsOf, type GoType, plainType, type StructField, structOf } from '../../src/kubernetes/structs/table.ts';
import packed from './protobuf-numbers.json' with { type: 'json' };

const numbers = packed as unknown as Readonly<Record<string, readonly number[]>>;
const MAGIC = [0x6b, 0x38, 0x73, 0];

/** One field as it comes: its number, and its value as a number or bytes. */
type Wire = [number: number, value: bigint | Uint8Array];

function readWire(bytes: Uint8Array): Wire[] {
  const fields: Wire[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    switch (tag & 7) {
      case 0:
        fields.push([number, varint()]);
        break;
      case 2: {
        const length = Number(varint());
        fields.push([number, bytes.subarray(at, at + length)]);
        at += length;
        break;
      }
      case 1:
        fields.push([number, bytes.subarray(at, at + 8)]);
        at += 8;
        break;
      case 5:
        fields.push([number, bytes.subarray(at, at + 4)]);
        at += 4;
        break;
      default:
        throw new Error(`Unknown wire type ${tag & 7}.`);
    }
  }
  return fields;
}

const textOf = (value: unknown): string => new TextDecoder().decode(value as Uint8Array);
const signed = (value: bigint): number => Number(BigInt.asIntN(64, value));

function special(name: string, value: bigint | Uint8Array): unknown {
  const inner = value instanceof Uint8Array ? readWire(value) : [];
  const first = inner.find(([number]) => number === 1)?.[1];
  switch (name) {
    case 'Quantity':
      return first === undefined ? '0' : textOf(first);
    case 'Time':
    case 'MicroTime':
      return first === undefined ? null : `${new Date(signed(first as bigint) * 1000).toISOString().slice(0, 19)}Z`;
    case 'Duration':
      return `${signed((first ?? 0n) as bigint) / 1e9}s`;
    case 'IntOrString': {
      const isText = signed((first ?? 0n) as bigint) === 1;
      const number = inner.find(([one]) => one === 2)?.[1] ?? 0n;
      const text = inner.find(([one]) => one === 3)?.[1];
      return isText ? textOf(text ?? new Uint8Array()) : signed(number as bigint);
    }
    default:
      return first === undefined ? undefined : JSON.parse(textOf(first));
  }
}

function convert(type: GoType, value: bigint | Uint8Array): unknown {
  const plain = plainType(type);
  switch (plain.kind) {
    case 'struct':
      return readMessage(plain.name, value as Uint8Array);
    case 'special':
      return special(plain.name, value);
    case 'scalar':
      if (plain.name === 'string') return textOf(value);
      if (plain.name === 'bytes') return Buffer.from(value as Uint8Array).toString('base64');
      if (plain.name === 'bool') return value !== 0n;
      return plain.name === 'float64'
        ? new DataView((value as Uint8Array).slice().buffer).getFloat64(0, true)
        : signed(value as bigint);
    default:
      // Named lists of texts, such as the values of a user's extra: a message with one repeated field.
      return readWire(value as Uint8Array).map(([, item]) => convert((plain as { of: GoType }).of, item));
  }
}

function readMessage(struct: string, bytes: Uint8Array): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  const fields = fieldsOf(struct);
  const byNumber = new Map<number, StructField>(fields.map((field, index) => [numbers[struct]?.[index] ?? 0, field]));
  for (const [number, value] of readWire(bytes)) {
    const field = byNumber.get(number);
    if (!field) continue;
    const type = field.type.kind === 'pointer' ? field.type.to : field.type;
    const plain = plainType(type);
    if (field.name === '') Object.assign(made, convert(type, value));
    else if (plain.kind === 'map') {
      const [, key] = readWire(value as Uint8Array).find(([one]) => one === 1) ?? [];
      const [, inner] = readWire(value as Uint8Array).find(([one]) => one === 2) ?? [];
      const group = (made[field.name] ?? {}) as Record<string, unknown>;
      group[key === undefined ? '' : textOf(key)] = convert(plain.values, inner ?? new Uint8Array());
      made[field.name] = group;
    } else if (plain.kind === 'slice') {
      const list = (made[field.name] ?? []) as unknown[];
      list.push(convert(plain.of, value));
      made[field.name] = list;
    } else made[field.name] = convert(type, value);
  }
  return made;
}

/** A body in Kubernetes' Protocol Buffers as JSON. @throws Error when it is none, or of a kind that has no struct */
export function jsonOfProtobuf(body: Uint8Array): string {
  if (!MAGIC.every((byte, index) => body[index] === byte))
    throw new Error('This is no Protocol Buffers body of Kubernetes.');
  const envelope = new Map(readWire(body.subarray(MAGIC.length)));
  const typeMeta = new Map(readWire((envelope.get(1) ?? new Uint8Array()) as Uint8Array));
  const apiVersion = textOf(typeMeta.get(1) ?? new Uint8Array());
  const kind = textOf(typeMeta.get(2) ?? new Uint8Array());
  const struct = structOf(apiVersion, kind) ?? (kind.endsWith('Options') ? `meta/v1.${kind}` : undefined);
  if (struct === undefined) throw new Error(`There is no type for ${apiVersion} ${kind}.`);
  // A field that nobody has set comes as an empty one: what JSON would leave out is left out.
  const object = encode(readMessage(struct, (envelope.get(2) ?? new Uint8Array()) as Uint8Array), struct);
  return JSON.stringify({ ...(object as object), apiVersion, kind });
}
