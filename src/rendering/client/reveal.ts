/** A link into something hidden opens it: a tab, an answer, a hint. Browsers themselves only scroll to what is shown. */

/** An element that can show what stands in it. */
interface Revealing extends Element {
  reveal(target: Element): void;
}

const canReveal = (element: Element): element is Revealing =>
  'reveal' in element && typeof element.reveal === 'function';

function targetOf(hash: string): HTMLElement | null {
  const raw = hash.slice(1);
  if (raw === '') return null;
  try {
    return document.getElementById(raw) ?? document.getElementById(decodeURIComponent(raw));
  } catch {
    return null;
  }
}

/** Opens everything around the target of the address; gives whether something had to be opened. */
function open(target: HTMLElement): boolean {
  const wasShown = target.checkVisibility();
  for (let around = target.parentElement; around; around = around.parentElement) {
    if (canReveal(around)) around.reveal(target);
    // The summary is shown in any case.
    if (around instanceof HTMLDetailsElement && !around.querySelector(':scope > summary')?.contains(target))
      around.open = true;
  }
  return !wasShown;
}

function follow(): void {
  const target = targetOf(location.hash);
  if (target && open(target)) target.scrollIntoView();
}

addEventListener('hashchange', follow);
// A second click on the same link changes no address.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href*="#"]') : null;
  if (link && link.href === location.href) setTimeout(follow);
});
/**
 * Who arrives with a fragment comes to its target. Browsers go there before scripts fold tabs and steps together. A place that was come back to, or that somebody chose meanwhile, stays.
 */
function arrive(): void {
  const target = targetOf(location.hash);
  if (!target) return;
  const wasHidden = open(target);
  const [entry] = performance.getEntriesByType('navigation');
  const isNew = entry instanceof PerformanceNavigationTiming && entry.type === 'navigate';
  if (wasHidden || (isNew && !navigator.userActivation?.hasBeenActive)) target.scrollIntoView({ behavior: 'instant' });
}

// Tabs may be made after this.
if (document.readyState === 'complete') arrive();
else addEventListener('load', arrive, { once: true });

export {};
