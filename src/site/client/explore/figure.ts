/** An explorable figure that is being used. Loaded with the first touch of one. */
import words from 'virtual:explore-words';
import type { Frame } from '../../../lab/figures/frame.ts';
import { type Control, type FigureName, figures, type Settings } from '../../../lab/figures/settings.ts';
import { nowText, pictureText } from '../../../rendering/explore/describe.ts';
import { scene } from '../../../rendering/explore/scene.ts';
import { PLAY_WORDS, type Say, valueText } from '../../../rendering/explore/words.ts';
import { fill } from '../practice/dom.ts';
import { courseOf } from './engine.ts';
import { Drawing } from './patch.ts';
import { Player } from './player.ts';

const say: Say = (key, values = {}) => fill(words[key], values);
const SAYS = { server: 'exploreServer', scheduler: 'exploreScheduler', deployment: 'exploreDeployment' } as const;
/** While pictures follow each other, somebody who listens is told of one now and then. */
const TELL_MS = 3000;
/** What was said is not left to be read a second time. */
const FORGET_MS = 8000;

let count = 0;
const wantsMotion = matchMedia('(prefers-reduced-motion: no-preference)');

export class ExploreFigure {
  readonly #element: HTMLElement;
  readonly #name: FigureName;
  readonly #id = ++count;
  readonly #drawing: Drawing;
  readonly #player = new Player((frame) => this.#show(frame));
  #settings: Settings;
  #begun: Promise<void> | undefined;
  #frame: Frame | undefined;
  #told = 0;
  #forgetting: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();
  /** Controls say something that the cluster has not been asked yet. */
  #isChanged = false;
  /** What stands there is still the picture of the printed page, from the middle of what happens. */
  #isNew = true;

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#name = element.dataset.figure as FigureName;
    this.#settings = JSON.parse(element.dataset.settings ?? '{}') as Settings;
    this.#drawing = new Drawing(this.#part('scene'));
  }

  #part(name: string): HTMLElement {
    return this.#element.querySelector(`.explore-${name}`) as HTMLElement;
  }

  /** Has the cluster come. */
  begin(): Promise<void> {
    this.#begun ??= this.#ask(true).catch((problem: unknown) => {
      this.#begun = undefined;
      throw problem;
    });
    return this.#begun;
  }

  /** Does what a button is for, with what the controls say by then. */
  press(action: string): Promise<void> {
    return this.#next(async () => {
      if (action === 'again') await this.#ask(true);
      else if (action === 'step') this.#player.step();
      else if (this.#player.isPlaying) this.#player.pause();
      else this.#player.play(this.#isNew);
      this.#isNew = false;
      // Who goes step by step hears each of them.
      if (!this.#player.isPlaying) this.#announce();
    });
  }

  /** Takes over what its controls say. */
  change(): Promise<void> {
    const settings = this.#read();
    for (const input of this.#element.querySelectorAll<HTMLInputElement>('input[type="range"]')) {
      const text = valueText(input.name, settings);
      input.setAttribute('aria-valuetext', text);
      const shown = input.parentElement?.querySelector('.explore-value');
      if (shown) shown.textContent = text;
    }
    this.#isChanged = true;
    return this.#next(async () => {
      // Of what a slider passes while the cluster is busy, only the last counts.
      if (!this.#isChanged) return;
      this.#isChanged = false;
      await this.#ask(false);
    });
  }

  /** Does something once the cluster is there and what was asked before is done; says so if it cannot come. */
  #next(action: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      try {
        if (this.#begun === undefined) this.#part('time').textContent = say('exploreLoading');
        await this.begin();
        await action();
      } catch {
        this.#part('time').textContent = '';
        this.#part('says').textContent = say('exploreUnreachable');
        this.#tell(say('exploreUnreachable'));
      }
    });
    return this.#last;
  }

  /** Asks what happens now. @param isNew from the beginning, whatever has happened */
  async #ask(isNew: boolean): Promise<void> {
    const isFirst = this.#begun === undefined;
    // The first picture is what stands there: what the reader has set meanwhile comes after it.
    if (!isFirst) {
      this.#settings = this.#read();
      this.#isNew = false;
    }
    this.#element.setAttribute('aria-busy', 'true');
    try {
      const course = await courseOf({ id: this.#id, figure: this.#name, settings: this.#settings, isNew });
      const isPlaced = this.#name === 'requests' && !isNew;
      this.#player.take(course, isFirst || isPlaced ? course.still : 0);
      if ((this.#name === 'taints' || this.#name === 'layers') && !isFirst) this.#player.play();
      else if (!isFirst) this.#announce();
    } finally {
      this.#element.removeAttribute('aria-busy');
    }
  }

  #read(): Settings {
    const controls: readonly Control[] = figures[this.#name];
    return Object.fromEntries(
      controls.map(({ name, kind }) => {
        const field = this.#element.querySelector(`[name="${name}"]`);
        if (field instanceof HTMLSelectElement) return [name, field.value];
        const input = field as HTMLInputElement;
        return [name, kind === 'switch' ? input.checked : Number(input.value)];
      }),
    );
  }

  #show(frame: Frame): void {
    const { isPlaying, isAtStart, isAtEnd } = this.#player;
    if (frame !== this.#frame) {
      this.#frame = frame;
      this.#drawing.show(scene(this.#name, frame, say), wantsMotion.matches);
      const text = pictureText(frame, say);
      this.#part('scene').setAttribute('aria-label', text);
      this.#part('now').textContent = nowText(frame, say);
      // How long steps of a build take is no matter here.
      const time = frame.steps ? '' : say('exploreTime', { seconds: (frame.at / 1000).toFixed(1) });
      this.#part('time').textContent = time;
      this.#showWords(frame);
      if (isPlaying && performance.now() - this.#told > TELL_MS) this.#announce();
    }
    if (!isPlaying && isAtEnd) this.#announce();
    const releases = this.#name === 'rollout' && (this.#isNew || isAtStart || isAtEnd);
    const idle = releases || this.#name === 'layers' ? words[PLAY_WORDS[this.#name]] : words.explorePlay;
    const play = this.#element.querySelector('[data-do="play"]');
    if (play) play.textContent = isPlaying ? words.explorePause : idle;
  }

  #showWords({ says }: Frame): void {
    const place = this.#part('says');
    if (!says) place.replaceChildren();
    else {
      const [who, text] = [document.createElement('span'), document.createElement('samp')];
      who.textContent = `${say(SAYS[says.who])}:`;
      text.textContent = says.text;
      place.replaceChildren(who, ' ', text);
    }
  }

  #announce(): void {
    if (!this.#frame) return;
    const { says } = this.#frame;
    this.#tell([nowText(this.#frame, say), says && `${say(SAYS[says.who])}: ${says.text}`].filter(Boolean).join(' '));
  }

  #tell(text: string): void {
    this.#told = performance.now();
    const live = this.#part('live');
    if (live.textContent !== text) live.textContent = text;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => live.replaceChildren(), FORGET_MS);
  }
}
