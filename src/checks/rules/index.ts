import type { CurriculumRule, LessonRule } from '../rule.ts';
import { checkAnswerPositions } from './answer-positions.ts';
import { checkCompetencies } from './competencies.ts';
import { dueFacts } from './due-facts.ts';
import { checkWords } from './forbidden-words.ts';
import { checkHeadings } from './headings.ts';
import { checkAlternatives } from './image-alt.ts';
import { checkDataAddresses, checkLinks } from './links.ts';
import { checkObjectives } from './objectives.ts';
import { checkPlaceholders } from './placeholders.ts';
import { checkQuizStyle } from './quiz-style.ts';
import { checkReadingTime } from './reading-time.ts';
import { checkRepeatedWords, checkSentences } from './sentences.ts';
import { checkSpelling } from './spelling.ts';
import { checkTermOrder, checkUnusedTerms } from './terms.ts';

/** Rules that judge the prose of lessons: words, objectives, headings, quizzes, terms. */
export const proseRules: readonly LessonRule[] = [
  checkPlaceholders,
  checkWords,
  checkRepeatedWords,
  checkSentences,
  checkObjectives,
  checkCompetencies,
  checkQuizStyle,
  checkLinks,
  checkAlternatives,
  checkHeadings,
  checkReadingTime,
  dueFacts,
];

/** Rules that judge what lies between and beside the lessons. */
export const curriculumRules: readonly CurriculumRule[] = [
  checkSpelling,
  checkTermOrder,
  checkUnusedTerms,
  checkAnswerPositions,
  checkDataAddresses,
];
