import words from 'virtual:words';
import { toast } from './every-page/toast.ts';
import { wasOpen } from './practice/reopen.ts';

/** What opens the lab of a button, and what is said if that cannot be loaded. All of it comes with the first click, or with a page that is loaded again while it was open. */
const LABS = [
  {
    buttons: '[data-practice]',
    load: async () => (await import('./practice/open.ts')).openLab,
    unreachable: words.labPracticeUnreachable,
  },
  {
    buttons: '[data-monitoring]',
    load: async () => (await import('./monitoring/open.ts')).openMonitoring,
    unreachable: words.labMonitoringUnreachable,
  },
];

for (const { buttons, load, unreachable } of LABS) {
  const open = async (from: HTMLElement): Promise<void> => {
    from.setAttribute('aria-busy', 'true');
    try {
      const openLab = await load();
      await openLab(from);
    } catch {
      toast(unreachable);
    } finally {
      from.removeAttribute('aria-busy');
    }
  };
  for (const opener of document.querySelectorAll<HTMLElement>(buttons)) {
    opener.addEventListener('click', () => void open(opener));
    if (wasOpen(opener)) void open(opener);
  }
}
