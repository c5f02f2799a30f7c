import { asRecord } from '../../../kubernetes/data.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { Aggregate } from '../errors.ts';
import { twoWayPatch } from '../patch/three-way.ts';
import { compactJson, sortedKeys } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Found, type Info, patch } from '../resources/info.ts';
import { labelValueProblems } from '../selectors.ts';
import type { Command } from './command.ts';

/** Splits words into those that name objects and those that change something. @throws Error for a wrong order. */
export function resourcesAndPairs(words: readonly string[], type: string): { resources: string[]; pairs: string[] } {
  const resources: string[] = [];
  const pairs: string[] = [];
  for (const word of words) {
    const isPair = (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
    if (isPair) pairs.push(word);
    else if (pairs.length > 0) throw new Error(`all resources must be specified before ${type} changes: ${word}`);
    else resources.push(word);
  }
  return { resources, pairs };
}

interface Changes {
  set: Record<string, string>;
  remove: string[];
}

function parseLabels(pairs: readonly string[]): Changes {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const pair of pairs) {
    if (pair.includes('=')) {
      const parts = pair.split('=');
      if (parts.length !== 2) throw new Error(`invalid label spec: ${pair}`);
      const [key = '', value = ''] = parts;
      const problems = labelValueProblems(value);
      if (problems.length > 0) throw new Error(`invalid label value: ${JSON.stringify(pair)}: ${problems.join(';')}`);
      set[key] = value;
    } else if (pair.endsWith('-')) remove.push(pair.slice(0, -1));
    else throw new Error(`unknown label spec: ${pair}`);
  }
  if (remove.some((key) => Object.hasOwn(set, key)))
    throw new Error('can not both modify and remove a label in the same command');
  return { set, remove };
}

/** Pairs `key=value` and `key-`. @throws Error for what is neither. */
export function parsePairs(pairs: readonly string[], type: string): Changes {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  const invalid: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals > 0) set[pair.slice(0, equals)] = pair.slice(equals + 1);
    else if (pair.endsWith('-') && pair !== '-') remove.push(pair.slice(0, -1));
    else invalid.push(pair);
  }
  if (invalid.length > 0) throw new Error(`invalid ${type} format: ${invalid.join(', ')}`);
  return { set, remove };
}

