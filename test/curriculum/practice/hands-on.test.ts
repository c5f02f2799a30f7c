import { describe, expect, test } from 'vitest';
import { type Grade, handsOnResult, isPassed, shownPoints } from '../../../src/curriculum/practice/hands-on.ts';
import { findingsOf } from '../../helpers/example.ts';

const EXAM =
  'kind: hands-on\nexam: SWE\nminutes: 30\npassing: 66\nsource: https://exams.example/swe/\nas_of: 2026-11-30\n';

const task = (id: string, further: string): string => `  - id: ${id}
    title: Make a map
    weight: 50
    competency: SWE-RUN-1
    text: Make the ConfigMap \`${id}\`.
    check:
      kind: conditions
      conditions: [{kind: exists, resource: ConfigMap, name: ${id}, message: It is there.}]
    solution: |
      \`\`\`bash
      kubectl create configmap ${id}
      \`\`\`
    alternatives: [{name: from nothing, run: ["kubectl create cm ${id}"]}]
    mistakes: [{name: nothing, run: ["true"]}, {name: a Secret, run: ["kubectl create secret generic ${id}"]}]
${further}`;

const form = (...further: readonly string[]): string =>
  `title: Maps\nstart: One cluster.\ncluster: {context: kind-dev}\ntasks:\n${further.map((text, index) => task(`map-${index}`, text)).join('')}`;

const FORM = 'content/practice/swe/forms/1/form.yaml';
const CONTEXT = '    context: kind-dev\n';

/** What is found in a form: rules and messages. */
async function said(
  text: string,
  others: Record<string, string> = { 'content/practice/swe/exam.yaml': EXAM },
): Promise<string[]> {
  return (await findingsOf(FORM, text, others)).map(({ rule, line, message }) => `${rule} ${line} ${message}`);
}

describe('a form of a hands-on exam', () => {
  test('has nothing wrong', async () => {
    expect(await said(form(CONTEXT, CONTEXT))).toEqual([]);
  });

  test.each([
    [
      '    context: kind-deb\n',
      'lab/unknown-context 34 Task "map-1": no cluster of the form has the context "kind-deb". Did you mean "kind-dev"?',
    ],
    [
      `${CONTEXT}    objectives: [serve-a-page#wriet]\n`,
      'exam/unknown-objective 35 Task "map-1": the lesson "serve-a-page" has no objective "wriet". Did you mean "write"?',
    ],
    ['', 'schema/value 20 "tasks[2].context" is missing.'],
  ])('is told what is wrong: %s', async (further, message) => {
    expect(await said(form(CONTEXT, further))).toContain(message);
  });

  test('is told of two tasks with one id, a competency of another exam, a file that is not there', async () => {
    const text = form(CONTEXT, CONTEXT)
      .replaceAll('map-1', 'map-0')
      .replace('SWE-RUN-1', 'SWE-RUN-7')
      .replace('{context: kind-dev}', '{context: kind-dev, apply: [dev.yaml]}');
    const rules = (await said(text)).map((line) => line.split(' ')[0]);
    expect(rules).toEqual(expect.arrayContaining(['id/duplicate', 'reference/unknown-competency', 'lab/unknown-file']));
  });

  test('needs an exam that is held so', async () => {
    expect(await said(form(CONTEXT, CONTEXT), {})).toEqual([expect.stringMatching(/^exam\/no-form 1 This is a form/)]);
  });

  test('of a fork has a number of its own', async () => {
    const others = { 'content/practice/swe/exam.yaml': EXAM, [FORM]: form(CONTEXT, CONTEXT) };
    const own = async (number: number): Promise<string[]> =>
      (await findingsOf(`provider/practice/swe/forms/${number}/form.yaml`, form(CONTEXT, CONTEXT), others)).map(
        ({ rule, message }) => `${rule} ${message}`,
      );
    expect(await own(2)).toEqual([]);
    expect(await own(1)).toEqual([`id/duplicate The form 1 of SWE is also ${FORM}.`]);
  });

  test('stands where it is read', async () => {
    const others = { 'content/practice/swe/exam.yaml': EXAM, [FORM]: form(CONTEXT, CONTEXT) };
    const found = await findingsOf('content/practice/swe/forms/one/form.yaml', form(CONTEXT, CONTEXT), others);
    expect(found.map(({ rule }) => rule)).toEqual(['file/stray']);
  });
});

describe('what comes out of a form', () => {
  const blueprint = {
    id: 'SWE',
    domains: [
      {
        id: 'D1',
        name: 'One',
        weight: 60,
        competencies: [
          { id: 'C1', text: 'First' },
          { id: 'C2', text: 'Second' },
        ],
      },
      { id: 'D2', name: 'Two', weight: 40, competencies: [{ id: 'C3', text: 'Third' }] },
    ],
  };
  const grade = (id: string, weight: number, credit: number): Grade => ({ id, weight, credit, met: [] });
  const competencies = new Map([
    ['a', 'C1'],
    ['b', 'C2'],
    ['c', 'C3'],
  ]);

  test('is the sum of the parts of tasks, by domains and competencies', () => {
    const grades = [grade('a', 30, 1), grade('b', 30, 1 / 3), grade('c', 30, 0), grade('gone', 10, 1)];
    const result = handsOnResult(grades, (id) => competencies.get(id), blueprint);
    expect(result).toMatchObject({ points: 50, of: 100 });
    expect(result.domains.map(({ id, points, of }) => [id, points, of])).toEqual([
      ['D1', 40, 60],
      ['D2', 0, 30],
    ]);
  });

  test('is enough from the passing mark on, and is never shown as more than it is', () => {
    const parts = [grade('a', 60, 1), grade('b', 9, 2 / 3)];
    const result = handsOnResult(parts, () => 'C1', blueprint);
    expect(isPassed(result, 66)).toBe(true);
    expect(isPassed({ points: 65.99, of: 100 }, 66)).toBe(false);
    expect(shownPoints(65.99)).toBe(65.9);
    expect(shownPoints(0.1 + 0.2)).toBe(0.3);
  });
});
