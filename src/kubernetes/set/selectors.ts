import { closest } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, asText, asTexts, at, type Data } from '../data.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';
import { matches, podOf } from '../workloads.ts';
import type { External } from './external.ts';
import { type ObjectSet, type SetObject, sameNamespace } from './object.ts';
import { operatorLabels } from './operator-pods.ts';

/** Pods that a selector may choose: those of a manifest, or of a command. */
export interface SelectablePods {
  kind: string;
  name: string;
  namespace: string | undefined;
  labels: Data;
  /** Containers that keep running; undefined if they are not known. */
  containers: readonly Data[] | undefined;
  /** The manifest; undefined for Pods of a command. */
  source: string | undefined;
  /** Service that a StatefulSet names as its own. */
  serviceName: string | undefined;
}

/** All Pods that a set of objects makes. */
export function podsOf({ objects, made }: ObjectSet): SelectablePods[] {
  const written = objects.flatMap(({ value, source }): SelectablePods[] => {
    const name = String(at(value, 'metadata', 'name'));
    const namespace = asText(at(value, 'metadata', 'namespace'));
    const labels = operatorLabels(value);
    if (labels)
      return [
        { kind: String(value.kind), name, namespace, labels, containers: undefined, source, serviceName: undefined },
      ];
    const pod = podOf(value);
    if (!pod) return [];
    const sidecars = asList(pod.spec.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always');
    return [
      {
        kind: String(value.kind),
        name,
        namespace,
        labels: pod.labels,
        containers: [...sidecars, ...asList(pod.spec.containers)],
        source,
        serviceName: asText(at(value, 'spec', 'serviceName')),
      },
    ];
  });
  const typed = made.flatMap(({ kind, name, labels }): SelectablePods[] =>
    labels
      ? [{ kind, name, labels, namespace: undefined, containers: undefined, source: undefined, serviceName: undefined }]
      : [],
  );
  return [...written, ...typed];
}

/** Labels that controllers put on Pods: no template has them. */
const GIVEN =
  /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|job-name|controller-uid|batch\.kubernetes\.io\/.*|controller-revision-hash|pod-template-hash|pod-template-generation)$/;

/** Whether labels meet the expressions of a selector. */
function meets(expressions: readonly Data[], labels: Data): boolean {
  return expressions.every(({ key, operator, values }) => {
    const value = labels[String(key)];
    const among = asTexts(values).includes(String(value));
    if (operator === 'In') return value !== undefined && among;
    if (operator === 'NotIn') return value === undefined || !among;
    if (operator === 'Exists') return value !== undefined;
    return operator === 'DoesNotExist' ? value === undefined : true;
  });
}

/** What an object selects. */
interface Selection {
  labels: Data;
  expressions: readonly Data[];
  path: DataPath;
}

/** The Pods that an object selects; undefined if it selects none, or all. */
function selectionOf(object: Data): Selection | undefined {
  const spec = asRecord(object.spec);
  const selection =
    object.kind === 'Service'
      ? { labels: asRecord(spec.selector), expressions: [], path: ['spec', 'selector'] }
      : object.kind === 'PodDisruptionBudget' || object.kind === 'NetworkPolicy'
        ? ofSelector(spec, object.kind === 'NetworkPolicy' ? 'podSelector' : 'selector')
        : undefined;
  const empty = Object.keys(selection?.labels ?? {}).length === 0 && selection?.expressions.length === 0;
  return empty ? undefined : selection;
}

function ofSelector(spec: Data, field: string): Selection {
  const { matchLabels, matchExpressions } = asRecord(spec[field]);
  return { labels: asRecord(matchLabels), expressions: asList(matchExpressions), path: ['spec', field] };
}

const own = (labels: Data): Data => Object.fromEntries(Object.entries(labels).filter(([key]) => !GIVEN.test(key)));

/** Pods of a set that an object selects, in its own namespace. */
export function selectedPods({ value }: SetObject, pods: readonly SelectablePods[]): SelectablePods[] {
  const selection = selectionOf(value);
  if (!selection) return [];
  const namespace = asText(at(value, 'metadata', 'namespace'));
  return pods.filter(
    (pod) =>
      matches(own(selection.labels), pod.labels) &&
      meets(selection.expressions, pod.labels) &&
      sameNamespace(pod.namespace, namespace),
  );
}

