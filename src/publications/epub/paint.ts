import type { Root } from 'hast';
import type { ColorPair } from '../colors.ts';
import { elements } from '../tree.ts';

/**
 * Turns colors of drawings, which are custom properties, into classes: many readers of books know no custom properties, and
 * would draw everything black.
 * @returns names of the classes that are used, such as `fill-paper`
 */
export function paintByClasses(tree: Root, colors: ReadonlyMap<string, ColorPair>): Set<string> {
  const used = new Set<string>();
  for (const { properties } of elements(tree)) {
    for (const attribute of ['fill', 'stroke', 'stopColor'] as const) {
      const name = /^var\(--([\w-]+)\)$/.exec(String(properties[attribute] ?? ''))?.[1];
      if (name === undefined) continue;
      const color = colors.get(name);
      if (!color) throw new Error(`A drawing uses the color --${name}, which nothing declares.`);
      const paint = `${attribute === 'stopColor' ? 'stop-color' : attribute}-${name}`;
      used.add(paint);
      properties[attribute] = color.light;
      properties.className = [...(Array.isArray(properties.className) ? properties.className : []), paint];
    }
  }
  return used;
}

/** The rules of such classes, for light and for dark pages. */
export function paintRules(
  used: ReadonlySet<string>,
  colors: ReadonlyMap<string, ColorPair>,
  scheme: keyof ColorPair,
): string {
  return [...used]
    .sort()
    .map((paint) => {
      const [, attribute = '', name = ''] = /^(fill|stroke|stop-color)-(.+)$/.exec(paint) ?? [];
      return `.${paint}{${attribute}:${colors.get(name)?.[scheme]}}`;
    })
    .join('\n');
}
