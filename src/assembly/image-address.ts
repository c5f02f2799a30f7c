import type { Course, HandsOnExam, Identity, Lesson, LessonFile } from '../curriculum/model.ts';
import { isBinary } from '../curriculum/read.ts';

/** Puts something in place of each text in a value, however deep. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

/** Images of the courses under the address of whoever publishes. */
export interface ImageAddress {
  lesson(lesson: Lesson): Lesson;
  course(course: Course): Course;
  handsOn(exam: HandsOnExam): HandsOnExam;
}

/**
 * What lessons, courses and hands-on exams say where a publisher has images of its own: every address of an edition below becomes that of the last one. All else
 * stays as it is written, so this is for pages, and nothing for what compares texts. Undefined where there is nothing to change.
 * @param editions the original first, the publisher's last.
 */
export function imageAddress(editions: readonly Identity[]): ImageAddress | undefined {
  const own = editions.at(-1)?.images;
  const others = [...new Set(editions.flatMap(({ images }) => images ?? []))].filter((address) => address !== own);
  if (own === undefined || others.length === 0) return undefined;
  // The longest first: one address may begin another.
  const choices = others.sort((a, b) => b.length - a.length).map((address) => address.replaceAll('.', '\\.'));
  const pattern = new RegExp(`(?<![\\w./-])(?:${choices.join('|')})(?=/)`, 'g');
  const change = (text: string): string => text.replaceAll(pattern, own);
  const file = (one: LessonFile): LessonFile => (isBinary(one.text) ? one : { ...one, text: change(one.text) });
  const filesOf = ({ files }: Pick<Lesson, 'files'>) => new Map([...files].map(([name, one]) => [name, file(one)]));
  return {
    lesson: (lesson) => ({
      ...lesson,
      text: change(lesson.text),
      body: change(lesson.body),
      quiz: mapTexts(lesson.quiz, change),
      lab: mapTexts(lesson.lab, change),
      sources: mapTexts(lesson.sources, change),
      files: filesOf(lesson),
    }),
    course: (course) => ({ ...course, images: mapTexts(course.images, change) }),
    handsOn: (exam) => ({
      ...exam,
      forms: exam.forms.map((form) => ({
        ...form,
        start: change(form.start),
        tasks: mapTexts(form.tasks, change),
        lab: mapTexts(form.lab, change),
        files: filesOf(form),
      })),
    }),
  };
}
