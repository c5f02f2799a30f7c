import { didYouMean } from '../findings/suggest.ts';
import type { ExamBank, Lesson } from './model.ts';
import { checkChoice } from './quiz.ts';
import type { Reader } from './reader.ts';
import { type BankItem, bankFileSchema, type ExamForm, examFormSchema } from './schema/bank.ts';
import type { Exam } from './schema/exam.ts';

/** What items may refer to. */
interface Known {
  exams: readonly Exam[];
  /** All lessons, drafts included. */
  lessons: ReadonlyMap<string, Lesson>;
}

const FORM = /^(?:content|(?:provider\/)*provider)\/practice\/([^/]+)\/exam\.yaml$/;
const ITEMS = /^(?:content|(?:provider\/)*provider)\/practice\/([^/]+)\/items\/[^/]+\.yaml$/;

/** So much longer than the longest wrong option is a right one that gives itself away. */
const GIVE_AWAY = 1.6;
/** Short options differ by chance. */
const SHORT = 40;

/** Reads what practice exams are drawn from, below content/ and in layers, and checks what a schema cannot say. One bank for each exam, by its id. */
export function readBanks(reader: Reader, known: Known): Map<string, ExamBank> {
  const forms = new Map<string, { exam: Exam; form: ExamForm }>();
  for (const path of reader.files.keys()) {
    const folder = FORM.exec(path)?.[1];
    const form = folder === undefined ? undefined : reader.yaml(path, examFormSchema);
    if (!form || folder === undefined) continue;
    const exam = known.exams.find(({ id }) => id === form.exam);
    if (!exam || folder !== exam.id.toLowerCase()) {
      const ids = known.exams.map(({ id }) => id);
      reader.report('exam/unknown', path, reader.place(path, ['exam']), {
        message: exam
          ? `The folder ${folder} holds the form of the exam ${exam.id}.`
          : `The exam "${form.exam}" does not exist.${didYouMean(form.exam, ids)}`,
        why: 'Forms are drawn by the blueprint of the exam, and their page stands under its name.',
        remedy: exam ? `Name the folder ${exam.id.toLowerCase()}.` : `Use one of: ${ids.join(', ')}.`,
      });
      continue;
    }
    forms.set(folder, { exam, form });
  }
  const items = new Map<string, BankItem[]>([...forms.keys()].map((folder) => [folder, []]));
  const first = new Map<string, string>();
  for (const path of reader.files.keys()) {
    const folder = ITEMS.exec(path)?.[1];
    if (folder === undefined) continue;
    const found = reader.yaml(path, bankFileSchema)?.items ?? [];
    const of = forms.get(folder);
    if (!of) {
      if (![...reader.unread].some((unread) => unread.includes(`/practice/${folder}/`)))
        reader.report('exam/no-form', path, undefined, {
          message: `There are items for practice exams, but no exam.yaml beside the folder items/ says how the exam is held.`,
          why: 'Nobody can draw a form without knowing how many items it has.',
          remedy: `Write content/practice/${folder}/exam.yaml; schemas/exam-form.schema.json has its keys.`,
        });
      continue;
    }
    found.forEach((item, index) => {
      checkItem(reader, { path, index, item, exam: of.exam, known, first });
      items.get(folder)?.push(item);
    });
  }
  return new Map([...forms].map(([folder, of]) => [of.exam.id, { ...of, items: items.get(folder) ?? [] }]));
}

interface Checked {
  path: string;
  index: number;
  item: BankItem;
  exam: Exam;
  known: Known;
  /** Where an id of an exam stood first. */
  first: Map<string, string>;
}

function checkItem(reader: Reader, { path, index, item, exam, known, first }: Checked): void {
  const at = (...where: readonly PropertyKey[]) => reader.place(path, ['items', index, ...where]);
  const key = `${exam.id} ${item.id}`;
  const other = first.get(key);
  if (other !== undefined)
    reader.report('id/duplicate', path, at('id'), {
      message: `The id "${item.id}" is used in ${other} too.`,
      why: 'Results are stored under the id; two items would overwrite each other.',
      remedy: 'Give one of them another id.',
    });
  first.set(key, path);
  const ids = exam.domains.flatMap(({ competencies }) => competencies.map(({ id }) => id));
  if (!ids.includes(item.competency))
    reader.report('reference/unknown-competency', path, at('competency'), {
      message: `The exam ${exam.id} has no competency "${item.competency}".${didYouMean(item.competency, ids)}`,
      why: 'Forms are drawn by competencies: the item would be in none.',
      remedy: `Use one of: ${ids.join(', ')}.`,
    });
  checkObjective(reader, { path, item, known, place: () => at('objective') });
  checkChoice(item, (rule, where, text) =>
    reader.report(rule, path, at(...where), { ...text, message: `Item "${item.id}": ${text.message}` }),
  );
  const right = item.options.filter(({ correct }) => correct);
  if (item.type === 'multiple' && right.length === 1)
    reader.report('exam/one-of-several', path, at('type'), {
      message: `Item "${item.id}": only one option is marked as correct, but the type is "multiple".`,
      why: 'The exam asks for several answers there, and learners look for a second one.',
      remedy: 'Make the type "single", or mark the other right options.',
    });
  const longest = (those: BankItem['options']): number => Math.max(0, ...those.map(({ text }) => text.length));
  const [ofRight, ofWrong] = [longest(right), longest(item.options.filter(({ correct }) => !correct))];
  if (ofRight > SHORT && ofRight > ofWrong * GIVE_AWAY)
    reader.report('exam/give-away', path, at('options'), {
      message: `Item "${item.id}": the right option has ${ofRight} letters, and the longest wrong one has ${ofWrong}.`,
      why: 'Whoever knows nothing chooses the longest option, and is right.',
      remedy: 'Move what explains the answer into its feedback, or make the wrong options as exact.',
    });
}

function checkObjective(
  reader: Reader,
  {
    path,
    item,
    known,
    place,
  }: { path: string; item: BankItem; known: Known; place: () => ReturnType<Reader['place']> },
): void {
  const [lessonId = '', objective = ''] = item.objective.split('#');
  const lesson = known.lessons.get(lessonId);
  if (reader.unread.has(lessonId) || lesson?.objectives.some(({ id }) => id === objective)) return;
  const there = lesson?.objectives.map(({ id }) => id);
  reader.report('exam/unknown-objective', path, place(), {
    message: lesson
      ? `Item "${item.id}": the lesson "${lessonId}" has no objective "${objective}".${didYouMean(objective, there ?? [])}`
      : `Item "${item.id}": the lesson "${lessonId}" does not exist.${didYouMean(lessonId, known.lessons.keys())}`,
    why: 'The result of a practice exam leads from there to what is to be read again.',
    remedy: there ? `Use one of: ${there.join(', ')}.` : 'Correct the id of the lesson.',
  });
}
