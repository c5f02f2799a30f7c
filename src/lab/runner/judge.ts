import type { LabCondition, LabStart } from '../../curriculum/schema/lab-cluster.ts';
import { asList, asRecord } from '../../kubernetes/data.ts';
import type { KubeObject } from '../api/core/objects.ts';
import { ADMINISTRATOR } from '../kubeconfig.ts';
import { attempted, reaches } from '../network/reaches.ts';
import type { Practice } from '../practice.ts';
import { WORK } from '../session.ts';
import { clustersOf, hasSeveral } from './clusters.ts';
import { leadsToQuantity, meets, ordered, posixPattern } from './compare.ts';
import { conditionsOf, type JudgedTask, keptKey } from './conditions.ts';
import { objectsOf, resourceNamed, valueAt } from './objects.ts';
import { type ConditionResult, Credits, type TaskResult } from './task-result.ts';

/** Gives what a command line prints in the learner's folder, while somebody moves the clock. */
type Run = (command: string) => Promise<string>;

/** Conditions that take time: a command is run, a connection is tried. They are looked at when all others of their task hold, until it is done. */
const SLOW: ReadonlySet<LabCondition['kind']> = new Set(['output', 'reaches']);

/** Looks at a practice cluster and says which tasks of a lab are done. It changes nothing, unless a command of the lab does. */
export class Judge {
  readonly #practice: Practice;
  readonly #tasks: readonly JudgedTask[];
  /** The namespace of each cluster, by its context. */
  readonly #namespaces = new Map<string | undefined, string>();
  /** What stands before a command of the lab, by the context that is current for it. */
  readonly #before = new Map<string | undefined, string>();
  readonly #done = new Set<string>();
  /** What was done of tasks as they go on, and of tasks as they are graded at the end. */
  readonly #credits = new Credits();
  readonly #grades = new Credits();
  /** Who was there at the beginning, by what the condition says of them. */
  readonly #first = new Map<string, string>();

  /** Made in the state in which the lab begins: what has to be kept is looked at now. */
  constructor(practice: Practice, tasks: readonly JudgedTask[], start?: LabStart) {
    this.#practice = practice;
    this.#tasks = tasks;
    if (start) this.#know(start);
    for (const condition of tasks.flatMap(conditionsOf))
      if (condition.kind === 'kept') this.#first.set(keptKey(condition), this.#identities(condition));
  }

