import { assembleCurriculum } from '../../assembly/assemble.ts';
import type { Edition } from '../../assembly/edition.ts';
import { siteTokens } from '../../assembly/load.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Fork } from '../../fork/layers.ts';
import { flagsText, type Interview, type ListQuestion, listOf, listProblem, type Question } from '../interview.ts';

/** Values of flags as node:util's parseArgs gives them. */
export type FlagValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What somebody begins something with: the curriculum as it is, what they said, and a way to ask for the rest. */
export interface Desk {
  fork: Fork;
  /** The curriculum with its drafts, and with the layers of providers. */
  curriculum: Edition;
  flags: FlagValues;
  /** Without it nobody is asked: proposals are taken. */
  interview: Interview | undefined;
}

/** What was begun. */
export interface Begun {
  /** Path below the root to text, of files that are new or changed. */
  files: Map<string, string>;
  /** What to do next, a line each. */
  next: string[];
}

/** Puts together what is needed to begin something. */
export function deskOf(fork: Fork, flags: FlagValues, interview: Interview | undefined): Desk {
  return {
    fork,
    curriculum: assembleCurriculum(fork.files, siteTokens(), { drafts: true }).curriculum ?? fork.below,
    flags,
    interview,
  };
}

/** The value of a flag that is to say one thing. @throws UserError if it stands several times. */
export function flagText({ flags }: Pick<Desk, 'flags'>, flag: string): string | undefined {
  const value = flags[flag];
  if (!Array.isArray(value)) return typeof value === 'string' ? value : undefined;
  if (value.length > 1) throw refused(flag, 'It stands here several times. Say it once.');
  return value.map(String)[0];
}

/** The values of a flag that may stand several times; undefined if it does not stand at all. */
export function flagTexts({ flags }: Pick<Desk, 'flags'>, flag: string): string[] | undefined {
  const value = flags[flag];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** An answer from its flag, from the interview, or the proposal. @throws UserError if there is none, or it will not do. */
export async function answer(desk: Desk, question: Question): Promise<string> {
  const said = flagText(desk, question.flag);
  if (said === undefined && desk.interview) return desk.interview.ask(question);
  const value = said ?? question.proposal;
  if (value === undefined) throw missing([question]);
  const problem = said?.trim() === '' ? 'An answer is needed here.' : question.problem?.(value);
  const unknown = !question.problem && question.choices && !question.choices.some((choice) => choice.value === value);
  if (problem !== undefined) throw refused(question.flag, problem);
  if (unknown) throw refused(question.flag, noneOf(value, question));
  return value.trim();
}

/** Several answers, from a flag that may stand several times, from the interview, or the proposals. @throws UserError if one will not do. */
export async function answers(desk: Desk, question: ListQuestion): Promise<string[]> {
  const said = flagTexts(desk, question.flag)?.flatMap(listOf);
  if (said === undefined && desk.interview) return desk.interview.askList(question);
  const values = said ?? [...question.proposals];
  const problem = listProblem(question, values);
  if (problem !== undefined) throw refused(question.flag, problem);
  return values;
}

/** An id from its flag or an answer, proposed if the proposal is free. @throws UserError if there is none. */
export function chosenId(
  desk: Desk,
  question: Question & { proposal: string; problem: (id: string) => string | undefined },
): Promise<string> {
  const { proposal, ...withoutProposal } = question;
  const problem = question.problem(proposal);
  if (problem === undefined) return answer(desk, question);
  if (flagText(desk, question.flag) === undefined) {
    if (!desk.interview) throw new UserError(`${problem} Say it with --${question.flag}.`);
    desk.interview.say(`  ${problem}`);
  }
  return answer(desk, withoutProposal);
}

/** What a flag said will not do. */
export function refused(flag: string, problem: string): UserError {
  return new UserError(`--${flag}: ${problem}`);
}

/** Something is not known, and nobody is to be asked. */
export function missing(questions: readonly Pick<Question, 'flag' | 'hint'>[]): UserError {
  return new UserError(`Not everything is known. Add, for example: ${flagsText(questions)}`);
}

function noneOf(value: string, { choices = [] }: Question): string {
  return `"${value}" is none of: ${choices.map((choice) => choice.value).join(', ')}.`;
}

/** The problem with a text that has to be there and may be long only so far. */
export function textProblem(most: number): (text: string) => string | undefined {
  return (text) => {
    if (text.trim() === '') return 'An answer is needed here.';
    return text.length > most
      ? `It has ${text.length} characters; at most ${most} are shown in full. Say it shorter.`
      : undefined;
  };
}
