import packed from '../api/structs.json' with { type: 'json' };

/** A type of a field, as Go has it. */
export type GoType =
  | { kind: 'pointer'; to: GoType }
  | { kind: 'slice'; of: GoType }
  | { kind: 'map'; key: string; values: GoType }
  | { kind: 'struct'; name: string }
  /** A text or number with a name of its own, such as `PullPolicy`. `words` is there for those that the source marks as enumerations. */
  | { kind: 'named'; name: string; of: GoType; words?: readonly string[] }
  | { kind: 'scalar'; name: Scalar }
  /** Values that read and write themselves: they are no structs in JSON. */
  | { kind: 'special'; name: Special };

/** Plain types of Go; `bytes` is base64 in JSON. */
export type Scalar = 'string' | 'bool' | 'int' | 'int16' | 'int32' | 'int64' | 'uint32' | 'float64' | 'bytes';

/** Types with a form of their own in JSON. */
export type Special = (typeof SPECIALS)[number];

const SPECIALS = [
  'Quantity',
  'IntOrString',
  'Raw',
  'Time',
  'MicroTime',
  'Duration',
  'FieldsV1',
  'SchemaOrBool',
  'SchemaOrArray',
  'SchemaOrTexts',
] as const;
const SCALARS = ['string', 'bool', 'int', 'int16', 'int32', 'int64', 'uint32', 'float64', 'bytes'] as const;

/** A field of a struct. */
export interface StructField {
  /** Name in JSON; empty if the fields of the type stand in JSON where this one would. */
  name: string;
  /** Name in Go. */
  goName: string;
  type: GoType;
  /** Left out of JSON when it has the zero value of its type (`omitempty`: never so for structs). */
  omitEmpty: boolean;
  /** Left out when it is zero, structs included (`omitzero`). */
  omitZero: boolean;
  /** The source marks it as optional. */
  optional: boolean;
  /** How a strategic merge patch treats it: `merge`, `replace`, `retainKeys`, several with commas. */
  patchStrategy?: string;
  /** Field by which items of the list are told apart in a strategic merge patch. */
  mergeKey?: string;
  /** How server-side apply treats the list: `atomic`, `set` or `map`, with the keys of `map`. */
  listType?: string;
  listKeys?: readonly string[];
  /** `atomic` or `granular`, for maps and structs. */
  mapType?: string;
}

const table = packed as unknown as Readonly<Record<string, readonly string[] | string>>;
const structs = new Map<string, readonly StructField[]>();

const FIELD = /^([\w$-]*)(?:=(\w+))?(\??)(~?)(\+?):([^@#!]+)(?:@([^#!]*))?(?:#([^!]*))?(?:!(\w+))?$/;

function parseType(text: string, home: string): GoType {
  if (text.startsWith('*')) return { kind: 'pointer', to: parseType(text.slice(1), home) };
  if (text.startsWith('[]')) return { kind: 'slice', of: parseType(text.slice(2), home) };
  if (text.startsWith('{')) {
    const end = text.indexOf('}');
    return { kind: 'map', key: text.slice(1, end), values: parseType(text.slice(end + 1), home) };
  }
  if (text === 'UID' || text === 'NodeName')
    return { kind: 'named', name: `types.${text}`, of: { kind: 'scalar', name: 'string' } };
  if ((SPECIALS as readonly string[]).includes(text)) return { kind: 'special', name: text as Special };
  if ((SCALARS as readonly string[]).includes(text)) return { kind: 'scalar', name: text as Scalar };
  return typeNamed(text.includes('.') ? text : `${home}.${text}`);
}

/** A type by its name, such as `core/v1.PodSpec` or `core/v1.PullPolicy`. @throws Error if there is none: names come from the table. */
export function typeNamed(name: string): GoType {
  const found = table[name];
  if (found === undefined) throw new Error(`There is no type ${name}.`);
  if (typeof found !== 'string') return { kind: 'struct', name };
  const [type = '', ...words] = found.split('|');
  const of = parseType(type, name.slice(0, name.lastIndexOf('.')));
  return { kind: 'named', name, of, ...(words.length > 0 ? { words } : {}) };
}

/** The fields of a struct, in the order of its source: the order in which the API server writes them. */
export function fieldsOf(struct: string): readonly StructField[] {
  const known = structs.get(struct);
  if (known) return known;
  const home = struct.slice(0, struct.lastIndexOf('.'));
  const lines = table[struct];
  const fields = (Array.isArray(lines) ? (lines as readonly string[]) : []).map((line): StructField => {
    const [, name = '', goName, empty, zero, optional, type = '', patch, list, mapType] = FIELD.exec(line) ?? [];
    const [patchStrategy, mergeKey] = patch?.split('/') ?? [];
    const [listType, ...listKeys] = list?.split('/') ?? [];
    const parsed = parseType(type, home);
    return {
      name,
      goName:
        goName ?? (name === '' ? type.slice(type.lastIndexOf('.') + 1) : `${name[0]?.toUpperCase()}${name.slice(1)}`),
      type: parsed,
      omitEmpty: empty === '?',
      omitZero: zero === '~',
      optional: optional === '+',
      ...(patchStrategy ? { patchStrategy } : {}),
      ...(mergeKey ? { mergeKey } : {}),
      ...(listType ? { listType, listKeys } : {}),
      ...(mapType ? { mapType } : {}),
    };
  });
  structs.set(struct, fields);
  return fields;
}

/** A field as it stands in JSON. */
export interface JsonField extends StructField {
  /** Go's names of the structs without a name of their own that it comes from, from the outside in. */
  within: readonly string[];
}

const jsonStructs = new Map<string, readonly JsonField[]>();

/** The fields of a struct as they stand in JSON: those of types that have no name of their own stand among the others. */
export function jsonFields(struct: string): readonly JsonField[] {
  const known = jsonStructs.get(struct);
  if (known) return known;
  const fields = fieldsOf(struct).flatMap((field) =>
    field.name === '' && field.type.kind === 'struct'
      ? jsonFields(field.type.name).map((inner) => ({ ...inner, within: [field.goName, ...inner.within] }))
      : [{ ...field, within: [] }],
  );
  jsonStructs.set(struct, fields);
  return fields;
}

/** A type without pointers and names: what stands in JSON. */
export function plainType(type: GoType): Exclude<GoType, { kind: 'pointer' } | { kind: 'named' }> {
  if (type.kind === 'pointer') return plainType(type.to);
  return type.kind === 'named' ? plainType(type.of) : type;
}

/** Package of a group's types, by group; all others are called as the first word of their group. */
const PACKAGES: Readonly<Record<string, string>> = {
  '': 'core',
  'rbac.authorization.k8s.io': 'rbac',
  'flowcontrol.apiserver.k8s.io': 'flowcontrol',
};

/** The struct of a kind in an API version; undefined if there is none. */
export function structOf(apiVersion: string, kind: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const name = `${PACKAGES[group] ?? group.replace(/\..*/, '')}/${apiVersion.slice(slash + 1)}.${kind}`;
  return Array.isArray(table[name]) ? name : undefined;
}
