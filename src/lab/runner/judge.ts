import type { LabCondition } from '../../curriculum/schema/lab-cluster.ts';
import { asList, asRecord } from '../../kubernetes/data.ts';
import type { KubeObject } from '../api/core/objects.ts';
import { ADMINISTRATOR } from '../kubeconfig.ts';
import { attempted, reaches } from '../network/reaches.ts';
import type { Practice } from '../practice.ts';
import { WORK } from '../session.ts';
import { leadsToQuantity, meets, ordered, posixPattern } from './compare.ts';
import { conditionsOf, type JudgedTask, keptKey } from './conditions.ts';
import { objectsOf, resourceNamed, valueAt } from './objects.ts';

/** Whether one condition of a task holds. */
export interface ConditionResult {
  isMet: boolean;
  /** What is to be seen, in the author's words. */
  message: string;
}

/** How a task stands. */
export interface TaskResult {
  id: string;
  title: string;
  /** False where only the learner can tell. */
  isJudged: boolean;
  /** Whether all of it has held at once; what a later task changes does not take that back. */
  isDone: boolean;
  conditions: readonly ConditionResult[];
  /**
   * Which share of it is done, 0 to 1: of the conditions that did not hold at the beginning, those that hold now, without as many as have been
   * broken since.
   */
  credit: number;
}

/** Gives what a command line prints in the learner's folder, while somebody moves the clock. */
type Run = (command: string) => Promise<string>;

/** Conditions that take time: a command is run, a connection is tried. They are looked at when all others of their task hold, until it is done. */
const SLOW: ReadonlySet<LabCondition['kind']> = new Set(['output', 'reaches']);

/** Looks at a practice cluster and says which tasks of a lab are done. It changes nothing, unless a command of the lab does. */
export class Judge {
  readonly #practice: Practice;
  readonly #tasks: readonly JudgedTask[];
  readonly #namespace: string;
  readonly #done = new Set<string>();
  /** Which conditions of each task held when they were looked at first. */
  readonly #atStart = new Map<string, readonly boolean[]>();
  /** Who was there at the beginning, by what the condition says of them. */
  readonly #first = new Map<string, string>();

  /** @param namespace that of the lab. Made in the state in which the lab begins: what has to be kept is looked at now. */
  constructor(practice: Practice, tasks: readonly JudgedTask[], namespace = 'default') {
    this.#practice = practice;
    this.#tasks = tasks;
    this.#namespace = namespace;
    for (const condition of tasks.flatMap(conditionsOf))
      if (condition.kind === 'kept') this.#first.set(keptKey(condition), this.#identities(condition));
  }

  /** How every task stands now. @param run without it the clock is moved as far as commands and connections need */
  async judge(run?: Run): Promise<TaskResult[]> {
    const results: TaskResult[] = [];
    for (const task of this.#tasks) {
      const conditions = await this.#conditions(task, run);
      const isJudged = conditions.length > 0;
      if (isJudged && conditions.every(({ isMet }) => isMet)) this.#done.add(task.id);
      const isDone = this.#done.has(task.id);
      const credit = isDone ? 1 : this.#credit(task.id, conditions);
      results.push({ id: task.id, title: task.title, isJudged, isDone, conditions, credit });
    }
    return results;
  }

  #credit(id: string, conditions: readonly ConditionResult[]): number {
    const atStart = this.#atStart.get(id) ?? conditions.map(({ isMet }) => isMet);
    this.#atStart.set(id, atStart);
    const open = atStart.filter((isMet) => !isMet).length;
    const gained = conditions.filter(({ isMet }, index) => isMet && !atStart[index]).length;
    const lost = conditions.filter(({ isMet }, index) => !isMet && atStart[index]).length;
    return open === 0 ? 0 : Math.max(0, gained - lost) / open;
  }

  async #conditions(task: JudgedTask, run: Run | undefined): Promise<ConditionResult[]> {
    const all = conditionsOf(task);
    const results = new Map<LabCondition, boolean>();
    for (const condition of all)
      if (!SLOW.has(condition.kind)) results.set(condition, await this.#isMet(condition, run));
    const isNear = [...results.values()].every(Boolean);
    for (const condition of all)
      if (SLOW.has(condition.kind))
        results.set(condition, this.#done.has(task.id) || (isNear && (await this.#isMet(condition, run))));
    return all.map((condition) => ({ isMet: results.get(condition) === true, message: condition.message }));
  }

  #objects(condition: Parameters<typeof objectsOf>[1]) {
    return objectsOf(this.#practice.cluster.server, condition, this.#namespace);
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
        const printed = run ? await run(condition.run) : (await session.run(condition.run)).output;
        return meets(printed.trimEnd(), condition);
      }
      case 'reaches':
        return this.#reaches(condition, run !== undefined);
    }
  }

  async #reaches(condition: Extract<LabCondition, { kind: 'reaches' }>, isMoved: boolean): Promise<boolean> {
    const { cluster } = this.#practice;
    const pods = this.#objects({ ...condition, resource: 'Pod' });
    for (const { metadata } of pods) {
      const asked = { from: { namespace: metadata.namespace ?? '', name: metadata.name }, to: condition.to };
      const isReached = isMoved ? await attempted(cluster, asked) : await reaches(cluster, asked);
      if (isReached !== condition.isReached) return false;
    }
    return pods.length > 0;
  }

  async #isAllowed({
    verb,
    resource,
    name,
    namespace = this.#namespace,
    as,
  }: Extract<LabCondition, { kind: 'can' }>): Promise<boolean> {
    const { server } = this.#practice.cluster;
    const [main = '', subresource] = resource.split('/');
    const found = resourceNamed(server, main);
    const { status, body } = await this.#practice.cluster.handle({
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
            namespace: found?.namespaced === false ? undefined : namespace,
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
      const { status, body } = await this.#practice.cluster.handle({
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
