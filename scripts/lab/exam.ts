import { UserError } from '../../src/cli/user-error.ts';
import type { HandsOnForm } from '../../src/curriculum/model.ts';
import { isPassed, shownPoints } from '../../src/curriculum/practice/hands-on.ts';
import type { ClusterOptions } from '../../src/lab/cluster.ts';
import { StartProblem } from '../../src/lab/runner/begin.ts';
import type { TaskResult } from '../../src/lab/runner/task-result.ts';
import { LabHost } from '../../src/lab-host/begin.ts';
import { imagesOf } from '../../src/lab-host/declared-images.ts';
import { sitForm } from '../../src/lab-host/form-trial.ts';
import { courseImages } from '../../src/lab-host/images.ts';
import { filesWithoutMarkers } from '../../src/rendering/region.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import type { Play } from './play.ts';

/** A form, and what is needed to pass it. */
interface Asked {
  form: HandsOnForm;
  passing: number;
}

/** A form by its name, such as ckad/1. @throws UserError when there is none */
function formNamed(name: string): Asked {
  const { handsOn } = getCurriculum();
  const [id = '', number = '1'] = name.split('/');
  const exam = [...handsOn.values()].find((one) => one.exam.id.toLowerCase() === id.toLowerCase());
  const form = exam?.forms.find((one) => String(one.number) === number);
  const all = [...handsOn.values()].flatMap((one) =>
    one.forms.map((other) => `${one.exam.id.toLowerCase()}/${other.number}`),
  );
  if (!exam || !form) throw new UserError(`There is no form "${name}". There are: ${all.join(', ') || 'none'}.`);
  return { form, passing: exam.held.passing };
}

async function hostOf({ lab, files }: HandsOnForm): Promise<LabHost> {
  const images = await courseImages(imagesOf(lab), getCurriculum().courses);
  return new LabHost({ lab, files: filesWithoutMarkers(files), images });
}

/** Grades as lines: points of each task, what does not hold, and the score. */
function gradesAsText({ form, passing }: Asked, results: readonly TaskResult[]): string {
  const rows = form.tasks.map(({ id, weight }) => {
    const result = results.find((one) => one.id === id);
    const points = weight * (result?.credit ?? 0);
    const missing =
      result?.conditions.filter(({ isMet }) => !isMet).map(({ message }) => `\n            - ${message}`) ?? [];
    return {
      points,
      line: `  ${String(shownPoints(points)).padStart(5)} / ${String(weight).padStart(2)}  ${id}${missing.join('')}`,
    };
  });
  const points = rows.reduce((total, row) => total + row.points, 0);
  const verdict = isPassed({ points, of: 100 }, passing) ? 'enough' : 'not enough';
  return [
    ...rows.map(({ line }) => line),
    `  ${String(shownPoints(points)).padStart(5)} / 100  ${verdict}: ${passing} are needed`,
  ].join('\n');
}

/** Begins a form; at the end it says how what was done is graded. @throws UserError when there is none, or it cannot begin */
export async function beginForm(name: string, options: ClusterOptions): Promise<Play> {
  const asked = formNamed(name);
  const host = await hostOf(asked.form);
  try {
    const { practice, judge } = await host.begin(options);
    await judge.grade();
    return { practice, atEnd: async () => gradesAsText(asked, await judge.grade()) };
  } catch (problem) {
    if (problem instanceof StartProblem) throw new UserError(`The form "${name}" cannot begin: ${problem.message}`);
    throw problem;
  }
}

/** Sits a form with nothing done and with all of its solutions, and prints both. @returns whether it is graded with nothing and with everything */
export async function judgeForm(name: string, options: ClusterOptions): Promise<boolean> {
  const asked = formNamed(name);
  const host = await hostOf(asked.form);
  try {
    const { untouched, solved } = await sitForm(await host.begin(options), asked.form.lab, (doing) =>
      console.error(`… ${doing}`),
    );
    console.log(`Nothing done, after ten minutes:\n${gradesAsText(asked, untouched)}\n`);
    console.log(`All solutions done, one after the other:\n${gradesAsText(asked, solved)}`);
    return untouched.every(({ credit }) => credit === 0) && solved.every(({ credit }) => credit === 1);
  } finally {
    host.end();
  }
}
