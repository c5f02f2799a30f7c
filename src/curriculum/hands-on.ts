import { didYouMean } from '../findings/suggest.ts';
import type { HeldExam } from './exam-files.ts';
import { isExamUnread } from './exam-files.ts';
import { checkCompetency, checkExamObjective } from './exam-references.ts';
import { checkContexts, checkStart } from './lab-references.ts';
import type { HandsOnExam, HandsOnForm, Lesson, LessonFile } from './model.ts';
import type { Reader } from './reader.ts';
import type { Exam } from './schema/exam.ts';
import { type FormFile, formSchema, type HandsOnExamFile } from './schema/hands-on.ts';
import type { LabCondition } from './schema/lab-cluster.ts';
import { contextsOf } from './schema/lab-start.ts';

const FORM = /^((?:content|(?:provider\/)*provider)\/practice\/([^/]+)\/forms\/([1-9]\d{0,2}))\/form\.yaml$/;

/** By how many points the share of a domain in a form may differ from its weight in the blueprint: tasks are few, and whole. */
export const DOMAIN_TOLERANCE = 5;

/** What forms may refer to. */
interface Known {
  /** All lessons, drafts included. */
  lessons: ReadonlyMap<string, Lesson>;
}

/** Reads the hands-on practice exams, below content/ and in layers, and checks what a schema cannot say. By the ids of their exams. */
export function readHandsOn(
  reader: Reader,
  held: ReadonlyMap<string, HeldExam>,
  known: Known,
): Map<string, HandsOnExam> {
  const found = new Map<string, HandsOnExam & { forms: HandsOnForm[] }>();
  for (const { exam, held: how, path } of held.values())
    if (how.kind === 'hands-on') {
      checkMissing(reader, path, how, exam);
      found.set(exam.id, { exam, path, source: reader.text(path) ?? '', held: how, forms: [] });
    }
  for (const path of reader.files.keys()) {
    const [, folder = '', name = '', number = ''] = FORM.exec(path) ?? [];
    if (folder === '') continue;
    const file = reader.yaml(path, formSchema);
    const of = found.get(held.get(name)?.exam.id ?? '');
    if (!of) {
      if (!isExamUnread(reader, name)) reportNoExam(reader, path, name);
      continue;
    }
    if (!file) continue;
    const other = of.forms.find((one) => one.number === Number(number));
    if (other)
      reader.report('id/duplicate', path, undefined, {
        message: `The form ${number} of ${of.exam.id} is also ${other.path}.`,
        why: 'Both would have the same address, and results are stored under the number.',
        remedy: 'Give one of the two folders another number.',
      });
    const form = formOf(reader, { path, folder, number: Number(number), file });
    checkForm(reader, form, of.exam, known);
    if (!other) of.forms.push(form);
  }
  for (const { forms } of found.values()) forms.sort((one, next) => one.number - next.number);
  return found;
}

function reportNoExam(reader: Reader, path: string, name: string): void {
  reader.report('exam/no-form', path, undefined, {
    message:
      'This is a form of a hands-on exam, but no exam.yaml above the folder forms/ says that the exam is held so.',
    why: 'Nobody can sit a form without knowing how long it lasts, and what is needed to pass.',
    remedy: `Write content/practice/${name}/exam.yaml with "kind: hands-on"; schemas/exam-form.schema.json has its keys.`,
  });
}

/** Files below `files/` of a folder, by their names there. */
function filesOf(reader: Reader, folder: string): Map<string, LessonFile> {
  const start = `${folder}/files/`;
  return new Map(
    [...reader.files]
      .filter(([path]) => path.startsWith(start))
      .map(([path, text]) => {
        const name = path.slice(start.length);
        return [name, { name, path, text }];
      }),
  );
}

/** A condition is about the cluster of its task unless it names another one; files of the learner are in no cluster. */
const inContext = (condition: LabCondition, context: string): LabCondition =>
  condition.kind === 'file' ? condition : { ...condition, context: condition.context ?? context };

