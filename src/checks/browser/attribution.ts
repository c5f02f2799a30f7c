import type { Page } from 'playwright-core';
import { type AttributionPart, attributionParts } from '../../attribution/guard.ts';

/** Smallest letters that attribution may have, in CSS pixels. */
const SMALLEST = 11;
/** Contrast that WCAG 2 asks of text (AA). */
const CONTRAST = 4.5;

/**
 * What of a lesson's attribution a reader of the open page cannot see, as sentences: hidden, too small, too faint, cut off
 * or covered. Markup alone cannot tell: a style sheet may hide what is there.
 */
export async function invisibleAttribution(page: Page): Promise<string[]> {
  const parts = Object.keys(attributionParts) as AttributionPart[];
  const found = await page.evaluate(measureParts, { parts, smallest: SMALLEST, least: CONTRAST });
  return found.map(([part, problem]) => `${attributionParts[part].name}: ${problem}`);
}

/** Runs in the page. */
function measureParts({
  parts,
  smallest,
  least,
}: {
  parts: AttributionPart[];
  smallest: number;
  least: number;
}): [AttributionPart, string][] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Red, green, blue (0 to 255) and opacity (0 to 1) of any CSS color. */
  const rgba = (color: string): number[] => {
    if (!canvas) return [0, 0, 0, 1];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const luminance = ([red = 0, green = 0, blue = 0]: number[]): number => {
    const linear = (value: number): number =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const ancestors = (element: Element): Element[] =>
    element.parentElement ? [element, ...ancestors(element.parentElement)] : [element];
  const ground = (element: Element): number[] => {
    const colors = ancestors(element).map((one) => rgba(getComputedStyle(one).backgroundColor));
    return colors.find(([, , , alpha = 0]) => alpha > 0.99) ?? [255, 255, 255, 1];
  };
  const problemOf = (element: HTMLElement | null): string | undefined => {
    if (!element?.textContent?.trim()) return 'it is not there';
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }))
      return 'it is hidden';
    const opacity = ancestors(element).reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);
    if (opacity < 0.9) return `it is faint (opacity ${opacity.toFixed(2)})`;
    const size = Number.parseFloat(style.fontSize);
    if (size < smallest) return `its letters are ${size.toFixed(1)} px high; at least ${smallest} are needed`;
    if (box.width < 20 || box.height < size || box.right <= 0 || box.left >= innerWidth)
      return 'it is cut off or outside of the page';
    const [text, paper] = [rgba(style.color), ground(element)];
    const [low = 0, high = 0] = [luminance(text), luminance(paper)].sort((a, b) => a - b);
    const contrast = text[3] !== undefined && text[3] < 0.9 ? 1 : (high + 0.05) / (low + 0.05);
    if (contrast < least) return `its contrast is ${contrast.toFixed(2)}; at least ${least} is needed`;
    const line = element.getClientRects()[0] ?? box;
    const top = document.elementFromPoint(
      Math.min(line.left + 8, innerWidth - 1),
      line.top + Math.min(line.height, size * 1.5) / 2,
    );
    if (!element.contains(top)) return 'something covers it';
    return undefined;
  };
  return parts.flatMap((part): [AttributionPart, string][] => {
    const problem = problemOf(document.querySelector<HTMLElement>(`[data-colophon] [data-attribution="${part}"]`));
    return problem === undefined ? [] : [[part, problem]];
  });
}
