import sharp from 'sharp';
import { cardStyle } from '../../rendering/cards/brand-style.ts';
import { type Setting, textOutline, writable } from '../../rendering/cards/glyphs.ts';
import { fitting, titleLines } from '../../rendering/cards/lines.ts';
import type { Source } from '../publication.ts';

/** Size of a cover in pixels: the proportions that shops and shelves of readers expect. */
const WIDTH = 1600;
const HEIGHT = 2400;
const MARGIN = 150;
const EDGE = 60;
/** Lines are broken as on cards, which have less room: what they give is set larger by this. */
const LARGER = 1.25;
const TITLE_SIZES = [120, 104, 90, 76, 64, 54];
const MOST_LINES = 6;
const SMALL_SIZES = [38, 32, 27];
const SEGMENTS = 12;

/** The cover of a book, as PNG in the colors of the brand. A title in letters that cannot be drawn one by one is left to the title page. */
export async function coverImage({ edition, t, course, lessons }: Source): Promise<Uint8Array> {
  const { identity } = edition;
  const style = cardStyle(edition);
  const language = identity.language;
  const ink = `rgb(${style.ink.join()})`;
  const muted = `rgb(${style.muted.join()})`;
  const paper = `rgb(${style.paper.join()})`;
  const { land, shoal, line, overprint, logo } = style;
  const small = (text: string, y: number): string => {
    const setting: Setting = { weight: 500, language };
    const { text: fits, size } = fitting(writable(text, language), setting, SMALL_SIZES);
    return at(MARGIN, y, textOutline(fits, setting, size * LARGER, muted));
  };
  const bold: Setting = { weight: 800, language };
  const { lines, size } = titleLines(writable(course.title, language), bold, { sizes: TITLE_SIZES, most: MOST_LINES });
  const title = lines.map((text, index) =>
    at(MARGIN, 620 + index * size * LARGER * 1.12, textOutline(text, bold, size * LARGER, ink)),
  );
  const licence = identity.own_licence ?? identity.licence;
  const step = (WIDTH - 2 * EDGE) / SEGMENTS;
  const scale = Array.from({ length: SEGMENTS }, (_, index) => {
    const shift = index % 2 === 0 ? 0 : 10;
    const x = EDGE + index * step;
    return `M${x} ${EDGE + shift}h${step}v10h-${step}zM${x} ${HEIGHT - EDGE - 10 - shift}h${step}v10h-${step}z`;
  });
  const waypoint = (x: number, y: number, fill: string): string =>
    `<circle cx="${x}" cy="${y}" r="20" fill="${fill}" stroke="${overprint}" stroke-width="8"/>`;
  const inner = `M${EDGE} ${EDGE}h${WIDTH - 2 * EDGE}v${HEIGHT - 2 * EDGE}h-${WIDTH - 2 * EDGE}zM${EDGE} ${EDGE + 20}h${WIDTH - 2 * EDGE}M${EDGE} ${HEIGHT - EDGE - 20}h${WIDTH - 2 * EDGE}`;
  const bottom = HEIGHT - EDGE - 20;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/>
<path d="M1540 1330C1330 1400 1260 1540 1010 1650S640 1900 520 ${bottom}H1540Z" fill="${shoal}"/>
<path d="M1540 1680C1400 1730 1370 1860 1200 1930S940 2130 880 ${bottom}H1540Z" fill="${land}" stroke="${line}" stroke-width="4"/>
<path d="M290 2010C560 1960 640 2060 900 1860S1200 1560 1400 1560" fill="none" stroke="${overprint}" stroke-width="8" stroke-dasharray="32 20"/>
${waypoint(290, 2010, overprint)}${waypoint(900, 1860, paper)}${waypoint(1400, 1560, paper)}
<path d="${inner}" fill="none" stroke="${ink}" stroke-width="3"/><path d="${scale.join('')}" fill="${ink}"/>
${logo ? `<image href="${logo.href}" x="${MARGIN}" y="190" width="${logo.width * 1.6}" height="115"/>` : small(identity.name, 300)}
${title.join('')}
${small([t('lessonsCount', { count: lessons.length }), identity.version].join(' · '), 2180)}
${small([...(logo ? [identity.name] : []), licence.spdx ?? licence.name].join(' · '), 2250)}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png({ palette: true, compressionLevel: 9 }).toBuffer());
}

function at(x: number, y: number, content: string): string {
  return `<g transform="translate(${x} ${y})">${content}</g>`;
}
