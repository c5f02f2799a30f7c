import { didYouMean } from '../findings/suggest.ts';
import type { DataPath } from '../findings/yaml.ts';
import { dataFile, type Lesson } from './model.ts';
import type { Reader } from './reader.ts';
import type { ModuleOutline } from './structure.ts';

/** A lesson that a provider hides, and where it says so. */
export interface Hidden {
  id: string;
  file: string;
  path: DataPath;
}

/** The ids that content may refer to. What could not be read is undefined: then nothing can be said of it. */
export interface KnownIds {
  lessons: ReadonlyMap<string, Lesson>;
  /** Lessons that a provider hides. */
  hidden: ReadonlyMap<string, Hidden>;
  people: ReadonlyMap<string, unknown> | undefined;
  terms: ReadonlyMap<string, unknown> | undefined;
  competencies: ReadonlyMap<string, unknown> | undefined;
}

/** Reports ids in a list that do not exist. */
export function checkIds(
  reader: Reader,
  file: string,
  ids: readonly string[],
  path: (index: number) => DataPath,
  table: ReadonlyMap<string, unknown> | undefined,
  kind: string,
  where: string,
  /** Whether an id that does not exist was reported otherwise. */
  excused: (id: string) => boolean = () => false,
): void {
  ids.forEach((id, index) => {
    if (!table || table.has(id) || reader.unread.has(id) || excused(id)) return;
    reader.report(
      `reference/unknown-${kind.replace(' ', '-')}`,
      file,
      reader.place(file, path(index)),
      `The ${kind} "${id}" does not exist.${didYouMean(id, table.keys())}`,
      'The page would link to nothing.',
      `Correct the id, or add "${id}" to ${where}.`,
    );
  });
}

function reportHiddenPrerequisite(reader: Reader, lesson: Lesson, hidden: Hidden | undefined): boolean {
  if (!hidden) return false;
  reader.report(
    'layer/hidden-prerequisite',
    hidden.file,
    reader.place(hidden.file, hidden.path),
    `"${hidden.id}" is hidden, but "${lesson.id}" needs it first.`,
    `Readers of "${lesson.id}" would miss what it builds on.`,
    `Hide "${lesson.id}" too, show "${hidden.id}" again, or adapt the lesson and remove the prerequisite: npm run adapt ${lesson.id}`,
  );
  return true;
}

/** Reports every id in a lesson's frontmatter and quiz that does not exist. */
export function checkReferences(reader: Reader, lesson: Lesson, known: KnownIds): void {
  const check = (
    key: string,
    ids: readonly string[],
    table: ReadonlyMap<string, unknown> | undefined,
    kind: string,
    where: string,
    leaf?: string,
  ): void =>
    checkIds(
      reader,
      lesson.path,
      ids,
      (index) => (leaf === undefined ? [key, index] : [key, index, leaf]),
      table,
      kind,
      where,
    );
  const reviewers = lesson.reviewers.map((review) => review.person);
  checkIds(
    reader,
    lesson.path,
    lesson.prerequisites,
    (index) => ['prerequisites', index],
    known.lessons,
    'prerequisite',
    'a module as a lesson',
    (id) => reportHiddenPrerequisite(reader, lesson, known.hidden.get(id)),
  );
  check('competencies', lesson.competencies, known.competencies, 'competency', 'content/exams/');
  check('authors', lesson.authors, known.people, 'author', 'content/people.yaml');
  check('reviewers', reviewers, known.people, 'reviewer', 'content/people.yaml', 'person');
  check('terms', lesson.terms, known.terms, 'glossary term', 'content/glossary.yaml');
  const quiz = dataFile(lesson, 'quiz.yaml');
  lesson.quiz.forEach((item, itemIndex) => {
    const path = (index: number): DataPath => ['items', itemIndex, 'competencies', index];
    checkIds(reader, quiz, item.competencies, path, known.competencies, 'competency', 'content/exams/');
  });
}

