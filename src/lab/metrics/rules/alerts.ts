import type { Sample } from '../promql/engine.ts';
import { Labels, NAME } from '../promql/labels.ts';
import { type AlertingRule, RuleError } from './rule.ts';
import { expandTemplate, type TemplateContext } from './template.ts';

export type AlertState = 'inactive' | 'pending' | 'firing';

/** One alert of a rule; times in milliseconds. An inactive one fired and is resolved. */
export interface Alert {
  state: AlertState;
  labels: Labels;
  annotations: Labels;
  value: Sample['value'];
  activeAt: number;
  firedAt?: number;
  resolvedAt?: number;
  keepFiringSince?: number;
  lastSentAt?: number;
}

/** How long an alert is kept and sent that is resolved. Source: resolvedRetention of rules/alerting.go. */
const RESOLVED_RETENTION = 15 * 60_000;

/** What evaluating an alerting rule needs besides the samples of its query. */
export interface AlertContext extends Pick<TemplateContext, 'externalLabels' | 'externalURL' | 'query'> {
  time: number;
  /** By how much earlier samples are written. */
  queryOffset: number;
  limit: number;
}

/** The alerts of one rule, from one evaluation to the next. Source: AlertingRule.Eval of rules/alerting.go. */
export class RuleAlerts {
  readonly rule: AlertingRule;
  private readonly known = new Map<string, Alert>();

  constructor(rule: AlertingRule) {
    this.rule = rule;
  }

  /** The same alerts, which go on by themselves. */
  copy(): RuleAlerts {
    const copy = new RuleAlerts(this.rule);
    for (const [key, alert] of this.known) copy.known.set(key, { ...alert });
    return copy;
  }

  /** All alerts, those included that are resolved and still kept. */
  all(): Alert[] {
    return [...this.known.values()];
  }

  /** Alerts that are pending or firing. */
  active(): Alert[] {
    return this.all().filter(({ state }) => state !== 'inactive');
  }

  /** Takes over the state of the same rule before its file was read again. */
  continueFrom(earlier: RuleAlerts): void {
    for (const [key, alert] of earlier.known) this.known.set(key, alert);
  }

  /**
   * Takes the result of the rule's query; gives the samples of ALERTS and ALERTS_FOR_STATE.
   * @throws RuleError if two alerts have the same labels, or if there are too many
   */
  evaluate(samples: readonly Sample[], context: AlertContext): Sample[] {
    const found = this.found(samples, context);
    for (const [key, alert] of found) {
      const known = this.known.get(key);
      if (known && known.state !== 'inactive') {
        known.value = alert.value;
        known.annotations = alert.annotations;
      } else this.known.set(key, alert);
    }
    const written: Sample[] = [];
    let count = 0;
    for (const [key, alert] of this.known) {
      if (!this.goOn(key, alert, found.has(key), context.time)) continue;
      count++;
      written.push(...this.samplesOf(alert, context.time - context.queryOffset));
    }
    if (context.limit > 0 && count > context.limit) {
      this.known.clear();
      throw new RuleError(`exceeded limit of ${context.limit} with ${count} alerts`);
    }
    return written;
  }

  private found(samples: readonly Sample[], context: AlertContext): Map<string, Alert> {
    const found = new Map<string, Alert>();
    const { rule } = this;
    for (const { labels, value } of samples) {
      const expand = (text: string): string =>
        expandTemplate(text, { ...context, name: `__alert_${rule.name}`, labels, value });
      const expanded = (all: Labels): [string, string][] => all.pairs().map(([name, text]) => [name, expand(text)]);
      const own = Labels.of([...labels.without([NAME]).pairs(), ...expanded(rule.labels), ['alertname', rule.name]]);
      if (found.has(own.key))
        throw new RuleError('vector contains metrics with the same labelset after applying alert labels');
      const annotations = Labels.of(expanded(rule.annotations));
      found.set(own.key, { state: 'pending', labels: own, annotations, value, activeAt: context.time });
    }
    return found;
  }

  /** Moves an alert on; whether it is pending or firing afterwards. */
  private goOn(key: string, alert: Alert, isFound: boolean, time: number): boolean {
    const { rule } = this;
    if (isFound) delete alert.keepFiringSince;
    else if (!this.keepsFiring(alert, time)) {
      const isOld = alert.resolvedAt !== undefined && time - alert.resolvedAt > RESOLVED_RETENTION;
      if (alert.state === 'pending' || isOld) this.known.delete(key);
      if (alert.state !== 'inactive') {
        alert.state = 'inactive';
        alert.resolvedAt = time;
      }
      return false;
    }
    if (alert.state === 'pending' && time - alert.activeAt >= rule.for) {
      alert.state = 'firing';
      alert.firedAt = time;
    } else if (alert.state === 'firing' && time - alert.activeAt < rule.for) {
      alert.state = 'pending';
      delete alert.firedAt;
      delete alert.lastSentAt;
      delete alert.keepFiringSince;
    }
    return true;
  }

  private keepsFiring(alert: Alert, time: number): boolean {
    const { keepFiringFor } = this.rule;
    if (alert.state !== 'firing' || keepFiringFor === 0) return false;
    alert.keepFiringSince ??= time;
    return time - alert.keepFiringSince < keepFiringFor;
  }

  private samplesOf(alert: Alert, time: number): Sample[] {
    const base = [...this.rule.labels.pairs(), ...alert.labels.pairs(), ['alertname', this.rule.name] as const];
    const named = (...more: (readonly [string, string])[]): Labels => Labels.of([...base, ...more]);
    return [
      { labels: named([NAME, 'ALERTS'], ['alertstate', alert.state]), time, value: 1 },
      { labels: named([NAME, 'ALERTS_FOR_STATE']), time, value: Math.trunc(alert.activeAt / 1000) },
    ];
  }
}

/** How long Prometheus waits before it sends an alert again that goes on firing. Source: --rules.alert.resend-delay. */
export const RESEND_DELAY = 60_000;

/** An alert as Alertmanager gets it. */
export interface SentAlert {
  labels: Labels;
  annotations: Labels;
  startsAt: number;
  /** When it ends if nothing more is heard of it; the time at which it was resolved if it is. */
  endsAt: number;
  isResolved: boolean;
}

/** Alerts of a rule that are to be sent at a time, which are marked as sent. Source: sendAlerts of rules/alerting.go. */
export function alertsToSend(alerts: readonly Alert[], time: number, interval: number): SentAlert[] {
  const validFor = 4 * Math.max(interval, RESEND_DELAY);
  return alerts.flatMap((alert) => {
    if (alert.state === 'pending') return [];
    const { lastSentAt = Number.NEGATIVE_INFINITY, resolvedAt } = alert;
    const isNews = resolvedAt !== undefined && resolvedAt > lastSentAt;
    if (!isNews && lastSentAt + RESEND_DELAY >= time) return [];
    alert.lastSentAt = time;
    const { labels, annotations } = alert;
    const startsAt = alert.firedAt ?? alert.activeAt;
    return [
      { labels, annotations, startsAt, endsAt: resolvedAt ?? time + validFor, isResolved: resolvedAt !== undefined },
    ];
  });
}
