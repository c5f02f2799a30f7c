import type { Element } from 'hast';
import { imageSize } from 'image-size';
import type { LessonFile } from '../curriculum/model.ts';
import { bytesOf, isBinary } from '../curriculum/read.ts';
import { drawingOf } from '../strings/svg.ts';

/** Width and height in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** CSS pixels per unit (CSS Values 4, 6.2); an em is that of browsers. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  em: 16,
  rem: 16,
  ex: 8,
};
/** What browsers give an image that says neither how large it is nor in which proportion (CSS Images 3, 5.3). */
const DEFAULT: Size = { width: 300, height: 150 };
/** Smaller than this, whole pixels would change the proportion. */
const SMALLEST = 40;

function length(value: unknown): number | undefined {
  const [, number, unit = ''] = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(String(value ?? '')) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const pixels = number === undefined || factor === undefined ? 0 : Number(number) * factor;
  return pixels > 0 ? pixels : undefined;
}

/** The box of a drawing in its own units: where it begins, and how large it is. */
export function viewBoxOf({ properties }: Element): readonly [number, number, number, number] | undefined {
  const parts = String(properties.viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, width = 0, height = 0] = parts;
  return parts.length === 4 && parts.every(Number.isFinite) && width > 0 && height > 0
    ? [x, y, width, height]
    : undefined;
}

/** Size at which browsers show a drawing: its width and height, or the proportion of its box. */
export function drawingSize(svg: Element): Size {
  const width = length(svg.properties.width);
  const height = length(svg.properties.height);
  const [, , boxWidth, boxHeight] = viewBoxOf(svg) ?? [];
  if (width !== undefined && height !== undefined) return { width, height };
  if (boxWidth === undefined || boxHeight === undefined)
    return { width: width ?? DEFAULT.width, height: height ?? DEFAULT.height };
  if (width !== undefined) return { width, height: (width * boxHeight) / boxWidth };
  if (height !== undefined) return { width: (height * boxWidth) / boxHeight, height };
  return { width: boxWidth, height: boxHeight };
}

/** Whole pixels in the same proportion. */
export function wholeSize({ width, height }: Size): Size {
  const smaller = Math.min(width, height);
  const factor = smaller < SMALLEST && !(Number.isInteger(width) && Number.isInteger(height)) ? SMALLEST / smaller : 1;
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** EXIF orientations from this one on lay a picture on its side. */
const SIDEWAYS = 5;

/** Size at which an image file is shown; undefined if its bytes do not say it. */
export function imageSizeOf({ text }: LessonFile): Size | undefined {
  if (!isBinary(text)) {
    const drawing = drawingOf(text);
    return drawing && wholeSize(drawingSize(drawing));
  }
  try {
    const { width, height, orientation = 1 } = imageSize(new Uint8Array(bytesOf(text)));
    if (!(width > 0 && height > 0)) return undefined;
    return orientation >= SIDEWAYS ? { width: height, height: width } : { width, height };
  } catch {
    // The beginning is that of a picture; what follows is damaged, or of a kind that is not known yet.
    return undefined;
  }
}
