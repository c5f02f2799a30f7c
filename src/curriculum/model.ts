/**
 * In this room: the model, in pure TypeScript: schemas, reading, the parsed text of lessons, order, prerequisites,
 * durations, coverage, addresses.
 */

import type { BankItem, ExamForm } from './schema/bank.ts';
import type { CourseFile, ModuleFile } from './schema/course.ts';
import type { Competency, Exam, ExamSource } from './schema/exam.ts';
import type { FormFile, FormTask, HandsOnExamFile } from './schema/hands-on.ts';
import type { Lab } from './schema/lab.ts';
import type { LabStart } from './schema/lab-cluster.ts';
import type { Changes, LessonFrontmatter } from './schema/lesson.ts';
import type { QuizItem } from './schema/quiz.ts';
import type { IdentityFile, Person, Term, Versions } from './schema/registry.ts';

/** Who publishes a curriculum. The forge is where it is edited; a fork may have none that readers can see. */
export interface Identity extends Omit<IdentityFile, 'forge'> {
  forge: string | undefined;
  /** In a fork, the license of the publisher's own lessons, if it is not that of the curriculum. */
  own_licence?: IdentityFile['licence'] | undefined;
  /** In a fork, the license of the lessons that the publisher adapted, if it is not that of what was adapted. */
  adaptation_licence?: IdentityFile['licence'] | undefined;
}

/** A file that a lesson shows and offers for download. */
export interface LessonFile {
  /** Path below the lesson's `files/`, with forward slashes. */
  name: string;
  /** Path below the curriculum's root. */
  path: string;
  /** Text, or what stands for the bytes of a file that is none (see isBinary in read.ts). */
  text: string;
}

/** What a layer changed in a lesson of the curriculum below without copying it. */
export interface Patch {
  /** Depth of the layer. */
  layer: number;
  /** File that says what is changed. */
  file: string;
  /** What was changed: the indication of changes. */
  changes: Changes;
  /** Files that the layer adds to the lesson, by paths in the lesson's own folder. */
  added: readonly string[];
}

/** A lesson as it was written, with everything that stands in its folder. */
export interface Lesson extends LessonFrontmatter {
  id: string;
  courseId: string;
  moduleId: string;
  /** 0 for a lesson below content/, else the depth of the provider's layer that it belongs to. */
  layer: number;
  /** Folder of the lesson below the curriculum's root, without a slash at the end. */
  folder: string;
  /** Path of its `lesson.mdx`. */
  path: string;
  /** All of its `lesson.mdx`. */
  text: string;
  /** MDX without its frontmatter. */
  body: string;
  /** Line of the file on which the body begins. */
  bodyLine: number;
  quiz: readonly QuizItem[];
  lab: Lab | undefined;
  files: ReadonlyMap<string, LessonFile>;
  /** What layers have changed in it, the lowest layer first. */
  patches: readonly Patch[];
  /** YAML of its data files and, as lesson.mdx, of its frontmatter, so that findings can name lines. */
  sources: Readonly<Record<DataFile | 'lesson.mdx', string | undefined>>;
}

/** A data file in the folder of a lesson. */
export type DataFile = 'quiz.yaml' | 'lab.yaml';

/** Path of a file of a lesson that holds data, in the lesson's folder. */
export function dataFile(lesson: Lesson, name: DataFile | 'lesson.mdx'): string {
  return `${lesson.folder}/${name}`;
}

/** A module with its published lessons in order. */
export interface Module extends Omit<ModuleFile, 'lessons'> {
  id: string;
  courseId: string;
  lessons: readonly Lesson[];
  minutes: Minutes;
}

/** A course with its modules in order; modules without published lessons are kept, so that plans can be counted. */
export interface Course extends Omit<CourseFile, 'modules'> {
  id: string;
  /** 0 for a course below content/, else the depth of the provider's layer that it belongs to. */
  layer: number;
  modules: readonly Module[];
  minutes: Minutes;
}

/** Durations in minutes. */
export interface Minutes {
  reading: number;
  lab: number;
}

/** Where a lesson stands in its course. Positions are 1-based. */
export interface Position {
  course: Course;
  module: Module;
  moduleNumber: number;
  lessonNumber: number;
  /** Position among all lessons of the course. */
  courseNumber: number;
  previous: Lesson | undefined;
  next: Lesson | undefined;
}

/** A task of a lab, with its lesson. */
export interface PracticingTask {
  lesson: Lesson;
  task: Lab['tasks'][number];
}

/** An item of a quiz, with its lesson. */
export interface AskingItem {
  lesson: Lesson;
  item: QuizItem;
}

/** A competency with its domain, its exam, the published lessons that teach it, and what of them practices and tests it. */
export interface CoveredCompetency extends Competency {
  examId: string;
  domainId: string;
  lessons: readonly Lesson[];
  /** Tasks of labs that name it: those that a machine judges on a cluster, and that are not optional. */
  tasks: readonly PracticingTask[];
  /** Items of quizzes that name it. */
  items: readonly AskingItem[];
}

/** An item of a bank, with the path of its file: below content/, or in the layer of a provider. */
export interface PlacedItem extends BankItem {
  path: string;
}

/** What practice exams of one exam are drawn from. */
export interface ExamBank {
  exam: Exam;
  /** Path of its `exam.yaml`. */
  path: string;
  form: ExamForm;
  items: readonly PlacedItem[];
}

/** One form of a hands-on practice exam: tasks in clusters, which are judged at the end. */
export interface HandsOnForm extends Pick<FormFile, 'title' | 'start'> {
  number: number;
  /** Folder of the form below the curriculum's root, without a slash at the end. */
  folder: string;
  /** Path of its `form.yaml`, and the text of it. */
  path: string;
  source: string;
  tasks: readonly FormTask[];
  /** The same as a lab: what the practice cluster begins with, judges and is tried by. */
  lab: Lab & { cluster: LabStart };
  files: ReadonlyMap<string, LessonFile>;
}

/** A hands-on practice exam: how it is held, and its forms by number. */
export interface HandsOnExam {
  exam: Exam;
  /** Path of its `exam.yaml`, and the text of it. */
  path: string;
  source: string;
  held: HandsOnExamFile;
  forms: readonly HandsOnForm[];
}

/** Everything in `content/`, checked and connected. Every page, check and export is a view of it. */
export interface Curriculum {
  /** Who publishes this site: the last of the editions. */
  identity: Identity;
  versions: Versions;
  courses: readonly Course[];
  /** Published and deprecated lessons by id, in reading order. */
  lessons: ReadonlyMap<string, Lesson>;
  /** Ids of lessons that exist as drafts. */
  drafts: ReadonlySet<string>;
  /** Paths of files, and ids of lessons, that could not be read: nothing is said to be missing that they may hold. */
  unread: ReadonlySet<string>;
  positions: ReadonlyMap<string, Position>;
  exams: readonly Exam[];
  examSource: ExamSource | undefined;
  /** What practice exams are drawn from, by the ids of the exams. */
  banks: ReadonlyMap<string, ExamBank>;
  /** Hands-on practice exams, by the ids of the exams. */
  handsOn: ReadonlyMap<string, HandsOnExam>;
  competencies: ReadonlyMap<string, CoveredCompetency>;
  people: ReadonlyMap<string, Person>;
  terms: ReadonlyMap<string, Term>;
  /** Former lesson id to present one. */
  aliases: ReadonlyMap<string, string>;
  /** Former course id to present one. */
  courseAliases: ReadonlyMap<string, string>;
}
