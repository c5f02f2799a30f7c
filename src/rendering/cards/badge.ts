import { type Backdrop, drawBackdrop, type Line, written } from './backdrop.ts';
import { colorOf, type Dots } from './canvas.ts';
import { type CardStyle, css, LOGO_HEIGHT } from './frame.ts';
import { type Setting, SHADES, textOutline, textWidth, writable } from './glyphs.ts';
import { fitting, titleLines, wrap } from './lines.ts';

/** What the image of a badge says. */
export interface BadgeFace {
  /** Tag of the language that it is written in. */
  language: string;
  /** Small line above the title, such as "Leg 2". */
  label: string;
  title: string;
  /** Who gives the badge its name. */
  imprint: string;
  /** Stops of the route on its chart: as many as the course has legs, or the leg has lessons. */
  stops: number;
  /** How many of them are filled; the others are still ahead. */
  reached: number;
  /** Whether it is for a whole course: it has one ring more. */
  isWhole: boolean;
}

/** Width and height, in pixels. */
const SIZE = 640;
const MIDDLE = SIZE / 2;
const ROOM = 430;
const MOST_STOPS = 9;
const MOST_LINES = 3;
/** Size of a title that leaves room: three lines of it would reach into the rose. */
const LARGEST = 54;

/** A compass rose around a point: four long points and four short ones, each of which is half in shade. */
function rose(x: number, y: number, long: number, [dark, light, line]: readonly [string, string, string]): string {
  const points = Array.from({ length: 8 }, (_, index) => {
    const length = index % 2 === 0 ? long : long * 0.5;
    const wide = index % 2 === 0 ? long * 0.17 : long * 0.13;
    const turn = `rotate(${index * 45} ${x} ${y})`;
    const half = (side: 1 | -1, fill: string): string =>
      `<path d="M${x} ${y}L${x + side * wide} ${y - wide}L${x} ${y - length}Z" fill="${fill}" stroke="${line}" stroke-width="1.5" stroke-linejoin="round" transform="${turn}"/>`;
    return half(-1, dark) + half(1, light);
  });
  // The short ones lie below.
  return [...points.filter((_, index) => index % 2 === 1), ...points.filter((_, index) => index % 2 === 0)].join('');
}

/** Where a line of text begins that stands in the middle. */
const startOf = (text: string, setting: Setting, size: number): number => MIDDLE - textWidth(text, setting, size) / 2;

interface Point {
  x: number;
  y: number;
}

/** The stops of a route, on a curve that goes across the water. It has two ends at least. */
function stopsOf({ stops }: BadgeFace): Point[] {
  const shown = Math.max(2, Math.min(stops, MOST_STOPS));
  return Array.from({ length: shown }, (_, index) => {
    const share = index / (shown - 1);
    return { x: Math.round(152 + 336 * share), y: Math.round(486 - 34 * Math.sin(share * Math.PI * 1.15 + 0.25)) };
  });
}

/** A route whose stops are all still ahead. */
function routeSvg(places: readonly Point[], { overprint, paper }: CardStyle): string {
  const line = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const marks = places.map(
    ({ x, y }) => `<circle cx="${x}" cy="${y}" r="10" fill="${css(paper)}" stroke="${overprint}" stroke-width="4"/>`,
  );
  return `<path d="${line}" fill="none" stroke="${overprint}" stroke-width="4" stroke-dasharray="12 8"/>${marks.join('')}`;
}

/** What fills a stop: a disc that ends within its ring, so that its edge need not be smooth. */
const DISC: Dots = Int16Array.from(
  Array.from({ length: 20 * 20 }, (_, index) => [(index % 20) - 10, Math.floor(index / 20) - 10] as const)
    .filter(([x, y]) => Math.hypot(x + 0.5, y + 0.5) < 9.5)
    .flatMap(([x, y]) => [x, y, SHADES - 1]),
);

/** Who gives a badge, as a logo or as a name, on the land below the route. */
function imprintSvg({ imprint, language }: BadgeFace, { muted, logo }: CardStyle): string {
  if (logo)
    return `<image href="${logo.href}" x="${MIDDLE - (logo.width * 0.5) / 2}" y="538" width="${logo.width * 0.5}" height="${LOGO_HEIGHT * 0.5}"/>`;
  const setting = { weight: 500, language } as const;
  const { text, size } = fitting(writable(imprint, language), setting, [23, 20, 17], 290);
  const x = startOf(text, setting, size).toFixed(1);
  return `<g transform="translate(${x} 566)">${textOutline(text, setting, size, css(muted))}</g>`;
}

