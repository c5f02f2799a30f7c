/** The structs of the API, field by field as Go has them: `src/kubernetes/api/structs.json` of the published sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of published repositories (`kubernetes/<repository>`) with types of the API, and the short name of their package. */
const PACKAGES: readonly (readonly [repository: string, folder: string, name: string])[] = [
  ...[
    'core/v1',
    'apps/v1',
    'batch/v1',
    'autoscaling/v1',
    'autoscaling/v2',
    'policy/v1',
    'networking/v1',
    'discovery/v1',
    'rbac/v1',
    'storage/v1',
    'scheduling/v1',
    'coordination/v1',
    'events/v1',
    'authorization/v1',
    'authentication/v1',
    'admissionregistration/v1',
    'certificates/v1',
    'node/v1',
    'flowcontrol/v1',
    'resource/v1',
  ].map((name): [string, string, string] => ['api', name, name]),
  ['apimachinery', 'pkg/apis/meta/v1', 'meta/v1'],
  ['apiextensions-apiserver', 'pkg/apis/apiextensions/v1', 'apiextensions/v1'],
  ['kube-aggregator', 'pkg/apis/apiregistration/v1', 'apiregistration/v1'],
];

/** Types that are no structs in JSON, or that the server treats as a whole. */
const WHOLE: Readonly<Record<string, string>> = {
  'resource.Quantity': 'Quantity',
  'intstr.IntOrString': 'IntOrString',
  'runtime.RawExtension': 'Raw',
  'types.UID': 'UID',
  'types.NodeName': 'NodeName',
  'meta/v1.Time': 'Time',
  'meta/v1.MicroTime': 'MicroTime',
  'meta/v1.Duration': 'Duration',
  'meta/v1.FieldsV1': 'FieldsV1',
  'apiextensions/v1.JSON': 'Raw',
  'apiextensions/v1.JSONSchemaPropsOrBool': 'SchemaOrBool',
  'apiextensions/v1.JSONSchemaPropsOrArray': 'SchemaOrArray',
  'apiextensions/v1.JSONSchemaPropsOrStringArray': 'SchemaOrTexts',
};

const SCALARS = new Set(['string', 'bool', 'int', 'int16', 'int32', 'int64', 'float64', 'uint32']);

interface Source {
  name: string;
  text: string;
  imports: Map<string, string>;
}

function readSources(folder: string): Source[] {
  return PACKAGES.flatMap(([repository, inside, name]) => {
    const path = join(folder, repository, inside);
    if (!existsSync(path)) throw new Error(`There are no sources of ${name} in ${path}.`);
    return readdirSync(path)
      .filter((file) => /\.go$/.test(file) && !/_test\.go$|^zz_|generated|swagger/.test(file))
      .map((file) => {
        const text = readFileSync(join(path, file), 'utf8');
        const imports = new Map<string, string>();
        for (const [, alias, target = ''] of text.matchAll(/^\s*(?:(\w+)\s+)?"(k8s\.io\/[^"]+)"/gm)) {
          const short = PACKAGES.find(([, inner]) => target.endsWith(`/${inner}`) && target.includes(inner));
          imports.set(
            alias ?? target.slice(target.lastIndexOf('/') + 1),
            short?.[2] ?? target.slice(target.lastIndexOf('/') + 1),
          );
        }
        return { name, text, imports };
      });
  });
}

/** A type of Go in short: `{}` before the values of a map, packages by their short names, none within the same package. */
function typeName(type: string, source: Source): string {
  if (type.startsWith('*')) return `*${typeName(type.slice(1), source)}`;
  if (type === '[]byte') return 'bytes';
  if (type.startsWith('[]')) return `[]${typeName(type.slice(2), source)}`;
  const map = /^map\[([\w.]+)\](.*)$/.exec(type);
  if (map) {
    const key = typeName(map[1] ?? '', source);
    return `{${key === 'string' ? '' : key}}${typeName(map[2] ?? '', source)}`;
  }
  if (SCALARS.has(type)) return type;
  const [alias, name] = type.includes('.') ? (type.split('.') as [string, string]) : ['', type];
  const home = alias === '' ? source.name : (source.imports.get(alias) ?? alias);
  const full = `${home}.${name}`;
  return WHOLE[full] ?? WHOLE[`${alias}.${name}`] ?? (home === source.name ? name : full);
}

