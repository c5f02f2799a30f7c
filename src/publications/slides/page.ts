import { createHash } from 'node:crypto';
import type { Element } from 'hast';
import { directionOf } from '../../strings/direction.ts';
import { type ColorPair, colorsOf } from '../colors.ts';
import type { PublishedLesson } from '../lesson.ts';
import type { Source } from '../publication.ts';
import { element, htmlOf } from '../tree.ts';
import type { SlideWords } from './client/words.ts';
import { planOf } from './plan.ts';
import { slidesFonts, slidesScript, slidesStyle } from './script.ts';
import type { Slide } from './slide.ts';

/** A file of slides: nothing in it comes from elsewhere. */
export async function slidesPage(
  source: Source,
  { lesson }: PublishedLesson,
  slides: readonly Slide[],
): Promise<string> {
  const { edition, t, course } = source;
  const plan = planOf(slides, lesson.minutes.reading);
  const foot = `${edition.identity.name} · ${course.title} · ${lesson.title}`;
  const sections = slides.map((slide, index) => {
    const place = t('slidesPlace', { number: index + 1, total: slides.length });
    return section(slide, plan[index] ?? 0, foot, place, index + 1);
  });
  const content = htmlOf(element('main', { className: ['deck'] }, [element('h1', {}, [lesson.title]), ...sections]));
  const style = slidesFonts() + colorRules(content, colorsOf(edition)) + slidesStyle();
  const data = JSON.stringify(wordsFor(source)).replaceAll('<', '\\u003c');
  const script = await slidesScript();
  const head = element('head', {}, [
    element('meta', { charSet: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { httpEquiv: ['Content-Security-Policy'], content: policy(script) }),
    element('title', {}, [`${lesson.title} · ${edition.identity.name}`]),
    element('style', {}, [style]),
  ]);
  const { language } = edition.identity;
  return [
    '<!doctype html>',
    `<html lang="${language}" dir="${directionOf(language)}">`,
    htmlOf(head),
    `<body>${content}`,
    `<script type="application/json" id="words">${data}</script>`,
    `<script>${script}</script>`,
    '</body></html>',
    '',
  ].join('\n');
}

/** What the page may do: run its own script, and show what it has in itself. */
function policy(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'`;
}

function section(slide: Slide, seconds: number, foot: string, place: string, number: number): Element {
  const { kind, label, title, body, size, notes } = slide;
  const hasTitle = title.length > 0;
  const isSection = kind === 'text' && body.length === 0;
  return element(
    'section',
    {
      className: ['slide', isSection ? 'section' : kind],
      id: `slide-${number}`,
      tabIndex: -1,
      ariaLabel: place,
      dataSeconds: String(seconds),
      style: `--text:${size / 16}rem`,
    },
    [
      element('p', { className: ['label'] }, [label]),
      ...(hasTitle ? [element('h2', {}, title)] : []),
      ...(isSection ? [] : [element('div', { className: ['body'] }, body)]),
      element('p', { className: ['foot'] }, [element('span', {}, [foot]), element('span', {}, [String(number)])]),
      ...(notes.length > 0 ? [element('div', { className: ['notes'], hidden: true }, notes)] : []),
    ],
  );
}

/** The colors that slides use, each for light and for dark. */
function colorRules(content: string, colors: ReadonlyMap<string, ColorPair>): string {
  const named = (text: string): string[] => [...text.matchAll(/var\(--([\w-]+)/g)].map(([, name = '']) => name);
  const used = new Set([...named(content), ...named(slidesStyle())]);
  const rules = [...used].sort().flatMap((name) => {
    const pair = colors.get(name);
    return pair ? [`--${name}:light-dark(${pair.light},${pair.dark})`] : [];
  });
  return `:root{${rules.join(';')}}`;
}

function wordsFor({ t }: Source): SlideWords {
  return {
    back: t('steppedBack'),
    next: t('steppedNext'),
    overview: t('slidesOverview'),
    blank: t('slidesBlank'),
    full: t('slidesFull'),
    scheme: t('slidesScheme'),
    presenter: t('slidesPresenter'),
    start: t('slidesStart'),
    pause: t('slidesPause'),
    reset: t('slidesReset'),
    ahead: t('slidesAhead', { minutes: '{minutes}' }),
    behind: t('slidesBehind', { minutes: '{minutes}' }),
    onTime: t('slidesOnTime'),
    noNotes: t('slidesNoNotes'),
    notes: t('slidesNotes'),
    clock: t('slidesClock'),
    elapsed: t('slidesElapsed'),
    blocked: t('slidesBlocked'),
  };
}
