import { isLaunch, type Launch, readLaunch } from './cmi5-launch.ts';
import { answered, defined, labDone } from './cmi5-statements.ts';
import { LocalPlatform } from './local.ts';
import type { Answered, Now, Platform } from './platform.ts';
import type { Json, Statement } from './xapi.ts';

/** What learners are told; {reason} is filled in. */
export type Cmi5Words = Readonly<Record<'playerAlone' | 'playerNotBegun' | 'playerOver' | 'playerReview', string>>;

/** Id of the document of a lesson in the State resource. */
const DOCUMENT = 'lesson';

/** The document of a lesson: its version, place and state, and what was said in this registration, which is said once only (9.3). */
interface Kept {
  place: string;
  state: string;
  completed: boolean;
  passed: boolean;
  lab: boolean;
}

const documentOf = (kept: Kept): Json => ({ version: 1, ...kept });

function readKept(document: Json | undefined): Kept {
  const { place, state, completed, passed, lab } = document ?? {};
  return {
    place: typeof place === 'string' ? place : '',
    state: typeof state === 'string' ? state : '',
    completed: completed === true,
    passed: passed === true,
    lab: lab === true,
  };
}

/** A platform that is reached by cmi5. */
class Cmi5Platform implements Platform {
  readonly kept: Kept;
  readonly mastery: number | undefined;
  readonly isRecorded: boolean;
  readonly notice: string | undefined;
  readonly home: string | undefined;
  private readonly launch: Launch;
  private readonly lesson: string;
  private readonly began = performance.now();
  /** The document as the store has it. */
  private stored: string;
  /** What was said in this registration. */
  private readonly said: Pick<Kept, 'completed' | 'passed' | 'lab'>;
  /** Statements that the store has not taken yet. */
  private waiting: Statement[] = [];
  /** What was sent so that it arrives even if the page goes: statements, and documents as text. */
  private readonly gone = new Set<unknown>();
  /** Requests follow each other. */
  private line: Promise<unknown> = Promise.resolve();
  private isEnded: boolean;

  constructor(launch: Launch, document: Json | undefined, lesson: string, words: Cmi5Words) {
    this.launch = launch;
    this.lesson = lesson;
    this.kept = readKept(document);
    this.stored = JSON.stringify(documentOf(this.kept));
    const { completed, passed, lab } = this.kept;
    this.said = { completed, passed, lab };
    this.mastery = launch.mastery;
    this.home = launch.home;
    this.isRecorded = launch.mode === 'Normal';
    this.isEnded = launch.isOver;
    this.notice = launch.isOver ? words.playerOver : this.isRecorded ? undefined : words.playerReview;
    if (!launch.isOver) this.waiting.push(defined('initialized', launch, 0));
  }

  send(now: Now, answers: readonly Answered[], isLeaving: boolean): Promise<string | undefined> {
    this.prepare(now, answers);
    // There may be no later: what is on its way may be sent twice, under the same ids.
    const work = isLeaving ? this.transfer(now, true) : this.line.then(() => this.transfer(now, false));
    const told = work.then(
      () => undefined,
      (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
    );
    this.line = told;
    return told;
  }

  end(now: Now): void {
    if (this.isEnded) return;
    this.prepare(now, []);
    const { score, isPassed } = now.standing;
    if (this.isRecorded && isPassed === false && !this.said.passed) this.say('failed', score);
    this.say('terminated');
    this.isEnded = true;
    this.launch.end();
    void this.transfer(now, true).catch(() => undefined);
  }

  private say(verb: Parameters<typeof defined>[0], score?: number): void {
    this.waiting.push(defined(verb, this.launch, (performance.now() - this.began) / 1000, score));
  }

  /** Adds the statements that are due. In a session that is over there are none: they follow in the next one. */
  private prepare({ standing }: Now, answers: readonly Answered[]): void {
    if (this.isEnded || !this.isRecorded) return;
    const language = document.documentElement.lang;
    this.waiting.push(...answers.map((answer) => answered(answer, this.launch, this.lesson, language)));
    if (standing.isLabDone === true && !this.said.lab) {
      this.waiting.push(labDone(this.launch, this.lesson));
      this.said.lab = true;
    }
    if (standing.isComplete && !this.said.completed) {
      this.say('completed');
      this.said.completed = true;
    }
    if (standing.isPassed && !this.said.passed) {
      this.say('passed', standing.score);
      this.said.passed = true;
    }
  }

  /** Sends what waits, then the document, if it has changed: it says what was said only once that is recorded. */
  private async transfer({ place, state }: Now, isLeaving: boolean): Promise<void> {
    const { store } = this.launch;
    const statements = this.waiting.filter((one) => !this.gone.has(one));
    const document = documentOf({ place, state, ...this.said });
    const text = JSON.stringify(document);
    const isNew = this.isRecorded && text !== this.stored && !this.gone.has(text);
    if (isLeaving) for (const one of [...statements, text]) this.gone.add(one);
    try {
      const sending = statements.length > 0 ? store.record(statements, isLeaving) : Promise.resolve();
      // Whoever leaves has no time to wait for answers.
      if (!isLeaving) await sending;
      const keeping = isNew ? store.keep(DOCUMENT, document, isLeaving) : Promise.resolve();
      await Promise.all([sending, keeping]);
    } finally {
      if (isLeaving) for (const one of [...statements, text]) this.gone.delete(one);
    }
    this.waiting = this.waiting.filter((one) => !statements.includes(one));
    if (isNew) this.stored = text;
  }
}

/**
 * Begins the session that the address of this page says. Where it says none, or the platform refuses, work is kept in this browser.
 * @param lesson address of the lesson
 */
export async function connectCmi5(lesson: string, words: Cmi5Words): Promise<Platform> {
  const query = new URLSearchParams(location.search);
  if (!isLaunch(query)) return new LocalPlatform(lesson, words.playerAlone);
  try {
    const launch = await readLaunch(query);
    return new Cmi5Platform(launch, await launch.store.state(DOCUMENT), lesson, words);
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    return new LocalPlatform(
      lesson,
      words.playerNotBegun.replace('{reason}', () => reason),
    );
  }
}
