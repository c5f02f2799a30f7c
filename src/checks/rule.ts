import type { Edition } from '../assembly/edition.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Finding } from '../findings/finding.ts';

/** What a rule may know when it judges a lesson. */
export interface LessonUnderCheck {
  lesson: Lesson;
  /** Its frontmatter, which begins on line 2 of lesson.mdx. */
  frontmatter: string;
  /** All of its lesson.mdx. */
  text: string;
  /** Words of its prose, as rendering counted them. */
  words: number;
  curriculum: Edition;
  /** YYYY-MM-DD. */
  today: string;
}

/** Judges one lesson. */
export type LessonRule = (check: LessonUnderCheck) => Finding[];

/** Judges what lies between or beside the lessons: modules, glossary, assets. */
export type CurriculumRule = (curriculum: Edition, files: ContentFiles) => Finding[];
