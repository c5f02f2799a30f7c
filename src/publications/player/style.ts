import { readFileSync } from 'node:fs';
import type { Edition } from '../../assembly/edition.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { colorProperties, colorsOf } from '../colors.ts';

/** A style sheet without its remarks and indents, and without colors of its own: they come from the edition. */
function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*--[\w-]+:\s*light-dark\([^;]*;/gm, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

/** The looks of lessons in a package: those of the site in the colors of the brand, and what belongs to the page of a package. */
export function playerStyle(edition: Edition): string {
  const sheets = [...sourcePaths.lessonStyles, sourcePaths.playerStyle];
  return [colorProperties(colorsOf(edition)), ...sheets.map((path) => compact(readFileSync(path, 'utf8')))].join('\n');
}
