import type { Element, Nodes } from 'hast';
import type { ColorPair } from './colors.ts';
import { element, find, replaceElements, xhtmlOf } from './tree.ts';

/** Names that drawn diagrams use, and what they stand for on pages (site/styles/content/diagram.css). */
export const DIAGRAM: Readonly<Record<string, string>> = {
  bg: 'paper',
  _text: 'ink',
  '_text-sec': 'ink',
  '_text-muted': 'ink',
  '_text-faint': 'muted',
  _line: 'line-strong',
  _arrow: 'ink',
  '_node-fill': 'shoal',
  '_node-stroke': 'line-strong',
  '_group-fill': 'paper',
  '_group-hdr': 'land',
  '_inner-stroke': 'line',
  '_key-badge': 'land',
};

/** Which colors drawings have. */
export type FigureScheme = 'device' | 'light';

/** Colors of a drawing in a file of its own, where no page gives it any: those that it names, for light and dark screens. */
function colorStyle(svg: Element, colors: ReadonlyMap<string, ColorPair>, scheme: FigureScheme): string {
  const used = new Set([...xhtmlOf(svg).matchAll(/var\(--([\w-]+)/g)].map(([, name = '']) => name));
  used.add('paper');
  const all = (scheme: keyof ColorPair): string =>
    [...used]
      .sort()
      .flatMap((name) => {
        const pair = colors.get(DIAGRAM[name] ?? name);
        return pair ? `--${name}:${pair[scheme]}` : [];
      })
      .join(';');
  const dark = scheme === 'light' ? '' : `@media (prefers-color-scheme:dark){:root{${all('dark')}}}`;
  return `:root{font-family:system-ui,sans-serif;${all('light')}}${dark}`;
}

/** A drawing as a file: its colors, and paper behind it, so that it can be read on pages of any color. */
function svgFile(svg: Element, colors: ReadonlyMap<string, ColorPair>, scheme: FigureScheme): string {
  const box = String(svg.properties.viewBox ?? '').split(/[\s,]+/);
  const [x, y, width, height] = box.length === 4 ? box : ['0', '0', '100%', '100%'];
  const paper = element('rect', { x, y, width, height, fill: 'var(--paper)' });
  const style = element('style', {}, [colorStyle(svg, colors, scheme)]);
  const { className, ...properties } = svg.properties;
  return xhtmlOf({ ...svg, properties, children: [style, paper, ...svg.children] });
}

/** A drawing that was put into a file. */
export interface FigureFile {
  /** Name of the file: `figure-1.svg`. */
  name: string;
  content: string;
}

/**
 * Puts every drawing in a tree into a file of its own: platforms take inline SVG out of pages, but keep pictures.
 * @param addressOf address of a file, from its name @param scheme whether they follow the device or are light, as the platform is
 */
export function moveFigures(
  tree: Nodes & { children: unknown[] },
  colors: ReadonlyMap<string, ColorPair>,
  addressOf: (name: string) => string,
  scheme: FigureScheme = 'device',
): FigureFile[] {
  const files: FigureFile[] = [];
  const picture = (svg: Element, alt: string): Element => {
    const name = `figure-${files.length + 1}.svg`;
    files.push({ name, content: svgFile(svg, colors, scheme) });
    const { width, height } = svg.properties;
    return element('img', { src: addressOf(name), alt, width, height });
  };
  replaceElements(tree as never, (node) => {
    const svg = node.tagName === 'svg' ? node : node.properties.role === 'img' ? find(node, 'svg') : undefined;
    return svg ? [picture(svg, String(node.properties.ariaLabel ?? ''))] : undefined;
  });
  return files;
}
