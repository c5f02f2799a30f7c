import { toast } from '../every-page/toast.ts';
import words from './words.ts';

/** A link in a panel to a section of the page leads there, which a sheet covers: it makes way, and says how to come back. @param leave takes the panel away */
export function followLink(event: MouseEvent, panel: { isDesk: boolean }, leave: () => void): void {
  const hash = (event.target as Element).closest('a')?.getAttribute('href');
  if (!hash?.startsWith('#') || panel.isDesk) return;
  event.preventDefault();
  leave();
  location.hash = hash;
  toast(words.clusterLeft);
}
