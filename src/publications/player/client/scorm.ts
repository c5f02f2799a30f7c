import { type Api, findApi } from './find-api.ts';
import { LocalPlatform } from './local.ts';
import type { Answered, Now, Platform } from './platform.ts';

/** Elements of the data model, with the values that they are to have, in this order. */
export type Pairs = readonly (readonly [element: string, value: string])[];

/** What differs between versions of SCORM: names of functions and elements, and how values are written. */
export interface Version {
  /** Name of the API in the window of the platform. */
  api: string;
  calls: Readonly<Record<'begin' | 'end' | 'get' | 'set' | 'commit' | 'errorCode' | 'errorText', string>>;
  place: string;
  state: string;
  /** Says "normal", "review" or "browse". */
  mode: string;
  /** Elements that are asked for at the beginning, so that only what differs is set. */
  readable: readonly string[];
  /** The score that is needed, 0 to 1, if the platform says one. */
  mastery(get: (element: string) => string): number | undefined;
  /** What is set at the beginning, so that the session can be gone on with, whatever happens. */
  first: Pairs;
  /** What a moment is in the data model. @param known what the platform has of an element */
  values(now: Now, known: (element: string) => string): Pairs;
  /** What says of an objective whether it is reached: the last part of its element. */
  reached: string;
  /** How long the session has taken. @param seconds since it began */
  time(seconds: number): Pairs;
  /** An answer; what stands before each element is left out. */
  answer(answered: Answered): Pairs;
}

/** What learners are told; {reason} is filled in. */
export type ScormWords = Readonly<Record<'playerAlone' | 'playerNotBegun' | 'playerReview', string>>;

/** Elements that SCORM 1.2 lets platforms do without, and that nothing depends on: they are not set again. */
const OPTIONAL = /\.score\.(?:min|max)$/;

/** The objective that stands for the lab. Nobody has looked whether it was done, so that it counts for no score. */
const LAB = 'lab';

const isSame = (known: string | undefined, value: string): boolean =>
  known === value || (known !== undefined && known !== '' && value !== '' && Number(known) === Number(value));

/** A platform that is reached by SCORM. */
class ScormPlatform implements Platform {
  readonly kept: Platform['kept'];
  readonly mastery: number | undefined;
  readonly isRecorded: boolean;
  readonly notice: string | undefined;
  readonly home = undefined;
  private readonly api: Api;
  private readonly version: Version;
  private readonly began = performance.now();
  /** What the platform has: what it has said at the beginning, and what it has taken since. */
  private readonly known = new Map<string, string>();
  private isUncommitted = false;
  private isEnded = false;
  /** How many answers the platform has recorded; -1 if it records none. */
  private answers: number;
  /** Whether the platform knows that the lab is done, or has no place for it. */
  private isLabKnown: boolean;

  constructor(api: Api, version: Version, review: string) {
    this.api = api;
    this.version = version;
    for (const element of version.readable) this.known.set(element, this.get(element));
    this.kept = { place: this.get(version.place), state: this.get(version.state) };
    this.known.set(version.place, this.kept.place).set(version.state, this.kept.state);
    this.mastery = version.mastery((element) => this.get(element));
    this.isRecorded = !['review', 'browse'].includes(this.get(version.mode));
    this.notice = this.isRecorded ? undefined : review;
    this.answers = this.count('cmi.interactions') ?? -1;
    this.isLabKnown = this.lab().isReached;
  }

  async send(now: Now, answers: readonly Answered[], isLeaving: boolean): Promise<string | undefined> {
    if (this.isEnded || !this.isRecorded) return undefined;
    for (const answered of answers) this.record(answered);
    const problem = this.tell(now, isLeaving);
    if (!this.isUncommitted) return problem;
    if (!this.call(this.version.calls.commit, '')) return problem ?? this.error();
    this.isUncommitted = false;
    return problem;
  }

  end(now: Now): void {
    if (this.isEnded) return;
    if (this.isRecorded) this.tell(now, true);
    this.isEnded = true;
    // It commits, too; a commit of its own would have to wait for an answer, which browsers refuse to pages that go.
    this.call(this.version.calls.end, '');
  }

