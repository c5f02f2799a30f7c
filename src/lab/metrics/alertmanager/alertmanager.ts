import { advance, type Recurring } from '../agenda.ts';
import type { Labels } from '../promql/labels.ts';
import type { SentAlert } from '../rules/alerts.ts';
import type { AlertmanagerConfig, Integration } from './config.ts';
import { inhibitedBy, type Silence, silencedBy } from './muting.ts';
import { type LogEntry, type NotifyReason, notifyReason } from './notification-log.ts';
import { groupKey, groupLabels, matchingRoutes, type Route } from './route.ts';

/** An alert as Alertmanager knows it; times in milliseconds. It is resolved once `endsAt` is over. */
export type ReceivedAlert = Pick<SentAlert, 'labels' | 'annotations' | 'startsAt' | 'endsAt'>;

/** What a receiver got. */
export interface Notification {
  time: number;
  receiver: string;
  integration: Integration;
  groupKey: string;
  groupLabels: Labels;
  /** Whether one of its alerts fires. */
  status: 'firing' | 'resolved';
  reason: NotifyReason;
  alerts: (ReceivedAlert & { status: 'firing' | 'resolved' })[];
}

const isResolved = ({ endsAt }: ReceivedAlert, time: number): boolean => endsAt <= time;

/** Two reports of one alert as one: it began when it began first. Source: Alert.Merge of Alertmanager. */
function merged(older: ReceivedAlert | undefined, newer: ReceivedAlert, time: number): ReceivedAlert {
  if (!older) return newer;
  const overlaps =
    (newer.endsAt > older.startsAt && newer.endsAt < older.endsAt) ||
    (newer.startsAt > older.startsAt && newer.startsAt < older.endsAt);
  if (!overlaps) return newer;
  const areResolved = isResolved(older, time) && isResolved(newer, time);
  const endsAt = isResolved(newer, time) && !areResolved ? newer.endsAt : Math.max(older.endsAt, newer.endsAt);
  return { ...newer, startsAt: Math.min(older.startsAt, newer.startsAt), endsAt };
}

/** Alerts of one route with the same group labels. */
export class AlertGroup implements Recurring {
  readonly route: Route;
  readonly labels: Labels;
  readonly key: string;
  readonly alerts = new Map<string, ReceivedAlert>();
  /** When its receivers are told the next time. */
  next: number;
  private readonly flush: (group: AlertGroup, time: number) => void;

  constructor(route: Route, labels: Labels, next: number, flush: (group: AlertGroup, time: number) => void) {
    this.route = route;
    this.labels = labels;
    this.key = groupKey(route, labels);
    this.next = next;
    this.flush = flush;
  }

  /** The same group, which goes on by itself. */
  copy(flush: (group: AlertGroup, time: number) => void): AlertGroup {
    const copy = new AlertGroup(this.route, this.labels, this.next, flush);
    for (const [key, alert] of this.alerts) copy.alerts.set(key, alert);
    return copy;
  }

  run(): void {
    const time = this.next;
    this.next += this.route.groupInterval;
    this.flush(this, time);
  }
}

/** Groups, mutes and sends alerts, while somebody moves the clock. Source: dispatch/, inhibit/, silence/ and notify/ of Alertmanager. */
export class Alertmanager {
  config: AlertmanagerConfig;
  /** All that was sent. */
  readonly notifications: Notification[] = [];
  readonly silences: Silence[] = [];
  private readonly alerts = new Map<string, ReceivedAlert>();
  private readonly groups = new Map<string, AlertGroup>();
  private readonly log = new Map<string, LogEntry>();

  constructor(config: AlertmanagerConfig) {
    this.config = config;
  }

  /** The same Alertmanager, which goes on by itself. */
  copy(): Alertmanager {
    const copy = new Alertmanager(this.config);
    copy.notifications.push(...this.notifications);
    copy.silences.push(...this.silences.map((silence) => ({ ...silence })));
    for (const [key, alert] of this.alerts) copy.alerts.set(key, alert);
    for (const [key, group] of this.groups)
      copy.groups.set(
        key,
        group.copy((one, at) => copy.flush(one, at)),
      );
    for (const [key, entry] of this.log) copy.log.set(key, entry);
    return copy;
  }

