import { renderMermaidSVG } from 'beautiful-mermaid';
import { escapeHtml } from '../strings/html.ts';
import { drawingBox } from './drawing-box.ts';
import type { MadeBefore } from './made-before.ts';

/** Drawings by their source: laying one out takes longer than all else of a lesson. */
let memory: MadeBefore | undefined;

/** Lets drawings be remembered, from one command to the next. */
export function rememberDiagrams(given: MadeBefore): void {
  memory = given;
}

const LAYOUT = { transparent: true, padding: 8, nodeSpacing: 28, layerSpacing: 44 } as const;

/** @throws if the source is not valid Mermaid */
function draw(source: string): string {
  const known = memory?.read(source);
  if (known !== undefined) return known;
  const drawn = renderMermaidSVG(source, LAYOUT);
  memory?.keep(source, drawn);
  return drawn;
}

/** The library sets its smallest labels at 11 px; diagrams are enlarged where there is room, and never shrunk below that. */
const ENLARGED = 1.2;
/** Minimum widths come as classes in steps of so many pixels, because a strict policy forbids inline styles. */
const WIDTH_STEP = 40;

/**
 * Draws Mermaid source as inline SVG that takes its colors and its font from the page.
 * The library's own styles, web-font import and data attributes are removed; ids are made unique by `prefix`.
 * @throws if the source is not valid Mermaid, with the library's message.
 */
export function renderDiagram(
  source: string,
  options: { alt: string; caption?: string | undefined; prefix: string },
): string {
  const svg = draw(source)
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/\sdata-[\w-]+="[^"]*"/g, '')
    .replace(/\sstyle="[^"]*"/g, '')
    .replace(/\sxmlns="[^"]*"/, '')
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10)))
    .replace(/\bid="([^"]+)"/g, (_, id: string) => `id="${options.prefix}${id}"`)
    .replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${options.prefix}${id})`)
    .replace(/>\s+</g, '><')
    .trim();
  const width = Number(/\bwidth="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  const step = Math.ceil(width / WIDTH_STEP);
  const enlarged = svg
    .replace(/\bwidth="[\d.]+"/, () => `width="${Math.round(width * ENLARGED)}"`)
    .replace(/\bheight="([\d.]+)"/, (_, height: string) => `height="${Math.round(Number(height) * ENLARGED)}"`);
  const sized = enlarged.replace('<svg', () => `<svg class="w${Math.min(step, 24)}"`);
  const caption = options.caption === undefined ? '' : `<figcaption>${escapeHtml(options.caption)}</figcaption>`;
  return `<figure class="diagram">${drawingBox(sized, options.alt)}${caption}</figure>`;
}
