import { advance, type Recurring } from '../agenda.ts';
import type { Alertmanager } from '../alertmanager/alertmanager.ts';
import { Engine } from '../promql/engine.ts';
import { MetricStore } from '../promql/storage/store.ts';
import type { SentAlert } from '../rules/alerts.ts';
import { EvaluatedGroup, type RuleOptions } from '../rules/group.ts';
import type { RuleGroup } from '../rules/rule.ts';
import type { TargetGroup } from '../scrape/config.ts';
import type { Fetch } from '../scrape/loop.ts';
import { ScrapeManager } from '../scrape/manager.ts';
import { relabel } from '../scrape/relabel.ts';
import type { PrometheusConfig } from './config.ts';

export interface PrometheusOptions {
  /** Time in milliseconds at which the server begins. */
  start: number;
  fetch: Fetch;
  /** Gets the alerts; its groups go on with the clock of the server. */
  alertmanager?: Pick<Alertmanager, 'receive' | 'recurring'>;
  externalURL?: string;
  /** Where turns are in their interval, from 0 to 1; spread if it is not given. */
  offset?: number;
}

/**
 * A small Prometheus: it scrapes, evaluates rules and sends alerts, while somebody moves the clock. Its parts can be looked at: series
 * in `store`, targets in `scraping`, rules with their alerts in `groups`.
 */
export class Prometheus {
  readonly store = new MetricStore();
  readonly engine = new Engine(this.store);
  readonly scraping: ScrapeManager;
  groups: EvaluatedGroup[] = [];
  private config: PrometheusConfig | undefined;
  private readonly options: PrometheusOptions;
  private time: number;

  constructor(options: PrometheusOptions) {
    this.options = options;
    this.time = options.start;
    this.scraping = new ScrapeManager({ ...options, store: this.store });
  }

  /** The time up to which everything happened, in milliseconds. */
  get now(): number {
    return this.time;
  }

  /**
   * Takes a configuration and the groups of its rule files; targets and rules that were there before go on.
   * @param found targets of jobs by their names, if they are not the static ones
   */
  load(
    config: PrometheusConfig,
    groups: readonly RuleGroup[],
    found: ReadonlyMap<string, readonly TargetGroup[]> = new Map(),
  ): void {
    const names = new Set(config.scrapeConfigs.map(({ jobName }) => jobName));
    for (const { jobName } of this.config?.scrapeConfigs ?? []) if (!names.has(jobName)) this.scraping.remove(jobName);
    for (const job of config.scrapeConfigs) this.scraping.update(job, found.get(job.jobName));
    this.config = config;
    const before = this.groups;
    const { offset } = this.options;
    const options = this.ruleOptions(config);
    this.groups = groups.map((group) => {
      // What happened at this time already does not happen again.
      const start = before.length > 0 ? this.time + 1 : this.time;
      const fresh = new EvaluatedGroup(group, options, start, offset);
      const same = before.find((one) => one.group.name === group.name);
      if (same) fresh.continueFrom(same);
      return fresh;
    });
    for (const gone of before) if (!groups.some(({ name }) => name === gone.group.name)) gone.end();
  }

  private ruleOptions({ externalLabels }: PrometheusConfig): RuleOptions {
    const { externalURL } = this.options;
    return {
      store: this.store,
      engine: this.engine,
      externalLabels,
      ...(externalURL !== undefined && { externalURL }),
      notify: (alerts, time) => this.send(alerts, time),
    };
  }

  /** The same server with all that it holds, which goes on by itself. @param options with those of `start` and `offset` that it has */
  copy(options: Pick<PrometheusOptions, 'fetch' | 'alertmanager'>): Prometheus {
    const copy = new Prometheus({ ...this.options, ...options });
    copy.store.copyFrom(this.store);
    copy.scraping.copyFrom(this.scraping);
    const { config } = this;
    copy.config = config;
    if (config) copy.groups = this.groups.map((group) => group.copy(copy.ruleOptions(config)));
    copy.time = this.time;
    return copy;
  }

  private send(alerts: readonly SentAlert[], time: number): void {
    const rules = this.config?.alertRelabelConfigs ?? [];
    const kept = alerts.flatMap((alert) => {
      const labels = relabel(alert.labels, rules);
      return labels ? [{ ...alert, labels }] : [];
    });
    this.options.alertmanager?.receive(kept, time);
  }

  private recurring(): readonly Recurring[] {
    return [...this.scraping.recurring(), ...this.groups, ...(this.options.alertmanager?.recurring() ?? [])];
  }

  /** Lets everything happen up to a time in milliseconds: at the same time scrapes first, then rules, then notifications. */
  advance(until: number): void {
    advance(() => this.recurring(), until);
    this.scraping.advance(until);
    this.time = Math.max(this.time, until);
  }
}
