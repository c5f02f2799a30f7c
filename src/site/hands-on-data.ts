import type { HandsOnExam, HandsOnForm } from '../curriculum/model.ts';
import type { Blueprint } from '../curriculum/practice/forms.ts';
import { renderForm, renderMissing } from '../rendering/form.ts';
import { digestOf } from './practice-data.ts';
import { getCurriculum, paths, t } from './site.ts';

/** A task as pages have it: texts are HTML. */
export interface ShownTask {
  id: string;
  title: string;
  weight: number;
  competency: string;
  context: string;
  documentation: readonly string[];
  text: string;
  hints: readonly string[];
  solution: string;
  /** What each condition says, in their order. */
  conditions: readonly string[];
  /** What is to be read again. */
  read: readonly { lesson: string; text: string; href: string }[];
}

/** What of an exam the practice cluster cannot do; texts are HTML. */
export interface ShownMissing {
  competency: string;
  /** The competency, as the blueprint says it. */
  text: string;
  what: string;
  instead: string;
}

/** What a page needs to have a form sat, and to say what came of it. */
export interface FormData {
  exam: Blueprint;
  /** Digest of what is judged: results of another edition are told without their conditions. */
  edition: string;
  passing: number;
  tasks: readonly ShownTask[];
}

/** Name of a form in addresses, such as ckad/1. */
export const formName = ({ exam }: HandsOnExam, { number }: HandsOnForm): string =>
  `${exam.id.toLowerCase()}/${number}`;

/** All forms of all hands-on exams, with their parameters in addresses. */
export const formRoutes = () =>
  [...getCurriculum().handsOn.values()].flatMap((one) =>
    one.forms.map((form) => ({
      params: { exam: one.exam.id.toLowerCase(), form: String(form.number) },
      props: { id: one.exam.id, number: form.number },
    })),
  );

/** A form and its exam. @throws if there is none */
export function formOf(id: string, number: number): { exam: HandsOnExam; form: HandsOnForm } {
  const exam = getCurriculum().handsOn.get(id);
  const form = exam?.forms.find((one) => one.number === number);
  if (!exam || !form) throw new Error(`There is no form ${number} of a hands-on practice exam "${id}".`);
  return { exam, form };
}

/** What of an exam the practice cluster cannot do. */
export function missingOf(exam: HandsOnExam): ShownMissing[] {
  const { competencies } = getCurriculum();
  const { missing } = renderMissing(exam, { curriculum: getCurriculum(), links: paths, t });
  return exam.held.missing.map(({ competency }, index) => ({
    competency,
    text: competencies.get(competency)?.text ?? '',
    what: missing[index]?.what ?? '',
    instead: missing[index]?.instead ?? '',
  }));
}

/** What is to be read again for objectives of lessons that are published. */
function readingOf(objectives: readonly string[]): ShownTask['read'] {
  const { lessons } = getCurriculum();
  return objectives.flatMap((named) => {
    const [id = '', objective] = named.split('#');
    const lesson = lessons.get(id);
    if (!lesson) return [];
    const text = lesson.objectives.find((one) => one.id === objective)?.text ?? '';
    return [{ lesson: lesson.title, text, href: paths.lesson(id) }];
  });
}

/** A form for its page. */
export function formData(exam: HandsOnExam, form: HandsOnForm): FormData {
  const { tasks } = renderForm(form, { curriculum: getCurriculum(), links: paths, t });
  const { id, domains } = exam.exam;
  return {
    exam: { id, domains },
    edition: digestOf(form.tasks.map((task) => [task.id, task.check])),
    passing: exam.held.passing,
    tasks: form.tasks.map(
      ({ id: task, title, weight, competency, context, documentation, check, objectives }, index) => ({
        ...{ id: task, title, weight, competency, context, documentation },
        text: tasks[index]?.text ?? '',
        hints: tasks[index]?.hints ?? [],
        solution: tasks[index]?.solution ?? '',
        conditions: check.conditions.map(({ message }) => message),
        read: readingOf(objectives),
      }),
    ),
  };
}

/** The text before the tasks of a form, as HTML. */
export const startOf = (form: HandsOnForm): string =>
  renderForm(form, { curriculum: getCurriculum(), links: paths, t }).start;
