import type { Course, Lesson } from '../curriculum/model.ts';
import type { StringKey } from '../strings/keys.ts';

/** Where files of a kind belong among what is offered. */
export type KindGroup = 'read' | 'platform' | 'questions';

/** What files of a format are called, and what they are. Whoever reads this loads nothing of any format. */
export interface Kind {
  group: KindGroup;
  name: StringKey;
  /** One sentence that says what it is for. */
  purpose: StringKey;
  /** Name of the file of a course. */
  course?: (courseId: string) => string;
  /** Name of the file of one lesson of a course. */
  lesson?: (courseId: string, lessonId: string) => string;
  /** Name of the one file of a whole site. */
  site?: string;
  /** Name of the file of a practice exam: of a form by its number, or of the bank. */
  exam?: (examId: string, part: number | 'bank') => string;
}

/** A package with questions of a course, or of a practice exam. */
const questionBanks = (format: string): { course: (id: string) => string; exam: NonNullable<Kind['exam']> } => ({
  course: (id) => `${id}-${format}.zip`,
  exam: (id, part) => `${id.toLowerCase()}-${part === 'bank' ? 'bank' : `form-${part}`}-${format}.zip`,
});

/** A package of a course, or of one lesson alone. */
const packages = (protocol: string): Pick<Kind, 'course' | 'lesson'> => ({
  course: (id) => `${id}-${protocol}.zip`,
  lesson: (_, id) => `${id}-${protocol}.zip`,
});

/** Every kind of file that formats make, in the order in which they are offered. */
export const kinds = {
  pdf: { group: 'read', name: 'takePdf', purpose: 'takePdfFor', course: (id) => `${id}.pdf` },
  epub: { group: 'read', name: 'takeEpub', purpose: 'takeEpubFor', course: (id) => `${id}.epub` },
  site: { group: 'read', name: 'takeSite', purpose: 'takeSiteFor', site: 'site.zip' },
  handout: {
    group: 'read',
    name: 'takeHandout',
    purpose: 'takeHandoutFor',
    lesson: (course, id) => `${course}-handout-${id}.pdf`,
  },
  slides: {
    group: 'read',
    name: 'takeSlides',
    purpose: 'takeSlidesFor',
    lesson: (course, id) => `${course}-slides-${id}.html`,
  },
  'scorm-1.2': { group: 'platform', name: 'takeScorm12', purpose: 'takeScorm12For', ...packages('scorm-1.2') },
  'scorm-2004': { group: 'platform', name: 'takeScorm2004', purpose: 'takeScorm2004For', ...packages('scorm-2004') },
  cmi5: { group: 'platform', name: 'takeCmi5', purpose: 'takeCmi5For', ...packages('cmi5') },
  olx: { group: 'platform', name: 'takeOlx', purpose: 'takeOlxFor', course: (id) => `${id}-olx.tar.gz` },
  'cc-1.3': { group: 'platform', name: 'takeCc13', purpose: 'takeCc13For', course: (id) => `${id}-cc-1.3.imscc` },
  'cc-1.1': { group: 'platform', name: 'takeCc11', purpose: 'takeCc11For', course: (id) => `${id}-cc-1.1.imscc` },
  'cc-thin': { group: 'platform', name: 'takeCcThin', purpose: 'takeCcThinFor', course: (id) => `${id}-cc-thin.imscc` },
  exercises: {
    group: 'questions',
    name: 'takeExercises',
    purpose: 'takeExercisesFor',
    course: (id) => `${id}-exercises.pdf`,
  },
  'exercises-key': {
    group: 'questions',
    name: 'takeExercisesKey',
    purpose: 'takeExercisesKeyFor',
    course: (id) => `${id}-exercises-key.pdf`,
  },
  'qti-2.1': { group: 'questions', name: 'takeQti21', purpose: 'takeQti21For', ...questionBanks('qti-2.1') },
  'qti-3.0': { group: 'questions', name: 'takeQti30', purpose: 'takeQti30For', ...questionBanks('qti-3.0') },
  'moodle-xml': {
    group: 'questions',
    name: 'takeMoodleXml',
    purpose: 'takeMoodleXmlFor',
    course: (id) => `${id}-moodle.xml`,
  },
  gift: { group: 'questions', name: 'takeGift', purpose: 'takeGiftFor', course: (id) => `${id}-gift.txt` },
} as const satisfies Readonly<Record<string, Kind>>;

/** Kinds of files with what only those who teach should read: no page offers them, and no site has them. */
export const kindsForTeachers = {
  'teaching-slides': { lesson: (course: string, id: string): string => `${course}-teaching-slides-${id}.html` },
} as const;

/** Id of a kind of file. */
export type KindId = keyof typeof kinds;

/** Whether a file has a name that a form or the bank of one of these exams gets. No page offers them: they are for whoever holds a practice exam. */
export function isOfPracticeExam(name: string, exams: readonly { id: string }[]): boolean {
  const number = /-form-([1-9]\d*)-/.exec(name)?.[1];
  const part = number === undefined ? 'bank' : Number(number);
  return Object.values<Kind>(kinds).some((kind) => exams.some(({ id }) => kind.exam?.(id, part) === name));
}

/** What a name of a file says: its kind, and the lesson that alone is in it. */
export interface Named {
  kind: KindId;
  lesson?: Lesson;
}

/** What files of a course are called that only those who teach should have. */
export function namesForTeachers(course: Course): string[] {
  const lessons = course.modules.flatMap((module) => module.lessons);
  return Object.values(kindsForTeachers).flatMap((kind) => lessons.map(({ id }) => kind.lesson(course.id, id)));
}

/** What files of a course can be called, and what each of them is. The file of a whole site belongs to every course. */
export function namesOf(course: Course): ReadonlyMap<string, Named> {
  const lessons = course.modules.flatMap((module) => module.lessons);
  const names = new Map<string, Named>();
  for (const [id, kind] of Object.entries(kinds) as [KindId, Kind][]) {
    for (const lesson of lessons) {
      const name = kind.lesson?.(course.id, lesson.id);
      if (name !== undefined) names.set(name, { kind: id, lesson });
    }
    // A lesson may be called as its course is: then the file of the course has the name.
    const whole = kind.site ?? kind.course?.(course.id);
    if (whole !== undefined) names.set(whole, { kind: id });
  }
  return names;
}
