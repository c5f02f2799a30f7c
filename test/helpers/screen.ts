import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Whether the upper edge of an element can be seen in the window, and nothing lies on it. */
export function inView(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    if (width === 0 || height === 0 || top < 0 || top >= innerHeight) return false;
    const there = document.elementFromPoint(left + Math.min(width, 20) / 2, top + Math.min(height, 20) / 2);
    return there !== null && (node.contains(there) || there.contains(node));
  });
}

/** Whether an element is rendered: shown, and not folded away in something closed. */
export function isRendered(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
}

/** Expects something of a page that needs a moment to come about, such as the end of a scroll. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 20_000, interval: 50 });
}
