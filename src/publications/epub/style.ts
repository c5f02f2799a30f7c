import { readFileSync } from 'node:fs';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { ColorPair } from '../colors.ts';
import { paintRules } from './paint.ts';

/** A declaration of a color in the style sheet of books: `color: var(--ink)`. */
const COLORED = /([\w-]+):\s*([^;{}]*var\(--[\w-]+\)[^;{}]*);/g;

/**
 * The style sheet of a book: colors as they are, since many readers know no custom properties; then, for readers that follow the scheme of
 * their device, all that has a color once more.
 * @param painted classes of drawings
 */
export function bookStyle(colors: ReadonlyMap<string, ColorPair>, painted: ReadonlySet<string>): string {
  const css = [sourcePaths.bookStyle, sourcePaths.codeColors]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/\s*/g, '');
  const resolve = (text: string, scheme: keyof ColorPair): string =>
    text.replace(/var\(--([\w-]+)\)/g, (_, name: string) => {
      const color = colors.get(name);
      if (!color) throw new Error(`The style sheet of books uses the color --${name}, which nothing declares.`);
      return color[scheme];
    });
  const dark = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', body = '']) => {
    const colored = [...body.matchAll(COLORED)].map(([declaration]) => declaration);
    return colored.length === 0 ? [] : [`${selector.trim()}{${resolve(colored.join(''), 'dark')}}`];
  });
  return [
    resolve(css, 'light'),
    paintRules(painted, colors, 'light'),
    `@media (prefers-color-scheme: dark){\n${dark.join('\n')}\n${paintRules(painted, colors, 'dark')}\n}`,
    '',
  ].join('\n');
}
