import { describe, expect, test } from 'vitest';
import { formTasks } from '../../src/checks/labs/tasks.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';

const { handsOn, courses } = getCurriculum();
const forms = [...handsOn.values()].flatMap(({ exam, forms: own }) =>
  own.map((form) => [`${exam.id} ${form.number}`, form] as const),
);

// All of it is done, whatever the check remembers of earlier runs: nothing done, all solutions, other ways, mistakes.
describe('forms of hands-on practice exams in the practice cluster', () => {
  test('there is one of CKA, and one of CKAD', () => {
    expect(forms.map(([name]) => name)).toEqual(expect.arrayContaining(['CKA 1', 'CKAD 1']));
  });

  test.each(forms)('%s', { timeout: 300_000 }, async (_, form) => {
    const wrong: string[] = [];
    for (const { file, verify } of formTasks(form, courses))
      for (const { place, message } of (await verify(new Map())).problems)
        wrong.push(`${file}:${place.line} ${message}`);
    expect(wrong).toEqual([]);
  });
});
