import { toast } from '../every-page/toast.ts';
import words from './words.ts';

/** Has links to sections of the page lead there, which a sheet covers: it makes way, and says how to come back. @param isCovered whether it does */
export function followLinks(element: HTMLElement, isCovered: () => boolean, leave: () => void): void {
  element.addEventListener('click', (event) => {
    const hash = (event.target as Element).closest('a')?.getAttribute('href');
    if (!hash?.startsWith('#') || !isCovered()) return;
    event.preventDefault();
    leave();
    location.hash = hash;
    toast(words.clusterLeft);
  });
}
