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

/** What ids in a list may refer to. */
export interface IdList {
  /** File in which they stand. */
  file: string;
  ids: readonly string[];
  /** Path of one of them in the file's data. */
  path(index: number): DataPath;
  /** What there is; undefined if that could not be read. */
  table: ReadonlyMap<string, unknown> | undefined;
  kind: 'prerequisite' | 'competency' | 'author' | 'reviewer' | 'glossary term' | 'maintainer';
  /** Where one would add what is missing. */
  where: string;
  /** Whether an id that does not exist was reported otherwise. */
  excused?(id: string): boolean;
}

/** The kind as it stands in the name of a rule. */
type Hyphenated<Kind extends string> = Kind extends `${infer First} ${infer Rest}` ? `${First}-${Rest}` : Kind;

/** Reports ids in a list that do not exist. */
export function checkIds(reader: Reader, { file, ids, path, table, kind, where, excused }: IdList): void {
  ids.forEach((id, index) => {
    if (!table || table.has(id) || reader.unread.has(id) || excused?.(id)) return;
    const name = kind.replace(' ', '-') as Hyphenated<typeof kind>;
    reader.report(`reference/unknown-${name}`, file, reader.place(file, path(index)), {
      message: `The ${kind} "${id}" does not exist.${didYouMean(id, table.keys())}`,
      why: 'The page would link to nothing.',
      remedy: `Correct the id, or add "${id}" to ${where}.`,
    });
  });
}

function reportHiddenPrerequisite(reader: Reader, lesson: Lesson, hidden: Hidden | undefined): boolean {
  if (!hidden) return false;
  reader.report('layer/hidden-prerequisite', hidden.file, reader.place(hidden.file, hidden.path), {
    message: `"${hidden.id}" is hidden, but "${lesson.id}" needs it first.`,
    why: `Readers of "${lesson.id}" would miss what it builds on.`,
    remedy: `Hide "${lesson.id}" too, show "${hidden.id}" again, or adapt the lesson and remove the prerequisite: npm run adapt ${lesson.id}`,
  });
  return true;
}

/** Reports every id in a lesson's frontmatter, quiz and lab that does not exist. */
export function checkReferences(reader: Reader, lesson: Lesson, known: KnownIds): void {
  const { competencies, people, terms } = known;
  const inPeople = { table: people, where: 'content/people.yaml' };
  const inExams = { table: competencies, kind: 'competency', where: 'content/exams/' } as const;
  const inFrontmatter = (key: string, ids: readonly string[], rest: Pick<IdList, 'table' | 'kind' | 'where'>): void =>
    checkIds(reader, { file: lesson.path, ids, path: (index) => [key, index], ...rest });
  checkIds(reader, {
    file: lesson.path,
    ids: lesson.prerequisites,
    path: (index) => ['prerequisites', index],
    table: known.lessons,
    kind: 'prerequisite',
    where: 'a module as a lesson',
    excused: (id) => reportHiddenPrerequisite(reader, lesson, known.hidden.get(id)),
  });
  inFrontmatter('competencies', lesson.competencies, inExams);
  inFrontmatter('authors', lesson.authors, { ...inPeople, kind: 'author' });
  checkIds(reader, {
    file: lesson.path,
    ids: lesson.reviewers.map((review) => review.person),
    path: (index) => ['reviewers', index, 'person'],
    ...inPeople,
    kind: 'reviewer',
  });
  inFrontmatter('terms', lesson.terms, { table: terms, kind: 'glossary term', where: 'content/glossary.yaml' });
  const quiz = dataFile(lesson, 'quiz.yaml');
  lesson.quiz.forEach((item, itemIndex) => {
    const path = (index: number): DataPath => ['items', itemIndex, 'competencies', index];
    checkIds(reader, { file: quiz, ids: item.competencies, path, ...inExams });
  });
  const lab = dataFile(lesson, 'lab.yaml');
  lesson.lab?.tasks.forEach((task, taskIndex) => {
    const path = (index: number): DataPath => ['tasks', taskIndex, 'competencies', index];
    checkIds(reader, { file: lab, ids: task.competencies, path, ...inExams });
  });
}

/** Reports unknown ids in a module: maintainers, competencies of planned lessons, and plans for lessons that are written. */
export function checkModuleReferences(reader: Reader, module: ModuleOutline, known: KnownIds): void {
  const file = `${module.path}/module.yaml`;
  const { maintainers, planned } = module.data;
  checkIds(reader, {
    file,
    ids: maintainers,
    path: (index) => ['maintainers', index],
    table: known.people,
    kind: 'maintainer',
    where: 'content/people.yaml',
  });
  planned.forEach((plan, planIndex) => {
    checkIds(reader, {
      file,
      ids: plan.competencies,
      path: (index) => ['planned', planIndex, 'competencies', index],
      table: known.competencies,
      kind: 'competency',
      where: 'content/exams/',
    });
    if (!known.lessons.has(plan.id)) return;
    reader.report('structure/planned-and-written', file, reader.place(file, ['planned', planIndex, 'id']), {
      message: `The lesson "${plan.id}" is planned, but it is written already.`,
      why: 'It would be counted among the lessons that are still to come.',
      remedy: `Remove "${plan.id}" from "planned".`,
    });
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
        reader.report('prerequisite/cycle', lesson.path, place(), {
          message: `"${lesson.id}" and "${id}" need each other: ${[lesson.id, ...cycle].join(' → ')}.`,
          why: 'Nobody could begin with either of them.',
          remedy: `Remove "${id}" from the prerequisites of "${lesson.id}", or break the chain at another place.`,
        });
      } else if (other.status === 'draft' && lesson.status !== 'draft') {
        reader.report('prerequisite/draft', lesson.path, place(), {
          message: `The prerequisite "${id}" is a draft.`,
          why: 'Learners cannot read drafts.',
          remedy: `Publish "${id}", or remove it from the prerequisites of "${lesson.id}".`,
        });
      } else if (other.courseId === lesson.courseId && (order.get(id) ?? 0) > (order.get(lesson.id) ?? 0)) {
        reader.report('prerequisite/order', lesson.path, place(), {
          message: `The prerequisite "${id}" comes later in the course than "${lesson.id}".`,
          why: 'Learners read a course in order.',
          remedy:
            settings === undefined
              ? 'Move one of the two in course.yaml or module.yaml.'
              : `Move one of the two: "order" and "insert" in ${settings} say where lessons stand.`,
        });
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
