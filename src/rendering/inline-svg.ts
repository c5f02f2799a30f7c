import type { Element, ElementContent, Properties } from 'hast';
import { drawingOf, svgText } from '../strings/svg.ts';
import { figureColor } from './figure-colors.ts';
import { applyStyles } from './figure-styles.ts';
import { drawingSize, viewBoxOf, wholeSize } from './image-size.ts';

/** What says where things are and how they look: everything else of a drawing has no business in a page. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  `id href xLinkHref x y x1 x2 y1 y2 cx cy r rx ry dx dy d points width height viewBox transform rotate textLength lengthAdjust pathLength
  offset startOffset gradientUnits gradientTransform spreadMethod fx fy fr patternUnits patternContentUnits patternTransform
  preserveAspectRatio markerWidth markerHeight markerUnits refX refY orient clipPathUnits maskUnits maskContentUnits filterUnits
  primitiveUnits in in2 result stdDeviation mode operator k1 k2 k3 k4 values type tableValues slope intercept amplitude exponent
  baseFrequency numOctaves seed scale radius fill fillOpacity fillRule stroke strokeWidth strokeOpacity strokeDasharray strokeDashoffset
  strokeLinecap strokeLinejoin strokeMiterlimit strokeDashArray strokeDashOffset strokeLineCap strokeLineJoin strokeMiterLimit opacity
  color stopColor stopOpacity floodColor floodOpacity lightingColor fontSize fontFamily fontWeight fontStyle textAnchor dominantBaseline
  alignmentBaseline baselineShift letterSpacing wordSpacing textDecoration clipPath clipRule mask filter markerStart markerMid markerEnd
  visibility display paintOrder vectorEffect writingMode`.split(/\s+/),
);
const COLORS: ReadonlySet<string> = new Set(['fill', 'stroke', 'color', 'stopColor', 'floodColor', 'lightingColor']);
/** Elements that draw nothing, and those that pages have other means for. */
const LEFT_OUT: ReadonlySet<string> = new Set(['title', 'desc', 'metadata', 'style', 'switch']);

/** A picture within a drawing keeps its colors: it is shown as an image, not as a part of the page. */
function hasPicture(element: Element): boolean {
  return element.children.some((child) => child.type === 'element' && (child.tagName === 'image' || hasPicture(child)));
}

/** Coordinates with one digit behind the point: less than a tenth of a pixel nobody sees. */
function rounded(value: string): string {
  return value.replace(/-?\d*\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

/** A value with the ids that it refers to as the page has them. */
function withPrefix(value: string, prefix: string): string {
  return value.replace(/url\((["']?)#([^)"']+)\1\)/g, (_, _quote, id: string) => `url(#${prefix}${id})`);
}

function attribute(name: string, value: string, prefix: string): string | undefined {
  if (name === 'id') return prefix + value;
  if (name === 'href' || name === 'xLinkHref') return value.replace(/^#/, () => `#${prefix}`);
  if (COLORS.has(name)) return figureColor(value) ?? withPrefix(value, prefix);
  if (name === 'fontFamily') return /mono|courier|consolas|menlo/i.test(value) ? 'var(--code)' : undefined;
  if (/url\(/.test(value)) return withPrefix(value, prefix);
  return /^(d|points|transform|x\d?|y\d?|cx|cy|width|height)$/.test(name) ? rounded(value) : value;
}

function properties(element: Element, prefix: string): Properties {
  const kept: Properties = {};
  for (const [name, value] of Object.entries(element.properties)) {
    if (!ATTRIBUTES.has(name)) continue;
    const text = attribute(name, Array.isArray(value) ? value.join(' ') : String(value), prefix);
    if (text !== undefined) kept[name] = text;
  }
  return kept;
}

function transform(element: Element, prefix: string): Element {
  const isText = /^(text|tspan|textPath)$/.test(element.tagName);
  return {
    ...element,
    // A link in a drawing leads nowhere but into the drawing.
    tagName: element.tagName === 'a' ? 'g' : element.tagName,
    properties: properties(element, prefix),
    children: element.children.flatMap((child): ElementContent[] => {
      if (child.type === 'element') return LEFT_OUT.has(child.tagName) ? [] : [transform(child, prefix)];
      return child.type === 'text' && (isText || child.value.trim() !== '') ? [child] : [];
    }),
  };
}

/** Size of the smallest letters, in units of the drawing. */
function smallestLetters(element: Element, inherited = 16): number {
  const own = Number.parseFloat(String(element.properties.fontSize ?? '')) || inherited;
  const hasLetters = element.children.some((child) => child.type === 'text' && child.value.trim() !== '');
  const below = element.children.map((child) => (child.type === 'element' ? smallestLetters(child, own) : 99));
  return Math.min(hasLetters ? own : 99, ...below);
}

/** Letters are never shown smaller than this, in CSS pixels: the drawing scrolls before they are. */
const LEGIBLE = 10.5;
/** Where there is room, letters are as large as those of captions. */
const COMFORTABLE = 15;
/** Wider than this no column of text is. */
const WIDEST = 760;
/** Minimum widths come as classes in steps of so many pixels, because a strict policy forbids inline styles. */
const STEP = 40;
const MOST_STEPS = 24;

/**
 * A drawing as a part of the page, in the page's colors and its fonts. Undefined for what only an
 * image can show: pictures within it, animations, styles for some media.
 * @param prefix what begins the ids in it.
 */
export function inlineSvg(svg: string, prefix: string): string | undefined {
  const drawing = drawingOf(svg);
  if (!drawing || hasPicture(drawing) || !applyStyles(drawing)) return undefined;
  const size = drawingSize(drawing);
  const box = viewBoxOf(drawing) ?? [0, 0, size.width, size.height];
  const letters = smallestLetters(drawing);
  const scale = box[2] / size.width;
  const shown = Math.min(WIDEST, Math.max(size.width, letters < 99 ? (box[2] * COMFORTABLE) / letters : 0));
  const whole = wholeSize({ width: shown, height: (shown * size.height) / size.width });
  const least = letters < 99 ? Math.ceil((size.width * scale * LEGIBLE) / letters / STEP) : 0;
  const root = transform(drawing, prefix);
  root.properties = {
    ...root.properties,
    className: least > 0 ? [`w${Math.min(least, MOST_STEPS)}`] : undefined,
    viewBox: box.join(' '),
    ...whole,
    fill: root.properties.fill ?? 'var(--ink)',
  };
  delete root.properties.x;
  delete root.properties.y;
  return svgText(root, true);
}
