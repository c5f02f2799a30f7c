import type { MonitoringCondition } from '../../../curriculum/schema/lab-monitoring.ts';
import { matchingRoutes } from '../alertmanager/route.ts';
import { Labels } from '../promql/labels.ts';
import { Matcher } from '../promql/matchers.ts';
import { answerOf, hasResult, SAME, sameAnswer } from './answers.ts';
import { expositionHolds, ownTestsHold, type Pages, ruleTestsHold } from './file-conditions.ts';
import type { Stack } from './stack.ts';

type Of<Kind extends MonitoringCondition['kind']> = Extract<MonitoringCondition, { kind: Kind }>;

/** Everything that holds of a stack alone; what a learner has asked is judged when it is asked. */
export type StackCondition = Exclude<MonitoringCondition, { kind: 'asked' }>;

function queryHolds({ expr, isEmpty, equals, tolerance }: Of<'query'>, { prometheus, now }: Stack): boolean {
  const { engine } = prometheus;
  if (equals === undefined) {
    const answer = answerOf(engine, expr, now);
    return answer !== undefined && hasResult(answer) !== isEmpty;
  }
  // A recorded series is as old as its last evaluation: it is compared with what held then.
  const evaluations = prometheus.groups.flatMap(({ rules }) =>
    rules.flatMap(({ lastEvaluation }) => lastEvaluation ?? []),
  );
  return [...new Set([now, ...evaluations])].some((time) => {
    const [one, other] = [answerOf(engine, expr, time), answerOf(engine, equals, time)];
    return hasResult(one) && sameAnswer(one, other, { ...SAME, tolerance });
  });
}

const has = (labels: Labels, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([name, value]) => labels.get(name) === value);

function alertHolds({ name, labels, state, isPast }: Of<'alert'>, { prometheus, start }: Stack): boolean {
  const rules = prometheus.groups
    .flatMap(({ rules: all }) => all)
    .filter(({ rule }) => rule.kind === 'alert' && rule.name === name);
  const active = rules.flatMap(({ alerts }) => alerts?.active() ?? []).filter((alert) => has(alert.labels, labels));
  if (state === 'inactive') return rules.length > 0 && active.length === 0;
  if (active.some((alert) => alert.state === state)) return true;
  if (!isPast) return false;
  const matchers = Object.entries({ ...labels, __name__: 'ALERTS', alertname: name, alertstate: state }).map(
    ([label, value]) => new Matcher(label, '=', value),
  );
  return prometheus.store.select(matchers).some(({ floats }) => (floats.times.at(-1) ?? 0) >= start);
}

function notificationHolds(condition: Of<'notification'>, { alertmanager, start }: Stack): boolean {
  const { receiver, alert, status, alerts = 1, atLeast, atMost = Number.POSITIVE_INFINITY } = condition;
  const sent = (alertmanager?.notifications ?? []).filter(
    (one) =>
      one.time >= start &&
      one.receiver === receiver &&
      (status === undefined || one.status === status) &&
      (alert === undefined || one.alerts.some(({ labels }) => labels.get('alertname') === alert)) &&
      one.alerts.length >= alerts,
  );
  return sent.length >= atLeast && sent.length <= atMost;
}

function routeHolds({ labels, receivers }: Of<'route'>, { alertmanager }: Stack): boolean {
  if (!alertmanager) return false;
  const found = matchingRoutes(alertmanager.config.route, Labels.of(Object.entries(labels))).map(
    ({ receiver }) => receiver,
  );
  return found.length === receivers.length && found.every((receiver, index) => receiver === receivers[index]);
}

/** Conditions that depend on the folder alone: they are looked at again when a file has changed. */
export const isOfFiles = ({ kind }: MonitoringCondition): boolean =>
  ['rule-tests', 'own-tests', 'exposition', 'file'].includes(kind);

/** Whether a condition holds. @param pages files of the lesson, of which some are not in the folder */
export function holds(condition: StackCondition, stack: Stack, pages: Pages): boolean {
  switch (condition.kind) {
    case 'query':
      return queryHolds(condition, stack);
    case 'alert':
      return alertHolds(condition, stack);
    case 'notification':
      return notificationHolds(condition, stack);
    case 'route':
      return routeHolds(condition, stack);
    case 'rule-tests':
      return ruleTestsHold(pages[condition.tests] ?? '', stack.files);
    case 'own-tests':
      return ownTestsHold(condition, stack.files, pages);
    case 'exposition':
      return expositionHolds(condition, stack.files.get(condition.file));
    case 'file': {
      const text = stack.files.get(condition.file);
      return text !== undefined && new RegExp(condition.matches, 'm').test(text) !== condition.isAbsent;
    }
  }
}
