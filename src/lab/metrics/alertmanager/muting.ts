import type { Labels } from '../promql/labels.ts';
import type { InhibitRule } from './config.ts';
import { acceptsAll, type Matcher } from './matchers.ts';

/** Alerts that match are muted from one time to another (milliseconds). */
export interface Silence {
  id: string;
  matchers: readonly Matcher[];
  startsAt: number;
  endsAt: number;
  createdBy: string;
  comment: string;
}

/** The state of a silence at a time. */
export function silenceState({ startsAt, endsAt }: Silence, time: number): 'pending' | 'active' | 'expired' {
  return time < startsAt ? 'pending' : time < endsAt ? 'active' : 'expired';
}

/** The silences that mute an alert at a time. */
export function silencedBy(silences: readonly Silence[], labels: Labels, time: number): Silence[] {
  return silences.filter((silence) => silenceState(silence, time) === 'active' && acceptsAll(silence.matchers, labels));
}

/**
 * The firing alert that inhibits another, if there is one. An alert that matches both sides of a rule is not inhibited by others that
 * do, so that alerts do not mute each other. Source: InhibitRule.hasEqual of inhibit/inhibit.go.
 */
export function inhibitedBy(
  rules: readonly InhibitRule[],
  labels: Labels,
  firing: readonly Labels[],
): Labels | undefined {
  for (const { source, target, equal } of rules) {
    if (!acceptsAll(target, labels)) continue;
    const isTwoSided = acceptsAll(source, labels);
    const found = firing.find(
      (other) =>
        acceptsAll(source, other) &&
        equal.every((name) => other.get(name) === labels.get(name)) &&
        !(isTwoSided && acceptsAll(target, other)),
    );
    if (found) return found;
  }
  return undefined;
}
