import words from 'virtual:player-words';
import '../../../rendering/client/reveal.ts';
import { LessonStepped } from '../../../rendering/client/stepped.ts';
import { LessonTabs } from '../../../rendering/client/tabs.ts';
import { type Kept, pack, unpack } from './kept.ts';
import { goTo, placeNow } from './place.ts';
import type { Answered, Now, Platform } from './platform.ts';
import { playQuestions, questions } from './questions.ts';
import { fill, ResultBox } from './result.ts';
import { type Asked, type Standing, standingOf } from './standing.ts';
import { playTasks, taskIds } from './tasks.ts';

/** A lesson that is played: what the learner does, and what the platform is told of it. */
class Player {
  private readonly platform: Platform;
  private readonly asked: Asked;
  private readonly mastery: number;
  private kept: Kept;
  /** Answers that were checked since the platform was told. */
  private answers: Answered[] = [];
  private isDue = false;
  /** Where the learner was brought to: as long as they stay, their place is the one that was kept. */
  private arrival: string | undefined;
  private readonly result: ResultBox;

  /** @param mastery the score that is needed, unless the platform says another one */
  constructor(platform: Platform, mastery: number) {
    this.platform = platform;
    this.mastery = platform.mastery ?? mastery;
    this.asked = { items: questions().map(({ dataset }) => dataset.item ?? ''), tasks: taskIds(false) };
    this.kept = unpack(platform.kept.state, this.asked.items, taskIds(true));
    this.result = new ResultBox(this.asked, () => this.change({ isDone: !this.kept.isDone }));
    if (platform.home !== undefined) this.result.offer(() => this.leave());
    if (platform.notice !== undefined) tell('.notice', platform.notice);
  }

  /** Shows what was done before, and where. */
  begin(): void {
    playTasks(this.kept.tasks, (task, isDone) => {
      const others = [...this.kept.tasks].filter((other) => other !== task);
      this.change({ tasks: new Set(isDone ? [...others, task] : others) });
    });
    playQuestions({
      checked: (answered, answer) => this.checked(answered, answer),
      forgotten: (item) => {
        const before = this.kept.results.get(item);
        if (before) this.change({ results: new Map(this.kept.results).set(item, { ...before, answer: undefined }) });
      },
    });
    for (const item of questions()) item.follow(this.kept.results.get(item.item)?.answer);
    this.show();
    if (location.hash === '' && goTo(this.platform.kept.place)) this.arrival = placeNow();
    this.send();
    // Browsers say this when somebody turns to something else, and often for the last time.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.transfer(true);
    });
    addEventListener('pagehide', () => this.platform.end(this.now()));
    // The session has ended: another one begins, as far as the platform has it.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  }

  private checked(answered: Answered, answer: string): void {
    const before = this.kept.results.get(answered.item);
    const right = answered.right || before?.right === true;
    const result = { right, tries: (before?.tries ?? 0) + 1, answer };
    this.answers.push(answered);
    this.change({ results: new Map(this.kept.results).set(answered.item, result) });
  }

  private change(part: Partial<Kept>): void {
    this.kept = { ...this.kept, ...part };
    this.show();
    this.send();
  }

  private standing(): Standing {
    return standingOf(this.kept, this.asked, this.mastery);
  }

  private now(): Now {
    const place = placeNow();
    const kept = this.platform.kept.place;
    return {
      place: place === this.arrival ? kept : place,
      state: pack(this.kept),
      standing: this.standing(),
    };
  }

  private show(): void {
    const { items } = this.asked;
    this.result.show(this.kept, this.standing(), this.asked, this.mastery);
    const score = document.querySelector('lesson-quiz > .score');
    const right = items.filter((item) => this.kept.results.get(item)?.right).length;
    if (score && this.kept.results.size > 0) score.textContent = fill(words.quizScore, { right, total: items.length });
  }

  /** Tells the platform once what is seen is drawn: it may make the page wait. */
  private send(): void {
    if (this.isDue) return;
    this.isDue = true;
    setTimeout(() => {
      this.isDue = false;
      void this.transfer(false);
    });
  }

  private async transfer(isLeaving: boolean): Promise<void> {
    const answers = this.answers.splice(0);
    const problem = await this.platform.send(this.now(), answers, isLeaving);
    tell('.unsaved', problem === undefined ? '' : fill(words.playerUnsaved, { reason: problem }));
  }

  private leave(): void {
    this.platform.end(this.now());
    location.assign(this.platform.home ?? '');
  }
}

/** Says something in its place; nothing hides it. */
function tell(where: string, text: string): void {
  const place = document.querySelector<HTMLElement>(where);
  if (!place) return;
  place.textContent = text;
  place.hidden = text === '';
}

/** Plays the lesson on this page. @param connect begins the session; it is given the address of the lesson */
export async function playLesson(connect: (lesson: string) => Platform | Promise<Platform>): Promise<void> {
  history.scrollRestoration = 'manual';
  customElements.define('lesson-tabs', LessonTabs);
  customElements.define('lesson-stepped', LessonStepped);
  const { address = '', mastery = '' } = document.body.dataset;
  new Player(await connect(address), Number(mastery)).begin();
}