function parseAnnotations(pairs: readonly string[]): Changes {
  const changes = parsePairs(pairs, 'annotation');
  const both = changes.remove.filter((key) => Object.hasOwn(changes.set, key));
  if (both.length > 0) {
    throw new Error(
      `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
    );
  }
  return changes;
}

/** What differs between labels and annotations. */
interface Field {
  name: 'labels' | 'annotations';
  type: 'label' | 'annotation';
  parse: (pairs: readonly string[]) => Changes;
  /** What is wrong if values would be replaced; undefined if nothing is. */
  overwriteProblem: (conflicts: readonly [string, string][]) => Error | undefined;
  file: string;
}

const LABELS: Field = {
  name: 'labels',
  type: 'label',
  parse: parseLabels,
  file: 'pod',
  overwriteProblem: (conflicts) => {
    const errors = conflicts.map(
      ([key, value]) => new Error(`'${key}' already has a value (${value}), and --overwrite is false`),
    );
    return errors.length === 0 ? undefined : new Aggregate(errors);
  },
};

const ANNOTATIONS: Field = {
  name: 'annotations',
  type: 'annotation',
  parse: parseAnnotations,
  file: 'rsrc',
  overwriteProblem: (conflicts) => {
    const texts = conflicts
      .filter(([key]) => key !== 'kubernetes.io/change-cause')
      .map(([key, value]) => `'${key}' already has a value (${value})`);
    return texts.length === 0
      ? undefined
      : new Error(`--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`);
  },
};

function check(
  { flags }: Call,
  field: Field,
  resources: readonly string[],
  { set, remove }: Changes,
  dryRun: DryRun,
): void {
  const hasFiles = flags.list('filename').length > 0 || flags.text('kustomize') !== '';
  if (flags.is('all') && flags.text('selector') !== '')
    throw new Error('cannot set --all and --selector at the same time');
  if (flags.is('all') && flags.text('field-selector') !== '')
    throw new Error('cannot set --all and --field-selector at the same time');
  if (flags.is('local')) {
    const files = `-f ${field.file}.yaml or --filename=${field.file}.json`;
    if (dryRun === 'server')
      throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    if (resources.length > 0) throw new Error(`can only use local files by ${files} when --local=true is set`);
    if (!hasFiles) throw new Error(`one or more files must be specified as ${files}`);
  } else if (resources.length === 0 && !hasFiles) {
    throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (Object.keys(set).length === 0 && remove.length === 0 && !flags.is('list'))
    throw new Error(`at least one ${field.type} update is required`);
}

/** An object with other labels or annotations, and what has changed. @throws Error if a value would be replaced against one's will. */
function change(
  call: Call,
  field: Field,
  object: Found,
  { set, remove }: Changes,
): { object: Found; added: number; removed: number } {
  const metadata = asRecord(object.metadata);
  const values = { ...asRecord(metadata[field.name]) };
  if (!call.flags.is('overwrite')) {
    const conflicts = Object.keys(set)
      .filter((key) => values[key] !== undefined && values[key] !== set[key])
      .map((key): [string, string] => [key, String(values[key])]);
    const problem = field.overwriteProblem(conflicts);
    if (problem) throw problem;
  }
  const added = Object.keys(set).filter((key) => values[key] !== set[key]).length;
  const removed = remove.filter((key) => values[key] !== undefined).length;
  Object.assign(values, set);
  for (const key of remove) delete values[key];
  const version = call.flags.text('resource-version');
  const { [field.name]: _, ...rest } = metadata;
  const isKept = Object.keys(values).length > 0;
  return {
    object: {
      ...object,
      metadata: {
        ...rest,
        ...(isKept ? { [field.name]: values } : {}),
        ...(version === '' ? {} : { resourceVersion: version }),
      },
    },
    added,
    removed,
  };
}

function labelMessage(added: number, removed: number): string {
  if (added > 0 && removed > 0) return 'modified';
  if (added > 0) return 'labeled';
  return removed > 0 ? 'unlabeled' : 'not labeled';
}

function list(call: Call, field: Field, info: Info, isSingle: boolean): void {
  const { apiVersion = '', kind } = info.object ?? {};
  if (!isSingle) {
    const group = String(apiVersion).includes('/') ? String(apiVersion).replace(/\/.*/, '') : '';
    call.out(`Listing ${field.name} for ${String(kind)}.${group}/${info.name}:\n`);
  }
  const values = asRecord(asRecord(info.object?.metadata)[field.name]);
  for (const key of sortedKeys(values)) call.out(`${isSingle ? '' : ' '}${key}=${String(values[key])}\n`);
}

function changer(field: Field): Command {
  return {
    async run(call) {
      const { flags } = call;
      const dryRun = dryRunOf(call);
      const { resources, pairs } = resourcesAndPairs(call.words, field.type);
      const changes = field.parse(pairs);
      if (flags.is('list') && flags.text('output') !== '')
        throw new Error('--list and --output may not be specified together');
      const isLocal = flags.is('local');
      const { name, isExplicit } = call.namespace();
      check(call, field, resources, changes, dryRun);
      const hasFiles = flags.list('filename').length > 0 || flags.text('kustomize') !== '';
      const result = await find(call, {
        ...fileOptions(flags),
        namespace: name,
        defaultNamespace: true,
        enforceNamespace: isExplicit && hasFiles,
        flatten: true,
        continueOnError: true,
        local: isLocal,
        ...(isLocal
          ? {}
          : {
              words: resources,
              allowsEmptySelector: flags.is('all'),
              selector: flags.text('selector'),
              fieldSelector: flags.text('field-selector'),
              allNamespaces: flags.is('all-namespaces'),
              latest: true,
            }),
      });
      if (!result.isSingle && flags.text('resource-version') !== '') {
        throw new Error('--resource-version may only be used with a single resource');
      }
      await result.visit((info) => changeOne(call, field, info, changes, dryRun, result.isSingle));
    },
  };
}

async function changeOne(
  call: Call,
  field: Field,
  info: Info,
  changes: Changes,
  dryRun: DryRun,
  isSingle: boolean,
): Promise<void> {
  const { flags } = call;
  const object = info.object ?? {};
  const isLocal = dryRun === 'client' || flags.is('local') || flags.is('list');
  if (!isLocal && field.name === 'labels') {
    const labels = asRecord(asRecord(object.metadata).labels);
    for (const key of changes.remove)
      if (labels[key] === undefined) call.out(`label ${JSON.stringify(key)} not found.\n`);
  }
  const { object: changed, added, removed } = change(call, field, object, changes);
  let shown = changed;
  if (!isLocal && (field.name === 'annotations' || added > 0 || removed > 0)) {
    const before =
      flags.text('resource-version') === ''
        ? object
        : { ...object, metadata: { ...asRecord(object.metadata), resourceVersion: undefined } };
    const text = compactJson(twoWayPatch(before, changed, undefined));
    const answer = await patch(call.client, info, 'merge', text, {
      dryRun: dryRun === 'server',
      fieldManager: flags.text('field-manager'),
    });
    // Labels show what was sent, annotations what came back.
    if (field.name === 'annotations') shown = answer;
  }
  info.object = shown;
  if (flags.is('list')) return list(call, field, info, isSingle);
  const message = field.name === 'labels' ? labelMessage(added, removed) : 'annotated';
  operationPrinter(call, withDryRun(message, dryRun))(shown);
}

/** `kubectl label` (k8s.io/kubectl/pkg/cmd/label). */
export const label = changer(LABELS);

/** `kubectl annotate` (k8s.io/kubectl/pkg/cmd/annotate). */
export const annotate = changer(ANNOTATIONS);
