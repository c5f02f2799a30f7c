import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourcePaths } from '../../cli/source-paths.ts';
import { classicBundle } from '../bundle.ts';
import { compactCss } from '../compact-css.ts';

let bundled: Promise<string> | undefined;

/** The script of slides, bundled and made small; once for each process. */
export function slidesScript(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const script = await classicBundle({ input: sourcePaths.slides.script });
  // A script in a page ends where this stands in it, even in a text.
  return script.trim().replaceAll('</', '<\\/');
}

/** Style sheets, in the order in which they are read. */
const STYLES = ['slide', 'code', 'parts', 'window', 'print'];

/** The style sheets of slides without comments and indentation. */
export function slidesStyle(): string {
  const sheets = STYLES.map((name) => join(sourcePaths.slides.style, `${name}.css`));
  return compactCss([...sheets, sourcePaths.codeColors].map((path) => readFileSync(path, 'utf8')).join('\n'));
}

/** Fonts that slides bring along, so that they need no network and have the room that was reckoned for them. */
export function slidesFonts(): string {
  return [
    ['Slides Text', sourcePaths.slides.text],
    ['Slides Code', sourcePaths.slides.code],
  ]
    .map(([family, path = '']) => {
      const data = readFileSync(path).toString('base64');
      return `@font-face{font-family:"${family}";font-weight:200 800;src:url(data:font/woff2;base64,${data}) format("woff2")}`;
    })
    .join('');
}
