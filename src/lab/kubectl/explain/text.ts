import type { Schema, Schemas } from './schema.ts';

/** Breaks lines at blanks so that none is longer than it may be, if that can be. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(' ')) {
        if (current !== '' && current.length + 1 + word.length > width) {
          lines.push(current);
          current = word;
        } else current = current === '' ? word : `${current} ${word}`;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}

function indent(text: string, amount: number): string {
  const blanks = ' '.repeat(amount);
  return blanks + text.split('\n').join(`\n${blanks}`);
}

function nested(schema: Schema): Schema | undefined {
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Describes schemas as `kubectl explain` does (plaintext.tmpl of k8s.io/kubectl/pkg/explain/v2). */
export class Explainer {
  readonly #schemas: Schemas;
  readonly #isRecursive: boolean;

  constructor(schemas: Schemas, isRecursive: boolean) {
    this.#schemas = schemas;
    this.#isRecursive = isRecursive;
  }

  #resolved(schema: Schema): Schema {
    return (schema.$ref === undefined ? undefined : this.#schemas.resolve(schema.$ref)) ?? schema;
  }

  /** A type in short: `[]Container`, `map[string]string`. */
  #type(schema: Schema): string {
    const values = nested(schema);
    if (schema.items) return `[]${this.#type(schema.items)}`;
    if (values) return `map[string]${this.#type(values)}`;
    const [only, ...more] = schema.allOf ?? [];
    if (only && more.length === 0 && !schema.properties) return this.#type(only);
    if (schema.$ref !== undefined) {
      const { type } = this.#schemas.resolve(schema.$ref) ?? {};
      return type === undefined || type === 'object' ? (schema.$ref.split(/[/.]/).at(-1) ?? 'Object') : type;
    }
    return schema.type === undefined || schema.type === 'object' ? 'Object' : schema.type;
  }

  #description(schema: Schema): string {
    const resolved = this.#resolved(schema);
    const own = resolved.description ? `${resolved.description}\n` : '';
    const values = nested(resolved);
    const parts = [...(resolved.allOf ?? []), ...(resolved.items ? [resolved.items] : []), ...(values ? [values] : [])];
    return own + parts.map((part) => this.#description(part)).join('');
  }

  #fields(schema: Schema, level: number, seen: ReadonlySet<string>): string {
    if (schema.$ref !== undefined && seen.has(schema.$ref)) return '';
    const known = schema.$ref === undefined ? seen : new Set([...seen, schema.$ref]);
    const resolved = this.#resolved(schema);
    const values = nested(resolved);
    const own = Object.entries(resolved.properties ?? {})
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(
        ([name, field]) =>
          this.#field(name, field, resolved.required?.includes(name) === true, level) +
          (this.#isRecursive ? this.#fields(field, level + 1, known) : ''),
      )
      .join('');
    const parts = [...(resolved.allOf ?? []), ...(resolved.items ? [resolved.items] : []), ...(values ? [values] : [])];
    return own + parts.map((part) => this.#fields(part, level, known)).join('');
  }

  #field(name: string, schema: Schema, isRequired: boolean, level: number): string {
    const amount = level * 2;
    let words = '';
    if (schema.enum) {
      const shown = schema.enum.slice(0, 4).map((word) => (word === '' ? '""' : String(word)));
      words = `\n${' '.repeat(amount)}enum: ${shown.join(', ')}${schema.enum.length > 4 ? ', ....' : ''}`;
    }
    const head = `${' '.repeat(amount)}${name}\t<${this.#type(schema)}>${isRequired ? ' -required-' : ''}${words}\n`;
    if (this.#isRecursive) return head;
    return `${head}${indent(wrap(schema.description ?? '<no description>', 78 - amount), amount + 2)}\n\n`;
  }

  /** What stands below a path of fields; empty if there is no such field. */
  at(path: readonly string[], schema: Schema = this.#schemas.top, seen: ReadonlySet<string> = new Set()): string {
    const resolved = this.#resolved(schema);
    const [field, ...rest] = path;
    if (field === undefined) {
      const description = this.#description(resolved) || '<empty>';
      const fields = this.#fields(resolved, 1, new Set());
      return `DESCRIPTION:\n${indent(wrap(description, 76), 4)}\n${fields === '' ? '' : `FIELDS:\n${fields}`}`;
    }
    if (schema.$ref !== undefined && seen.has(schema.$ref)) return '';
    const known = schema.$ref === undefined ? seen : new Set([...seen, schema.$ref]);
    const own = resolved.properties?.[field];
    if (own) {
      if (rest.length > 0) return this.at(rest, own);
      const words = own.enum?.map((word) => `\n    ${word === '' ? '""' : String(word)}`).join('') ?? '';
      return `FIELD: ${field} <${this.#type(own)}>\n${own.enum ? `ENUM:${words}` : ''}\n\n${this.at(rest, own)}`;
    }
    if (resolved.items) return this.at(path, resolved.items, known);
    const values = nested(resolved);
    if (values) return this.at(path, values, known);
    for (const part of resolved.allOf ?? []) {
      const found = this.at(path, part, known);
      if (found !== '') return found;
    }
    return '';
  }
}
