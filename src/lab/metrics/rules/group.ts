import { firstTurn, type Recurring } from '../agenda.ts';
import { xxHash64 } from '../promql/aggregate/hash.ts';
import { Engine, type Sample } from '../promql/engine.ts';
import { Labels } from '../promql/labels.ts';
import { ParseError, QueryError, UnsupportedError } from '../promql/problem.ts';
import { AppendError } from '../promql/storage/series.ts';
import type { MetricStore } from '../promql/storage/store.ts';
import { alertsToSend, RuleAlerts, type SentAlert } from './alerts.ts';
import { type Rule, RuleError, type RuleGroup, recorded } from './rule.ts';

/** Where rules take their samples from, and where alerts go. */
export interface RuleOptions {
  store: MetricStore;
  /** Made over the store if it is not given. */
  engine?: Engine;
  externalLabels?: Labels;
  externalURL?: string;
  /** Gets what Prometheus would send to Alertmanager. */
  notify?(alerts: readonly SentAlert[], time: number): void;
}

/** A rule and how it is with it. */
export interface RuleStatus {
  rule: Rule;
  health: 'unknown' | 'ok' | 'err';
  /** What went wrong at the last evaluation. */
  error?: string;
  lastEvaluation?: number;
  /** Alerts, if it is an alerting rule. */
  alerts?: RuleAlerts;
  /** Series of the last evaluation. */
  previous: ReadonlyMap<string, Labels>;
}

/** A group of rules that is evaluated again and again, each time all rules in their order. Source: Group.Eval of rules/group.go. */
export class EvaluatedGroup implements Recurring {
  readonly group: RuleGroup;
  rules: readonly RuleStatus[];
  next: number;
  private readonly options: RuleOptions;
  private readonly engine: Engine;

  /**
   * @param start time in milliseconds from which on it is evaluated
   * @param offset where in its interval its turn is, from 0 to 1; by its name if it is not given, so that groups are spread
   */
  constructor(group: RuleGroup, options: RuleOptions, start: number, offset?: number) {
    this.group = group;
    this.options = options;
    this.engine = options.engine ?? new Engine(options.store);
    const share = offset ?? Number(xxHash64(new TextEncoder().encode(group.name))) / 2 ** 64;
    this.next = firstTurn(start, group.interval, Math.floor(share * group.interval));
    this.rules = group.rules.map((rule) => ({
      rule,
      health: 'unknown',
      previous: new Map(),
      ...(rule.kind === 'alert' && { alerts: new RuleAlerts(rule) }),
    }));
  }

  /** The same group, which goes on by itself with another store. */
  copy(options: RuleOptions): EvaluatedGroup {
    const copy = new EvaluatedGroup(this.group, options, this.next, 0);
    copy.next = this.next;
    copy.rules = this.rules.map((status) => ({ ...status, ...(status.alerts && { alerts: status.alerts.copy() }) }));
    return copy;
  }

  /** Takes over the state of rules with the same names and labels, after their file was read again. */
  continueFrom(earlier: EvaluatedGroup): void {
    const keyOf = ({ kind, name, labels }: Rule): string => `${kind} ${name} ${labels.key}`;
    const left = [...earlier.rules];
    for (const status of this.rules) {
      const at = left.findIndex(({ rule }) => keyOf(rule) === keyOf(status.rule));
      const [same] = at < 0 ? [] : left.splice(at, 1);
      if (!same) continue;
      status.previous = same.previous;
      if (same.alerts) status.alerts?.continueFrom(same.alerts);
    }
    for (const { previous } of left) for (const labels of previous.values()) this.put(labels, this.next, 'stale');
  }

  /** Marks all its series as stale at the time of its next turn, because the group is gone. */
  end(): void {
    for (const { previous } of this.rules) for (const labels of previous.values()) this.put(labels, this.next, 'stale');
  }

  /** One evaluation, at the time of its turn. */
  run(): void {
    const time = this.next;
    this.next += this.group.interval;
    this.evaluate(time);
  }

  /** Evaluates all rules at a time in milliseconds. What goes wrong with one stands in its status, and the others go on. */
  evaluate(time: number): void {
    for (const status of this.rules) {
      status.lastEvaluation = time;
      try {
        const samples = this.samplesOf(status, time);
        status.health = 'ok';
        delete status.error;
        this.write(status, samples, time - this.group.queryOffset);
      } catch (problem) {
        const isOurs = [RuleError, ParseError, QueryError, UnsupportedError, AppendError].some(
          (kind) => problem instanceof kind,
        );
        if (!isOurs) throw problem;
        status.health = 'err';
        status.error = (problem as Error).message;
      }
    }
  }

  /** What a query gives at a time: the samples of a vector, or a number without labels. */
  private query(query: string, time: number): Sample[] {
    const { value } = this.engine.instant(query, time);
    if (value.type === 'vector') return value.samples;
    if (value.type === 'scalar') return [{ labels: Labels.EMPTY, time: value.time, value: value.value }];
    throw new RuleError('rule result is not a vector or scalar');
  }

  private samplesOf({ rule, alerts }: RuleStatus, time: number): Sample[] {
    const { limit, queryOffset, interval } = this.group;
    const at = time - queryOffset;
    const samples = this.query(rule.expr, at);
    if (rule.kind === 'record') return recorded(rule, samples, limit).map((sample) => ({ ...sample, time: at }));
    if (!alerts) return [];
    const written = alerts.evaluate(samples, {
      ...this.options,
      time,
      queryOffset,
      limit,
      query: (query) => this.query(query, time),
    });
    const external = this.options.externalLabels?.pairs() ?? [];
    const sent = alertsToSend(alerts.all(), time, interval).map((alert) => ({
      ...alert,
      labels: Labels.of([...external, ...alert.labels.pairs()]),
    }));
    if (sent.length > 0) this.options.notify?.(sent, time);
    return written;
  }

  /** Appends what a rule gave, and the sign that they are gone to series that it gave before. */
  private write(status: RuleStatus, samples: readonly Sample[], time: number): void {
    const current = new Map<string, Labels>();
    for (const { labels, value } of samples) {
      const problem = this.put(labels, time, value);
      if (problem === undefined) current.set(labels.key, labels);
      else {
        status.health = 'err';
        status.error = problem;
      }
    }
    for (const [key, labels] of status.previous) if (!current.has(key)) this.put(labels, time, 'stale');
    status.previous = current;
  }

  private put(labels: Labels, time: number, value: Sample['value'] | 'stale'): string | undefined {
    try {
      this.options.store.append(labels, time, value);
      return undefined;
    } catch (problem) {
      if (!(problem instanceof AppendError)) throw problem;
      return problem.message;
    }
  }
}
