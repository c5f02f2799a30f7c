import sharp from 'sharp';
import type { Color } from './canvas.ts';
import { type CardStyle, LOGO_HEIGHT } from './frame.ts';
import { type Setting, textOutline, textWidth, writable } from './glyphs.ts';
import { fitting, titleLines } from './lines.ts';

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
export const SIZE = 640;
const MIDDLE = SIZE / 2;
const ROOM = 430;
const MOST_STOPS = 9;

const css = (color: Color): string => `rgb(${color.join()})`;

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

/** A line of text in the middle, its baseline at a height. */
function centered(text: string, setting: Setting, size: number, [y, color]: readonly [number, string]): string {
  const x = MIDDLE - textWidth(text, setting, size) / 2;
  return `<g transform="translate(${x.toFixed(1)} ${y})">${textOutline(text, setting, size, color)}</g>`;
}

/** Places of the stops, on a curve that goes across the water. A route has two ends at least. */
function stopsOf(count: number): { x: number; y: number }[] {
  const shown = Math.max(2, Math.min(count, MOST_STOPS));
  return Array.from({ length: shown }, (_, index) => {
    const share = index / (shown - 1);
    return { x: Math.round(152 + 336 * share), y: Math.round(486 - 34 * Math.sin(share * Math.PI * 1.15 + 0.25)) };
  });
}

function route({ stops, reached }: BadgeFace, { overprint, paper }: CardStyle): string {
  const places = stopsOf(stops);
  const filled = reached >= stops ? places.length : Math.ceil((reached / stops) * places.length);
  const line = places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const marks = places.map(
    ({ x, y }, index) =>
      `<circle cx="${x}" cy="${y}" r="10" fill="${index < filled ? overprint : css(paper)}" stroke="${overprint}" stroke-width="4"/>`,
  );
  return `<path d="${line}" fill="none" stroke="${overprint}" stroke-width="4" stroke-dasharray="12 8"/>${marks.join('')}`;
}

/** The image of a badge as SVG: a round piece of a chart with its scale, the route that was made, and the title. */
export function badgeSvg(face: BadgeFace, style: CardStyle): string {
  const { language, isWhole } = face;
  const { land, shoal, line, overprint, logo } = style;
  const ink = css(style.ink);
  const paper = css(style.paper);
  const muted = css(style.muted);
  const bold = { weight: 800, language } as const;
  const plain = { weight: 500, language } as const;
  const sizes = { sizes: [54, 48, 42, 37, 33, 29], most: 3, room: ROOM };
  const title = titleLines(writable(face.title, language), bold, sizes);
  const step = title.size * 1.14;
  const top = 330 - (step * (title.lines.length - 1)) / 2 + title.size * 0.2;
  const label = fitting(writable(face.label, language).toUpperCase(), plain, [24, 21, 18], ROOM - 60);
  const imprint = fitting(writable(face.imprint, language), plain, [23, 20, 17], 290);
  // A segment of the scale is as long as one of 48 on the ring.
  const segment = (2 * Math.PI * 293) / 48;
  const image = logo
    ? `<image href="${logo.href}" x="${MIDDLE - (logo.width * 0.5) / 2}" y="538" width="${logo.width * 0.5}" height="${LOGO_HEIGHT * 0.5}"/>`
    : centered(imprint.text, plain, imprint.size, [566, muted]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">
<clipPath id="sheet"><circle cx="${MIDDLE}" cy="${MIDDLE}" r="284"/></clipPath>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="306" fill="${paper}"/>
<g clip-path="url(#sheet)">
<path d="M0 455C120 415 210 430 320 440S540 400 640 425V640H0Z" fill="${shoal}"/>
<path d="M0 560C130 505 210 520 320 516S520 500 640 545V640H0Z" fill="${land}" stroke="${line}" stroke-width="2"/>
${route(face, style)}</g>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="293" fill="none" stroke="${ink}" stroke-width="14" stroke-dasharray="${segment} ${segment}" transform="rotate(-90 ${MIDDLE} ${MIDDLE})"/>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="303" fill="none" stroke="${ink}" stroke-width="6"/>
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="284" fill="none" stroke="${ink}" stroke-width="3"/>
${isWhole ? `<circle cx="${MIDDLE}" cy="${MIDDLE}" r="274" fill="none" stroke="${overprint}" stroke-width="6"/>` : ''}
${rose(MIDDLE, 128, 72, [overprint, paper, overprint])}
${centered(label.text, plain, label.size, [top - title.size * 0.78 - 22, muted])}
${title.lines.map((text, index) => centered(text, bold, title.size, [Math.round(top + index * step), ink])).join('')}
${image}</svg>`;
}

/** The same as PNG, with nothing behind the circle. */
export async function badgePng(face: BadgeFace, style: CardStyle): Promise<Uint8Array> {
  const svg = Buffer.from(badgeSvg(face, style));
  return new Uint8Array(await sharp(svg).png({ palette: true, compressionLevel: 9 }).toBuffer());
}
