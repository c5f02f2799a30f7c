import { type Backdrop, drawBackdrop, type Line, written } from './backdrop.ts';
import { type CardStyle, frameSvg, MARGIN } from './frame.ts';
import { missingIn, writable } from './glyphs.ts';
import { fitting, titleLines } from './lines.ts';

/** What a social image says. */
export interface SocialCard {
  /** Tag of the language that it is written in. */
  language: string;
  /** Small line above the title, such as course, leg and waypoint. What cannot be drawn is left out: `missingOn` names it. */
  label: readonly string[];
  title: string;
  /** Line above that of the lower edge: by whom, and who adapted it; none on cards that stand for no single work. */
  credit?: readonly string[];
  /** Line at the lower edge: who publishes it and under which license. */
  imprint: readonly string[];
}

const TITLE_SIZES = [84, 72, 60, 50, 42, 36];
const MOST_LINES = 3;

const backdrops = new Map<CardStyle, Promise<Backdrop>>();

/** The frame, drawn once per style. */
function backdropOf(style: CardStyle): Promise<Backdrop> {
  const known = backdrops.get(style) ?? drawBackdrop(frameSvg(style), style.paper, [style.ink, style.muted]);
  backdrops.set(style, known);
  return known;
}

/** Sizes of the line with the credit, and of the others: long lists of names are set smaller. */
const CREDIT_SIZES = [24, 20, 17];
const LABEL_SIZES = [28, 24, 20];

/** Characters of cards that cannot be drawn, each once for each language. */
export function missingOn(cards: readonly SocialCard[]): string[] {
  const byLanguage = Map.groupBy(cards, ({ language }) => language);
  return [...byLanguage].flatMap(([language, some]) =>
    missingIn(
      some.flatMap(({ label, title, credit = [], imprint }) => [...label, title, ...credit, ...imprint]).join(' '),
      language,
    ),
  );
}

/** The lines of a card, each as large as there is room for it. */
function linesOf(card: SocialCard, [ink = 0, muted = 0]: Backdrop['shades']): Line[] {
  const { language } = card;
  const small = (parts: readonly string[], sizes: readonly number[], y: number): Line => {
    const text = parts
      .map((part) => writable(part, language))
      .filter(Boolean)
      .join(' · ');
    return {
      ...fitting(text, { weight: 500, language }, sizes),
      weight: 500,
      language,
      x: MARGIN,
      y,
      first: muted,
    };
  };
  const title = titleLines(
    writable(card.title, language),
    { weight: 800, language },
    { sizes: TITLE_SIZES, most: MOST_LINES },
  );
  return [
    small(card.label, LABEL_SIZES, 132),
    ...title.lines.map((text, index): Line => {
      const y = Math.round(164 + title.size + index * title.size * 1.12);
      return { text, size: title.size, weight: 800, language, x: MARGIN, y, first: ink };
    }),
    small(card.credit ?? [], CREDIT_SIZES, 514),
    small(card.imprint, CREDIT_SIZES, 552),
  ];
}

/** Social image, 1200 × 630 PNG. Frame and letters are drawn once per build; a card only puts them together. */
export async function socialCard(card: SocialCard, style: CardStyle): Promise<Uint8Array> {
  const { ground, shades } = await backdropOf(style);
  return written(ground, linesOf(card, shades));
}
