import type { Edition } from '../assembly/edition.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { RuleName } from '../findings/catalog.ts';
import type { Finding } from '../findings/finding.ts';

/** What a rule may know when it judges a lesson. */
export interface LessonUnderCheck {
  lesson: Lesson;
  /** Its frontmatter, which begins on line 2 of lesson.mdx. */
  frontmatter: string;
  /** Words of its prose, as rendering counted them. */
  words: number;
  curriculum: Edition;
  /** YYYY-MM-DD. */
  today: string;
  /** Says that something could not be verified here. @param what as a sentence without its end. @param where `file:line`. */
  notVerified(what: string, where: string): void;
}

/** What a rule may know when it judges what lies between or beside the lessons: modules, glossary, dictionaries. */
export interface CurriculumUnderCheck {
  curriculum: Edition;
  files: ContentFiles;
  /** Whether what is found in a file is asked for: what is found in others may be left out, if that saves work. */
  isWanted(file: string): boolean;
}

/** What a rule may know when it judges the repository around the content. */
export interface RepositoryUnderCheck {
  files: ContentFiles;
  /** Text of REUSE.toml; undefined if there is none. */
  reuse: string | undefined;
  /** Paths of symbolic links among the content. */
  links: readonly string[];
}

/**
 * What rules can ask for. lesson: a lesson that could be read; prose: a lesson whose text can be shown, if prose is judged at
 * all; curriculum: everything, likewise; repository: what lies around the content.
 */
export interface Needs {
  lesson: LessonUnderCheck;
  prose: LessonUnderCheck;
  curriculum: CurriculumUnderCheck;
  repository: RepositoryUnderCheck;
}

/** A check of one thing. It may report rules by several names, each of which stands in the catalog and has a page. */
export interface Rule<Need extends keyof Needs> {
  names: readonly RuleName[];
  needs: Need;
  check(context: Needs[Need]): Finding[];
}

/** Defines a rule. @throws if it reports by a name that it does not have: that is a mistake of the rule, not of the content. */
export function defineRule<Need extends keyof Needs>({ names, needs, check }: Rule<Need>): Rule<Need> {
  return {
    names,
    needs,
    check(context) {
      const findings = check(context);
      const foreign = findings.find(({ rule }) => !names.includes(rule));
      if (foreign)
        throw new Error(`The rule of ${names.join(', ')} has reported "${foreign.rule}", which is not its own.`);
      return findings;
    },
  };
}
