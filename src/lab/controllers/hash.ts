import { isRecord } from '../../kubernetes/data.ts';
import { fnv32a, safeEncoded } from '../../kubernetes/digest.ts';
import { byBytes } from '../../kubernetes/structs/encode.ts';
import { fieldsOf, type GoType, typeNamed } from '../../kubernetes/structs/table.ts';

/** `core/v1.PodSpec` as `v1.PodSpec`. */
const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function nameOf(type: GoType): string {
  switch (type.kind) {
    case 'pointer':
      return `*${nameOf(type.to)}`;
    case 'slice':
      return `[]${nameOf(type.of)}`;
    case 'map':
      return `map[${type.key === '' ? 'string' : type.key.includes('.') ? shortName(type.key) : `v1.${type.key}`}]${nameOf(type.values)}`;
    case 'struct':
    case 'named':
      return shortName(type.name);
    case 'scalar':
      return type.name === 'bytes' ? '[]uint8' : type.name;
    case 'special':
      return (
        {
          Quantity: 'resource.Quantity',
          IntOrString: 'intstr.IntOrString',
          Time: 'v1.Time',
          MicroTime: 'v1.MicroTime',
        }[type.name as string] ?? type.name
      );
  }
}

const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** A quantity as its struct in Go holds it: with its text only if that is the shortest form. @see https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#ParseQuantity */
function quantity(value: unknown): string {
  const text = String(value ?? '0');
  const [, sign = '', whole = '', fraction = '', suffix = ''] =
    /^([+-]?)(\d*)(?:\.(\d*))?([a-zA-Z]*|[eE][+-]?\d+)$/.exec(text) ?? [];
  const exponent = BINARY[suffix];
  const format = exponent !== undefined ? 'BinarySI' : /^[eE][+-]?\d/.test(suffix) ? 'DecimalExponent' : 'DecimalSI';
  const written = (amount: bigint, scale: number, cached: string): string =>
    `{i:(resource.int64Amount){value:(int64)${sign === '-' ? -amount : amount} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${cached} Format:(resource.Format)${format}}`;
  if (text === '0') return written(0n, 0, '0');
  const digits = `${whole}${fraction}`;
  if (exponent !== undefined)
    return written(BigInt(digits || '0') << BigInt(exponent), 0, (BigInt(digits || '0') & 7n) !== 0n ? text : '');
  const scale = (DECIMAL[suffix] ?? Number(suffix.slice(1))) - fraction.length;
  const isShortest = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  return written(BigInt(digits || '0'), scale, isShortest ? text : '');
}

/** Values with a form of their own in JSON, without the name of their type. */
function special(value: unknown, name: string): string {
  switch (name) {
    case 'Quantity':
      return quantity(value);
    case 'IntOrString':
      return typeof value === 'string'
        ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
        : `{Type:(intstr.Type)0 IntVal:(int32)${Number(value ?? 0)} StrVal:(string)}`;
    case 'Time':
    case 'MicroTime':
      return '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
    default:
      return JSON.stringify(value);
  }
}

/** A value as the library spew prints it for hashes: `%#v` with sorted keys, without methods and addresses. */
function dump(value: unknown, type: GoType, withType = true): string {
  const title = withType ? `(${nameOf(type)})` : '';
  switch (type.kind) {
    case 'pointer':
      return value === undefined || value === null
        ? `(${nameOf(type)})<nil>`
        : `(${nameOf(type)})${dump(value, type.to, false)}`;
    case 'slice': {
      if (value === undefined || value === null) return `${title}<nil>`;
      const items = Array.isArray(value) ? value : [];
      return `${title}[${items.map((item) => dump(item, type.of, false)).join(' ')}]`;
    }
    case 'map': {
      if (value === undefined || value === null) return `${title}<nil>`;
      const inner = isRecord(value) ? value : {};
      const entries = Object.keys(inner).sort(byBytes);
      return `${title}map[${entries.map((name) => `${name}:${dump(inner[name], type.values, false)}`).join(' ')}]`;
    }
    case 'struct': {
      const inner = isRecord(value) ? value : {};
      const fields = fieldsOf(type.name).map((field) => {
        const isInline = field.name === '';
        return `${field.goName}:${dump(isInline ? inner : inner[field.name], field.type)}`;
      });
      return `${title}{${fields.join(' ')}}`;
    }
    case 'named': {
      const text = dump(value, type.of, false);
      return `${title}${text}`;
    }
    case 'scalar':
      return `${title}${value === undefined || value === null ? (type.name === 'bool' ? 'false' : type.name === 'string' ? '' : '0') : String(value)}`;
    case 'special':
      return `${title}${special(value, type.name)}`;
  }
}

/**
 * The hash of a Pod template: what ReplicaSets of a Deployment are called by.
 * @param collisions how often the hash of this template met another template of the same hash.
 * @see https://pkg.go.dev/k8s.io/kubernetes/pkg/controller#ComputeHash
 */
export function templateHash(template: unknown, collisions: number | undefined): string {
  const text = dump(template, typeNamed('core/v1.PodTemplateSpec'));
  let hash = fnv32a(text);
  if (collisions !== undefined) {
    hash = continued(hash, collisions);
  }
  return safeEncoded(String(hash));
}

/** Goes on with a number of eight bytes, little-endian. */
function continued(hash: number, value: number): number {
  let next = hash;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, value, true);
  for (const byte of bytes) next = Math.imul(next ^ byte, 0x01000193) >>> 0;
  return next;
}
