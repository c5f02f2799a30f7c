/**
 * Fetches a page of this site when its reader is about to open it: the pointer rests on its link, a finger touches it, or the focus
 * is on it and waits. Nothing is fetched for readers who save data, and nothing but pages: no download, no page of another site.
 */

import { speculationRules } from '../../speculation-rules.ts';

const BASE = import.meta.env.BASE_URL;
/** How long the pointer or the focus stays on a link before that counts as intent. */
const INTENT_MS = 100;

const savesData = (): boolean =>
  (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Browsers that know rules decide by themselves what intent is, and how much is fetched at once. */
function byRules(): void {
  const script = { type: 'speculationrules', textContent: speculationRules(BASE) };
  document.head.append(Object.assign(document.createElement('script'), script));
}

function byHints(): void {
  const known = new Set([location.pathname]);
  let timer: number | undefined;
  const intend = ({ target }: Event): void => {
    clearTimeout(timer);
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    if (!link || link.origin !== location.origin || link.hasAttribute('download') || link.target !== '') return;
    const path = link.pathname;
    if (!path.startsWith(BASE) || !path.endsWith('/') || known.has(path)) return;
    timer = window.setTimeout(() => {
      known.add(path);
      document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: path }));
    }, INTENT_MS);
  };
  for (const sign of ['pointerover', 'touchstart', 'focusin']) addEventListener(sign, intend, { passive: true });
}

if (!savesData()) {
  if (HTMLScriptElement.supports?.('speculationrules')) byRules();
  else byHints();
}
