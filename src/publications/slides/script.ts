import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { sourcePaths } from '../../cli/source-paths.ts';

let bundled: Promise<string> | undefined;

/** The script of slides, bundled and made small; once for each process. */
export function slidesScript(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const made = await rolldown({ input: sourcePaths.slides.script, platform: 'browser', logLevel: 'silent' });
  try {
    const { output } = await made.generate({ format: 'iife', minify: true, codeSplitting: false });
    // A script in a page ends where this stands in it, even in a text.
    return output[0].code.trim().replaceAll('</', '<\\/');
  } finally {
    await made.close();
  }
}

/** Style sheets, in the order in which they are read. */
const STYLES = ['slide', 'code', 'parts', 'window', 'print'];

/** The style sheets of slides without comments and indentation. */
export function slidesStyle(): string {
  return STYLES.map((name) => readFileSync(join(sourcePaths.slides.style, `${name}.css`), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .trim();
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