/** Whether one value may be a slip for the other: "v1" is none for "v2", nor is a word of two letters for another. */
function isSlip(value: string, meant: string): boolean {
  const letters = (text: string): string => text.replace(/\d+/g, '');
  return value.length > 2 && letters(value) !== letters(meant) && closest(value, [meant]) !== undefined;
}

/** Whether only one label keeps Pods from being selected, and that one looks like a slip. */
function isNear(wanted: Data, labels: Data): boolean {
  const differing = Object.entries(wanted).filter(([key, value]) => labels[key] !== value);
  const [[key, value] = ['', '']] = differing;
  if (differing.length !== 1 || typeof value !== 'string') return false;
  const there = labels[key];
  if (typeof there === 'string') return isSlip(value, there);
  const meant = closest(key, Object.keys(labels));
  return meant !== undefined && labels[meant] === value;
}

/** Kinds whose Pods an operator makes, perhaps with other labels than those that are known. */
const OPERATED = /^(?:Alertmanager|Prometheus|PrometheusAgent|ThanosRuler)$/;

const WORKLOADS = new Set(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);

/** The declaration by which a selector's Pods are made elsewhere. */
function externalFor(
  { value, source }: SetObject,
  labels: Data,
  externals: readonly (External & { source: string })[],
): External | undefined {
  const name = at(value, 'metadata', 'name');
  return externals.find(
    (external) =>
      WORKLOADS.has(external.kind) &&
      (external.source === source || external.name === name || Object.values(labels).includes(external.name)),
  );
}

const show = (labels: Data, keys: readonly string[] = Object.keys(labels)): string =>
  keys
    .filter((key) => labels[key] !== undefined)
    .map((key) => `${key}: ${String(labels[key])}`)
    .join(', ');

/**
 * That an object selects no Pods, although the set has some that it must be meant for.
 * @param use takes note of a declaration by which the Pods are made elsewhere.
 */
export function selectorProblem(
  object: SetObject,
  set: ObjectSet,
  pods: readonly SelectablePods[],
  use: (external: External) => void,
): ObjectProblem | undefined {
  const { value, source } = object;
  const selection = selectionOf(value);
  const labels = own(selection?.labels ?? {});
  const unknown = Object.entries(labels).some(([key, text]) => set.labeled.has(`${key}=${String(text)}`));
  const nothing = Object.keys(labels).length === 0 && selection?.expressions.length === 0;
  if (!selection || nothing || unknown || selectedPods(object, pods).length > 0) return undefined;
  const external = externalFor(object, labels, set.externals);
  if (external) {
    use(external);
    return undefined;
  }
  const name = String(at(value, 'metadata', 'name'));
  const elsewhere = pods.find((pod) => matches(labels, pod.labels) && meets(selection.expressions, pod.labels));
  const meant =
    elsewhere ??
    pods.find((pod) => isNear(labels, pod.labels)) ??
    pods.find((pod) => (pod.name === name && !OPERATED.test(pod.kind)) || pod.serviceName === name) ??
    // What a custom resource makes nobody here knows: it may be these Pods.
    (set.customResources ? undefined : pods.find((pod) => pod.source === source));
  if (!meant) return undefined;
  const wanted = Object.keys(labels).length > 0 ? `the labels ${show(labels)}` : 'other labels';
  const has = show(meant.labels, Object.keys(labels)) || show(meant.labels) || 'no labels';
  const hint = elsewhere
    ? `those of the ${meant.kind} "${meant.name}" are in the namespace "${String(meant.namespace)}"`
    : `those of the ${meant.kind} "${meant.name}" have ${has}`;
  return problem(
    'selector',
    selection.path,
    `The ${String(value.kind)} "${name}" selects Pods with ${wanted}, but no Pods in this lesson are selected; ${hint}.`,
    elsewhere
      ? 'Write both in one namespace.'
      : 'Write the same labels in the selector and in the Pod template; if the Pods come from elsewhere, add a comment such as "# External: Deployment/shop-db".',
  );
}
