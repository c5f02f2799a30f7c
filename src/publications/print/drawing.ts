import { readFileSync } from 'node:fs';
import type { Element, Text } from 'hast';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { ColorPair } from '../colors.ts';
import { element, elements, replaceElements, xhtmlOf } from '../tree.ts';
import type { Fonts } from './fonts.ts';

/** Points per unit of a drawing: letters of drawings are 11 to 14 units high, those of the text 10 points. */
const POINTS = 0.72;

/** Custom properties of drawings that stand for others, as the site's style sheet says. */
function aliases(): ReadonlyMap<string, string> {
  const css = readFileSync(sourcePaths.figureColors, 'utf8');
  return new Map([...css.matchAll(/--([\w-]+):\s*var\(--([\w-]+)\)/g)].map(([, name = '', of = '']) => [name, of]));
}

/** Width and height of a drawing in points, from its view box; undefined if it says neither. */
export function drawingSize(svg: Element): { width: number; height: number } | undefined {
  const [, , width = 0, height = 0] = String(svg.properties.viewBox ?? '')
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 ? { width: width * POINTS, height: height * POINTS } : undefined;
}

/** A character that the first font lacks stands in an element of its own, with the font that has it. */
function withFonts(text: Text, fonts: Fonts, kind: 'text' | 'code'): Element['children'] {
  const [first] = fonts[kind];
  const runs: { family: string | undefined; text: string }[] = [];
  for (const character of text.value) {
    const family = /^\s$/.test(character) ? runs.at(-1)?.family : (fonts.familyOf(character, kind) ?? first);
    const last = runs.at(-1);
    if (last && last.family === family) last.text += character;
    else runs.push({ family, text: character });
  }
  return runs.map((run) =>
    run.family === undefined || run.family === first
      ? { type: 'text', value: run.text }
      : element('tspan', { fontFamily: run.family }, [run.text]),
  );
}

function setText(parent: Element, fonts: Fonts, kind: 'text' | 'code'): void {
  const own = parent.properties.fontFamily;
  const here = own === undefined ? kind : own === fonts.code[0] ? 'code' : 'text';
  parent.children = parent.children.flatMap((child): Element['children'] => {
    if (child.type === 'element') setText(child, fonts, here);
    return child.type === 'text' && child.value.trim() !== '' ? withFonts(child, fonts, here) : [child];
  });
}

/**
 * A drawing of a lesson as a file: colors of the light scheme in the places of custom properties, fonts by their names, no size of
 * its own.
 */
export function drawingFile(svg: Element, colors: ReadonlyMap<string, ColorPair>, fonts: Fonts): string {
  const copy = structuredClone(svg);
  const other = aliases();
  const resolve = (name: string): string => {
    if (name === 'text') return fonts.text[0] ?? '';
    if (name === 'code') return fonts.code[0] ?? '';
    return colors.get(name)?.light ?? colors.get(other.get(name) ?? '')?.light ?? 'currentColor';
  };
  for (const one of elements(copy)) {
    for (const [name, value] of Object.entries(one.properties)) {
      if (typeof value === 'string')
        one.properties[name] = value.replace(/var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)/g, (_, of: string) => resolve(of));
    }
    if (one.properties.fontFamily !== undefined && one.properties.fontFamily !== fonts.code[0])
      one.properties.fontFamily = /mono|courier|code/i.test(String(one.properties.fontFamily))
        ? (fonts.code[0] ?? '')
        : (fonts.text[0] ?? '');
  }
  // Titles are what the page says on hovering: the text alternative says it in print.
  replaceElements(copy, (one) => (one.tagName === 'title' || one.tagName === 'desc' ? [] : undefined));
  setText(copy, fonts, 'text');
  const { className: _, width: __, height: ___, ...kept } = copy.properties;
  copy.properties = { ...kept, color: colors.get('ink')?.light ?? '#000000', fontFamily: fonts.text[0] ?? '' };
  return xhtmlOf(copy);
}