  /**
   * Takes another configuration at a time in milliseconds: alerts are grouped anew, silences and what receivers know stay. Source:
   * dispatch.Dispatcher, which is begun again and gets all alerts that are known.
   */
  load(config: AlertmanagerConfig, time: number): void {
    this.config = config;
    this.groups.clear();
    for (const alert of this.alerts.values())
      for (const route of matchingRoutes(config.route, alert.labels)) this.insert(route, alert, time);
  }

  /** Takes alerts from Prometheus at a time in milliseconds. */
  receive(alerts: readonly ReceivedAlert[], time: number): void {
    for (const { labels, annotations, startsAt, endsAt } of alerts) {
      const alert = merged(this.alerts.get(labels.key), { labels, annotations, startsAt, endsAt }, time);
      this.alerts.set(labels.key, alert);
      for (const route of matchingRoutes(this.config.route, labels)) this.insert(route, alert, time);
    }
  }

  private insert(route: Route, alert: ReceivedAlert, time: number): void {
    const labels = groupLabels(route, alert.labels);
    const key = groupKey(route, labels);
    let group = this.groups.get(key);
    if (!group) {
      // An alert that is older than the wait is not kept waiting.
      const isOld = alert.startsAt + route.groupWait < time;
      const next = isOld ? time : time + route.groupWait;
      group = new AlertGroup(route, labels, next, (one, at) => this.flush(one, at));
      this.groups.set(key, group);
    }
    group.alerts.set(alert.labels.key, alert);
  }

  /** The silence that mutes an alert, or the alert that inhibits it, at a time. */
  mutedBy(labels: Labels, time: number): { silence?: Silence; alert?: Labels } | undefined {
    const firing = [...this.alerts.values()].filter((alert) => !isResolved(alert, time)).map((alert) => alert.labels);
    const alert = inhibitedBy(this.config.inhibitRules, labels, firing);
    if (alert) return { alert };
    const [silence] = silencedBy(this.silences, labels, time);
    return silence && { silence };
  }

  private flush(group: AlertGroup, time: number): void {
    const all = [...group.alerts.values()];
    const heard = all.filter(({ labels }) => !this.mutedBy(labels, time));
    const receiver = this.config.receivers.find(({ name }) => name === group.route.receiver);
    for (const integration of receiver?.integrations ?? []) this.notify(group, integration, heard, time);
    for (const alert of all) if (isResolved(alert, time)) group.alerts.delete(alert.labels.key);
    if (group.alerts.size === 0) this.groups.delete(group.key);
    this.forget(time);
  }

  private notify(group: AlertGroup, integration: Integration, heard: readonly ReceivedAlert[], time: number): void {
    if (heard.length === 0) return;
    const { receiver, repeatInterval } = group.route;
    const keys = (areResolved: boolean): Set<string> =>
      new Set(heard.filter((alert) => isResolved(alert, time) === areResolved).map(({ labels }) => labels.key));
    const entry = { time, firing: keys(false), resolved: keys(true) };
    const key = `${group.key} ${receiver} ${integration.kind} ${integration.index}`;
    const { sendResolved } = integration;
    const reason = notifyReason(this.log.get(key), entry, { repeatInterval, sendResolved });
    if (reason === undefined) return;
    this.log.set(key, entry);
    const alerts = heard
      .map((alert) => ({
        ...alert,
        status: entry.firing.has(alert.labels.key) ? ('firing' as const) : ('resolved' as const),
      }))
      .filter(({ status }) => sendResolved || status === 'firing');
    if (alerts.length === 0) return;
    const status = entry.firing.size > 0 ? 'firing' : 'resolved';
    const { key: name, labels } = group;
    this.notifications.push({
      time,
      receiver,
      integration,
      groupKey: name,
      groupLabels: labels,
      status,
      reason,
      alerts,
    });
  }

  /** Alerts that are resolved and in no group are forgotten. */
  private forget(time: number): void {
    const grouped = new Set([...this.groups.values()].flatMap(({ alerts }) => [...alerts.keys()]));
    for (const [key, alert] of this.alerts) if (isResolved(alert, time) && !grouped.has(key)) this.alerts.delete(key);
  }

  /** All groups, with their alerts and the time of their next turn. */
  recurring(): readonly AlertGroup[] {
    return [...this.groups.values()];
  }

  /** All alerts that are known and fire at a time. */
  firing(time: number): ReceivedAlert[] {
    return [...this.alerts.values()].filter((alert) => !isResolved(alert, time));
  }

  /** Lets groups have their turns up to a time in milliseconds. */
  advance(until: number): void {
    advance(() => this.recurring(), until);
  }
}
