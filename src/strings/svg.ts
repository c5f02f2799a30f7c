import { parse, walk } from 'css-tree/dist/csstree.esm';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { addressesIn, elementsIn, parseHtml } from './parse-html.ts';

/** Elements that draw, group or describe. None of them runs code, loads a page or embeds one. */
const ELEMENTS: ReadonlySet<string> = new Set(
  `svg g defs symbol use marker path rect circle ellipse line polyline polygon text tspan textPath title desc metadata image
  linearGradient radialGradient stop pattern clipPath mask filter switch style a
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
  feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

/** Pictures that an image may hold inside itself. */
const INSIDE = /^data:image\/(png|jpeg|gif|webp|avif);base64,/i;
/** An SVG inside an SVG is shown as a picture, without scripts, and is held to the same rules. */
const SVG_INSIDE = /^data:image\/svg\+xml;base64,([a-z0-9+/=]+)$/i;

function isInside(address: string): boolean {
  const nested = SVG_INSIDE.exec(address)?.[1];
  if (nested !== undefined) return svgProblem(Buffer.from(nested, 'base64').toString()) === undefined;
  return address.startsWith('#') || INSIDE.test(address);
}

/** Beyond this depth nothing is drawn by hand, and readers of trees call themselves. */
const DEEPEST = 200;

/** Whether a piece of CSS loads something from outside of the image. */
function loads(css: string, context: 'stylesheet' | 'declarationList'): boolean {
  let found = /\\/.test(css);
  walk(parse(css, { context, parseCustomProperty: true, onParseError: () => (found = true) }), (node) => {
    if (node.type === 'Url' && !isInside(node.value)) found = true;
    if (node.type === 'Atrule' && !/^(media|supports|keyframes)$/i.test(node.name)) found = true;
    if (
      node.type === 'Function' &&
      /^(image|image-set|-webkit-image-set|src|cross-fade|expression|element|paint)$/i.test(node.name)
    )
      found = true;
    if (node.type === 'Raw' && /\(/.test(node.value)) found = true;
  });
  return found;
}

const textIn = (element: Element): string =>
  element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');

/** What an attribute does that an image may not do. */
function attributeProblem(name: string, value: unknown): string | undefined {
  if (/^on/i.test(name)) return 'an event handler';
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  if (/^(xlink:?)?href$/i.test(name) || /^(src|srcset|data|action|formaction|base|xml:?base)$/i.test(name)) {
    const [address = ''] = addressesIn('href', text);
    if (/^(java|vb)script:/i.test(address)) return 'a javascript: link';
    return isInside(address) ? undefined : 'a link to something outside';
  }
  if (/^style$/i.test(name))
    return loads(text, 'declarationList') ? 'a style that loads something from outside' : undefined;
  if (
    /url|image|\\/i.test(text) &&
    /\(|\\/.test(text) &&
    !/^(d|points|transform|id|class|className|aria.*)$/i.test(name)
  ) {
    return loads(`fill: ${text}`, 'declarationList') ? 'a style that loads something from outside' : undefined;
  }
  return undefined;
}

function elementProblem(element: Element): string | undefined {
  if (!ELEMENTS.has(element.tagName)) return `a <${element.tagName}>`;
  for (const [name, value] of Object.entries(element.properties)) {
    const problem = attributeProblem(name, value);
    if (problem) return problem;
  }
  if (element.tagName === 'style' && loads(textIn(element), 'stylesheet'))
    return 'a style that loads something from outside';
  return undefined;
}

function isTooDeep(node: Root | Element, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  return node.children.some((child) => child.type === 'element' && isTooDeep(child, depth + 1));
}

function childrenOf(text: string): readonly RootContent[] {
  try {
    return parseHtml(text).children;
  } catch (problem) {
    // Elements are nested deeper than can be read: it is no picture that somebody drew.
    if (problem instanceof RangeError) return [];
    throw problem;
  }
}

/** The one <svg> that a text consists of; undefined if it consists of something else. */
function rootOf(svg: string): Element | undefined {
  const children = childrenOf(svg.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, ''));
  const isNothing = (node: RootContent): boolean =>
    node.type === 'comment' || node.type === 'doctype' || (node.type === 'text' && node.value.trim() === '');
  const [root, ...others] = children.filter((node) => !isNothing(node));
  return root?.type === 'element' && root.tagName === 'svg' && others.length === 0 ? root : undefined;
}

/** What an SVG image does that no image may do: 'none' if it is no SVG at all; undefined if it only draws. */
export function svgProblem(svg: string): string | undefined {
  if (/<!ENTITY/i.test(svg)) return 'an entity declaration';
  const root = rootOf(svg);
  if (!root || isTooDeep(root)) return 'none';
  for (const element of elementsIn({ type: 'root', children: [root] })) {
    const problem = elementProblem(element);
    if (problem) return problem;
  }
  return undefined;
}

/** What an SVG image draws, as a tree without comments; undefined for what svgProblem refuses. */
export function drawingOf(svg: string): Element | undefined {
  const root = svgProblem(svg) === undefined ? rootOf(svg) : undefined;
  const clean = (element: Element): Element => ({
    ...element,
    children: element.children.flatMap((child): ElementContent[] => {
      if (child.type === 'element') return [clean(child)];
      return child.type === 'text' ? [child] : [];
    }),
  });
  return root && clean(root);
}

/** A drawing as text: XML, which is HTML as well. @param tight without blanks before the ends of empty elements. */
export function svgText(drawing: Element, tight = false): string {
  return toHtml(drawing, {
    space: 'svg',
    closeEmptyElements: true,
    tightSelfClosing: tight,
    characterReferences: { useNamedReferences: false },
    allowDangerousCharacters: false,
  });
}

/**
 * An SVG image as it may be published: written anew from what it draws, so that nothing is left that a browser could read
 * in another way than the check did. Comments and declarations go. Undefined for what svgProblem refuses.
 */
export function sanitizedSvg(svg: string): string | undefined {
  const written = drawingOf(svg);
  if (!written) return undefined;
  written.properties.xmlns ??= 'http://www.w3.org/2000/svg';
  return svgText(written);
}