/** @param file what form.yaml says */
function formOf(
  reader: Reader,
  { path, folder, number, file }: { path: string; folder: string; number: number; file: FormFile },
): HandsOnForm {
  const { title, start, cluster, tasks } = file;
  const lab: HandsOnForm['lab'] = {
    title,
    goal: title,
    environment: 'cluster',
    minutes: 1,
    start,
    cluster,
    sessions: [],
    tasks: tasks.map(({ id, title: name, text, check, competency, context, ...task }) => ({
      ...{ id, title: name, text, objectives: [], competencies: [competency] },
      check: { ...check, conditions: check.conditions.map((condition) => inContext(condition, context)) },
      ...{ hints: task.hints, solution: task.solution, steps: [], isOptional: false, after: [] },
      ...{ alternatives: task.alternatives, mistakes: task.mistakes },
    })),
  };
  const source = reader.text(path) ?? '';
  return { number, folder, path, source, title, start, tasks, lab, files: filesOf(reader, folder) };
}

function checkMissing(reader: Reader, path: string, { missing }: HandsOnExamFile, exam: Exam): void {
  missing.forEach(({ competency }, index) => {
    checkCompetency(
      reader,
      { path, place: () => reader.place(path, ['missing', index, 'competency']) },
      competency,
      exam,
    );
  });
}

function checkForm(reader: Reader, form: HandsOnForm, exam: Exam, { lessons }: Known): void {
  const { path, folder, lab, files, tasks } = form;
  const own = { owner: 'form', folder, file: path, lab, files } as const;
  checkStart(reader, own, lab.cluster, ['cluster']);
  // As they are written: those that a condition takes from its task are said there.
  const written = lab.tasks.map((task, index) => ({ ...task, check: tasks[index]?.check ?? task.check }));
  checkContexts(reader, { ...own, lab: { ...lab, tasks: written } });
  checkWeights(reader, form, exam);
  const contexts = contextsOf(lab.cluster);
  const first = new Set<string>();
  tasks.forEach((task, index) => {
    const place = (...where: readonly PropertyKey[]) => reader.place(path, ['tasks', index, ...where]);
    const who = `Task "${task.id}"`;
    if (first.has(task.id))
      reader.report('id/duplicate', path, place('id'), {
        message: `The id "${task.id}" is that of an earlier task of the form, too.`,
        why: 'Results are stored under the id; two tasks would overwrite each other.',
        remedy: 'Give one of them another id.',
      });
    first.add(task.id);
    checkCompetency(reader, { path, place: () => place('competency') }, task.competency, exam);
    task.objectives.forEach((objective, position) => {
      checkExamObjective(reader, { path, who, place: () => place('objectives', position) }, objective, lessons);
    });
    if (!contexts.includes(task.context))
      reader.report('lab/unknown-context', path, place('context'), {
        message: `${who}: no cluster of the form has the context "${task.context}".${didYouMean(task.context, contexts)}`,
        why: 'Learners are told to switch to a context that kubectl does not know.',
        remedy: `Use one of: ${contexts.join(', ')}; or add the cluster to "further" of the form\u2019s "cluster".`,
      });
  });
}

/** Reports weights that are not those of a whole form, or far from the blueprint. */
function checkWeights(reader: Reader, { path, tasks }: HandsOnForm, exam: Exam): void {
  const sum = (those: HandsOnForm['tasks']): number => those.reduce((total, { weight }) => total + weight, 0);
  if (sum(tasks) !== 100) {
    reader.report('exam/task-weights', path, reader.place(path, ['tasks']), {
      message: `The weights of the tasks add up to ${sum(tasks)}, not to 100.`,
      why: 'The score would be no percentage, and nobody could tell whether it is enough to pass.',
      remedy: 'Change the weights until they make exactly 100.',
    });
    return;
  }
  for (const { id, name, weight, competencies } of exam.domains) {
    const ids = competencies.map((one) => one.id);
    const share = sum(tasks.filter(({ competency }) => ids.includes(competency)));
    if (Math.abs(share - weight) <= DOMAIN_TOLERANCE) continue;
    reader.report('exam/domain-share', path, reader.place(path, ['tasks']), {
      message: `The tasks of the domain ${id} (${name}) weigh ${share} together; the blueprint has ${weight}.`,
      why: 'Who practices with the form gets a wrong idea of what the exam is about.',
      remedy: `Bring them to between ${Math.max(0, weight - DOMAIN_TOLERANCE)} and ${weight + DOMAIN_TOLERANCE}, with weights or other tasks.`,
    });
  }
}
