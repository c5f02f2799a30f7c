import type { LabTask } from '../../../curriculum/schema/lab.ts';
import type { FurtherCluster, LabCondition, LabStart } from '../../../curriculum/schema/lab-cluster.ts';
import { fnv32a } from '../../../kubernetes/digest.ts';
import { builtInResources } from '../../api/resources/built-in.ts';
import { clustersOf, hasSeveral } from '../clusters.ts';
import { leadsToQuantity, ordered } from '../compare.ts';
import { conditionsOf, keptKey } from '../conditions.ts';
import { namedIn } from '../objects.ts';
import { exact, plainText, quoted, quotedLine } from './quote.ts';
import { editionOf, type ReportedLab, reportedOf } from './reported.ts';

/** What a script for a lab is made from. */
export interface ScriptedLab extends ReportedLab {
  title: string;
  start: LabStart;
  /** Whose it is and under which license, a line each. */
  notice: readonly string[];
}

/** Contexts of clusters that belong to somebody's own machine; a lab may name further ones. */
export const PRACTICE_CONTEXTS = ['kind-*', 'minikube', 'minikube-*', 'shop-dev'];

/** Name of the ConfigMap in which `start.sh` records who was there when the lab began. It lies in `default`, so that it survives the lab's namespace. */
export const recordName = (lesson: string): string => `lab-${lesson}`.slice(0, 253);

/** Key in that ConfigMap for a condition of kind "kept". */
export const recordKey = (condition: Extract<LabCondition, { kind: 'kept' }>): string =>
  `kept-${fnv32a(keptKey(condition)).toString(16).padStart(8, '0')}`;

/** The namespaces of a cluster, that of its context first. */
function namespacesOf({ namespace = 'default', namespaces }: FurtherCluster): string[] {
  return [...new Set([namespace, ...namespaces])];
}

/** What differs from cluster to cluster: the lines of the first one where there are no others. */
export function byCluster(lines: readonly (readonly string[])[], clusters: readonly FurtherCluster[]): string[] {
  if (lines.length === 1) return [...(lines[0] ?? [])];
  return [
    'case $context in',
    ...lines.flatMap((own, index) => [
      `${exact(clusters[index]?.context ?? '')})`,
      ...(own.length > 0 ? own : [':']).map((line) => `  ${line}`),
      '  ;;',
    ]),
    'esac',
  ];
}

/**
 * The first lines of a script for a lab, and what all of its scripts know.
 * @param settings of each cluster: assignments of what only this script knows
 */
export function scriptHead(what: string, scripted: ScriptedLab, settings: readonly (readonly string[])[] = []): string {
  const { lesson, lab, title, start, notice } = scripted;
  const contexts = [...PRACTICE_CONTEXTS, ...start.contexts];
  const clusters = clustersOf(start);
  const of = clusters.map((cluster, index) => [
    `lab_namespaces=${quoted(namespacesOf(cluster).join('\n'))}`,
    ...(settings[index] ?? []),
  ]);
  return `#!/bin/sh
# ${oneLine(`${what} ${title}`)}
#
${notice.map((line) => `# ${oneLine(line)}`.trimEnd()).join('\n')}
# shellcheck disable=SC2016,SC2317

lab_title=${quotedLine(title)}
lab_clusters=${quoted(hasSeveral(start) ? clusters.map(({ context }) => context).join('\n') : '')}
lab_record=${quotedLine(recordName(lesson))}
lab_edition=${quotedLine(editionOf(lab))}
lab_contexts=${quotedLine(contexts.join(', '))}

is_practice_context() {
  case $1 in
  ${contexts
    .map((context) =>
      context
        .split('*')
        .map((part) => (part === '' ? '' : exact(part)))
        .join('*'),
    )
    .join(' | ')}) return 0 ;;
  esac
  return 1
}

use_cluster() {
  context=$1
${byCluster(of, clusters)
  .map((line) => `  ${line}`)
  .join('\n')}
}
`;
}

/**
 * `check.sh`: judges the tasks of a lab on a cluster of one's own by the same conditions as the page, with nothing but a POSIX shell and kubectl.
 * @param parts what every such script does: options, what scripts share, judging, results, main (the files beside this one)
 */
export function checkScript(scripted: ScriptedLab, parts: readonly string[]): string {
  const { lesson, lab, start } = scripted;
  const ids = lab.tasks.map(({ id }) => exact(id));
  const tasks = lab.tasks.map((task) => taskLines(task, clustersOf(start))).join('\n');
  return `${scriptHead('Says which tasks of a lab are done on your own cluster:', scripted)}
