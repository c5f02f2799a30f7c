import type { Color } from './canvas.ts';

export const WIDTH = 1200;
export const HEIGHT = 630;
export const MARGIN = 84;

/** The site's light palette as sRGB: images know no light-dark(). */
export const PAPER: Color = [251, 250, 246];
export const INK: Color = [28, 36, 48];
export const MUTED: Color = [79, 90, 104];
const LAND = '#f5eedd';
const SHOAL = '#e6f0f7';
const LINE = '#8b97a5';
const OVERPRINT = '#b0186f';

const css = (color: Color): string => `rgb(${color.join()})`;
const SEGMENT = 94;
const SEGMENTS = 12;
const EDGE = 36;

/** The chart's frame with its alternating scale, a coast, and the route in overprint: the same on every card. */
export function frameSvg(): string {
  const ink = css(INK);
  const scale = Array.from({ length: SEGMENTS }, (_, index) => {
    const x = EDGE + index * SEGMENT;
    const shift = index % 2 === 0 ? 0 : 6;
    return `<path d="M${x} ${EDGE + shift}h${SEGMENT}v6h-${SEGMENT}zM${x} ${HEIGHT - EDGE - 6 - shift}h${SEGMENT}v6h-${SEGMENT}z" fill="${ink}"/>`;
  }).join('');
  const waypoint = (x: number, y: number, fill: string): string =>
    `<circle cx="${x}" cy="${y}" r="11" fill="${fill}" stroke="${OVERPRINT}" stroke-width="4"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${css(PAPER)}"/>
<path d="M1164 330C1080 360 1040 400 930 440S780 530 730 582H1164Z" fill="${SHOAL}"/>
<path d="M1164 420C1110 440 1090 480 1020 505S920 560 890 582H1164Z" fill="${LAND}" stroke="${LINE}" stroke-width="2"/>
<path d="M520 522C640 505 690 560 800 490S1000 400 1110 400" fill="none" stroke="${OVERPRINT}" stroke-width="4" stroke-dasharray="16 10"/>
${waypoint(520, 522, OVERPRINT)}${waypoint(800, 490, css(PAPER))}${waypoint(1110, 400, css(PAPER))}
<path d="M${EDGE} ${EDGE}h1128v558h-1128zM${EDGE} 48h1128M${EDGE} 582h1128" fill="none" stroke="${ink}" stroke-width="2"/>${scale}</svg>`;
}
