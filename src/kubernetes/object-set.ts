import { closest, didYouMean } from '../findings/suggest.ts';
import { asList, asRecord, asText, at, type Data } from './data.ts';
import { type ObjectProblem, problem } from './object-problem.ts';
import type { External } from './set/external.ts';
import type { MadeObject } from './set/made.ts';
import { isInFragment, type ObjectSet, type SetObject, sameNamespace } from './set/object.ts';
import { targetProblems } from './set/ports.ts';
import { type Reference, referencesOf } from './set/references.ts';
import { relationProblems } from './set/relations.ts';
import { podsOf, selectorProblem } from './set/selectors.ts';

/** What does not fit together in a set of objects. */
export interface SetReport {
  /** With the place of the object in the set. */
  problems: (ObjectProblem & { index: number })[];
  /** Declarations of objects made elsewhere that are needed. */
  needed: ReadonlySet<External>;
}

const nameOf = (value: Data): string | undefined => asText(at(value, 'metadata', 'name'));
const namespaceOf = (value: Data): string | undefined => asText(at(value, 'metadata', 'namespace'));

/** Names of objects that every cluster has, or makes itself. */
const GIVEN: Readonly<Record<string, RegExp>> = {
  ConfigMap: /^kube-root-ca\.crt$/,
  ServiceAccount: /^default$/,
  Service: /^kubernetes$/,
  ClusterRole: /^(admin|edit|view|cluster-admin|system:.*)$/,
  Role: /^(system:.*|extension-apiserver-authentication-reader)$/,
  PriorityClass: /^system-/,
};

const isGiven = ({ kind, name, namespace }: Reference): boolean =>
  GIVEN[kind]?.test(name) === true || namespace?.startsWith('kube-') === true;

const makes =
  ({ kind, name }: Reference) =>
  (made: MadeObject): boolean =>
    (made.kind === kind || made.kind === '') &&
    (made.name === name || (made.prefix === true && name.startsWith(made.kind === '' ? `${made.name}-` : made.name)));

/** Keys of an object that is a ConfigMap or a Secret; undefined if the cluster adds others. */
function keysOf({ kind, type, data, stringData, binaryData }: Data): string[] | undefined {
  if (kind === 'Secret' && type === 'kubernetes.io/service-account-token') return undefined;
  return [data, stringData, binaryData].flatMap((group) => Object.keys(asRecord(group)));
}

function keyProblem({ kind, name, key }: Reference, found: readonly Data[], made: readonly MadeObject[]) {
  if (key === undefined) return undefined;
  const all = [...found.map(keysOf), ...made.map(({ keys }) => keys)];
  const known = all.flatMap((keys) => keys ?? []);
  if (all.includes(undefined) || known.includes(key.name)) return undefined;
  return problem(
    'reference',
    key.path,
    `The ${kind} "${name}" has no key "${key.name}".${didYouMean(key.name, known)}`,
    `Add the key to the ${kind}, or correct it.`,
  );
}

function portProblem({ name, port }: Reference, found: readonly Data[], made: readonly MadeObject[]) {
  const ports = found.flatMap(({ spec }) => asList(asRecord(spec).ports));
  if (port === undefined || made.length > 0 || ports.length === 0) return undefined;
  const field = typeof port.value === 'number' ? 'port' : 'name';
  const known = ports.flatMap((one) => (one[field] === undefined ? [] : [String(one[field])]));
  if (known.includes(String(port.value))) return undefined;
  const has = known.length === 0 ? 'its ports have no names' : `it has ${[...new Set(known)].join(', ')}`;
  return problem(
    'port',
    port.path,
    `The Service "${name}" has no port ${port.value}; ${has}.`,
    'Name a port of the Service, which need not be that of its Pods.',
  );
}

function sectionProblem({ name, section }: Reference, found: readonly Data[]): ObjectProblem | undefined {
  const listeners = found.flatMap((gateway) =>
    asList(at(gateway, 'spec', 'listeners')).map((listener) => String(listener.name)),
  );
  return section === undefined || listeners.length === 0 || listeners.includes(section.name)
    ? undefined
    : problem(
        'reference',
        section.path,
        `The Gateway "${name}" has no listener "${section.name}".${didYouMean(section.name, listeners)}`,
        `Use one of: ${[...new Set(listeners)].join(', ')}.`,
      );
}

