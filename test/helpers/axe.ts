import axe, { type RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';
import { isLong } from './long.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** The rules that see colors: a page that was looked at in one scheme can break no other one in the other. */
const OF_COLORS: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** Window widths at which pages are looked at: a phone and a desk. */
const WIDTHS = [360, 1440];

/** Waits until nothing fades in or moves any more: half transparent text would be too pale. What never ends is not waited for. */
async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // A change of the window's size starts animations with the next frame only.
    await new Promise((done) => requestAnimationFrame(done));
    const ending = document
      .getAnimations()
      .filter(({ effect, timeline, playState }) => {
        const { endTime } = effect?.getComputedTiming() ?? {};
        return playState === 'running' && timeline instanceof DocumentTimeline && Number.isFinite(Number(endTime));
      })
      .map((animation) => animation.finished);
    await Promise.allSettled(ending);
  });
}

/** What axe-core finds against WCAG 2.0 to 2.2, levels A and AA, and its best practices, in a part of the page as it is: one line per rule. */
export async function violations(
  page: Page,
  within = 'html',
  only: RunOnly = { type: 'tag', values: TAGS },
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await stillness(page);
  return page.evaluate(
    async ([runOnly, part]) => {
      const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
      const { violations } = await run(
        { include: [part] },
        {
          resultTypes: ['violations'],
          runOnly,
        },
      );
      return violations.map(({ id, help, nodes }) => {
        const places = nodes.slice(0, 5).map(({ target }) => target.join(' '));
        return `${id} (${help}): ${places.join(', ')}`;
      });
    },
    [only, within] as const,
  );
}

/** The same in both color schemes, on a phone and on a desk; in the dark only what sees colors, in the long tests everything. */
export async function violationsEverywhere(
  page: Page,
  within = 'html',
  widths: readonly number[] = WIDTHS,
): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const lines = await violations(page, within, colorScheme === 'dark' && !isLong ? OF_COLORS : undefined);
      found.push(...lines.map((line) => `${colorScheme}, ${width} px: ${line}`));
    }
  }
  return found;
}

/** The same in one view: light on a phone, or dark at a desk. */
export async function violationsInOneView(page: Page, view: 'phone' | 'desk'): Promise<string[]> {
  const isPhone = view === 'phone';
  await page.emulateMedia({ colorScheme: isPhone ? 'light' : 'dark' });
  await page.setViewportSize({ width: isPhone ? 360 : 1440, height: 900 });
  return (await violations(page)).map((line) => `${view}: ${line}`);
}
