/**
 * Does what readers need not see at once when the page has shown what they did: on a slow phone, colors of a whole lesson or the record of
 * their work would keep it waiting. In the order in which it was asked for, and before the page is left.
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