lab_id=${quotedLine(lesson)}
lab_code=${quotedLine(reportedOf({ lesson, lab }).head.join(' '))}
lab_task_ids=${quotedLine(lab.tasks.map(({ id }) => id).join(', '))}

is_task() {
  case $1 in
  ${ids.join(' | ')}) return 0 ;;
  esac
  return 1
}

lab_tasks() {
${tasks}
}

${parts.map((part) => part.trim()).join('\n\n')}
`;
}

function taskLines(task: LabTask, [first, ...further]: readonly [FurtherCluster, ...FurtherCluster[]]): string {
  const conditions = conditionsOf(task);
  const call = (condition: LabCondition): string[] => {
    const other = 'context' in condition && further.find(({ context }) => context === condition.context);
    const words = callOf(condition, (other || first).namespace ?? 'default');
    return other && words[0] !== 'page' ? ['in', exact(other.context), ...words] : words;
  };
  return [
    `  task ${exact(task.id)} ${quotedLine(task.title)} ${conditions.length}`,
    ...conditions.map((condition) => `  condition ${quotedLine(condition.message)} ${call(condition).join(' ')}`),
    ...task.hints.map((hint) => `  hint ${quoted(plainText(hint))}`),
  ].join('\n');
}

/** The words with which the script judges a condition. */
function callOf(condition: LabCondition, namespace: string): string[] {
  switch (condition.kind) {
    case 'exists':
    case 'absent':
      return [condition.kind, ...targetOf(condition, namespace)];
    case 'kept':
      return [condition.isKept ? 'kept' : 'gone', ...targetOf(condition, namespace), recordKey(condition)];
    case 'value':
      return [
        'value',
        ...targetOf(condition, namespace),
        exact(condition.path),
        kindOf(condition.path),
        condition.anyOrder ? 'ordered' : 'asis',
        ...comparisons(condition),
      ];
    case 'count': {
      const { path, value = '', atLeast = 0, atMost = '' } = condition;
      const counted = path === undefined ? [] : [exact(path), kindOf(path), exact(value)];
      return ['count', ...targetOf(condition, namespace), String(atLeast), exact(String(atMost)), ...counted];
    }
    case 'can': {
      const [resource = '', subresource] = condition.resource.split('/');
      const named = condition.name === undefined ? resource : `${resource}/${condition.name}`;
      const isEverywhere = namedIn(builtInResources, resource)?.namespaced === false;
      return [
        'can',
        condition.isAllowed ? 'yes' : 'no',
        ...[condition.as, condition.verb, named].map(exact),
        ...(subresource === undefined ? [] : [exact(`--subresource=${subresource}`)]),
        isEverywhere ? '--all-namespaces' : exact(`--namespace=${condition.namespace ?? namespace}`),
      ];
    }
    case 'log':
      return [
        'log',
        ...targetOf({ ...condition, resource: 'pod' }, namespace),
        exact(condition.matches),
        ...(condition.container === undefined ? [] : [exact(condition.container)]),
      ];
    default:
      return ['page'];
  }
}

/** The words that say which objects a condition is about. */
export function targetOf(
  target: {
    resource: string;
    name?: string | undefined;
    selector?: string | undefined;
    namespace?: string | undefined;
  },
  namespace: string,
): string[] {
  const { resource, name, selector } = target;
  const [how, word] =
    name !== undefined ? ['name', name] : selector !== undefined ? ['selector', selector] : ['all', ''];
  return [how, exact(resource), exact(word), exact(target.namespace ?? namespace)];
}

const kindOf = (path: string): string => (leadsToQuantity(path) ? 'quantity' : 'text');

function comparisons(condition: Extract<LabCondition, { kind: 'value' }>): string[] {
  const { equals, oneOf = [], matches, atLeast, atMost, anyOrder } = condition;
  const pairs: [string, string | number | undefined][] = [
    ['equals', equals === undefined || !anyOrder ? equals : ordered(equals)],
    ...oneOf.map((one): [string, string] => ['oneOf', one]),
    ['matches', matches],
    ['atLeast', atLeast],
    ['atMost', atMost],
  ];
  return pairs.flatMap(([name, wanted]) => (wanted === undefined ? [] : [name, exact(String(wanted))]));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
