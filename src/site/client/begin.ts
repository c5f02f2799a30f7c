/**
 * All that a page loads by itself. The rest comes with the first thing that its reader does, with an address that asks for something
 * in the page, and at once for those who were here before: they want to see how far they are, and have the files already.
 * What is clicked, chosen or pressed while it is on its way is done once it is there.
 */
import later from '../styles/later.css?url';

const BASE = import.meta.env.BASE_URL;
/** What everybody does before they need anything of a page: nobody clicks without having moved. */
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'scroll', 'focusin', 'keydown', 'click', 'change'];

let loading: Promise<void> | undefined;
let isThere = false;

/** Loads how everything looks that scripts make. */
function looks(): Promise<unknown> {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: later });
  return new Promise((done) => {
    sheet.onload = sheet.onerror = done;
    document.head.append(sheet);
  });
}

async function load(): Promise<void> {
  await looks();
  const [{ keepPages }] = await Promise.all([
    import('./every-page/site.ts'),
    document.querySelector('article[data-lesson]') && import('./lesson.ts'),
  ]);
  isThere = true;
  for (const sign of SIGNS) removeEventListener(sign, begin, true);
  keepPages();
}

/** Loads the rest, and does afterwards what the reader wanted of it. Without a network the page stays what it is without script. */
function begin(event?: Event): void {
  loading ??= load().catch(() => {
    loading = undefined;
  });
  const again = event && repeated(event);
  if (again) void loading.then(() => isThere && again());
}

/** How to do again what only the rest can do; nothing, if the browser does it by itself. */
function repeated(event: Event): (() => void) | undefined {
  const { target } = event;
  if (event instanceof KeyboardEvent) {
    const isSearch = event.key === '/' || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey));
    const [typed] = event.composedPath();
    const isTyped =
      typed instanceof HTMLElement && (typed.isContentEditable || typed.matches('input, textarea, select'));
    if (
      !(isSearch || /^[[\]]$/.test(event.key)) ||
      (isTyped && event.key.length === 1 && !event.ctrlKey && !event.metaKey)
    )
      return undefined;
    event.preventDefault();
    // A part of the rest may be there already, and would do it as well.
    event.stopImmediatePropagation();
    return () => target?.dispatchEvent(new KeyboardEvent('keydown', event));
  }
  if (event.type === 'click' && target instanceof Element) {
    // The drawer of contents does not stay above the section that was chosen in it.
    target.closest('a[href^="#"]')?.closest<HTMLElement>(':popover-open')?.hidePopover();
    const button = target.closest<HTMLElement>('button:not([popovertarget])');
    if (!button) return undefined;
    event.stopImmediatePropagation();
    return () => button.click();
  }
  if (event.type === 'change' && target instanceof HTMLSelectElement) {
    const { value } = target;
    return () => {
      target.value = value;
      target.dispatchEvent(new Event('change', { bubbles: true }));
    };
  }
  return undefined;
}

function wasHere(): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.endsWith(`:${BASE}`));
  } catch {
    // Storage is blocked, which is something to be told.
    return true;
  }
}

for (const sign of SIGNS) addEventListener(sign, begin, { capture: true, passive: sign !== 'keydown' });
if (location.hash !== '' || location.search !== '' || wasHere()) begin();
addEventListener('hashchange', () => begin());
