/**
 * Does what readers need not see at once when the page has shown what they did: on a slow phone, colors of a whole lesson would keep it
 * waiting. In the order in which it was asked for, and before the page is left. Not for what other parts of a page are told of: a reader
 * may have gone on meanwhile.
 */
export function afterPaint(work: () => void): void {
  let isDone = false;
  const once = (): void => {
    removeEventListener('pagehide', once);
    if (!isDone) work();
    isDone = true;
  };
  // A page in the background draws nothing.
  if (document.hidden) {
    once();
    return;
  }
  addEventListener('pagehide', once);
  requestAnimationFrame(() => setTimeout(once));
}