  #know(start: LabStart): void {
    const [first, ...further] = clustersOf(start);
    for (const { context, namespace = 'default' } of [first, ...further]) this.#namespaces.set(context, namespace);
    this.#namespaces.set(undefined, first.namespace ?? 'default');
    // With one cluster a command runs as the learner would type it.
    if (!hasSeveral(start)) return;
    for (const { context } of [first, ...further])
      this.#before.set(context, `export KUBECONFIG=${this.#practice.configurationOf(context)}\n`);
    this.#before.set(undefined, this.#before.get(first.context) ?? '');
  }

  #namespaceOf({ context, namespace }: { context?: string | undefined; namespace?: string | undefined }): string {
    return namespace ?? this.#namespaces.get(context) ?? 'default';
  }

  /** How every task stands now. @param run without it the clock is moved as far as commands and connections need */
  async judge(run?: Run): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    for (const task of this.#tasks) {
      const conditions = await this.#conditions(task, run, false);
      const isJudged = conditions.length > 0;
      if (isJudged && conditions.every(({ isMet }) => isMet)) this.#done.add(task.id);
      const isDone = this.#done.has(task.id);
      const credit = isDone ? 1 : this.#credits.of(task.id, conditions);
      results.push({ id: task.id, title: task.title, isJudged, isDone, conditions, credit });
    }
    return results;
  }

  /**
   * How every task stands now, whatever it was in between, with each condition looked at: for what is graded at its end. The first time is the
   * beginning: what holds then earns nothing. @param run as for judge
   */
  async grade(run?: Run): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    for (const task of this.#tasks) {
      const conditions = await this.#conditions(task, run, true);
      const isJudged = conditions.length > 0;
      const isDone = isJudged && conditions.every(({ isMet }) => isMet);
      const credit = this.#grades.of(task.id, conditions);
      results.push({ id: task.id, title: task.title, isJudged, isDone, conditions, credit });
    }
    return results;
  }

  async #conditions(task: JudgedTask, run: Run | undefined, isThorough: boolean): Promise<ConditionResult[]> {
    const all = conditionsOf(task);
    const results = new Map<LabCondition, boolean>();
    for (const condition of all)
      if (!SLOW.has(condition.kind)) results.set(condition, await this.#isMet(condition, run));
    const isNear = [...results.values()].every(Boolean);
    for (const condition of all)
      if (SLOW.has(condition.kind))
        results.set(
          condition,
          isThorough
            ? await this.#isMet(condition, run)
            : this.#done.has(task.id) || (isNear && (await this.#isMet(condition, run))),
        );
    return all.map((condition) => ({ isMet: results.get(condition) === true, message: condition.message }));
  }

  #objects(condition: Parameters<typeof objectsOf>[1]) {
    return objectsOf(this.#practice.clusterOf(condition.context).server, condition, this.#namespaceOf(condition));
  }

  #identities(condition: Parameters<typeof objectsOf>[1]): string {
    return ordered(
      this.#objects(condition)
        .map(({ metadata }) => metadata.uid)
        .join(' '),
    );
  }

  /** Whether all of the beginning are there, and no others; or, if the condition wants it so, whether one of them is gone. */
  #isKept(condition: Extract<LabCondition, { kind: 'kept' }>): boolean {
    const [first = '', now] = [this.#first.get(keptKey(condition)), this.#identities(condition)];
    if (condition.isKept) return now === first;
    const there = new Set(now.split(' '));
    return first.split(' ').some((identity) => !there.has(identity));
  }

  async #isMet(condition: LabCondition, run: Run | undefined): Promise<boolean> {
    switch (condition.kind) {
      case 'exists':
        return this.#objects(condition).length > 0;
      case 'absent':
        return this.#objects(condition).length === 0;
      case 'kept':
        return this.#isKept(condition);
      case 'value': {
        const objects = this.#objects(condition);
        const { path, anyOrder, equals, ...further } = condition;
        const read = (text: string): string => (anyOrder ? ordered(text) : text);
        const wanted = { ...further, equals: equals === undefined ? undefined : read(equals) };
        return (
          objects.length > 0 &&
          objects.every((object) => meets(read(valueAt(object, path)), wanted, leadsToQuantity(path)))
        );
      }
      case 'count': {
        const { path, value = '', atLeast = 0, atMost = Number.POSITIVE_INFINITY } = condition;
        const counted = this.#objects(condition).filter(
          (object) => path === undefined || meets(valueAt(object, path), { equals: value }, leadsToQuantity(path)),
        );
        return counted.length >= atLeast && counted.length <= atMost;
      }
      case 'can':
        return (await this.#isAllowed(condition)) === condition.isAllowed;
      case 'log':
        return this.#hasLogged(condition);
      case 'file': {
        const { files } = this.#practice;
        const path = `${WORK}/${condition.path}`;
        return (
          files.kind(path) === 'file' &&
          files
            .read(path)
            .split('\n')
            .some((line) => posixPattern(condition.matches, false).test(line))
        );
      }
      case 'output': {
        const { session } = this.#practice;
        const command = `${this.#before.get(condition.context) ?? ''}${condition.run}`;
        const printed = run ? await run(command) : (await session.run(command)).output;
        return meets(printed.trimEnd(), condition);
      }
      case 'reaches':
        return this.#reaches(condition, run !== undefined);
    }
  }

  async #reaches(condition: Extract<LabCondition, { kind: 'reaches' }>, isMoved: boolean): Promise<boolean> {
    const cluster = this.#practice.clusterOf(condition.context);
    const pods = this.#objects({ ...condition, resource: 'Pod' });
    for (const { metadata } of pods) {
      const asked = { from: { namespace: metadata.namespace ?? '', name: metadata.name }, to: condition.to };
      const isReached = isMoved ? await attempted(cluster, asked) : await reaches(cluster, asked);
      if (isReached !== condition.isReached) return false;
    }
    return pods.length > 0;
  }

  async #isAllowed(condition: Extract<LabCondition, { kind: 'can' }>): Promise<boolean> {
    const { context, verb, resource, name, as } = condition;
    const cluster = this.#practice.clusterOf(context);
    const [main = '', subresource] = resource.split('/');
    const found = resourceNamed(cluster.server, main);
    const { status, body } = await cluster.handle({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'impersonate-user': as },
      certificate: ADMINISTRATOR,
      body: JSON.stringify({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb,
            group: found?.group,
            resource: found?.plural ?? main,
            subresource,
            name,
            namespace: found?.namespaced === false ? undefined : this.#namespaceOf(condition),
          },
        },
      }),
    });
    return status < 300 && (JSON.parse(body) as { status?: { allowed?: boolean } }).status?.allowed === true;
  }

  async #hasLogged(condition: Extract<LabCondition, { kind: 'log' }>): Promise<boolean> {
    const pattern = posixPattern(condition.matches, false);
    for (const pod of this.#objects({ ...condition, resource: 'Pod' })) {
      const { metadata } = pod;
      const container = `?container=${encodeURIComponent(condition.container ?? defaultContainer(pod))}`;
      const { status, body } = await this.#practice.clusterOf(condition.context).handle({
        method: 'GET',
        path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/log${container}`,
        headers: {},
        certificate: ADMINISTRATOR,
      });
      if (status === 200 && body.split('\n').some((line) => pattern.test(line))) return true;
    }
    return false;
  }
}

/** The container whose log `kubectl logs` prints when none is named. */
function defaultContainer({ metadata, spec }: KubeObject): string {
  const chosen = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  return chosen ?? String(asList(asRecord(spec).containers)[0]?.name ?? '');
}
