import { describe, expect, test } from 'vitest';
import { formTasks } from '../../src/checks/labs/tasks.ts';
import { LabHost } from '../../src/lab-host/begin.ts';
import { imagesOf } from '../../src/lab-host/declared-images.ts';
import { sitForm } from '../../src/lab-host/form-trial.ts';
import { courseImages } from '../../src/lab-host/images.ts';
import { filesWithoutMarkers } from '../../src/rendering/region.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { longTest } from '../helpers/long.ts';

const { handsOn, courses } = getCurriculum();
const forms = [...handsOn.values()].flatMap(({ exam, forms: own }) =>
  own.map((form) => [`${exam.id} ${form.number}`, form] as const),
);

describe('forms of hands-on practice exams in the practice cluster', () => {
  test('there is one of CKA, and one of CKAD', () => {
    expect(forms.map(([name]) => name)).toEqual(expect.arrayContaining(['CKA 1', 'CKAD 1']));
  });

  test.each(forms)(
    '%s earns nothing while nothing is done, and everything with its solutions',
    {
      timeout: 300_000,
    },
    async (_, { lab, files }) => {
      const images = await courseImages(imagesOf(lab), courses);
      const host = new LabHost({ lab, files: filesWithoutMarkers(files), images });
      try {
        const { untouched, solved } = await sitForm(await host.begin({ seed: 7 }), lab);
        expect(untouched.filter(({ credit }) => credit > 0).map(({ id }) => id)).toEqual([]);
        expect(solved.filter(({ credit }) => credit < 1).map(({ id }) => id)).toEqual([]);
        expect(solved).toHaveLength(lab.tasks.length);
      } finally {
        host.end();
      }
    },
  );

  // All of it is done, whatever the check remembers of earlier runs: nothing done, all solutions, other ways, mistakes.
  longTest.for(forms)('%s is as its author says', { timeout: 300_000 }, async ([, form]) => {
    const wrong: string[] = [];
    for (const { file, verify } of formTasks(form, courses))
      for (const { place, message } of (await verify(new Map())).problems)
        wrong.push(`${file}:${place.line} ${message}`);
    expect(wrong).toEqual([]);
  });
});
