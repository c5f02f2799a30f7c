import sharp, { type OutputInfo } from 'sharp';
import { lettering } from './glyphs.ts';

/** What a social image says. */
export interface SocialCard {
  /** Small line above the title, such as course, leg and waypoint. */
  label: string;
  title: string;
  /** Line at the lower edge: who publishes it and under which licence. */
  imprint: string;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 84;
/** The site's light palette as sRGB: images know no light-dark(). */
const COLORS = {
  paper: '#fbfaf6',
  land: '#f5eedd',
  ink: '#1c2430',
  muted: '#4f5a68',
  line: '#8b97a5',
  overprint: '#b0186f',
  shoal: '#e6f0f7',
};

function wrap(text: string, size: number): string[] {
  const { width } = lettering(800);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && width(`${last} ${word}`, size) <= WIDTH - 2 * MARGIN)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The chart's frame with its alternating scale, and the route in overprint: the same on every card. */
function frame(): string {
  const segments = Array.from({ length: 12 }, (_, index) => {
    const x = 36 + index * 94;
    return `<rect x="${x}" y="${index % 2 === 0 ? 36 : 42}" width="94" height="6" fill="${COLORS.ink}"/><rect x="${x}" y="${index % 2 === 0 ? HEIGHT - 42 : HEIGHT - 48}" width="94" height="6" fill="${COLORS.ink}"/>`;
  }).join('');
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLORS.paper}"/>
<path d="M1200 260C1080 300 1040 380 930 420S760 520 690 630H1200Z" fill="${COLORS.shoal}"/>
<path d="M1200 360C1120 390 1090 450 1010 480S900 560 850 630H1200Z" fill="${COLORS.land}" stroke="${COLORS.line}" stroke-width="2"/>
<path d="M420 560C560 520 640 560 760 470S980 330 1130 190" fill="none" stroke="${COLORS.overprint}" stroke-width="4" stroke-dasharray="16 10"/>
<circle cx="420" cy="560" r="11" fill="${COLORS.overprint}"/><circle cx="760" cy="470" r="11" fill="${COLORS.paper}" stroke="${COLORS.overprint}" stroke-width="4"/><circle cx="1130" cy="190" r="11" fill="${COLORS.paper}" stroke="${COLORS.overprint}" stroke-width="4"/>
<rect x="36" y="36" width="1128" height="558" fill="none" stroke="${COLORS.ink}" stroke-width="2"/><rect x="36" y="48" width="1128" height="534" fill="none" stroke="${COLORS.ink}" stroke-width="1.5"/>${segments}`;
}

let base: Promise<{ data: Buffer; info: OutputInfo }> | undefined;

/** Social image, 1200 × 630 PNG. The frame is drawn once; each card adds its words. */
export async function socialCard(card: SocialCard): Promise<Uint8Array> {
  base ??= sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${frame()}</svg>`),
  )
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, info } = await base;
  const size = [84, 72, 60, 50].find((candidate) => wrap(card.title, candidate).length <= 3) ?? 44;
  const title = wrap(card.title, size)
    .map((line, index) => lettering(800).path(line, MARGIN, 220 + index * size * 1.12, size))
    .join('');
  const words = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><path fill="${COLORS.ink}" d="${title}"/><path fill="${COLORS.muted}" d="${lettering(500).path(card.label, MARGIN, 132, 28)}${lettering(500).path(card.imprint, MARGIN, 552, 24)}"/></svg>`;
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .composite([{ input: Buffer.from(words) }])
    .png({ palette: true, colours: 32, effort: 1, compressionLevel: 6 })
    .toBuffer();
}
