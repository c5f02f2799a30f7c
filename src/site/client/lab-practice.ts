import words from 'virtual:words';
import { toast } from './every-page/toast.ts';
import { wasOpen } from './practice/reopen.ts';

/** Opens the practice cluster of a lab or of a session, or a lab on tracing: all of it comes with the first click, or with a page that is loaded again while it was open. */
async function open(from: HTMLElement): Promise<void> {
  from.setAttribute('aria-busy', 'true');
  try {
    if (from.dataset.tracing === undefined) await (await import('./practice/open.ts')).openLab(from);
    else await (await import('./tracing/open.ts')).openTracing(from);
  } catch {
    toast(words.labPracticeUnreachable);
  } finally {
    from.removeAttribute('aria-busy');
  }
}

for (const opener of document.querySelectorAll<HTMLElement>('[data-practice], [data-tracing]')) {
  opener.addEventListener('click', () => void open(opener));
  if (wasOpen(opener)) void open(opener);
}
