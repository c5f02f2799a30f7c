import type { Minutes } from '../model.ts';

/** What of a course a record is about, as a page knows it. */
export interface RecordedCourse {
  id: string;
  title: string;
  /** Address of the course, as whoever reads the record may open it. */
  url: string;
  /** Version of the edition. */
  version: string;
  lessons: readonly RecordedLesson[];
  competencies: readonly RecordedCompetency[];
}

export interface RecordedLesson {
  id: string;
  title: string;
  /** As authors estimate it. */
  minutes: Minutes;
  /** Ids of the tasks of its lab that are not optional. */
  tasks: readonly string[];
  /** Ids of the items of its quiz. */
  items: readonly string[];
}

export interface RecordedCompetency {
  id: string;
  text: string;
  exam: string;
  /** Items that test it, "<lesson>/<item>". */
  items: readonly string[];
}

/** What somebody did with a lesson, as far as a record needs it. */
export interface LessonWork {
  /** When the lesson was marked as done, ISO 8601. */
  completed?: string;
  tasks?: readonly string[];
  quiz?: Readonly<Record<string, { right: boolean; tries: number }>>;
}

/** How many of some things are done. */
export interface Share {
  done: number;
  total: number;
}

/** How questions were answered. */
export interface Answers {
  total: number;
  /** Answered rightly by now. */
  right: number;
  /** Of those, how many at the first try. */
  firstTry: number;
  /** How many were tried at all. */
  tried: number;
}

/** Version of the form of a record. */
export const RECORD_VERSION = 1;

/** A record of somebody's work with a course. Nobody has verified it, and it says so. */
export interface WorkRecord {
  kind: 'work-record';
  version: typeof RECORD_VERSION;
  verified: false;
  statement: string;
  /** YYYY-MM-DD. */
  date: string;
  name?: string;
  course: Pick<RecordedCourse, 'id' | 'title' | 'url' | 'version'>;
  totals: { lessons: Share; tasks: Share; items: Answers; estimatedMinutes: number };
  lessons: readonly {
    id: string;
    title: string;
    /** YYYY-MM-DD. */
    completed?: string;
    tasks: Share;
    items: Answers;
  }[];
  competencies: readonly (Pick<RecordedCompetency, 'id' | 'text' | 'exam'> & { items: Answers; isWeak: boolean })[];
}

/** Share of its questions that were tried below which a competency is to be looked at again. */
const ENOUGH = 2 / 3;

type Work = Readonly<Record<string, LessonWork | undefined>>;

/** How items were answered. @param items as lesson and item. */
function answersOf(items: readonly (readonly [lesson: string, item: string])[], work: Work): Answers {
  const results = items.flatMap(([lesson, item]) => work[lesson]?.quiz?.[item] ?? []);
  const right = results.filter((result) => result.right);
  return {
    total: items.length,
    right: right.length,
    firstTry: right.filter(({ tries }) => tries <= 1).length,
    tried: results.length,
  };
}

function tasksOf({ id, tasks }: RecordedLesson, work: Work): Share {
  const done = work[id]?.tasks ?? [];
  return { done: tasks.filter((task) => done.includes(task)).length, total: tasks.length };
}

/** How the questions on a competency were answered, and whether it should be looked at again: nothing is said of what was not tried. */
export function competencyWork(
  { items }: Pick<RecordedCompetency, 'items'>,
  work: Work,
): { items: Answers; isWeak: boolean } {
  const answers = answersOf(
    items.map((name) => [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)] as const),
    work,
  );
  return { items: answers, isWeak: answers.tried > 0 && answers.firstTry / answers.tried < ENOUGH };
}

/**
 * The record of somebody's work with a course: of what is in the course now, what they have done. The minutes are those that authors estimate:
 * reading of lessons that are marked as done, and labs whose tasks are all done.
 * @param statement sentence that says that nobody has verified it. @param date YYYY-MM-DD.
 */
export function workRecord(
  course: RecordedCourse,
  work: Work,
  { statement, date, name }: { statement: string; date: string; name?: string | undefined },
): WorkRecord {
  const { id, title, url, version } = course;
  const lessons = course.lessons.map((lesson) => {
    const completed = work[lesson.id]?.completed?.slice(0, 10);
    return {
      id: lesson.id,
      title: lesson.title,
      ...(completed === undefined ? {} : { completed }),
      tasks: tasksOf(lesson, work),
      items: answersOf(
        lesson.items.map((item) => [lesson.id, item] as const),
        work,
      ),
    };
  });
  const all = course.lessons.flatMap((lesson) => lesson.items.map((item) => [lesson.id, item] as const));
  const minutes = course.lessons.map((lesson) => {
    const { done, total } = tasksOf(lesson, work);
    const reading = work[lesson.id]?.completed === undefined ? 0 : lesson.minutes.reading;
    return reading + (total > 0 && done === total ? lesson.minutes.lab : 0);
  });
  const sum = (numbers: readonly number[]): number => numbers.reduce((before, number) => before + number, 0);
  return {
    kind: 'work-record',
    version: RECORD_VERSION,
    verified: false,
    statement,
    date,
    ...(name ? { name } : {}),
    course: { id, title, url, version },
    totals: {
      lessons: { done: lessons.filter(({ completed }) => completed !== undefined).length, total: lessons.length },
      tasks: { done: sum(lessons.map(({ tasks }) => tasks.done)), total: sum(lessons.map(({ tasks }) => tasks.total)) },
      items: answersOf(all, work),
      estimatedMinutes: sum(minutes),
    },
    lessons,
    competencies: course.competencies.map((competency) => ({
      id: competency.id,
      text: competency.text,
      exam: competency.exam,
      ...competencyWork(competency, work),
    })),
  };
}
