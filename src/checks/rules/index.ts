import type { Finding } from '../../findings/finding.ts';
import { unexpected } from '../../findings/unexpected.ts';
import type { Needs, Rule } from '../rule.ts';
import { answerPositions } from './answer-positions.ts';
import { code } from './code.ts';
import { collectors } from './collector.ts';
import { commands } from './commands.ts';
import { competencyRule } from './competencies.ts';
import { dueFactsRule } from './due-facts.ts';
import { forbiddenWords } from './forbidden-words.ts';
import { headingLevels } from './headings.ts';
import { textAlternatives } from './image-alt.ts';
import { labImages } from './lab-images.ts';
import { licences } from './licences.ts';
import { linkedFiles } from './linked-files.ts';
import { dataAddresses, linkRule } from './links.ts';
import { manifests } from './manifests.ts';
import { markup } from './markup.ts';
import { objectiveRule } from './objectives.ts';
import { placeholderRule } from './placeholders.ts';
import { playedSessions } from './played-sessions.ts';
import { privateKeys } from './private-keys.ts';
import { quizStyle } from './quiz-style.ts';
import { readingTime } from './reading-time.ts';
import { longSentences, repeatedWords } from './sentences.ts';
import { spelling } from './spelling.ts';
import { termOrder, unusedTerms } from './terms.ts';

/** Every rule that judges content which can be read, by what it needs, in the order in which they are applied. */
export const rules: { readonly [Need in keyof Needs]: readonly Rule<Need>[] } = {
  lesson: [manifests, collectors, commands, code, markup, playedSessions],
  prose: [
    placeholderRule,
    forbiddenWords,
    repeatedWords,
    longSentences,
    objectiveRule,
    competencyRule,
    quizStyle,
    linkRule,
    textAlternatives,
    headingLevels,
    readingTime,
    dueFactsRule,
  ],
  curriculum: [labImages, spelling, termOrder, unusedTerms, answerPositions, dataAddresses],
  repository: [linkedFiles, licences, privateKeys],
};

/** Everything that the rules with a need find. One that breaks says on which lesson, and keeps no other from being applied. */
export function applyRules<Need extends keyof Needs>(need: Need, context: Needs[Need]): Finding[] {
  return rules[need].flatMap((rule) => {
    try {
      return rule.check(context);
    } catch (problem) {
      return [unexpected('lesson' in context ? context.lesson.path : 'content', problem)];
    }
  });
}
