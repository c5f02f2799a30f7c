import type { FurtherCluster, LabStart } from '../../curriculum/schema/lab-cluster.ts';
import type { Cluster, ClusterOptions } from '../cluster.ts';
import { ADMINISTRATOR } from '../kubeconfig.ts';
import { Practice } from '../practice.ts';
import { clustersOf } from './clusters.ts';
import { formOf } from './draw.ts';

/** The start of a lab cannot be made: a mistake of its author. */
export class StartProblem extends Error {}

/** A command that has to go well. */
async function must(practice: Practice, command: string, input = ''): Promise<void> {
  const { errors, code } = await practice.session.run(command, input);
  if (code !== 0) throw new StartProblem(`"${command}" failed: ${errors.trim()}`);
}

/** Makes a namespace without kubectl: the part of it that could is not needed up to the prompt. @throws StartProblem */
async function makeNamespace(cluster: Cluster, name: string): Promise<void> {
  const request = cluster.answer({
    method: 'POST',
    path: '/api/v1/namespaces',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    certificate: ADMINISTRATOR,
    body: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  });
  const { status, body } = await cluster.clock.until(request);
  if (status < 300) return;
  const { message = body } = JSON.parse(body) as { message?: string };
  throw new StartProblem(`The namespace "${name}" cannot be made: ${message}`);
}

/** Files of a lesson, by names in its folder `files/`. @throws StartProblem when one is not there */
function chosen(names: readonly string[], files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    names.map((name) => {
      const content = files.get(name);
      if (content === undefined)
        throw new StartProblem(
          `There is no file "${name}" beside the lesson. There are: ${[...files.keys()].join(', ')}.`,
        );
      return [name, content];
    }),
  );
}

/**
 * The practice cluster, or the clusters, in the state in which a lab begins.
 * @param files all files of the lesson, by their names.
 * @param before command lines that are run then; whether they go well is their author's concern. @throws StartProblem
 */
export async function beginLab(
  start: LabStart,
  files: ReadonlyMap<string, string>,
  options: ClusterOptions = {},
  before: readonly string[] = [],
): Promise<Practice> {
  const clusters = clustersOf(start);
  const [{ context, images, load }, ...further] = clusters;
  const practice = new Practice(chosen(start.files, files), {
    ...options,
    context,
    images,
    ...(load ? { load } : {}),
    further: further.map((one) => ({
      context: one.context,
      images: one.images,
      ...(one.load ? { load: one.load } : {}),
    })),
  });
  const works = clusters.map((cluster, index) => {
    // The context of the first one is the current one.
    const kubectl = index === 0 ? 'kubectl' : `kubectl --context ${cluster.context}`;
    return { cluster, work: { practice, files, kubectl } };
  });
  for (const { cluster, work } of works) await prepare(work, cluster);
  await practice.settle();
  if (clusters.some(({ faults }) => faults.length > 0)) {
    for (const { cluster, work } of works) await applyAll(work, cluster.faults);
    await practice.settle();
  }
  const drawn = formOf(start, options.seed ?? 1).faults;
  if (drawn.some((faults) => faults.length > 0)) {
    for (const [index, { work }] of works.entries())
      for (const [name, content] of chosen(drawn[index] ?? [], files)) await spoil(work, name, content);
    await practice.settle();
  }
  for (const command of before) await practice.session.run(command);
  return practice;
}

/** What the first state of one cluster is made with. */
interface Work {
  practice: Practice;
  files: ReadonlyMap<string, string>;
  /** How kubectl is called so that it asks this cluster. */
  kubectl: string;
}

/** Makes what runs in a cluster before anything goes wrong. @throws StartProblem */
async function prepare(work: Work, start: FurtherCluster): Promise<void> {
  const { practice, kubectl } = work;
  const { context, nodes, namespace, namespaces, apply } = start;
  for (const { name, labels, taints } of nodes) {
    for (const [key, value] of Object.entries(labels))
      await must(practice, `${kubectl} label node ${name} ${key}=${value}`);
    for (const taint of taints) await must(practice, `${kubectl} taint node ${name} ${taint}`);
  }
  for (const name of new Set([namespace ?? 'default', ...namespaces]))
    if (name !== 'default') await makeNamespace(practice.clusterOf(context), name);
  if (namespace !== undefined) practice.chooseNamespace(namespace, context);
  await applyAll(work, apply);
}

/** Where a fault that is drawn lies while it is done; nobody sees it there. */
const FAULT_FILE = '/tmp/fault.yaml';

/**
 * Does a fault: objects that are there get what its manifest says, and keep all else; others are made. A learner cannot tell it from a change
 * that somebody made by hand. @throws StartProblem which names the file
 */
async function spoil({ practice, kubectl }: Work, name: string, content: string): Promise<void> {
  practice.files.write(FAULT_FILE, content);
  const { code } = await practice.session.run(`${kubectl} get -f ${FAULT_FILE}`);
  const command =
    code === 0 ? `${kubectl} patch -f ${FAULT_FILE} --patch-file ${FAULT_FILE}` : `${kubectl} create -f ${FAULT_FILE}`;
  await naming(name, () => must(practice, command));
  practice.files.remove(FAULT_FILE);
}

/** Does something with a file of the lesson. @throws StartProblem which names the file */
async function naming(name: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (problem) {
    throw problem instanceof StartProblem ? new StartProblem(`${name}: ${problem.message}`) : problem;
  }
}

/** @throws StartProblem which names the file */
async function applyAll({ practice, files, kubectl }: Work, names: readonly string[]): Promise<void> {
  for (const [name, content] of chosen(names, files))
    await naming(name, () => must(practice, `${kubectl} apply -f -`, content));
}
