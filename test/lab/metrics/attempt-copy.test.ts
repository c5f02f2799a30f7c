import { expect, test } from 'vitest';
import type { LabStep } from '../../../src/curriculum/schema/lab-steps.ts';
import { MonitoringAttempt } from '../../../src/lab/metrics/attempt/attempt.ts';
import { doStep } from '../../../src/lab/metrics/attempt/steps.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';
import { dataOf, START, smallLab } from '../../helpers/monitoring.ts';

const data = dataOf(smallLab());
const STEPS: readonly LabStep[] = [
  ...smallLab().tasks.flatMap(({ steps }) => steps),
  { do: 'fault', name: 'dead-target', isOn: false },
  { do: 'wait', for: '3m' },
  { do: 'silence', matchers: ['alertname="TargetDown"'], for: '10m' },
  { do: 'replace', file: 'prometheus.yml', text: '  - record.yml\n', by: '' },
  { do: 'fault', name: 'surge', isOn: true },
  { do: 'wait', for: '2m' },
  { do: 'expire', matchers: ['alertname="TargetDown"'] },
  { do: 'remove', file: 'alertmanager.yml' },
  { do: 'wait', for: '70s' },
];

/** All that an attempt has come to, as a text. */
function stateOf(attempt: MonitoringAttempt): string {
  const { prometheus, alertmanager, files, problems, loaded, revision, now } = attempt.stack;
  const series = prometheus.store.all().map(({ labels, floats, stale }) => [labels.key, floats, stale]);
  const groups = prometheus.groups.map(({ group, next, rules }) => [
    group.name,
    next,
    rules.map(({ alerts, previous, ...status }) => [status, [...previous.keys()], alerts?.all()]),
  ]);
  const targets = prometheus.scraping.targets().map(({ target, next, last }) => [target.key, next, last]);
  const { notifications, silences } = alertmanager ?? {};
  const sent = [notifications, silences, alertmanager?.recurring().map(({ key, next }) => [key, next])];
  const folder = [...files, problems, loaded, revision];
  const all = [now, series, groups, targets, sent, folder, attempt.results(), attempt.recording];
  // What labels remember of themselves is not seen.
  return JSON.stringify(all, (_, value: unknown) => (value instanceof Labels ? value.key : value));
}

test('a copy goes on as the attempt would have, and neither sees what happens in the other', () => {
  const whole = MonitoringAttempt.begin(data, { seed: 9, start: START });
  // Where the whole attempt stands before each step.
  const states = STEPS.map((step) => {
    const state = stateOf(whole);
    expect(doStep(whole, step)).toBeUndefined();
    return state;
  });
  const end = stateOf(whole);
  const first = MonitoringAttempt.begin(data, { seed: 9, start: START });
  for (const [index, step] of STEPS.entries()) {
    expect(stateOf(first) === states[index], `before step ${index}`).toBe(true);
    const copy = first.copy();
    for (const later of STEPS.slice(index)) doStep(copy, later);
    expect(stateOf(copy) === end, `a copy before step ${index}`).toBe(true);
    expect(stateOf(first) === states[index], `the attempt behind a copy before step ${index}`).toBe(true);
    doStep(first, step);
  }
  expect(stateOf(first) === end).toBe(true);
});

test('the other shop, in which queries are judged too, is that of the attempt in all of its copies', () => {
  const [task] = smallLab().tasks;
  const query = { do: 'query', expr: 'sum by (route) (rate(http_requests_total[5m]))' } as const;
  const attempt = MonitoringAttempt.begin(data, { seed: 9, start: START });
  for (let count = 0; count < 3; count++) {
    const copy = attempt.copy();
    doStep(copy, { do: 'wait', for: `${count + 1}m` });
    doStep(copy, query);
    expect(copy.results().find(({ id }) => id === task?.id)?.isDone).toBe(true);
  }
  expect(attempt.results().some(({ isDone }) => isDone)).toBe(false);
});
