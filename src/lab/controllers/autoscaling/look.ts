import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { copy, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { matchesLabels, parseLabelSelector, type Requirement } from '../../api/core/selectors.ts';
import { scaleOf, setReplicas } from '../../api/subresources/scale.ts';
import { type Client, keyOf } from '../framework.ts';
import { Recorder } from '../recorder.ts';
import { computed, MetricProblem, podsOf } from './metrics.ts';
import { limited, type Memory, remember } from './rates.ts';

type Condition = Record<string, unknown>;

/** An autoscaler that is being looked at: its status as it will be. */
class Look {
  readonly scaler: KubeObject;
  readonly status: Record<string, unknown>;
  readonly #conditions: Condition[];
  readonly #now: string;

  constructor(scaler: KubeObject, now: string) {
    this.scaler = scaler;
    this.status = copy(asRecord(scaler.status)) as Record<string, unknown>;
    this.#conditions = [...asList(this.status.conditions)] as Condition[];
    this.status.conditions = this.#conditions;
    this.#now = now;
  }

  note(type: string, is: boolean, reason: string, message: string): void {
    const status = is ? 'True' : 'False';
    const index = this.#conditions.findIndex((one) => one.type === type);
    const old = this.#conditions[index];
    const lastTransitionTime = old?.status === status ? old.lastTransitionTime : this.#now;
    const made = { lastTransitionTime, message, reason, status, type };
    if (index < 0) this.#conditions.push(made);
    else this.#conditions[index] = made;
  }
}

/** What the metrics want. */
interface Found {
  replicas: number;
  /** The metric that wants most. */
  name: string;
  statuses: readonly Data[];
}

/** What is to be done, with the reason if the number changes; undefined if nothing is known. */
interface Decision {
  wanted: number;
  reason: string;
  metrics: readonly Data[] | null;
}

/**
 * One look of the autoscalers' controller at one of them.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler)
 */
export class Autoscaling {
  readonly #client: Client;
  readonly #recorder: Recorder;
  readonly #memories = new Map<string, Memory>();
  /** What the targets of autoscalers select, by their namespaces and names. */
  readonly #selectors = new Map<string, readonly Requirement[]>();

  constructor(client: Client) {
    this.#client = client;
    this.#recorder = new Recorder(client.server, 'horizontal-pod-autoscaler');
  }

  /** An autoscaler that is gone. */
  forget(name: string): void {
    this.#memories.delete(name);
    this.#selectors.delete(name);
  }

  /** Looks at an autoscaler, and scales. */
  look(scaler: KubeObject): void {
    const look = new Look(scaler, timeText(this.#client.now()));
    this.#reconcile(look);
    const scalers = this.#client.resource('autoscaling', 'horizontalpodautoscalers');
    this.#client.writeStatus(scalers, scaler, look.status);
  }

  #reconcile(look: Look): void {
    const { scaler, status } = look;
    const found = this.#target(scaler);
    if (typeof found === 'string') {
      this.#recorder.event(scaler, 'Warning', 'FailedGetScale', found);
      const text = `the HPA controller was unable to get the target's current scale: ${found}`;
      look.note('AbleToScale', false, 'FailedGetScale', text);
      return;
    }
    const { resource, target } = found;
    const text = "the HPA controller was able to get the target's current scale";
    look.note('AbleToScale', true, 'SucceededGetScale', text);
    const scale = scaleOf(target, resource.scalePaths);
    const current = Number(recordAt(scale, 'spec').replicas ?? 1);
    const name = nameOf(scaler);
    const memory = this.#memories.get(name) ?? {
      recommendations: [{ value: current, time: this.#client.now() }],
      ups: [],
      downs: [],
    };
    this.#memories.set(name, memory);
    const decision = this.#decide(look, current, String(recordAt(scale, 'status').selector ?? ''), memory);
    status.currentReplicas = current;
    status.desiredReplicas = Number(decision?.wanted ?? status.desiredReplicas ?? 0);
    if (!decision) return;
    status.currentMetrics = decision.metrics;
    const { wanted, reason } = decision;
    if (wanted === current) return;
    this.#client.change(resource, keyOf(target), (object) => {
      setReplicas(object, wanted, resource.scalePaths);
      return true;
    });
    const done = `the HPA controller was able to update the target scale to ${wanted}`;
    look.note('AbleToScale', true, 'SucceededRescale', done);
    this.#recorder.event(scaler, 'Normal', 'SuccessfulRescale', `New size: ${wanted}; reason: ${reason}`);
    remember(memory, current, wanted, recordAt(scaler, 'spec').behavior, this.#client.now());
    status.lastScaleTime = timeText(this.#client.now());
  }

  /** What an autoscaler scales, or why it cannot be found. */
  #target(scaler: KubeObject) {
    const { apiVersion, kind, name } = recordAt(scaler, 'spec', 'scaleTargetRef');
    const version = String(apiVersion ?? '');
    const group = version.includes('/') ? (version.split('/')[0] as string) : '';
    const resource = this.#client.server.catalog.ofKind(group, String(kind));
    if (!resource) return `no matches for kind "${String(kind)}" in group "${group}"`;
    if (!resource.subresources.some((one) => one.name === 'scale'))
      return 'the server could not find the requested resource';
    const target = this.#client.find(resource, scaler.metadata.namespace ?? '', String(name));
    const plural = `${resource.plural}${group === '' ? '' : `.${group}`}`;
    return target ? { resource, target } : `${plural} "${String(name)}" not found`;
  }

  #decide(look: Look, current: number, selector: string, memory: Memory): Decision | undefined {
    const { scaler } = look;
    const { minReplicas, maxReplicas, behavior } = recordAt(scaler, 'spec');
    const [least, most] = [Number(minReplicas ?? 1), Number(maxReplicas)];
    if (current === 0 && least !== 0) {
      const text = 'scaling is disabled since the replica count of the target is zero';
      look.note('ScalingActive', false, 'ScalingDisabled', text);
      return { wanted: 0, reason: '', metrics: null };
    }
    if (current > most)
      return { wanted: most, reason: 'Current number of replicas above Spec.MaxReplicas', metrics: null };
    if (current < least)
      return { wanted: least, reason: 'Current number of replicas below Spec.MinReplicas', metrics: null };
    let found: Found;
    try {
      found = this.#compute(look, current, selector);
    } catch (problem) {
      this.#recorder.event(scaler, 'Warning', 'FailedComputeMetricsReplicas', (problem as Error).message);
      return undefined;
    }
    const wish = found.replicas;
    const reason = wish > current ? `${found.name} above target` : wish < current ? 'All metrics below target' : '';
    const bounds = { least, most, behavior };
    const { replicas, able, isLimited, limit } = limited(wish, current, bounds, memory, this.#client.now());
    look.note('AbleToScale', true, ...able);
    look.note('ScalingLimited', isLimited, ...limit);
    return { wanted: replicas, reason, metrics: found.statuses };
  }

  /** What the metrics want: the greatest number counts. @throws Error when nothing, or nothing sure, can be said */
  #compute(look: Look, current: number, text: string): Found {
    const { scaler, status } = look;
    const namespace = scaler.metadata.namespace ?? '';
    const selector = this.#selector(look, text);
    const { metrics, behavior } = recordAt(scaler, 'spec');
    const statuses: Data[] = [];
    const problems: MetricProblem[] = [];
    let replicas = 0;
    let name = '';
    for (const metric of asList(metrics)) {
      try {
        const one = computed(this.#client, metric, { namespace, selector, current, behavior });
        statuses.push(one.status);
        if (replicas === 0 || one.replicas > replicas) [replicas, name] = [one.replicas, one.name];
      } catch (problem) {
        if (!(problem instanceof MetricProblem)) throw problem;
        this.#recorder.event(scaler, 'Warning', problem.reason, problem.message);
        statuses.push({ type: '' });
        problems.push(problem);
      }
    }
    const [first] = problems;
    // Not all metrics known: up is possible, down is not.
    if (first && (problems.length >= asList(metrics).length || replicas < current)) {
      status.currentMetrics = statuses;
      const long = `the HPA was unable to compute the replica count: ${first.message}`;
      look.note('ScalingActive', false, first.reason, long);
      throw new Error(
        `invalid metrics (${problems.length} invalid out of ${asList(metrics).length}), first error is: ${first.whole}`,
      );
    }
    const valid = `the HPA was able to successfully calculate a replica count from ${name}`;
    look.note('ScalingActive', true, 'ValidMetricFound', valid);
    return { replicas, name, statuses };
  }

  /** What the target selects. @throws Error if it selects nothing, or other autoscalers scale the same Pods */
  #selector(look: Look, text: string): readonly Requirement[] {
    const { scaler } = look;
    look.status.currentMetrics = null;
    const fail = (reason: string, problem: string, condition: string, long = problem): Error => {
      this.#recorder.event(scaler, 'Warning', reason, problem);
      look.note('ScalingActive', false, condition, long);
      return new Error(problem);
    };
    if (text === '')
      throw fail(
        'SelectorRequired',
        'selector is required',
        'InvalidSelector',
        "the HPA target's scale is missing a selector",
      );
    const selector = parseLabelSelector(text);
    this.#selectors.set(nameOf(scaler), selector);
    const namespace = scaler.metadata.namespace ?? '';
    const pods = podsOf(this.#client, { namespace, selector });
    const several = [...this.#selectors].filter(
      ([name, other]) =>
        name.startsWith(`${namespace}/`) && pods.some(({ metadata }) => matchesLabels(other, metadata.labels ?? {})),
    );
    if (several.length > 1) {
      const names = several.map(([name]) => name).sort();
      const problem = `pods by selector ${text} are controlled by multiple HPAs: [${names.join(' ')}]`;
      throw fail('AmbiguousSelector', problem, 'AmbiguousSelector');
    }
    return selector;
  }
}

const nameOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;
