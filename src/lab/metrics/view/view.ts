/** In this room: what a page shows of a lab on monitoring, as plain data. */
import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';
import { FAULT_NAMES } from '../attempt/fault-names.ts';
import type { FileProblem } from '../attempt/folder.ts';
import type { Stack } from '../attempt/stack.ts';
import type { Labels } from '../promql/labels.ts';
import { durationText } from '../scrape/target.ts';
import { type RoutingView, routingView } from './routing.ts';
import { shownValue } from './values.ts';

/** Labels as a page shows them: names with values. */
export type ShownLabels = readonly (readonly [string, string])[];

/** A target that is scraped; times in milliseconds. */
export interface TargetView {
  job: string;
  url: string;
  health: 'up' | 'down' | 'unknown';
  labels: ShownLabels;
  discovered: ShownLabels;
  interval: string;
  last?: { time: number; duration: number };
  error?: string;
}

/** What was found and is not scraped. */
export interface DroppedView {
  discovered: ShownLabels;
  problem?: string;
}

export interface RuleView {
  group: string;
  kind: 'record' | 'alert';
  name: string;
  expr: string;
  health: 'unknown' | 'ok' | 'err';
  lastEvaluation?: number;
  error?: string;
  /** How many series or alerts it gives. */
  count: number;
}

export interface AlertView {
  name: string;
  state: 'pending' | 'firing';
  labels: ShownLabels;
  annotations: ShownLabels;
  since: number;
  value: string;
}

/** Everything but the series. */
export interface MonitoringView {
  targets: TargetView[];
  dropped: DroppedView[];
  rules: RuleView[];
  alerts: AlertView[];
  /** Names of alerting rules that make no alert now. */
  inactive: string[];
  routing: RoutingView;
  faults: Fault[];
  problems: readonly FileProblem[];
}

const shown = (labels: Labels): ShownLabels => labels.pairs();

function targets({ prometheus }: Stack): TargetView[] {
  return prometheus.scraping.targets().map(({ target, config, last }) => ({
    job: config.jobName,
    url: target.url,
    health: last === undefined ? 'unknown' : last.error === undefined ? 'up' : 'down',
    labels: shown(target.labels),
    discovered: shown(target.discovered),
    interval: durationText(target.interval),
    ...(last && { last: { time: last.time, duration: last.duration } }),
    ...(last?.error !== undefined && { error: last.error }),
  }));
}

function rules({ prometheus }: Stack): RuleView[] {
  return prometheus.groups.flatMap(({ group, rules: all }) =>
    all.map(({ rule, health, lastEvaluation, error, alerts, previous }) => ({
      group: group.name,
      kind: rule.kind,
      name: rule.name,
      expr: rule.expr,
      health,
      ...(lastEvaluation !== undefined && { lastEvaluation }),
      ...(error !== undefined && { error }),
      count: alerts ? alerts.active().length : previous.size,
    })),
  );
}

function alerts({ prometheus }: Stack): AlertView[] {
  const all = prometheus.groups.flatMap(({ rules: found }) => found.flatMap((rule) => rule.alerts?.active() ?? []));
  return all.flatMap(({ state, labels, annotations, activeAt, value }): AlertView[] =>
    state === 'inactive'
      ? []
      : [
          {
            name: labels.get('alertname'),
            state,
            labels: shown(labels.without(['alertname'])),
            annotations: shown(annotations),
            since: activeAt,
            value: shownValue(value),
          },
        ],
  );
}

/** What a page shows of a stack at its present time. */
export function monitoringView(stack: Stack): MonitoringView {
  const { prometheus, shop, now, problems } = stack;
  return {
    targets: targets(stack),
    dropped: prometheus.scraping
      .dropped()
      .map(({ discovered, problem }) => ({ discovered: shown(discovered), ...(problem !== undefined && { problem }) })),
    rules: rules(stack),
    alerts: alerts(stack),
    inactive: prometheus.groups.flatMap(({ rules: all }) =>
      all.flatMap(({ rule, alerts: own }) => (own && own.active().length === 0 ? [rule.name] : [])),
    ),
    routing: routingView(stack.alertmanager, now),
    faults: FAULT_NAMES.filter((name) => shop.faults.isOn(name, now)),
    problems,
  };
}