/** Whether two names differ in more than their digits: "gp2" is no slip for "gp3". */
const differ = (one: string, other: string): boolean => one.replace(/\d+/g, '') !== other.replace(/\d+/g, '');

function missingProblem(reference: Reference, others: readonly Data[], wanted: string | undefined) {
  const { kind, name, path, oftenGiven } = reference;
  const elsewhere = others.find((other) => nameOf(other) === name);
  if (elsewhere) {
    return problem(
      'reference',
      path,
      `The ${kind} "${name}" is in the namespace "${String(namespaceOf(elsewhere))}", but is looked for in "${String(wanted)}".`,
      'Write both in one namespace.',
    );
  }
  const names = others.flatMap((other) => nameOf(other) ?? []);
  if (oftenGiven) {
    const meant = closest(name, names);
    if (meant === undefined || !differ(meant, name)) return undefined;
    return problem(
      'reference',
      path,
      `There is no ${kind} "${name}" in this lesson. Did you mean "${meant}"?`,
      `Correct the name; if it is made elsewhere, add the comment "# External: ${kind}/${name}".`,
    );
  }
  return problem(
    'reference',
    path,
    `Nothing in this lesson makes the ${kind} "${name}".${didYouMean(name, names)}`,
    `Add it, or correct the name; if it is made elsewhere, add the comment "# External: ${kind}/${name}".`,
  );
}

/** What is wrong with one reference of an object. */
function referenceProblems(
  reference: Reference,
  { value }: SetObject,
  set: ObjectSet,
  use: (external: External) => void,
): (ObjectProblem | undefined)[] {
  if (isGiven(reference)) return [];
  const { kind, name, namespace = namespaceOf(value) } = reference;
  const others = set.objects.map((other) => other.value).filter((other) => other.kind === kind);
  const found = others.filter(
    (other) => nameOf(other) === name && (namespace === '' || sameNamespace(namespaceOf(other), namespace)),
  );
  const made = set.made.filter(makes(reference));
  if (found.length + made.length > 0) {
    const words = [reference.key?.name, reference.port?.value, reference.section?.name];
    if (words.some((word) => word !== undefined && isInFragment(set, String(word)))) return [];
    return [keyProblem(reference, found, made), portProblem(reference, found, made), sectionProblem(reference, found)];
  }
  const external = set.externals.find((one) => one.kind === kind && one.name === name);
  if (external) {
    use(external);
    return [];
  }
  return [missingProblem(reference, others, namespace)];
}

/**
 * What does not fit together among the objects of a lesson: selectors, ports, and names of other objects. If a set has
 * several versions of an object, it is enough that one of them fits.
 */
export function setReport(set: ObjectSet): SetReport {
  const needed = new Set<External>();
  const pods = podsOf(set);
  // Of several declarations of one object all are needed.
  const use = ({ kind, name }: External): void => {
    for (const other of set.externals) if (other.kind === kind && other.name === name) needed.add(other);
  };
  const problems = set.objects.flatMap((object, index) => {
    if (!object.judged) return [];
    const found = [
      ...referencesOf(object.value).flatMap((reference) => referenceProblems(reference, object, set, use)),
      selectorProblem(object, set, pods, use),
      ...targetProblems(object, pods, set),
    ];
    return found.flatMap((one) => (one ? [{ ...one, index }] : []));
  });
  const relations = relationProblems(set).map(({ object, problem: one }) => ({
    ...one,
    index: set.objects.indexOf(object),
  }));
  // A ConfigMap of which a volume takes several keys is named once, and referred to several times.
  const key = ({ path, message, index }: ObjectProblem & { index: number }): string =>
    JSON.stringify([index, path, message]);
  const all = [...problems, ...relations];
  return { problems: [...new Map(all.map((found) => [key(found), found])).values()], needed };
}