function fieldText(comment: string, goName: string, type: string, tag: string, source: Source): string | undefined {
  const [name = '', ...options] = (/json:"([^"]*)"/.exec(tag)?.[1] ?? '').split(',');
  if (name === '-') return undefined;
  const isInline = options.includes('inline') || (name === '' && tag === '');
  if (isInline) return `:${typeName(type, source)}`;
  const embedded = goName.includes('.') ? goName.slice(goName.indexOf('.') + 1) : goName;
  const plain = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const flags = `${options.includes('omitempty') ? '?' : ''}${options.includes('omitzero') ? '~' : ''}${/^\s*\/\/ *\+optional/m.test(comment) ? '+' : ''}`;
  const strategy = /patchStrategy:"([^"]*)"/.exec(tag)?.[1];
  const key = /patchMergeKey:"([^"]*)"/.exec(tag)?.[1];
  const list = /\+listType=(\w+)/.exec(comment)?.[1];
  const keys = [...comment.matchAll(/\+listMapKey=(\w+)/g)].map(([, one = '']) => one);
  const mapType = /\+(?:structType|mapType)=(\w+)/.exec(comment)?.[1];
  return [
    name,
    plain === embedded ? '' : `=${embedded}`,
    flags,
    ':',
    typeName(type, source),
    strategy === undefined ? '' : `@${strategy}${key === undefined ? '' : `/${key}`}`,
    list === undefined ? '' : `#${[list, ...keys].join('/')}`,
    mapType === undefined ? '' : `!${mapType}`,
  ].join('');
}

interface FieldLine {
  comment: string;
  goName: string;
  type: string;
  tag: string;
}

function fieldLines(body: string): FieldLine[] {
  const lines: FieldLine[] = [];
  let comment = '';
  for (const line of body.split('\n')) {
    if (/^\s*\/\//.test(line)) {
      comment += `${line}\n`;
      continue;
    }
    const found = /^\s*([\w.]+)(?:[ \t]+([^`\s]+))?\s*(?:`(.*)`)?\s*(?:\/\/.*)?$/.exec(line);
    if (found) {
      const [, goName = '', type = goName, tag = ''] = found;
      lines.push({ comment, goName, type, tag });
    }
    comment = '';
  }
  return lines;
}

function fieldsOf(body: string, source: Source): string[] {
  return fieldLines(body).flatMap(
    ({ comment, goName, type, tag }) => fieldText(comment, goName, type, tag, source) ?? [],
  );
}

/**
 * All structs and named values of the packages: a struct is the list of its fields, a named value its type and, if the source marks it
 * as an enumeration, its words.
 * @param folder holds the repositories, one folder each.
 */
export function packStructs(folder: string): Record<string, string[] | string> {
  const sources = readSources(folder);
  const all: Record<string, string[] | string> = {};
  for (const source of sources) {
    for (const [, name = '', body = ''] of source.text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
      all[`${source.name}.${name}`] = fieldsOf(body, source);
    for (const [, name = ''] of source.text.matchAll(/^type (\w+) struct *\{ *\}/gm))
      all[`${source.name}.${name}`] = [];
    for (const [, comment = '', name = '', type = ''] of source.text.matchAll(
      /((?:^\/\/.*\n)*)^type (\w+) (?!struct|interface)(\S+)$/gm,
    )) {
      if (type.startsWith('func')) continue;
      const words = sources
        .filter((other) => other.name === source.name)
        .flatMap(({ text }) => [
          ...text.matchAll(new RegExp(`^\\s*(?:const )?\\w+\\s+${name}\\s*=\\s*"([^"]*)"`, 'gm')),
          ...text.matchAll(new RegExp(`^\\s*(?:const )?\\w+\\s*=\\s*${name}\\("([^"]*)"\\)`, 'gm')),
        ])
        .map(([, word = '']) => word);
      const isEnumeration = /^\/\/ *\+enum/m.test(comment);
      all[`${source.name}.${name}`] = `${typeName(type, source)}${isEnumeration ? `|${words.join('|')}` : ''}`;
    }
  }
  return all;
}

/**
 * Numbers of fields in Protocol Buffers, in which the real kubectl sends what it creates: by struct, in the order of its fields (0 for those without).
 * @param folder holds the repositories, one folder each.
 */
export function packNumbers(folder: string): Record<string, number[]> {
  const all: Record<string, number[]> = {};
  for (const source of readSources(folder)) {
    for (const [, name = '', body = ''] of source.text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm))
      all[`${source.name}.${name}`] = fieldLines(body)
        .filter(({ goName, type, tag }) => fieldText('', goName, type, tag, source) !== undefined)
        .map(({ tag }) => Number(/protobuf:"\w+,(\d+)/.exec(tag)?.[1] ?? 0));
  }
  return all;
}

/** Leaves what the given types are made of. */
export function reachable(
  all: Record<string, string[] | string>,
  roots: readonly string[],
): Record<string, string[] | string> {
  const kept = new Set<string>();
  const visit = (name: string): void => {
    const found = all[name];
    if (found === undefined || kept.has(name)) return;
    kept.add(name);
    const home = name.slice(0, name.lastIndexOf('.'));
    for (const text of typeof found === 'string' ? [found] : found) {
      const type = typeof found === 'string' ? text.replace(/\|.*/, '') : (/:([^@#!]*)/.exec(text)?.[1] ?? '');
      for (const [word] of type.matchAll(/[A-Za-z][\w/.]*/g)) visit(word.includes('.') ? word : `${home}.${word}`);
    }
  };
  for (const root of roots) visit(root);
  return Object.fromEntries(
    Object.keys(all)
      .filter((name) => kept.has(name))
      .sort()
      .map((name) => [name, all[name] as string[] | string]),
  );
}
