import type { MonitoringStart } from '../../../curriculum/schema/lab-monitoring.ts';
import { Alertmanager, type ReceivedAlert } from '../alertmanager/alertmanager.ts';
import { MatcherError, parseMatchers } from '../alertmanager/matchers.ts';
import { parseDuration } from '../promql/parse/literals.ts';

import { Prometheus, type PrometheusOptions } from '../server/prometheus.ts';
import { Shop } from '../shop/shop.ts';
import type { MonitoringAction } from './actions.ts';
import { type Configuration, type FileProblem, FolderReader } from './folder.ts';
import { servePrograms } from './served.ts';

/** Milliseconds of a duration such as 1h30m. */
export const lengthOf = (text: string): number => Math.round((parseDuration(text) ?? 0) * 1000);

/** Addresses at which the lab's Alertmanager gets alerts. */
const ALERTMANAGERS = ['localhost:9093', 'alertmanager:9093'];

export interface StackOptions {
  seed: number;
  /** When the learner comes, in milliseconds since 1970; the history lies before. */
  start: number;
  monitoring: Omit<MonitoringStart, 'offered' | 'views'>;
  /** Files of the lesson, by their names. */
  files: Readonly<Record<string, string>>;
}

/** A shop, a Prometheus and an Alertmanager that are configured by a folder, while somebody moves the clock. */
export class Stack {
  readonly shop: Shop;
  readonly prometheus: Prometheus;
  readonly files: Map<string, string>;
  private readonly options: StackOptions;
  alertmanager: Alertmanager | undefined;
  problems: readonly FileProblem[] = [];
  /** Rises whenever a file changes. */
  revision = 0;
  /** When a configuration of Prometheus was taken the last time, and whether the last one could be. */
  loaded = { time: 0, isLast: false };
  /** When the learner comes, and when the history begins. */
  readonly start: number;
  readonly begin: number;
  private reader = new FolderReader();
  private silences = 0;
  private loadedAlertmanagers: readonly string[] = [];
  private taken: Configuration['alertmanager'];

  /** @param from another one of the same options that has come further: this one goes on from there */
  constructor(options: StackOptions, from?: Stack) {
    const { seed, start, monitoring, files } = options;
    this.options = options;
    const begin = start - lengthOf(monitoring.history);
    this.start = start;
    this.begin = begin;
    this.files = new Map(from?.files ?? monitoring.files.map((name) => [name, files[name] ?? '']));
    const faults = monitoring.faults.map(({ name, ago, ended }) => ({
      name,
      from: start - lengthOf(ago),
      ...(ended !== undefined && { to: start - lengthOf(ended) }),
    }));
    this.shop = from?.shop.copy() ?? new Shop({ seed, begin, faults });
    servePrograms(this.shop, this);
    const around: Pick<PrometheusOptions, 'fetch' | 'alertmanager'> = {
      fetch: ({ url }, time) => this.shop.fetch(url, time),
      alertmanager: {
        receive: (alerts, time) => this.receive(alerts, time),
        recurring: () => this.alertmanager?.recurring() ?? [],
      },
    };
    this.prometheus = from?.prometheus.copy(around) ?? new Prometheus({ start: begin, ...around });
    if (from) this.goOnFrom(from);
    else this.configure();
  }

  private goOnFrom(from: Stack): void {
    this.alertmanager = from.alertmanager?.copy();
    this.problems = from.problems;
    this.revision = from.revision;
    this.loaded = from.loaded;
    this.reader = from.reader.copy();
    this.silences = from.silences;
    this.loadedAlertmanagers = from.loadedAlertmanagers;
    this.taken = from.taken;
  }

  /** The same stack, which goes on by itself: what happens in one does not happen in the other. */
  copy(): Stack {
    return new Stack(this.options, this);
  }

  get now(): number {
    return this.prometheus.now;
  }

  /** Lets everything happen up to a time in milliseconds. */
  advance(until: number): void {
    this.prometheus.advance(until);
  }

  private receive(alerts: readonly ReceivedAlert[], time: number): void {
    if (this.loadedAlertmanagers.some((address) => ALERTMANAGERS.includes(address)))
      this.alertmanager?.receive(alerts, time);
  }

  /** Reads the folder, as both programs do when they are told to; what has a mistake leaves everything as it was. */
  private configure(): void {
    this.revision++;
    const { prometheus, alertmanager, problems } = this.reader.read(this.files);
    this.problems = problems;
    this.loaded = { time: prometheus ? this.now : this.loaded.time, isLast: prometheus !== undefined };
    if (prometheus) {
      this.loadedAlertmanagers = prometheus.config.alertmanagers;
      this.prometheus.load(prometheus.config, prometheus.groups, prometheus.found);
    }
    if (!alertmanager) return;
    const text = JSON.stringify(alertmanager);
    if (this.alertmanager && text === JSON.stringify(this.taken)) return;
    this.taken = alertmanager;
    if (this.alertmanager) this.alertmanager.load(alertmanager, this.now);
    else this.alertmanager = new Alertmanager(alertmanager);
  }

  /** Does something at the present time. @returns why it cannot be done, if it cannot */
  apply(action: MonitoringAction): string | undefined {
    switch (action.kind) {
      case 'query':
        return undefined;
      case 'write':
        this.files.set(action.file, action.content);
        this.configure();
        return undefined;
      case 'remove':
        this.files.delete(action.file);
        this.configure();
        return undefined;
      case 'fault':
        this.shop.faults.set(action.name, action.isOn, this.now);
        return undefined;
      case 'silence':
        return this.silence(action);
      case 'expire':
        return this.expire(action.id);
    }
  }

  private silence({ matchers, length, comment }: Extract<MonitoringAction, { kind: 'silence' }>): string | undefined {
    if (!this.alertmanager) return 'There is no Alertmanager: alertmanager.yml has to be right first.';
    try {
      const read = matchers.flatMap(parseMatchers);
      if (read.length === 0 || read.every((matcher) => matcher.accepts('')))
        return 'invalid silence: at least one matcher must not match the empty string';
      this.silences++;
      const startsAt = this.now;
      this.alertmanager.silences.push({
        id: `silence-${this.silences}`,
        matchers: read,
        startsAt,
        endsAt: startsAt + length,
        createdBy: 'learner',
        comment,
      });
      return undefined;
    } catch (problem) {
      if (problem instanceof MatcherError) return problem.message;
      throw problem;
    }
  }

  private expire(id: string): string | undefined {
    const silence = this.alertmanager?.silences.find((one) => one.id === id);
    if (!silence) return `silence ${id} not found`;
    silence.endsAt = Math.min(silence.endsAt, this.now);
    return undefined;
  }
}
