import type { Page } from 'playwright-core';
import type { Credit } from '../../attribution/credit.ts';
import { type AttributionPart, attributionParts, expectedTexts } from '../../attribution/guard.ts';
import { breakpoints } from './breakpoints.ts';
import { measureParts } from './visible-text.ts';

/** Smallest letters that attribution may have, in CSS pixels. */
const SMALLEST = 11;
/** Contrast that WCAG 2 asks of text (AA). */
const CONTRAST = 4.5;
/** Widths that people have: from the smallest telephone to a large screen. */
const NARROWEST = 320;
const WIDEST = 2560;
const HEIGHT = 800;
const ALL = Object.keys(attributionParts) as AttributionPart[];
/** Width of A4 paper at 96 pixels per inch. */
const PAPER = 794;

/**
 * What of a lesson's attribution a reader of the open page cannot see, as sentences: hidden, too small, too faint, cut off,
 * covered, or not to be copied. Markup alone cannot tell: a style sheet may hide what is there.
 * @param credit what the page has to say, if it is to be compared. @param parts that the page has to have; a lesson has all.
 */
export async function invisibleAttribution(
  page: Page,
  credit?: Credit,
  { parts = ALL, print = false }: { parts?: readonly AttributionPart[]; print?: boolean } = {},
): Promise<string[]> {
  const expected = credit ? expectedTexts(credit) : {};
  const found = await page.evaluate(measureParts, { parts, expected, smallest: SMALLEST, least: CONTRAST, print });
  return found.map(([part, problem]) => `${attributionParts[part].name}: ${problem}`);
}

/** Widths to look at: those at which style sheets change something, and one between each two of them. */
export function sampledWidths(found: readonly number[]): number[] {
  const within = found.map(Math.round).filter((width) => width > NARROWEST && width < WIDEST);
  const stops = [...new Set([NARROWEST, ...within, WIDEST])].sort((a, b) => a - b);
  const between = stops.slice(1).map((stop, index) => Math.round((stop + (stops[index] ?? stop)) / 2));
  return [...new Set([...stops, ...between])].sort((a, b) => a - b);
}

/** Views in which something cannot be seen that a sentence names. */
const SHOWN = 3;

/**
 * What of a lesson's attribution cannot be seen in any view: light and dark, at every width at which the page's style sheets
 * change something and between, and in print. Each sentence ends with the views.
 */
export async function hiddenAnywhere(
  page: Page,
  credit?: Credit,
  parts: readonly AttributionPart[] = ALL,
): Promise<string[]> {
  const problems = new Map<string, string[]>();
  const look = async (view: string, print = false): Promise<void> => {
    for (const problem of await invisibleAttribution(page, credit, { parts, print }))
      problems.set(problem, [...(problems.get(problem) ?? []), view]);
  };
  const widths = sampledWidths(await page.evaluate(breakpoints));
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, media: 'screen' });
      await look(`${colorScheme}, ${width} px`);
    }
  }
  await page.setViewportSize({ width: PAPER, height: HEIGHT });
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  await look('in print', true);
  await page.emulateMedia({ media: 'screen' });
  return [...problems].map(([problem, views]) => {
    const more = views.length > SHOWN ? ` and ${views.length - SHOWN} more views` : '';
    return `${problem} (${views.slice(0, SHOWN).join('; ')}${more})`;
  });
}
