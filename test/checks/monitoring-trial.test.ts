import { describe, expect, test } from 'vitest';
import { askPractice } from '../../src/checks/labs/workers.ts';
import type { Lab } from '../../src/curriculum/schema/lab.ts';
import { monitoringConditionSchema } from '../../src/curriculum/schema/lab-monitoring.ts';
import { tryMonitoring } from '../../src/lab-host/monitoring/trial.ts';
import { labFiles, smallLab } from '../helpers/monitoring.ts';

/** What is said of the small lab with a change: the rule, the place, the message. */
const said = (change: (lab: Lab) => void, files: ReadonlyMap<string, string> = labFiles): string[] =>
  tryMonitoring({ lesson: 'watch', lab: smallLab(change), files }).map(
    ({ rule, path, message }) => `${rule} ${path.join('.')} ${message}`,
  );

type Task = Lab['tasks'][number];
const task = (lab: Lab, index: number): Task => lab.tasks[index] as Task;
const only = (lab: Lab, index: number): Task => {
  lab.tasks = [task(lab, index)];
  return task(lab, 0);
};
const conditions = (given: Task, ...all: object[]): void => {
  given.check = {
    kind: 'monitoring',
    conditions: all.map((one) => monitoringConditionSchema.parse({ message: 'm', ...one })),
  };
};

describe('a lab on monitoring whose author went wrong', () => {
  test('the small lab is right, in a thread of the checks as well', async () => {
    const answer = await askPractice({
      kind: 'monitoring',
      source: { lesson: 'watch', lab: smallLab(), files: labFiles },
    });
    expect(answer).toEqual({ kind: 'lab', problems: [], isStuck: false });
  });

  test('a solution that does not do the task', () => {
    expect(said((lab) => (only(lab, 0).steps = [{ do: 'query', expr: 'sum(rate(http_requests_total[5m])' }]))).toEqual([
      expect.stringMatching(
        /^lab\/solution tasks\.0\.steps The solution of "ask" does not do the task\. What does not hold: "You have asked .*"\. Step 1 \(query\): 1:\d+: parse error/,
      ),
    ]);
    expect(said((lab) => (only(lab, 0).steps = []))).toEqual([
      expect.stringMatching(/^lab\/solution tasks\.0\.solution .* has no steps/),
    ]);
  });

  test('steps that cannot be done', () => {
    const wrong = (steps: Task['steps']): string[] => said((lab) => (only(lab, 2).steps = steps));
    expect(wrong([{ do: 'fault', name: 'flood', isOn: true }])).toEqual([
      expect.stringContaining('The shop has no fault "flood"'),
    ]);
    expect(wrong([{ do: 'replace', file: 'rules.yml', text: 'nowhere', by: '' }])).toEqual([
      expect.stringContaining('0 times'),
    ]);
    expect(wrong([{ do: 'expire', matchers: ['a="b"'] }])).toEqual([
      expect.stringContaining('There is no silence {a="b"}'),
    ]);
    expect(wrong([{ do: 'write', file: 'prometheus.yml', content: 'globl: {}\n' }])).toEqual([
      expect.stringContaining('prometheus.yml:1: field globl not found'),
    ]);
  });

  test('a task that is done at the start', () => {
    expect(said((lab) => conditions(only(lab, 2), { kind: 'query', expr: 'up' }))).toEqual([
      expect.stringMatching(/^lab\/done-at-start tasks\.0\.check/),
      expect.stringMatching(/^lab\/mistake tasks\.0\.mistakes\.0/),
      expect.stringMatching(/^lab\/mistake tasks\.0\.mistakes\.1/),
    ]);
  });

  test('another right way that does not count, and a mistake that does', () => {
    const found = said((lab) => {
      const first = only(lab, 0);
      first.alternatives = [{ name: 'other', run: [], steps: [{ do: 'query', expr: 'up' }] }];
      first.mistakes = [
        { name: 'none', run: [], steps: [{ do: 'query', expr: 'sum by (route) (rate(http_requests_total[5m]))' }] },
      ];
    });
    expect(found).toEqual([
      expect.stringMatching(/^lab\/alternative tasks\.0\.alternatives\.0 Another right way .* "other"/),
      expect.stringMatching(/^lab\/mistake tasks\.0\.mistakes\.0 .* "none"/),
    ]);
  });

  test.each<[object, RegExp]>([
    [{ kind: 'asked', expr: 'sum(' }, /the query "sum\(" is none/],
    [{ kind: 'query', expr: 'up', equals: 'up[' }, /the query "up\[" is none/],
    [{ kind: 'file', file: 'rules.yml', matches: '(' }, /the pattern "\(" is none/],
    [{ kind: 'notification', receiver: 'on-call', atLeast: 2, atMost: 1 }, /at least 2 notifications and at most 1/],
    [{ kind: 'notification', receiver: 'on-cal' }, /there is no receiver "on-cal".* Did you mean "on-call"/],
    [{ kind: 'alert', name: 'TargetDwn', state: 'firing' }, /no rule makes an alert "TargetDwn"/],
    [{ kind: 'route', labels: {}, receivers: ['nobody'] }, /there is no receiver "nobody"/],
    [{ kind: 'exposition', file: 'my.prm' }, /the folder never has a file "my.prm"/],
    [{ kind: 'own-tests', tests: 'mine.yml' }, /the folder never has a file "mine.yml"/],
  ])('a word that means nothing: %j', (given, message) => {
    const found = said((lab) => conditions(only(lab, 2), given));
    const condition = found.find((one) => one.startsWith('lab/condition tasks.0.check.conditions.0'));
    expect(condition).toMatch(message);
  });

  test('a lab that begins with a mistake that no task is about', () => {
    const files = new Map(labFiles).set('rules.yml', 'groups: [{nme: x}]\n');
    const found = said((lab) => only(lab, 0), files);
    expect(found[0]).toMatch(/^lab\/start monitoring\.files The lab begins with a mistake in rules\.yml, line 1/);
  });
});
