import { type HeldExam, isExamUnread } from './exam-files.ts';
import { checkCompetency, checkExamObjective } from './exam-references.ts';
import type { ExamBank, Lesson, PlacedItem } from './model.ts';
import { checkChoice } from './quiz.ts';
import type { Reader } from './reader.ts';
import { type BankItem, bankFileSchema } from './schema/bank.ts';
import type { Exam } from './schema/exam.ts';

/** What items may refer to. */
interface Known {
  /** All lessons, drafts included. */
  lessons: ReadonlyMap<string, Lesson>;
}

const ITEMS = /^(?:content|(?:provider\/)*provider)\/practice\/([^/]+)\/items\/[^/]+\.yaml$/;

/** So much longer than the longest wrong option is a right one that gives itself away. */
const GIVE_AWAY = 1.6;
/** Short options differ by chance. */
const SHORT = 40;

/** Reads what practice exams with questions are drawn from, below content/ and in layers, and checks what a schema cannot say. One bank for each exam, by its id. */
export function readBanks(reader: Reader, held: ReadonlyMap<string, HeldExam>, known: Known): Map<string, ExamBank> {
  const forms = new Map(
    [...held].flatMap(([folder, { exam, held: form, path }]) =>
      form.kind === 'hands-on' ? [] : [[folder, { exam, form, path }] as const],
    ),
  );
  const items = new Map<string, PlacedItem[]>([...forms.keys()].map((folder) => [folder, []]));
  const first = new Map<string, string>();
  for (const path of reader.files.keys()) {
    const folder = ITEMS.exec(path)?.[1];
    if (folder === undefined) continue;
    const found = reader.yaml(path, bankFileSchema)?.items ?? [];
    const of = forms.get(folder);
    if (!of) {
      if (!isExamUnread(reader, folder))
        reader.report('exam/no-form', path, undefined, {
          message: held.has(folder)
            ? `There are items for practice exams, but exam.yaml beside the folder items/ says that the exam is hands-on.`
            : `There are items for practice exams, but no exam.yaml beside the folder items/ says how the exam is held.`,
          why: 'Nobody can draw a form without knowing how many items it has.',
          remedy: `Write content/practice/${folder}/exam.yaml; schemas/exam-form.schema.json has its keys.`,
        });
      continue;
    }
    found.forEach((item, index) => {
      checkItem(reader, { path, index, item, exam: of.exam, known, first });
      items.get(folder)?.push({ ...item, path });
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
  const who = `Item "${item.id}"`;
  checkCompetency(reader, { path, place: () => at('competency') }, item.competency, exam);
  checkExamObjective(reader, { path, who, place: () => at('objective') }, item.objective, known.lessons);
  checkChoice(item, (rule, where, text) =>
    reader.report(rule, path, at(...where), { ...text, message: `${who}: ${text.message}` }),
  );
  const right = item.options.filter(({ correct }) => correct);
  if (item.type === 'multiple' && right.length === 1)
    reader.report('exam/one-of-several', path, at('type'), {
      message: `${who}: only one option is marked as correct, but the type is "multiple".`,
      why: 'The exam asks for several answers there, and learners look for a second one.',
      remedy: 'Make the type "single", or mark the other right options.',
    });
  const longest = (those: BankItem['options']): number => Math.max(0, ...those.map(({ text }) => text.length));
  const [ofRight, ofWrong] = [longest(right), longest(item.options.filter(({ correct }) => !correct))];
  if (ofRight > SHORT && ofRight > ofWrong * GIVE_AWAY)
    reader.report('exam/give-away', path, at('options'), {
      message: `${who}: the right option has ${ofRight} letters, and the longest wrong one has ${ofWrong}.`,
      why: 'Whoever knows nothing chooses the longest option, and is right.',
      remedy: 'Move what explains the answer into its feedback, or make the wrong options as exact.',
    });
}
