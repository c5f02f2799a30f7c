import { afterAll, describe, expect, test } from 'vitest';
import { tracingSchema } from '../../../src/curriculum/schema/lab-tracing.ts';
import { TracingAttempt, type TracingLab } from '../../../src/lab/traces/attempt.ts';
import { parseTracingRecording } from '../../../src/lab/traces/recording.ts';
import { readResult } from '../../../src/lab/traces/result.ts';
import { doStep } from '../../../src/lab/traces/steps.ts';
import { TracingProcess } from '../../../src/lab-host/tracing/process.ts';

const host = new TracingProcess();
afterAll(() => host.end());

const COLLECTOR = `receivers:
  otlp:
    protocols:
      http:
        endpoint: 0.0.0.0:4318
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [debug]
`;
const lab: TracingLab = {
  lesson: 'l',
  digest: 'd',
  files: { 'notes.txt': 'one two', 'collector.yaml': COLLECTOR },
  scenarios: tracingSchema.parse({ files: ['notes.txt'], scenarios: [{ name: 'checkout', title: 'Send' }] }).scenarios,
  tasks: [
    {
      id: 'run',
      title: 'Run',
      check: {
        kind: 'tracing',
        conditions: [
          { kind: 'exported', exporter: 'debug', attributes: {}, absent: [], atLeast: 7, message: 'Seven spans.' },
        ],
      },
    },
  ],
};
const begin = () => TracingAttempt.begin(lab, host.run, { seed: 7, start: 1_800_000_000_000 });

describe('an attempt', () => {
  test('done again leads to the same', async () => {
    const attempt = begin();
    await attempt.act({ kind: 'write', file: 'new.js', content: 'export {};' });
    await attempt.act({ kind: 'run', scenario: 'checkout' });
    await attempt.act({ kind: 'remove', file: 'new.js' });
    await attempt.act({ kind: 'run', scenario: 'nothing' });
    expect(attempt.results).toMatchObject([{ id: 'run', isDone: true }]);
    const recording = parseTracingRecording(JSON.stringify(attempt.recording));
    if (typeof recording === 'string') throw new Error(recording);
    expect(recording.actions.map(({ kind }) => kind)).toEqual(['write', 'run', 'remove']);
    const shares: number[] = [];
    const again = await TracingAttempt.again(lab, host.run, recording, (share) => shares.push(share));
    expect(shares).toEqual([0, 1 / 3, 2 / 3]);
    expect(again.last).toEqual(attempt.last);
    expect(again.files).toEqual(lab.files);
    expect(again.results).toEqual(attempt.results);
  });

  test.each([
    ['a service', { kind: 'write', file: 'api.js', content: 'export default () => ({});' }, false],
    ['the Collector', { kind: 'write', file: 'collector.yaml', content: `${COLLECTOR}\n` }, false],
    ['the Collector away', { kind: 'remove', file: 'collector.yaml' }, false],
    ['nothing, but saved', { kind: 'write', file: 'collector.yaml', content: COLLECTOR }, true],
    ['notes', { kind: 'write', file: 'notes.txt', content: 'three' }, true],
  ] as const)('judges only runs that came after the last change of %s', async (_, action, counts) => {
    const traces = { kind: 'trace' as const, services: ['web'], isWhole: true, atLeast: 1, message: 'A trace.' };
    const check = { kind: 'tracing' as const, conditions: [traces, { ...traces, scenario: 'checkout' }] };
    const tasks = [{ id: 'run', title: 'Run', check }];
    const attempt = TracingAttempt.begin({ ...lab, tasks }, host.run, { seed: 7, start: 1_800_000_000_000 });
    const met = () => attempt.results[0]?.conditions.map(({ isMet }) => isMet);
    await attempt.act({ kind: 'run', scenario: 'checkout' });
    expect(met()).toEqual([true, true]);
    await attempt.act(action);
    expect(met()).toEqual([counts, counts]);
    expect(attempt.last, 'what is shown stays').toBeDefined();
    expect(attempt.results[0]?.isDone, 'what is done stays done').toBe(true);
  });

  test('has no spans where the Collector does not start', async () => {
    const attempt = begin();
    await attempt.act({ kind: 'write', file: 'collector.yaml', content: 'receivers: {}' });
    await attempt.act({ kind: 'run', scenario: 'checkout' });
    expect(attempt.last?.spans).toEqual([]);
    expect(attempt.last?.collector?.problems.some(({ isWarning }) => !isWarning)).toBe(true);
  });

  test('goes on where code never ends', async () => {
    const patient = TracingAttempt.begin(lab, async () => undefined, { seed: 1, start: 0 });
    await patient.act({ kind: 'run', scenario: 'checkout' });
    expect(patient.last?.result.problems[0]?.message).toContain('do not come to an end');
  });

  test.each([
    [{ do: 'replace', file: 'notes.txt', text: 'one', by: 'three' }, undefined],
    [{ do: 'replace', file: 'notes.txt', text: 'o', by: 'x' }, 'notes.txt has "o" 2 times, and not once'],
    [{ do: 'replace', file: 'none.js', text: 'o', by: 'x' }, 'there is no file none.js'],
    [{ do: 'run', scenario: 'none' }, 'the lab has no scenario "none"'],
    [{ do: 'wait', for: '5m' }, 'a lab on tracing has no step "wait"; it has write, replace and run'],
  ] as const)('does a step, or says why not: %o', async (step, why) => {
    expect(await doStep(begin(), step)).toBe(why);
  });
});

test.each([
  ['', 'unreadable'],
  ['[]', 'unreadable'],
  [JSON.stringify({ format: 'tracing-attempt', version: 2 }), 'too new'],
  [JSON.stringify({ ...begin().recording, actions: [{ kind: 'write', file: 'a' }] }), 'unreadable'],
  [JSON.stringify({ ...begin().recording, start: -1 }), 'unreadable'],
  [JSON.stringify({ ...begin().recording, start: 1e300 }), 'unreadable'],
])('what is no recording is not taken: %s', (text, problem) => expect(parseTracingRecording(text)).toBe(problem));

test.each([
  ['no JSON', 'cannot be read'],
  ['null', undefined],
  ['{"hops": 5, "lines": [1, {"text": {}}], "exports": [{"body": 3}], "mock": [{}, 5, null]}', undefined],
])('what code of learners may have said instead of a result breaks nothing: %s', (said, message) => {
  const result = readResult(said);
  if (message) expect(result.problems[0]?.message).toContain(message);
  expect(result.mock).toEqual([]);
});