/** What a badge has in common with others of its site as SVG: a round piece of a chart with its scale, and the route that was made. */
function chartSvg(face: BadgeFace, style: CardStyle): string {
  const { land, shoal, line, overprint } = style;
  const ink = css(style.ink);
  const paper = css(style.paper);
  // A segment of the scale is as long as one of 48 on the ring.
  const segment = (2 * Math.PI * 293) / 48;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">
<clipPath id="sheet"><circle cx="${MIDDLE}" cy="${MIDDLE}" r="284"/></clipPath>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="306" fill="${paper}"/>
<g clip-path="url(#sheet)">
<path d="M0 455C120 415 210 430 320 440S540 400 640 425V640H0Z" fill="${shoal}"/>
<path d="M0 560C130 505 210 520 320 516S520 500 640 545V640H0Z" fill="${land}" stroke="${line}" stroke-width="2"/>
${routeSvg(stopsOf(face), style)}</g>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="293" fill="none" stroke="${ink}" stroke-width="14" stroke-dasharray="${segment} ${segment}" transform="rotate(-90 ${MIDDLE} ${MIDDLE})"/>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="303" fill="none" stroke="${ink}" stroke-width="6"/>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="284" fill="none" stroke="${ink}" stroke-width="3"/>
${face.isWhole ? `<circle cx="${MIDDLE}" cy="${MIDDLE}" r="274" fill="none" stroke="${overprint}" stroke-width="6"/>` : ''}
${rose(MIDDLE, 128, 72, [overprint, paper, overprint])}
${imprintSvg(face, style)}</svg>`;
}

const backdrops = new Map<string, Promise<Backdrop>>();

/** The chart of a badge, drawn once for all that have the same. */
function backdropOf(face: BadgeFace, style: CardStyle): Promise<Backdrop> {
  const { paper, ink, muted, overprint } = style;
  const chart = chartSvg(face, style);
  const known = backdrops.get(chart) ?? drawBackdrop(chart, paper, [ink, muted, colorOf(overprint)]);
  backdrops.set(chart, known);
  return known;
}

/** Label and title, each as large as there is room for it on the paper above the water. */
function linesOf({ language, ...face }: BadgeFace, [ink = 0, muted = 0]: Backdrop['shades']): Line[] {
  const bold = { weight: 800, language } as const;
  const plain = { weight: 500, language } as const;
  const name = writable(face.title, language);
  const isShort = wrap(name, bold, LARGEST, ROOM).length < MOST_LINES;
  const sizes = isShort ? [LARGEST] : [48, 42, 37, 33, 29];
  const title = titleLines(name, bold, { sizes, most: MOST_LINES, room: ROOM });
  const step = title.size * 1.14;
  const top = 330 - (step * (title.lines.length - 1)) / 2 + title.size * 0.2;
  const label = fitting(writable(face.label, language).toUpperCase(), plain, [24, 21, 18], ROOM - 60);
  const line = (text: string, size: number, [setting, y, first]: readonly [Setting, number, number]): Line => {
    return { ...setting, text, size, x: startOf(text, setting, size), y: Math.round(y), first };
  };
  return [
    line(label.text, label.size, [plain, top - title.size * 0.78 - 22, muted]),
    ...title.lines.map((text, index) => line(text, title.size, [bold, top + index * step, ink])),
  ];
}

/** The image of a badge as PNG: a round piece of a chart with its title, and nothing behind the circle. */
export async function badgePng(face: BadgeFace, style: CardStyle): Promise<Uint8Array> {
  const { ground, shades } = await backdropOf(face, style);
  const stops = stopsOf(face);
  const filled = face.reached >= face.stops ? stops.length : Math.ceil((face.reached / face.stops) * stops.length);
  const [, , first = 0] = shades;
  const discs = stops.slice(0, filled).map((place) => ({ dots: DISC, place: { ...place, first } }));
  return written(ground, linesOf(face, shades), discs);
}
