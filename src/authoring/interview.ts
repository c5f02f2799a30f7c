import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { UserError } from '../cli/user-error.ts';

/** Something to choose. It is chosen by its number in the list, or by its value. */
export interface Choice {
  value: string;
  /** What is shown beside the value. */
  label: string;
}

/** Something that a command has to know: a flag says it, or somebody is asked. */
export interface Question {
  /** Name of the flag, without dashes. */
  flag: string;
  ask: string;
  /** An answer that would do, for messages. */
  hint: string;
  /** What an empty answer stands for; without it there has to be an answer. */
  proposal?: string | undefined;
  /** How the proposal is shown, if not as it is. */
  proposalText?: string | undefined;
  /** What there is to choose from. Other answers are taken too, if `problem` takes them. */
  choices?: readonly Choice[];
  /** What is wrong with an answer, as a sentence with its reason; undefined if it will do. */
  problem?: (answer: string) => string | undefined;
}

/** A question with several answers, separated by commas. */
export interface ListQuestion extends Omit<Question, 'proposal' | 'proposalText'> {
  /** Answers that an empty line stands for. */
  proposals: readonly string[];
  /** Whether there has to be one; otherwise the word "none" stands for nothing. */
  needed?: boolean;
}

/** What the word "none" stands for where several things may be chosen: an empty line takes the proposal. */
const NONE = 'none';

/** Where questions are asked and answers read. */
export interface Conversation {
  input: Readable & { isTTY?: boolean };
  output: Writable;
}

/**
 * Asks, one line for each answer, on a terminal or on any other stream. Wrong answers are explained and asked again.
 * When the answers end, proposals are taken for the rest, and what has none is named with its flag.
 */
export class Interview {
  readonly #output: Writable;
  readonly #terminal: boolean;
  readonly #reader: Interface;
  readonly #lines: AsyncIterator<string>;
  /** Questions without a proposal that have not been answered, for the message at the end of the answers. */
  #open: Pick<Question, 'flag' | 'hint'>[];

  /** @param needed what has to be answered, as far as it is known at the beginning. */
  constructor({ input, output }: Conversation, needed: readonly Pick<Question, 'flag' | 'hint'>[] = []) {
    this.#output = output;
    this.#terminal = input.isTTY === true;
    this.#reader = createInterface({ input, ...(this.#terminal ? { output } : {}), terminal: this.#terminal });
    this.#lines = this.#reader[Symbol.asyncIterator]();
    this.#open = [...needed];
  }

  /** Asks until an answer will do. @throws UserError if the answers end and there is no proposal. */
  async ask(question: Question): Promise<string> {
    const { flag, ask, hint, proposal, proposalText = proposal, choices = [] } = question;
    if (choices.length > 0) this.#show(choices);
    const example = choices.length > 1 ? `1-${choices.length}` : choices.length > 0 ? '1' : `for example ${hint}`;
    const inBrackets = proposalText ?? example;
    for (;;) {
      const line = await this.#line(`${ask}${inBrackets === '' ? '' : ` [${inBrackets}]`}: `);
      if (line === undefined && proposal === undefined) throw this.#ended(question);
      const said = line?.trim() || proposal;
      const answer = said === undefined ? '' : chosenValue(said, choices);
      const problem = said === undefined ? 'An answer is needed here.' : problemOf(question, answer);
      if (problem === undefined) {
        this.#open = this.#open.filter((open) => open.flag !== flag);
        return answer;
      }
      if (line === undefined) throw new UserError(`--${flag}: ${problem}`);
      this.#output.write(`  ${problem}\n`);
    }
  }

  /** Asks for several answers in one line. @throws UserError if the answers end and there is no proposal. */
  async askList(question: ListQuestion): Promise<string[]> {
    const { proposals, problem, choices = [], needed = false, ...rest } = question;
    const split = (line: string): string[] => listOf(line).map((part) => chosenValue(part, choices));
    const line = await this.ask({
      ...rest,
      choices,
      proposal: proposals.join(', '),
      proposalText: [...(proposals.length > 0 ? [proposals.join(', ')] : []), ...(needed ? [] : [NONE])].join('; or: '),
      problem: (answer) => listProblem(question, split(answer)),
    });
    return split(line);
  }

  /** Says something between two questions. */
  say(text: string): void {
    this.#output.write(`${text}\n`);
  }

  /** Ends the interview, so that the process can end. */
  close(): void {
    this.#reader.close();
  }

  #show(choices: readonly Choice[]): void {
    const width = String(choices.length).length;
    const widest = Math.max(...choices.map(({ value }) => value.length));
    choices.forEach(({ value, label }, index) => {
      const number = String(index + 1).padStart(width + 2);
      this.#output.write(`${`${number}  ${value.padEnd(widest)}  ${label}`.trimEnd()}\n`);
    });
  }

  async #line(prompt: string): Promise<string | undefined> {
    if (this.#terminal) {
      this.#reader.setPrompt(prompt);
      this.#reader.prompt();
    } else this.#output.write(prompt);
    const { value, done } = await this.#lines.next();
    // A terminal shows what is typed; from elsewhere the answer stands nowhere, and the next question on the same line.
    if (!this.#terminal) this.#output.write('\n');
    if (done && this.#terminal) throw new UserError('\nStopped; nothing was written.');
    return done ? undefined : value;
  }

  #ended(question: Question): UserError {
    const open = [question, ...this.#open.filter(({ flag }) => flag !== question.flag)];
    return new UserError(`The answers ended before everything was known; nothing was written. Add: ${flagsText(open)}`);
  }
}

/** What is wrong with several answers; undefined if they will do. */
export function listProblem({ needed = false, problem }: ListQuestion, answers: readonly string[]): string | undefined {
  if (needed && answers.length === 0) return 'At least one is needed here.';
  return answers.map((one) => problem?.(one)).find((found) => found !== undefined);
}

/** Flags with examples, as somebody would add them to a command. */
export function flagsText(questions: readonly Pick<Question, 'flag' | 'hint'>[]): string {
  return questions.map(({ flag, hint }) => `--${flag} "${hint}"`).join(' ');
}

/** The answers of a line: parts between commas, and no part for "none". */
export function listOf(line: string): string[] {
  const parts = line
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 1 && parts[0] === NONE ? [] : parts;
}

/** A number of the list stands for the value beside it. */
function chosenValue(answer: string, choices: readonly Choice[]): string {
  return /^\d+$/.test(answer) ? (choices[Number(answer) - 1]?.value ?? answer) : answer;
}

function problemOf({ problem, choices = [] }: Question, answer: string): string | undefined {
  if (problem) return problem(answer);
  if (choices.length === 0 || choices.some(({ value }) => value === answer)) return undefined;
  return `"${answer}" is none of them. Write a number of the list, or: ${choices.map(({ value }) => value).join(', ')}.`;
}
