import type { Progress } from './client/every-page/progress.ts';

/** What a page for teachers knows of a lesson: its title, how many tasks its lab has, and its questions by their ids. */
export interface AskedLesson {
  title: string;
  address: string;
  tasks: number;
  items: Readonly<Record<string, string>>;
}

/** What became of a learner, in counts of what the site has now. */
export interface LearnerResult {
  name: string;
  lessons: number;
  right: number;
  answered: number;
  tasks: number;
}

/** A question that learners did not get right at the first try, with how many, of how many who tried. */
export interface MissedItem {
  lesson: string;
  item: string;
  question: string;
  missed: number;
  asked: number;
}

/** How many of the questions that were missed most are shown. */
const MOST_SHOWN = 10;

/** What became of a class: what each learner has done, and the questions that were missed most. What the site does not have any more does not count. */
export function classResults(
  learners: readonly { name: string; progress: Progress }[],
  lessons: Readonly<Record<string, AskedLesson>>,
): { learners: LearnerResult[]; missed: MissedItem[] } {
  const counts = new Map<string, MissedItem>();
  const results = learners.map(({ name, progress }): LearnerResult => {
    const result = { name, lessons: 0, right: 0, answered: 0, tasks: 0 };
    for (const [id, done] of Object.entries(progress.lessons)) {
      const lesson = Object.hasOwn(lessons, id) ? lessons[id] : undefined;
      if (!lesson) continue;
      if (done.completed !== undefined) result.lessons++;
      result.tasks += Math.min(lesson.tasks, done.tasks?.length ?? 0);
      for (const [item, { right, tries }] of Object.entries(done.quiz ?? {})) {
        const question = Object.hasOwn(lesson.items, item) ? lesson.items[item] : undefined;
        if (question === undefined || tries === 0) continue;
        result.answered++;
        if (right) result.right++;
        const key = `${id} ${item}`;
        const count = counts.get(key) ?? { lesson: id, item, question, missed: 0, asked: 0 };
        count.asked++;
        if (!right || tries > 1) count.missed++;
        counts.set(key, count);
      }
    }
    return result;
  });
  const missed = [...counts.values()]
    .filter((count) => count.missed > 0)
    .sort((one, other) => other.missed - one.missed || other.missed / other.asked - one.missed / one.asked)
    .slice(0, MOST_SHOWN);
  return { learners: results, missed };
}
