import type { Color } from './canvas.ts';

export const WIDTH = 1200;
export const HEIGHT = 630;
export const MARGIN = 84;

/** Colors of a card, and the logo of a provider. Images know no light-dark(): it is always the light palette. */
export interface CardStyle {
  paper: Color;
  ink: Color;
  muted: Color;
  /** The rest as #rrggbb. */
  land: string;
  shoal: string;
  line: string;
  overprint: string;
  /** Logo as a data: address, with its width in pixels at the height of a logo on a card. */
  logo: { href: string; width: number } | undefined;
}

/** The site's own light palette. */
export const SITE_STYLE: CardStyle = {
  paper: [251, 250, 246],
  ink: [28, 36, 48],
  muted: [79, 90, 104],
  land: '#f5eedd',
  shoal: '#e6f0f7',
  line: '#8b97a5',
  overprint: '#b0186f',
  logo: undefined,
};

/** Height of a logo on a card, in pixels. */
export const LOGO_HEIGHT = 72;

/** A color as SVG knows it. */
export const css = ([red, green, blue]: Color): string => `rgb(${red},${green},${blue})`;
const SEGMENT = 94;
const SEGMENTS = 12;
const EDGE = 36;

/** The chart's frame with its alternating scale, a coast, and the route in overprint: the same on every card. */
export function frameSvg(style: CardStyle): string {
  const { land, shoal, line, overprint, logo } = style;
  const ink = css(style.ink);
  const paper = css(style.paper);
  const scale = Array.from({ length: SEGMENTS }, (_, index) => {
    const x = EDGE + index * SEGMENT;
    const shift = index % 2 === 0 ? 0 : 6;
    return `<path d="M${x} ${EDGE + shift}h${SEGMENT}v6h-${SEGMENT}zM${x} ${HEIGHT - EDGE - 6 - shift}h${SEGMENT}v6h-${SEGMENT}z" fill="${ink}"/>`;
  }).join('');
  const waypoint = (x: number, y: number, fill: string): string =>
    `<circle cx="${x}" cy="${y}" r="11" fill="${fill}" stroke="${overprint}" stroke-width="4"/>`;
  const image = logo
    ? `<image href="${logo.href}" x="${WIDTH - MARGIN - logo.width}" y="80" width="${logo.width}" height="${LOGO_HEIGHT}"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/>
<path d="M1164 330C1080 360 1040 400 930 440S780 530 730 582H1164Z" fill="${shoal}"/>
<path d="M1164 420C1110 440 1090 480 1020 505S920 560 890 582H1164Z" fill="${land}" stroke="${line}" stroke-width="2"/>
<path d="M520 522C640 505 690 560 800 490S1000 400 1110 400" fill="none" stroke="${overprint}" stroke-width="4" stroke-dasharray="16 10"/>
${waypoint(520, 522, overprint)}${waypoint(800, 490, paper)}${waypoint(1110, 400, paper)}
<path d="M${EDGE} ${EDGE}h1128v558h-1128zM${EDGE} 48h1128M${EDGE} 582h1128" fill="none" stroke="${ink}" stroke-width="2"/>${scale}${image}</svg>`;
}
