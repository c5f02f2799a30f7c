import { UserError } from '../../cli/user-error.ts';
import { dataFile, type Lesson } from '../../curriculum/model.ts';
import { labSchema } from '../../curriculum/schema/lab.ts';
import type { QuizItem } from '../../curriculum/schema/quiz.ts';
import { withComponent } from './component.ts';
import { answer, type Begun, type Desk, flagText, refused } from './desk.ts';
import { idProblem, numberedId } from './ids.ts';
import { nextSteps } from './lesson.ts';
import { chosenLesson } from './questions.ts';
import { itemSkeleton, labSkeleton, quizSkeleton } from './skeleton.ts';
import { withEntry } from './yaml-list.ts';

/** Types of quiz items, and what each asks of a learner. */
const ITEM_TYPES: Readonly<Record<QuizItem['type'], string>> = {
  single: 'one right option',
  multiple: 'several right options',
  numeric: 'a number',
  text: 'a word or two',
  ordering: 'steps in their order',
};

/** What labs need, and what that means. */
const ENVIRONMENTS = {
  none: 'nothing',
  shell: 'a shell',
  cluster: 'a cluster: that of the page, or one of their own',
} as const;

function keyOf<Key extends string>(table: Readonly<Record<Key, unknown>>, name: string): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) => key === name);
}

function choicesOf(table: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(table).map(([value, label]) => ({ value, label }));
}

/** @throws UserError for a lesson that is not to be edited where it lies: one that a provider took over. */
function checkEditable({ fork }: Desk, lesson: Lesson): void {
  if (lesson.layer === fork.depth) return;
  throw new UserError(
    `The lesson "${lesson.id}" is not yours: ${lesson.path}\nWhy: edited in place, it would conflict with the next update of the curriculum.\nDo:  npm run adapt ${lesson.id}`,
  );
}

/** Begins the quiz of a lesson, with an item for each objective, or adds an item to it. @param words id of the lesson. */
export async function beginQuiz(desk: Desk, [word]: readonly string[]): Promise<Begun> {
  const lesson = await chosenLesson(desk, word);
  checkEditable(desk, lesson);
  const said = await answer(desk, {
    flag: 'type',
    ask: 'Type of the item',
    hint: 'single',
    proposal: 'single',
    choices: choicesOf(ITEM_TYPES),
  });
  const type = keyOf(ITEM_TYPES, said) ?? 'single';
  const path = dataFile(lesson, 'quiz.yaml');
  const text = desk.fork.files.get(path);
  if (text !== undefined && lesson.quiz.length === 0) {
    throw new UserError(`${path} cannot be read. "npm run check" says why; mend that first.`);
  }
  const quiz =
    text === undefined
      ? firstItems(desk, lesson, type)
      : withEntry(text, 'items', await chosenItem(desk, lesson, type));
  return {
    files: withShown(desk, lesson, 'Quiz', new Map([[path, quiz]])),
    next: nextSteps(desk, lesson.id, lesson.folder),
  };
}

/** The text of a quiz with an item for each objective. */
function firstItems(desk: Desk, lesson: Lesson, type: QuizItem['type']): string {
  const foreign = ['objective', 'id'].find((flag) => flagText(desk, flag) !== undefined);
  if (foreign !== undefined) {
    throw refused(
      foreign,
      `"${lesson.id}" has no quiz yet, so it gets an item for each objective. Leave the flag out.`,
    );
  }
  return quizSkeleton(
    lesson.objectives.map(({ id }) => id),
    lesson.competencies,
    type,
  );
}

async function chosenItem(desk: Desk, lesson: Lesson, type: QuizItem['type']): Promise<Record<string, unknown>> {
  const { objectives, quiz, competencies } = lesson;
  const count = (id: string): number => quiz.filter((item) => item.objective === id).length;
  const [least] = [...objectives].sort((a, b) => count(a.id) - count(b.id));
  const objective = await answer(desk, {
    flag: 'objective',
    ask: 'Objective that it tests',
    hint: objectives[0]?.id ?? 'explain-it',
    proposal: least?.id,
    choices: objectives.map(({ id, text }) => ({ value: id, label: `${text} (items: ${count(id)})` })),
  });
  const taken = quiz.map((item) => item.id);
  const id = await answer(desk, {
    flag: 'id',
    ask: 'Id of the item, which never changes',
    hint: 'restore-order',
    proposal: numberedId(objective, taken),
    problem: (said) =>
      taken.includes(said) ? `The quiz has an item "${said}" already. Choose another id.` : idProblem(said),
  });
  const unnamed = competencies.filter((one) => !quiz.some((item) => item.competencies.includes(one)));
  const item = { id, type, objective, competencies: unnamed.slice(0, 1), rightAt: quiz.length };
  return itemSkeleton(item);
}

/** Files of a lesson that is to show its quiz or lab, with its text if that changes. */
function withShown(desk: Desk, lesson: Lesson, name: 'Quiz' | 'Lab', files: Map<string, string>): Map<string, string> {
  const text = files.get(lesson.path) ?? desk.fork.files.get(lesson.path) ?? '';
  const shown = withComponent(text, name);
  return shown === text ? files : files.set(lesson.path, shown);
}

/** Begins the lab of a lesson. @param words id of the lesson. @throws UserError if it has one. */
export async function beginLab(desk: Desk, [word]: readonly string[]): Promise<Begun> {
  const lesson = await chosenLesson(desk, word);
  checkEditable(desk, lesson);
  const path = dataFile(lesson, 'lab.yaml');
  if (desk.fork.files.has(path)) {
    throw new UserError(
      `The lesson "${lesson.id}" has a lab already: ${path}\nDo:  Add a task to it; schemas/lab.schema.json explains every key.`,
    );
  }
  const title = await answer(desk, {
    flag: 'title',
    ask: 'Title of the lab',
    hint: 'Restore a volume',
    problem: (said) => (said.trim() === '' ? 'An answer is needed here.' : undefined),
  });
  const said = await answer(desk, {
    flag: 'environment',
    ask: 'What it needs',
    hint: 'cluster',
    proposal: 'cluster',
    choices: choicesOf(ENVIRONMENTS),
  });
  const minutes = await answer(desk, {
    flag: 'minutes',
    ask: 'Minutes that it takes',
    hint: '20',
    proposal: '20',
    problem: (number) =>
      labSchema.shape.minutes.safeParse(Number(number)).success
        ? undefined
        : `"${number}" is no number of minutes. Write a whole number from 1 to 480.`,
  });
  const environment = keyOf(ENVIRONMENTS, said) ?? 'cluster';
  const lab = labSkeleton({ title, environment, minutes: Number(minutes) });
  const text = withLabMinutes(desk.fork.files.get(lesson.path) ?? '', minutes);
  return {
    files: withShown(
      desk,
      lesson,
      'Lab',
      new Map([
        [path, lab.text],
        [lesson.path, text],
        ...[...lab.files]
          .map(([name, content]): [string, string] => [`${lesson.folder}/files/${name}`, content])
          // A file of that name belongs to the lesson already.
          .filter(([file]) => !desk.fork.files.has(file)),
      ]),
    ),
    next: nextSteps(desk, lesson.id, lesson.folder),
  };
}

/** The text of a lesson whose frontmatter says how long the lab takes; nothing else in it changes. */
function withLabMinutes(text: string, minutes: string): string {
  return text.replace(
    /^(minutes:\s*(?:\{[^}]*?|(?:\n[ \t].*)*?\n[ \t]+))lab:\s*\d+/m,
    (_, before: string) => `${before}lab: ${minutes}`,
  );
}