/** Reports unknown ids in a module: maintainers, competencies of planned lessons, and plans for lessons that are written. */
export function checkModuleReferences(reader: Reader, module: ModuleOutline, known: KnownIds): void {
  const file = `${module.path}/module.yaml`;
  const { maintainers, planned } = module.data;
  checkIds(
    reader,
    file,
    maintainers,
    (index) => ['maintainers', index],
    known.people,
    'maintainer',
    'content/people.yaml',
  );
  planned.forEach((plan, planIndex) => {
    const path = (index: number): DataPath => ['planned', planIndex, 'competencies', index];
    checkIds(reader, file, plan.competencies, path, known.competencies, 'competency', 'content/exams/');
    if (!known.lessons.has(plan.id)) return;
    reader.report(
      'structure/planned-and-written',
      file,
      reader.place(file, ['planned', planIndex, 'id']),
      `The lesson "${plan.id}" is planned, but it is written already.`,
      'It would be counted among the lessons that are still to come.',
      `Remove "${plan.id}" from "planned".`,
    );
  });
}

/**
 * Reports prerequisites that are drafts, and cycles among prerequisites, naming both ends.
 * A prerequisite later in the same course is an error too: readers go in order.
 * @param settings file in which a provider orders lessons, in a fork.
 */
export function checkPrerequisites(reader: Reader, lessons: ReadonlyMap<string, Lesson>, settings?: string): void {
  const order = new Map([...lessons.keys()].map((id, index) => [id, index]));
  const unsorted = notSortable(lessons);
  for (const lesson of lessons.values()) {
    lesson.prerequisites.forEach((id, index) => {
      const other = lessons.get(id);
      if (!other) return;
      const place = (): ReturnType<Reader['place']> => reader.place(lesson.path, ['prerequisites', index]);
      const cycle = unsorted.has(id) ? pathBetween(lessons, id, lesson.id) : undefined;
      if (cycle) {
        reader.report(
          'prerequisite/cycle',
          lesson.path,
          place(),
          `"${lesson.id}" and "${id}" need each other: ${[lesson.id, ...cycle].join(' → ')}.`,
          'Nobody could begin with either of them.',
          `Remove "${id}" from the prerequisites of "${lesson.id}", or break the chain at another place.`,
        );
      } else if (other.status === 'draft' && lesson.status !== 'draft') {
        reader.report(
          'prerequisite/draft',
          lesson.path,
          place(),
          `The prerequisite "${id}" is a draft.`,
          'Learners cannot read drafts.',
          `Publish "${id}", or remove it from the prerequisites of "${lesson.id}".`,
        );
      } else if (other.courseId === lesson.courseId && (order.get(id) ?? 0) > (order.get(lesson.id) ?? 0)) {
        reader.report(
          'prerequisite/order',
          lesson.path,
          place(),
          `The prerequisite "${id}" comes later in the course than "${lesson.id}".`,
          'Learners read a course in order.',
          settings === undefined
            ? 'Move one of the two in course.yaml or module.yaml.'
            : `Move one of the two: "order" and "insert" in ${settings} say where lessons stand.`,
        );
      }
    });
  }
}

/** The chain of prerequisites that leads from one lesson to another, both included, or undefined. */
function pathBetween(lessons: ReadonlyMap<string, Lesson>, from: string, to: string): string[] | undefined {
  const stack: string[][] = [[from]];
  const seen = new Set<string>();
  for (let path = stack.pop(); path; path = stack.pop()) {
    const last = path[path.length - 1] ?? '';
    if (last === to) return path;
    if (seen.has(last)) continue;
    seen.add(last);
    for (const next of lessons.get(last)?.prerequisites ?? []) stack.push([...path, next]);
  }
  return undefined;
}

/** Lessons that lie on a cycle or behind one: what is left when lessons with no open prerequisite are taken away (Kahn). */
function notSortable(lessons: ReadonlyMap<string, Lesson>): ReadonlySet<string> {
  const open = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const lesson of lessons.values()) {
    const known = lesson.prerequisites.filter((id) => lessons.has(id));
    open.set(lesson.id, known.length);
    for (const id of known) dependents.set(id, [...(dependents.get(id) ?? []), lesson.id]);
  }
  const ready = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    open.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const left = (open.get(dependent) ?? 0) - 1;
      open.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  return new Set(open.keys());
}
