import type { SlideWords } from './words.ts';

/** How long ago the talk began, while it goes on. */
interface Watch {
  /** Seconds that have passed. */
  seconds(): number;
  isRunning(): boolean;
  toggle(): void;
  reset(): void;
}

function watch(): Watch {
  let before = 0;
  let since: number | undefined;
  const now = (): number => performance.now() / 1000;
  const seconds = (): number => before + (since === undefined ? 0 : now() - since);
  return {
    seconds,
    isRunning: () => since !== undefined,
    toggle() {
      before = seconds();
      since = since === undefined ? now() : undefined;
    },
    reset() {
      before = 0;
      if (since !== undefined) since = now();
    },
  };
}

/** Seconds as minutes and seconds. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** How far a talk is behind its plan, in seconds; negative if it is ahead. @param plan seconds of each slide @param at the one that is shown */
function drift(plan: readonly number[], at: number, elapsed: number): number {
  const begins = plan.slice(0, at).reduce((sum, seconds) => sum + seconds, 0);
  const ends = begins + (plan[at] ?? 0);
  if (elapsed > ends) return elapsed - ends;
  return Math.min(0, elapsed - begins);
}

/**
 * Makes the presenter's window of the page: notes, clock, time, and how far the talk is behind its plan.
 * @returns what to call when another slide is shown
 */
export function presenterWindow(
  slides: readonly HTMLElement[],
  bar: HTMLElement,
  words: SlideWords,
): (at: number) => void {
  document.body.classList.add('presenter');
  const panel = document.createElement('section');
  panel.id = 'panel';
  panel.tabIndex = 0;
  panel.ariaLabel = words.notes;
  bar.before(panel);
  const output = (label: string): HTMLOutputElement => {
    const made = document.createElement('output');
    made.title = label;
    made.ariaLabel = label;
    // A clock is looked at; it is not read out each second.
    made.ariaLive = 'off';
    bar.append(made);
    return made;
  };
  const button = (label: string, press: () => void): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = label;
    made.addEventListener('click', press);
    bar.append(made);
    return made;
  };
  const time = watch();
  const [day, passed, state] = [output(words.clock), output(words.elapsed), output('')];
  const plan = slides.map(({ dataset }) => Number(dataset.seconds));
  let place = 0;
  const tick = (): void => {
    const late = drift(plan, place, time.seconds());
    const minutes = Math.round(Math.abs(late) / 60);
    day.value = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
    passed.value = clock(time.seconds());
    state.value =
      minutes === 0
        ? words.onTime
        : (late > 0 ? words.behind : words.ahead).replace('{minutes}', () => String(minutes));
    state.className = late > 0 && minutes > 0 ? 'late' : '';
    start.textContent = time.isRunning() ? words.pause : words.start;
  };
  const start = button(words.start, () => {
    time.toggle();
    tick();
  });
  button(words.reset, () => {
    time.reset();
    tick();
  });
  tick();
  setInterval(tick, 1000);
  return (at) => {
    // Time begins to count when the talk goes on from its title.
    if (place === 0 && at === 1 && !time.isRunning() && time.seconds() === 0) time.toggle();
    place = at;
    for (const [index, slide] of slides.entries()) slide.classList.toggle('next', index === at + 1);
    const notes = slides[at]?.querySelector('.notes');
    panel.replaceChildren(...[...(notes?.cloneNode(true).childNodes ?? [])]);
    if (!notes) panel.append(words.noNotes);
    panel.scrollTop = 0;
    tick();
  };
}
