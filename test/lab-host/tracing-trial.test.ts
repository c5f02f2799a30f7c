import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Lab, labSchema } from '../../src/curriculum/schema/lab.ts';
import { tryTracing } from '../../src/lab-host/tracing/trial.ts';

const FOLDER = 'test/fixtures/tracing/content/courses/tracing/calls/whole-trace';
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const files = new Map(['api.js', 'tracing.js', 'collector.yaml'].map((name) => [name, read(`files/${name}`)]));
type Step = Record<string, string>;
interface Way {
  name: string;
  steps: [Step, ...Step[]];
}
interface LooseTask {
  check: { conditions: [Record<string, unknown>, ...Record<string, unknown>[]] };
  steps: [Step, ...Step[]];
  alternatives: [Way];
  mistakes: [Way];
}
/** A lab as YAML has it, as far as tests change it. */
interface Loose {
  tracing: { scenarios: [Step, Step] };
  tasks: [LooseTask, LooseTask];
}

/** What the trial finds in the lab after a change. */
async function found(change: (lab: Loose) => void): Promise<string[]> {
  const lab = parse(read('lab.yaml')) as Loose;
  change(lab);
  const { problems } = await tryTracing({ lesson: 'whole-trace', lab: labSchema.parse(lab) as Lab, files });
  return problems.map(({ rule, path, message }) => `${rule} ${path.join('.')} ${message}`);
}

describe('the trial of a lab on tracing', () => {
  test('finds nothing in one that goes as its author says', async () => {
    expect(await found(() => {})).toEqual([]);
  });

  test.each<[string, (lab: Loose) => void, RegExp]>([
    [
      'a task that is done at the start',
      (lab) => (lab.tasks[0].check.conditions = [{ kind: 'file', file: 'api.js', matches: 'shop', message: 'x' }]),
      /^lab\/done-at-start tasks\.0\.check /,
    ],
    [
      'a solution that does not do it',
      (lab) => (lab.tasks[1].steps[0].by = '    const headers = {};\n'),
      /^lab\/solution tasks\.1\.steps .*What does not hold: "One trace goes/,
    ],
    [
      'a solution whose code breaks',
      (lab) => (lab.tasks[1].steps[0].by = '    const headers = nothing;\n'),
      /^lab\/solution tasks\.1\.steps .*In api\.js, line 8: ReferenceError/,
    ],
    ['a solution without steps', (lab) => lab.tasks[0].steps.splice(0), /^lab\/solution tasks\.0 .*no steps/],
    [
      'a step that cannot be done',
      (lab) => (lab.tasks[1].steps[0].text = 'none'),
      /^lab\/solution tasks\.1\.steps\.0 .*"none" 0 times/,
    ],
    [
      'a step of another kind of lab',
      (lab) => lab.tasks[0].steps.push({ do: 'wait', for: '1m' }),
      /^lab\/solution tasks\.0\.steps\.1 .*no step "wait"/,
    ],
    [
      'another way that does not count',
      (lab) => lab.tasks[1].alternatives[0].steps.splice(2, 1),
      /^lab\/alternative tasks\.1\.alternatives\.0 /,
    ],
    [
      'a mistake that counts',
      (lab) => (lab.tasks[1].mistakes[0].steps[0].by = String(lab.tasks[1].steps[0].by)),
      /^lab\/mistake tasks\.1\.mistakes\.0 /,
    ],
    [
      'a way with command lines',
      (lab) => Object.assign(lab.tasks[1].mistakes[0], { run: ['ls'], steps: [] }),
      /^lab\/mistake tasks\.1\.mistakes\.0 .*no steps/,
    ],
    [
      'a service that does not exist',
      (lab) => (lab.tracing.scenarios[1].fails = 'paiment'),
      /^lab\/start tracing\.scenarios\.1\.fails .*Did you mean "payment"/,
    ],
    [
      'a condition about a scenario that does not exist',
      (lab) => (lab.tasks[1].check.conditions[0].scenario = 'chekout'),
      /^lab\/condition tasks\.1\.check\.conditions\.0 .*Did you mean "checkout"/,
    ],
  ])('finds %s', async (_, change, expected) => {
    const problems = await found(change);
    expect(problems.filter((one) => expected.test(one)).length, problems.join('\n')).toBe(1);
  });
});
