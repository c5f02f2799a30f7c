/** The script of slides: it is bundled into each file. One slide at a time, by keys, by touch and by mouse. */

import { linkWindows, PRESENTER } from './link.ts';
import { presenterWindow } from './presenter.ts';
import type { SlideWords } from './words.ts';

const body = document.body;
const slides = [...document.querySelectorAll<HTMLElement>('.slide')];
const words = JSON.parse(document.querySelector('#words')?.textContent ?? '{}') as SlideWords;
const bar = document.createElement('nav');
bar.id = 'bar';
body.append(bar);

const isPresenter = location.search === PRESENTER;
const placed = isPresenter ? presenterWindow(slides, bar, words) : undefined;
let at = -1;

const isBlank = (): boolean => body.classList.contains('blank');
const link = linkWindows(
  (place) => {
    setBlank(place.isBlank);
    go(place.at, false);
  },
  () => ({ at, isBlank: isBlank() }),
);

/** Makes what a slide has no room for smaller. The fonts of the file leave nothing to do here; those of other scripts may. */
function shrink(slide: HTMLElement): void {
  const content = slide.querySelector<HTMLElement>('.body');
  if (!content || content.dataset.fitted !== undefined) return;
  for (let scale = 0.95; content.scrollHeight > content.clientHeight + 1 && scale > 0.5; scale -= 0.05) {
    content.style.fontSize = `calc(var(--text) * ${scale})`;
    content.style.setProperty('--scale', String(scale));
    content.dataset.fitted = String(scale);
  }
}

function go(to: number, isTold = true): void {
  const next = Math.min(Math.max(to, 0), slides.length - 1);
  const slide = slides[next];
  if (next === at || !slide) return;
  slides[at]?.classList.remove('current');
  at = next;
  slide.classList.add('current');
  if (location.hash !== `#${at + 1}`) location.replace(`#${at + 1}`);
  placed?.(at);
  document.fonts.ready.then(() => shrink(slide));
  if (!isPresenter) slide.focus({ preventScroll: true });
  if (isTold) link.tell({ at, isBlank: isBlank() });
}

function overview(isOn = !body.classList.contains('overview')): void {
  body.classList.toggle('overview', isOn);
  slides[at]?.scrollIntoView({ block: 'center' });
}

/** Blanks the slides; who presents them still sees them. */
function setBlank(isOn: boolean): void {
  body.classList.toggle('blank', isOn);
}

function blank(): void {
  setBlank(!isBlank());
  link.tell({ at, isBlank: isBlank() });
}

function present(): void {
  if (!isPresenter && !link.open()) alert(words.blocked);
}

function scheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.scheme
    ? root.dataset.scheme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.scheme = isDark ? 'light' : 'dark';
}

function full(): void {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

const forward = (): void => go(at + 1);
const backward = (): void => go(at - 1);
const isRightToLeft = document.documentElement.dir === 'rtl';
const keys: Readonly<Record<string, () => void>> = {
  ArrowRight: isRightToLeft ? backward : forward,
  ArrowLeft: isRightToLeft ? forward : backward,
  ArrowDown: forward,
  ArrowUp: backward,
  PageDown: forward,
  PageUp: backward,
  ' ': forward,
  n: forward,
  b: blank,
  '.': blank,
  o: () => overview(),
  Escape: () => overview(),
  Enter: () => overview(false),
  p: present,
  d: scheme,
  f: full,
  Home: () => go(0),
  End: () => go(slides.length - 1),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  // Buttons and links are pressed by these keys; notes are scrolled by them.
  if ([' ', 'Enter'].includes(event.key) && target.closest('button, a')) return;
  if (target.id === 'panel' && /^(?:Arrow(?:Up|Down)|Page)/.test(event.key)) return;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
addEventListener('hashchange', () => go(Number(location.hash.slice(1)) - 1));

let touch: { x: number; y: number } | undefined;
addEventListener('touchstart', ({ touches }) => {
  const [one] = touches;
  touch = one && touches.length === 1 ? { x: one.clientX, y: one.clientY } : undefined;
});
addEventListener('touchend', ({ changedTouches: [one] }) => {
  if (!touch || !one || body.classList.contains('overview')) return;
  const [x, y] = [one.clientX - touch.x, one.clientY - touch.y];
  if (Math.abs(x) < 50 || Math.abs(x) < Math.abs(y) * 2) return;
  if (x < 0 !== isRightToLeft) forward();
  else backward();
});
for (const [index, slide] of slides.entries()) {
  slide.addEventListener('click', (event) => {
    if (!body.classList.contains('overview')) return;
    event.preventDefault();
    overview(false);
    go(index);
  });
}
/** The bar is seen while the pointer moves, and for a while after. */
let sleep: ReturnType<typeof setTimeout> | undefined;
addEventListener('pointermove', () => {
  body.classList.add('awake');
  clearTimeout(sleep);
  sleep = setTimeout(() => body.classList.remove('awake'), 2000);
});

const buttons: readonly (readonly [text: string, title: string, press: () => void])[] = [
  [isRightToLeft ? '→' : '←', words.back, backward],
  [isRightToLeft ? '←' : '→', words.next, forward],
  ...(isPresenter ? [] : ([[words.overview, `${words.overview} (O)`, () => overview()]] as const)),
  [words.blank, `${words.blank} (B)`, blank],
  [words.scheme, `${words.scheme} (D)`, scheme],
  ...(isPresenter
    ? []
    : ([
        [words.full, `${words.full} (F)`, full],
        [words.presenter, `${words.presenter} (P)`, present],
      ] as const)),
];
bar.prepend(
  ...buttons.map(([text, title, press]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.title = title;
    button.ariaLabel = title;
    button.addEventListener('click', press);
    return button;
  }),
);
// All slides have a size only while all are shown.
addEventListener('beforeprint', () => {
  const { className } = body;
  overview(true);
  for (const slide of slides) shrink(slide);
  body.className = className;
});

body.classList.add('js');
go((Number(location.hash.slice(1)) || 1) - 1, false);
