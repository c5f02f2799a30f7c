import { isRecord } from '../../../kubernetes/data.ts';
import { type GoType, jsonFields, plainType, typeNamed } from '../../../kubernetes/structs/table.ts';
import { goKind } from './go-kind.ts';
import { quantityProblem, wrongByte } from './read-text.ts';

/** What came of reading data into a type. */
export interface ReadStruct {
  /** A copy with what the type knows. */
  value: unknown;
  /** Values of a wrong kind, in Go's words, in the order in which Go meets them. */
  problems: string[];
  /** Paths of fields that the type does not know. */
  unknown: string[];
}

/**
 * Reads data into a struct, as the server does with every object that it is sent.
 * @param struct name of the struct; undefined takes everything as it is (custom resources).
 * @see https://pkg.go.dev/sigs.k8s.io/json
 */
export function readStruct(data: unknown, struct: string | undefined): ReadStruct {
  if (struct === undefined) return { value: data, problems: [], unknown: [] };
  const problems: string[] = [];
  const unknown: string[] = [];
  const holder = struct.slice(struct.lastIndexOf('.') + 1);
  const wrongKind = (value: unknown, type: GoType, owner: string, path: string): undefined => {
    problems.push(
      `json: cannot unmarshal ${describe(value, type)} into Go struct field ${owner}.${path} of type ${goName(type)}`,
    );
    return undefined;
  };
  const read = (value: unknown, type: GoType, owner: string, path: string, strictPath: string): unknown => {
    if (value === null || value === undefined) return undefined;
    const plain = plainType(type);
    switch (plain.kind) {
      case 'struct': {
        if (!isRecord(value)) return wrongKind(value, plain, owner, path);
        const made: Record<string, unknown> = {};
        const fields = jsonFields(plain.name);
        const inner = plain.name.slice(plain.name.lastIndexOf('.') + 1);
        for (const key of Object.keys(value)) {
          const field = fields.find(({ name }) => name === key);
          const next = strictPath === '' ? key : `${strictPath}.${key}`;
          if (!field) {
            unknown.push(next);
            continue;
          }
          const taken = read(
            value[key],
            field.type,
            path === '' ? holder : inner,
            [...(path === '' ? [] : [path]), ...field.within, key].join('.'),
            next,
          );
          if (taken !== undefined) made[key] = taken;
        }
        return made;
      }
      case 'map': {
        if (!isRecord(value)) return wrongKind(value, plain, owner, path);
        const made: Record<string, unknown> = {};
        for (const [key, inner] of Object.entries(value)) {
          const taken = read(inner, plain.values, owner, path, `${strictPath}.${key}`);
          made[key] = taken === undefined && inner === null ? zeroOf(plain.values) : taken;
        }
        return made;
      }
      case 'slice':
        if (!Array.isArray(value)) return wrongKind(value, plain, owner, path);
        return value.map(
          (item, index) => read(item, plain.of, owner, path, `${strictPath}[${index}]`) ?? zeroOf(plain.of),
        );
      case 'scalar':
        if (plain.name === 'bytes' && typeof value === 'string') return bytes(value, problems);
        return scalar(value, plain.name) ? value : wrongKind(value, type, owner, path);
      case 'special':
        return special(value, plain.name, problems);
    }
  };
  return { value: read(data, typeNamed(struct), holder, '', ''), problems, unknown };
}

function zeroOf(type: GoType): unknown {
  const plain = plainType(type);
  if (plain.kind === 'scalar') return plain.name === 'string' ? '' : plain.name === 'bool' ? false : 0;
  return plain.kind === 'struct' || plain.kind === 'map'
    ? {}
    : plain.kind === 'special' && plain.name === 'Quantity'
      ? '0'
      : undefined;
}

function scalar(value: unknown, type: string): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'number') return false;
  return type === 'float64' || Number.isInteger(value);
}

/** Bytes as JSON has them: base64. */
function bytes(value: string, problems: string[]): string | undefined {
  const wrong = wrongByte(value);
  if (wrong === undefined) return value;
  problems.push(`illegal base64 data at input byte ${wrong}`);
  return undefined;
}

function special(value: unknown, type: string, problems: string[]): unknown {
  if (type === 'Quantity') {
    const text = typeof value === 'number' ? String(value) : value;
    const problem = quantityProblem(text);
    if (problem === undefined) return text;
    problems.push(problem);
    return undefined;
  }
  if (type === 'IntOrString' && typeof value !== 'string' && typeof value !== 'number') {
    problems.push(`json: cannot unmarshal ${goKind(value)} into Go value of type int32`);
    return undefined;
  }
  return value;
}

/** What was found, as Go says it: of a fraction, the number too, but only where a whole number was wanted. */
function describe(value: unknown, type: GoType): string {
  const plain = plainType(type);
  const isWhole = plain.kind === 'scalar' && /^u?int/.test(plain.name);
  return isWhole && typeof value === 'number' ? `number ${value}` : goKind(value);
}

/** A type as Go's messages write it. */
export function goName(type: GoType): string {
  switch (type.kind) {
    case 'pointer':
      return goName(type.to);
    case 'slice':
      return `[]${goName(type.of)}`;
    case 'map':
      return `map[${type.key === '' ? 'string' : shortName(type.key)}]${goName(type.values)}`;
    case 'struct':
    case 'named':
      return shortName(type.name);
    default:
      return type.name;
  }
}

/** `core/v1.PodSpec` as `v1.PodSpec`. */
function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
