import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { Part } from '../../time/part.ts';
import type { Call } from '../call.ts';
import { ConnectionError } from '../errors.ts';
import { metadataProblem, parseFile } from './decode.ts';
import type { Info } from './info.ts';

/** What turns a kustomization into objects. */
export const kustomizing = new Part('Kustomize', () => import('../kustomize/build.ts'));

/** What a file gives: objects, or what is wrong with one of them. */
export type FileItem = { info: Info } | { error: Error };

/** Where objects come from: gives them one after the other. @throws Error when the file itself cannot be read. */
export type Source = () => Promise<FileItem[]>;

/** Endings of the files that are taken from a folder. */
const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** Objects of data that a file holds, each with its kind and name. */
function itemOf(value: unknown, source: string, validates: boolean, needsKind = true): FileItem {
  const text = (): string => JSON.stringify(value);
  if (validates) {
    const missing = [
      ...(isRecord(value) && value.apiVersion !== undefined
        ? typeof value.apiVersion === 'string'
          ? []
          : ["apiVersion isn't string type"]
        : ['apiVersion not set']),
      ...(isRecord(value) && value.kind !== undefined
        ? typeof value.kind === 'string'
          ? []
          : ["kind isn't string type"]
        : ['kind not set']),
    ];
    const wrong = isRecord(value)
      ? missing.length > 1
        ? `[${missing.join(', ')}]`
        : missing[0]
      : 'invalid object to validate';
    if (wrong !== undefined) {
      throw new Error(
        `error validating ${JSON.stringify(source)}: error validating data: ${wrong}; if you choose to ignore these errors, turn validation off with --validate=false`,
      );
    }
  }
  const fail = (message: string): FileItem => ({
    error: new Error(`unable to decode ${JSON.stringify(source)}: ${message}`),
  });
  if (!isRecord(value)) {
    return fail(
      `json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type unstructured.detector`,
    );
  }
  if (needsKind && !value.kind) return fail(`Object 'Kind' is missing in '${text()}'`);
  const problem = metadataProblem(value.metadata);
  if (problem !== undefined) return fail(problem);
  return { info: infoOf(value, source) };
}

/** An object with its name and namespace. */
export function infoOf(object: Record<string, unknown>, source?: string): Info {
  const metadata = asRecord(object.metadata);
  return {
    namespace: String(metadata.namespace ?? ''),
    name: String(metadata.name ?? ''),
    resourceVersion: String(metadata.resourceVersion ?? ''),
    object,
    ...(source === undefined ? {} : { source }),
  };
}

function readItems(text: string, source: string, validates: boolean): FileItem[] {
  let values: unknown[];
  try {
    values = parseFile(text);
  } catch (error) {
    throw new Error(`error parsing ${source}: ${(error as Error).message}`);
  }
  return values.map((value) => itemOf(value, source, validates));
}

/** Objects of a text that has been read already. */
export function textSource(text: string, source: string): Source {
  return async () => readItems(text, source, false);
}

/** Files of a folder, those in folders below it, too, if asked for. */
function walk(call: Call, path: string, recursive: boolean, isTop = true): string[] {
  const absolute = call.absolute(path);
  if (call.files.kind(absolute) === 'file')
    return isTop || EXTENSIONS.some((ending) => path.endsWith(ending)) ? [path] : [];
  return call.files.list(absolute).flatMap((name) => {
    const inner = path === '.' ? name : `${path.replace(/\/$/, '')}/${name}`;
    if (call.files.kind(call.absolute(inner)) === 'folder') return recursive ? walk(call, inner, recursive, false) : [];
    return walk(call, inner, recursive, false);
  });
}

/** Paths that a pattern with `*`, `?` or `[…]` means. */
function glob(call: Call, pattern: string): string[] {
  const slash = pattern.lastIndexOf('/');
  const folder = slash < 0 ? '.' : pattern.slice(0, slash) || '/';
  if (call.files.kind(call.absolute(folder)) !== 'folder') return [];
  const source = pattern
    .slice(slash + 1)
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  const expression = new RegExp(`^${source}$`);
  return call.files
    .list(call.absolute(folder))
    .filter((name) => expression.test(name))
    .map((name) => (slash < 0 ? name : `${folder === '/' ? '' : folder}/${name}`));
}

/** What `-f`, `-R` and `-k` name. */
export interface FileSources {
  sources: Source[];
  errors: Error[];
  isSingle: boolean;
  isStream: boolean;
  isFolder: boolean;
}

/** The sources of `-f`, `-R` and `-k`, with what is wrong with them (`FilenameParam` of k8s.io/cli-runtime). */
export function fileSources(
  call: Call,
  filenames: readonly string[],
  kustomize: string,
  recursive: boolean,
  validates: boolean,
): FileSources {
  const found: FileSources = { sources: [], errors: [], isSingle: false, isStream: false, isFolder: false };
  if (filenames.length > 0 && kustomize !== '') found.errors.push(new Error('only one of -f or -k can be specified'));
  if (kustomize !== '' && recursive) found.errors.push(new Error("the -k flag can't be used with -f or -R"));
  if (found.errors.length > 0) return found;
  for (const filename of filenames) {
    if (filename === '-') {
      if (found.isStream) found.errors.push(new Error('standard input cannot be used for multiple arguments'));
      found.isStream = true;
      found.sources.push(async () => readItems(await call.input(), 'STDIN', validates));
      continue;
    }
    if (/^https?:\/\//.test(filename)) {
      found.sources.push(() => fetchItems(call, filename, validates));
      continue;
    }
    const exists = call.files.kind(call.absolute(filename)) !== undefined;
    const matches = exists ? [filename] : glob(call, filename);
    if (matches.length === 0) {
      found.errors.push(new Error(`the path ${JSON.stringify(filename)} does not exist`));
      continue;
    }
    if (!recursive && matches.length === 1) found.isSingle = true;
    for (const match of matches) {
      const paths = walk(call, match.length > 1 ? match.replace(/\/+$/, '') : match, recursive);
      if (paths.length > 1) found.isFolder = true;
      for (const path of paths) found.sources.push(async () => readItems(call.readFile(path), path, validates));
    }
    if (found.sources.length === 0 && found.errors.length === 0) {
      found.errors.push(
        new Error(`error reading [${matches.join(' ')}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`),
      );
    }
  }
  if (kustomize !== '') {
    found.sources.push(async () => {
      const { build } = await call.context.clock.load(kustomizing);
      const objects = build(call, kustomize);
      return objects.map((object) => itemOf(object, kustomize, validates));
    });
  }
  return found;
}

async function fetchItems(call: Call, url: string, validates: boolean): Promise<FileItem[]> {
  const [, origin = '', host = '', path = ''] = /^(https?:\/\/([^/]+))(\/.*)?$/.exec(url) ?? [];
  const transport = call.context.connect(origin);
  if (!transport) {
    if (/^(localhost|127\.)/.test(host)) throw new ConnectionError('GET', url, host);
    throw new Error(
      `the practice cluster has no way to the internet, so ${url} cannot be read here; on your own machine kubectl would fetch it. Save the file in the lab's folder instead.`,
    );
  }
  const { status, body } = await transport({ method: 'GET', path: path || '/', headers: {} });
  if (status !== 200)
    throw new Error(`unable to read URL ${JSON.stringify(url)}, server reported ${status}, status code=${status}`);
  return readItems(body, url, validates);
}
