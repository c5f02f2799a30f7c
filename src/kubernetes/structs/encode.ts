import { isRecord } from '../data.ts';
import { type GoType, jsonFields, plainType, type StructField, typeNamed } from './table.ts';

/**
 * A value as Go writes it to JSON after it has read it into a type: fields in the order of the source, those without a value left out or
 * written with their zero value, as the type says; what the type does not know is dropped. It does not judge: a value of a wrong kind stays as it is.
 * @param type name of a type, such as `core/v1.Pod`.
 */
export function encode(value: unknown, type: string): unknown {
  return write(value, typeNamed(type));
}

/** Whether a value is the zero value of its type: what `omitempty` leaves out, structs aside. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function zero(type: GoType): unknown {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'map':
      return null;
    case 'named':
      return zero(type.of);
    case 'struct':
      return write({}, type);
    case 'scalar':
      return type.name === 'string' ? '' : type.name === 'bool' ? false : type.name === 'bytes' ? null : 0;
    case 'special':
      return type.name === 'Quantity' ? '0' : type.name === 'IntOrString' ? 0 : type.name === 'Duration' ? '0s' : null;
  }
}

function isLeftOut(value: unknown, field: StructField): boolean {
  const type = field.type.kind === 'named' ? field.type.of : field.type;
  if (field.omitZero && isEmpty(value)) return true;
  if (!field.omitEmpty) return false;
  // A pointer is there or not: what it leads to does not count. Structs are never empty.
  if (type.kind === 'pointer') return value === undefined || value === null;
  if (type.kind === 'struct' || type.kind === 'special') {
    if (type.kind === 'special' && (type.name === 'Raw' || type.name === 'FieldsV1'))
      return value === undefined || value === null;
    return false;
  }
  return isEmpty(value);
}

function writeField(value: unknown, field: StructField): unknown {
  if (value !== undefined && value !== null) return write(value, field.type);
  return zero(field.type);
}

function write(value: unknown, type: GoType): unknown {
  const plain = plainType(type);
  switch (plain.kind) {
    case 'struct': {
      if (!isRecord(value)) return value;
      const written: Record<string, unknown> = {};
      for (const field of jsonFields(plain.name)) {
        if (!isLeftOut(value[field.name], field)) written[field.name] = writeField(value[field.name], field);
      }
      return written;
    }
    case 'slice':
      return Array.isArray(value)
        ? value.map((item) => (item === null ? zero(plain.of) : write(item, plain.of)))
        : value;
    case 'map':
      return isRecord(value)
        ? Object.fromEntries(
            Object.keys(value)
              .sort(byBytes)
              .map((key) => [key, value[key] === null ? zero(plain.values) : write(value[key], plain.values)]),
          )
        : value;
    default:
      return value;
  }
}

/**
 * Two values as {@link encode} gives them, without what is the same in both: at a place where they differ stands what would
 * stand there, and nothing is missing that only one of them has.
 * @param isSame whether two values are the same in JSON.
 */
export function encodeBoth(
  first: unknown,
  second: unknown,
  type: string,
  isSame: (first: unknown, second: unknown) => boolean,
): [first: unknown, second: unknown] {
  return writeBoth(first, second, typeNamed(type), isSame);
}

function writeBoth(
  first: unknown,
  second: unknown,
  type: GoType,
  isSame: (first: unknown, second: unknown) => boolean,
): [first: unknown, second: unknown] {
  const plain = plainType(type);
  if (plain.kind !== 'struct' || !isRecord(first) || !isRecord(second))
    return [write(first, type), write(second, type)];
  const firsts: Record<string, unknown> = {};
  const seconds: Record<string, unknown> = {};
  for (const field of jsonFields(plain.name)) {
    const { name } = field;
    const [one, other] = [first[name], second[name]];
    if (isSame(one, other)) continue;
    const [isOneOut, isOtherOut] = [isLeftOut(one, field), isLeftOut(other, field)];
    if (isRecord(one) && isRecord(other) && !isOneOut && !isOtherOut) {
      [firsts[name], seconds[name]] = writeBoth(one, other, field.type, isSame);
      continue;
    }
    if (!isOneOut) firsts[name] = writeField(one, field);
    if (!isOtherOut) seconds[name] = writeField(other, field);
  }
  return [firsts, seconds];
}

/** Order of texts as Go sorts them: by their bytes. */
export function byBytes(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

/** A value with all its groups of fields sorted by name, as Go writes maps; what of it is undefined is left out. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort(byBytes)
      .map((key) => [key, sorted(value[key])]),
  );
}