  /** How many of a list the platform has; undefined if it keeps no such list, as SCORM 1.2 allows. */
  private count(list: string): number | undefined {
    const count = Number.parseInt(this.get(`${list}._count`), 10);
    return Number.isNaN(count) ? undefined : count;
  }

  /** Where the objective of the lab is, or is to be added, and whether it is reached. */
  private lab(): { element: string; isThere: boolean; isReached: boolean } {
    const count = this.count('cmi.objectives') ?? 0;
    for (let index = 0; index < count; index++) {
      const element = `cmi.objectives.${index}`;
      if (this.get(`${element}.id`) !== LAB) continue;
      const isReached = this.get(`${element}.${this.version.reached}`) === 'completed';
      return { element, isThere: true, isReached };
    }
    return { element: `cmi.objectives.${count}`, isThere: false, isReached: false };
  }

  /** Says once that the lab is done. */
  private recordLab(): void {
    const { element, isThere } = this.lab();
    const { calls, reached } = this.version;
    this.isLabKnown = true;
    if (!isThere && !this.call(calls.set, `${element}.id`, LAB)) return;
    if (this.call(calls.set, `${element}.${reached}`, 'completed')) this.isUncommitted = true;
  }

  /** Sets what has changed. @returns the first problem */
  private tell(now: Now, isLeaving: boolean): string | undefined {
    if (now.standing.isLabDone === true && !this.isLabKnown) this.recordLab();
    const { first, values, time } = this.version;
    const known = (element: string): string => this.known.get(element) ?? '';
    const spent = isLeaving ? time((performance.now() - this.began) / 1000) : [];
    return this.setAll([...first, ...values(now, known), ...spent]);
  }

  /** Adds an answer to those that the platform records. One that cannot record them, as SCORM 1.2 allows, is not asked again. */
  private record(answered: Answered): void {
    if (this.answers < 0) return;
    for (const [element, value] of this.version.answer(answered)) {
      const isTaken = this.call(this.version.calls.set, `cmi.interactions.${this.answers}.${element}`, value);
      if (isTaken) this.isUncommitted = true;
      else if (element === 'id') {
        this.answers = -1;
        return;
      }
    }
    this.answers++;
  }

  /** Sets what differs from what the platform has. @returns the first problem */
  private setAll(pairs: Pairs): string | undefined {
    let problem: string | undefined;
    for (const [element, value] of pairs) {
      if (isSame(this.known.get(element), value)) continue;
      if (this.call(this.version.calls.set, element, value)) {
        this.known.set(element, value);
        this.isUncommitted = true;
      } else if (OPTIONAL.test(element)) this.known.set(element, value);
      else problem ??= this.error();
    }
    return problem;
  }

  private get(element: string): string {
    return textOf(this.api, this.version.calls.get, element);
  }

  private call(name: string, ...values: string[]): boolean {
    return textOf(this.api, name, ...values) === 'true';
  }

  private error(): string {
    return errorOf(this.api, this.version);
  }
}

/** What a function of the API gives; nothing, if it fails. */
function textOf(api: Api, name: string, ...values: string[]): string {
  try {
    return String(api[name]?.(...values) ?? '');
  } catch {
    return '';
  }
}

/** What the platform says of the last problem. */
function errorOf(api: Api, { calls }: Version): string {
  const code = textOf(api, calls.errorCode);
  return [textOf(api, calls.errorText, code), code].filter(Boolean).join(', ');
}

/**
 * Begins a session with the platform around the page. Where there is none, or it refuses, work is kept in this browser.
 * @param lesson address of the lesson
 */
export function connectScorm(version: Version, lesson: string, words: ScormWords): Platform {
  const api = findApi(version.api);
  if (!api) return new LocalPlatform(lesson, words.playerAlone);
  if (textOf(api, version.calls.begin, '') === 'true') return new ScormPlatform(api, version, words.playerReview);
  const reason = errorOf(api, version);
  return new LocalPlatform(
    lesson,
    words.playerNotBegun.replace('{reason}', () => reason),
  );
}
