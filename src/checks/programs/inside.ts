import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { asList, asRecord } from '../../kubernetes/data.ts';
import type { ProgramName } from './program-names.ts';

/**
 * Whether a word of a command, or a path in a file, could name something outside of the folder in which a program runs, or
 * make it read more words from a file ("@words").
 */
export function leavesFolder(word: string): boolean {
  return (
    /(^|[=,:@]|^-\w)([/~\\]|[A-Za-z]:[/\\])/.test(word) ||
    /(^|[=,:@/\\]|^-\w)\.\.([/\\,]|$)/.test(word) ||
    word.includes('://') ||
    /^(@|git@)/.test(word)
  );
}

/** Line ends that some readers of YAML know and others do not, and tags that stand for another text. */
const AMBIGUOUS = /[\r\0\u0085\u2028\u2029]|(?:^|[\s[{,:])!!|^%/m;

/** What a YAML text holds, if all readers understand the same by it; otherwise undefined. */
function unambiguous(text: string): unknown[] | undefined {
  if (AMBIGUOUS.test(text)) return undefined;
  try {
    const documents = parseAllDocuments(text, { logLevel: 'error' });
    if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return undefined;
    // A document that contains itself ends here, too.
    return documents.map((document) => JSON.parse(JSON.stringify(document.toJS() ?? null)) as unknown);
  } catch {
    return undefined;
  }
}

/** Whether a test holds for every key and its value in nested data. */
function everywhere(data: unknown, test: (key: string, value: unknown) => boolean): boolean {
  if (Array.isArray(data)) return data.every((item) => everywhere(item, test));
  return Object.entries(asRecord(data)).every(([key, value]) => test(key, value) && everywhere(value, test));
}

/** Fields of a kustomization that neither start something nor read from the network by themselves. */
const FIELDS: ReadonlySet<string> = new Set(
  `apiVersion kind metadata namespace namePrefix nameSuffix labels commonLabels commonAnnotations images replicas
  configMapGenerator secretGenerator generatorOptions resources bases components patches patchesStrategicMerge
  patchesJson6902 replacements vars sortOptions configurations crds`.split(/\s+/),
);

/** Fields at any depth whose values are paths. */
const PATHS: ReadonlySet<string> = new Set(
  'resources bases components configurations crds patchesStrategicMerge path files env envs'.split(' '),
);
const FOLDED_PATHS: ReadonlySet<string> = new Set([...PATHS].map(folded));

/**
 * A key as Kustomize compares it with those that it knows: Go's reader of JSON tells neither "Files" from "files" nor the
 * long s (U+017F) from "s" nor the sign of Kelvin (U+212A) from "k". Source: foldName of Go's encoding/json.
 */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}

/** Whether a key is written in no other way than those that are known here: in ASCII, and in the right case. */
function isExact(key: string): boolean {
  return /^[\x20-\x7e]*$/.test(key) && (PATHS.has(key) || !FOLDED_PATHS.has(folded(key)));
}

/** Fields of what makes ConfigMaps and Secrets, and of patches: none of them is another way of reading files. */
const GENERATOR: ReadonlySet<string> = new Set(
  'name namespace behavior type literals files env envs options'.split(' '),
);
const PATCH: ReadonlySet<string> = new Set('path patch target options'.split(' '));
const FIELDS_OF: Readonly<Record<string, ReadonlySet<string>>> = {
  configMapGenerator: GENERATOR,
  secretGenerator: GENERATOR,
  patches: PATCH,
  patchesJson6902: PATCH,
};
const PLAIN_PATH = /^(?:\.{1,2}\/)*(?:\.{1,2}|[\w-][\w.-]*)(?:\/[\w-][\w.-]*)*\/?$/;
/** What makes Kustomize take a path for a repository to be cloned. */
const REPOSITORY = /github\.com|\.git\b|_git/i;

/** Whether Kustomize takes a word for a path on this machine. */
export function isLocalPath(word: string): boolean {
  return PLAIN_PATH.test(word) && !REPOSITORY.test(word);
}

/** Whether a path of a kustomization, in a folder with a path of its own, names something below the root. */
function staysBelow(folder: string, path: unknown): boolean {
  if (typeof path !== 'string') return false;
  const named = path.replace(/^[\w.-]+=/, '');
  return isLocalPath(named) && !/^\.\.(\/|$)/.test(posix.normalize(`${folder}/${named}`));
}

/** Whether Kustomize reads nothing but files below the root: `path` is that of the kustomization. */
function isSafeKustomization(text: string, path: string): boolean {
  const documents = unambiguous(text);
  const [data] = documents ?? [];
  if (documents === undefined || documents.length > 1) return false;
  if (!Object.keys(asRecord(data)).every((key) => FIELDS.has(key))) return false;
  const known = Object.entries(FIELDS_OF).every(([field, fields]) =>
    asList(asRecord(data)[field]).every((item) => Object.keys(item).every((key) => fields.has(key))),
  );
  if (!known) return false;
  return everywhere(data, (key, value) => {
    if (!isExact(key)) return false;
    if (!PATHS.has(key)) return true;
    const inline = (item: unknown): boolean =>
      key === 'patchesStrategicMerge' && typeof item === 'string' && item.includes('\n');
    // A field of a label, say, that is called "path" has something else than a path, and is refused if it looks odd.
    return [value].flat().every((item) => item === null || inline(item) || staysBelow(posix.dirname(path), item));
  });
}

/** Whether a schema of a chart's values is complete in itself: Helm would fetch what it names elsewhere. */
function isSafeSchema(text: string): boolean {
  try {
    return everywhere(JSON.parse(text), (key, value) => {
      if (/^\$(ref|dynamicref|recursiveref)$/i.test(key)) return typeof value === 'string' && value.startsWith('#');
      return !/^\$schema$/i.test(key) || /^https?:\/\/json-schema\.org\//.test(String(value));
    });
  } catch {
    return false;
  }
}

/** Whether a configuration of Prometheus or Alertmanager, or a test of rules, makes its tool read only files beside it. */
export function readsOnlyBeside(text: string): boolean {
  return readsOnlyBelow(text, '.');
}

/** The same for one in a folder of the lesson's files: it may also read what lies elsewhere among them. @param folder below them. */
export function readsOnlyBelow(text: string, folder: string): boolean {
  const documents = unambiguous(text);
  const isInside = (path: string): boolean => {
    if (!leavesFolder(path)) return true;
    // A plain path upwards that stays among the files.
    const plain = /^(?:\.\.\/)+(?:[\w*-][\w.*-]*\/)*[\w*-][\w.*-]*$/.test(path);
    return folder !== '.' && plain && !/^\.\.(\/|$)/.test(posix.normalize(posix.join(folder, path)));
  };
  return (
    documents?.every((data) =>
      everywhere(
        data,
        (key, value) =>
          !/^(rule_files|scrape_config_files|templates)$/i.test(key) ||
          [value].flat().every((path) => path === null || (typeof path === 'string' && isInside(path))),
      ),
    ) ?? false
  );
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/**
 * Why a program is not run in a folder, whose files a lesson brought or wrote: they would make it read what lies elsewhere.
 * @param root the folder with copies of all files of the lesson.
 * @param words those of the command, with names of files below `folder`.
 */
export function refusal(
  program: ProgramName,
  { root, folder, words }: { root: string; folder: string; words: readonly string[] },
): string | undefined {
  const files = filesBelow(root);
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  const all = (names: RegExp, test: (text: string, path: string) => boolean): boolean =>
    files.every((path) => !names.test(path) || test(text(path), path));
  if (program === 'kubectl' && !all(/(^|\/)kustomization(\.ya?ml)?$/i, isSafeKustomization)) {
    return 'kustomizations that need the network, plugins or files elsewhere';
  }
  if (program === 'helm' && !all(/(^|\/)values\.schema\.json$/i, isSafeSchema)) {
    return 'charts whose schema of values needs the network';
  }
  if (program === 'promtool' || program === 'amtool') {
    const named = words.map((word) =>
      relative(root, join(folder, word.replace(/^--[\w.]+=/, ''))).replaceAll('\\', '/'),
    );
    const safe = named.every((path) => !files.includes(path) || readsOnlyBeside(text(path)));
    if (!safe) return 'configuration that reads files elsewhere';
  }
  return undefined;
}
