/** Types of Go, as configuration files are read into them, and the schemas that follow from them. */

/** A schema in the form of CustomResourceDefinitions; `ref` names a definition. */
export type Schema = { [key: string]: unknown };

/** The types of a package by name; names of other packages stand with their import path before them. */
export interface GoPackage {
  /** Import path. */
  path: string;
  structs: Map<string, GoField[]>;
  /** Other types: what they are made of. */
  others: Map<string, string>;
  /** Constants of text types, by type. */
  constants: Map<string, string[]>;
  /** Import path by the name that the source calls it. */
  imports: Map<string, string>;
}

interface GoField {
  /** Name in files; empty if the type's fields stand here. */
  name: string;
  type: string;
}

const withoutComments = (source: string): string => source.replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '');

function importsOf(source: string): Map<string, string> {
  const blocks = [...source.matchAll(/^import \(([\s\S]*?)^\)/gm)].map(([, block = '']) => block);
  const lines = [...blocks.join('\n').matchAll(/^\s*(?:(\w+)\s+)?"([^"]+)"/gm)];
  return new Map(lines.map(([, alias, path = '']) => [alias ?? path.slice(path.lastIndexOf('/') + 1), path]));
}

function fieldsOf(body: string): GoField[] {
  return body.split('\n').flatMap((line): GoField[] => {
    const [, first = '', type = first, tag = ''] = /^\s*([\w.*]+)(?:\s+([^`\s]+))?\s*(?:`(.*)`)?\s*$/.exec(line) ?? [];
    if (first === '') return [];
    const [name = '', ...options] = (/json:"([^"]*)"/.exec(tag)?.[1] ?? /yaml:"([^"]*)"/.exec(tag)?.[1] ?? '').split(
      ',',
    );
    if (name === '-') return [];
    const inline = options.includes('inline') || (tag === '' && type === first);
    return [{ name: inline ? '' : name || first, type: type.replace(/^\*/, '') }];
  });
}

/** Reads the types of a package. @param sources its files. */
export function readPackage(path: string, sources: readonly string[]): GoPackage {
  const found: GoPackage = { path, structs: new Map(), others: new Map(), constants: new Map(), imports: new Map() };
  for (const source of sources.map(withoutComments)) {
    for (const [alias, target] of importsOf(source)) found.imports.set(alias, target);
    for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct \{([\s\S]*?)^\}/gm))
      found.structs.set(name, fieldsOf(body));
    for (const [, name = ''] of source.matchAll(/^type (\w+) struct *\{ *\}/gm)) found.structs.set(name, []);
    for (const [, name = '', type = ''] of source.matchAll(/^type (\w+) (?!struct|interface)(\S+)$/gm))
      found.others.set(name, type);
    for (const [, type = '', value = ''] of source.matchAll(/^\s*(?:const )?\w+\s+(\w+)\s*=\s*"([^"]*)"/gm))
      found.constants.set(type, [...(found.constants.get(type) ?? []), value]);
  }
  return found;
}

const INTEGER = /^u?int(8|16|32|64)?$/;

/** What types of the libraries are in a file; what is not here and was not read may be anything. */
const KNOWN: Readonly<Record<string, Schema>> = {
  'k8s.io/apimachinery/pkg/apis/meta/v1.Duration': { type: 'string', format: 'duration' },
  'k8s.io/component-base/logs/api/v1.TimeOrMetaDuration': { 'x-kubernetes-int-or-string': true },
  'k8s.io/apimachinery/pkg/util/intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'k8s.io/apimachinery/pkg/api/resource.Quantity': { 'x-kubernetes-int-or-string': true },
};

/** Values that a program takes beside the constants of its types. */
const FURTHER_VALUES: Readonly<Record<string, readonly string[]>> = {
  'sigs.k8s.io/kind/pkg/apis/config/v1alpha4.ProxyMode': ['none'],
  'sigs.k8s.io/kind/pkg/apis/config/v1alpha4.PortMappingProtocol': ['tcp', 'udp', 'sctp'],
};

/** Makes schemas of types, and of all that they are made of: definition name to schema. */
export class SchemaMaker {
  readonly definitions = new Map<string, Schema>();
  readonly #packages: ReadonlyMap<string, GoPackage>;

  constructor(packages: Iterable<GoPackage>) {
    this.#packages = new Map([...packages].map((found) => [found.path, found]));
  }

  /** The schema of a type of a package; structs are defined once and named. */
  schemaOf(type: string, within: GoPackage): Schema {
    if (type.startsWith('*')) return this.schemaOf(type.slice(1), within);
    if (type === '[]byte') return { type: 'string' };
    if (type.startsWith('[]')) return { type: 'array', items: this.schemaOf(type.slice(2), within) };
    const map = /^map\[[\w.]+\](.*)$/.exec(type);
    if (map) return { type: 'object', additionalProperties: this.schemaOf(map[1] ?? '', within) };
    if (type === 'string') return { type: 'string' };
    if (type === 'bool') return { type: 'boolean' };
    if (INTEGER.test(type)) return { type: 'integer' };
    if (/^float(32|64)$/.test(type)) return { type: 'number' };
    const [alias = '', name = ''] = type.includes('.') ? type.split('.') : ['', type];
    const path = alias === '' ? within.path : (within.imports.get(alias) ?? alias);
    const home = this.#packages.get(path);
    const known = KNOWN[`${path}.${name}`];
    if (known) return known;
    if (!home) return {};
    if (home.structs.has(name)) return this.#define(name, home);
    const other = home.others.get(name);
    if (other === undefined) return {};
    const schema = this.schemaOf(other, home);
    const values = [...(home.constants.get(name) ?? []), ...(FURTHER_VALUES[`${path}.${name}`] ?? [])];
    // What is empty counts as left out.
    return schema.type === 'string' && values.length > 1 ? { ...schema, enum: [...new Set([...values, ''])] } : schema;
  }

  #define(name: string, home: GoPackage): Schema {
    const id = `${home.path}.${name}`;
    if (!this.definitions.has(id)) {
      const schema: Schema = { type: 'object' };
      this.definitions.set(id, schema);
      Object.assign(schema, this.#fields(name, home));
    }
    return { ref: id };
  }

  #fields(name: string, home: GoPackage): Schema {
    const properties: Record<string, Schema> = {};
    let open = false;
    for (const field of home.structs.get(name) ?? []) {
      if (field.name !== '') {
        properties[field.name] = this.schemaOf(field.type, home);
        continue;
      }
      if (/\bTypeMeta$/.test(field.type)) {
        properties.apiVersion = { type: 'string' };
        properties.kind = { type: 'string' };
        continue;
      }
      const { ref } = this.schemaOf(field.type, home);
      const inner = typeof ref === 'string' ? this.definitions.get(ref) : undefined;
      Object.assign(properties, inner?.properties);
      if (inner === undefined) open = true;
    }
    return { properties, ...(open ? { 'x-kubernetes-preserve-unknown-fields': true } : {}) };
  }
}
