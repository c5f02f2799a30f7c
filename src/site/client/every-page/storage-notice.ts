import words from 'virtual:words';
import { onStorageProblem } from './storage.ts';
import { toast } from './toast.ts';

/** Says once per page what is wrong with the browser's storage. */
class StorageNotice extends HTMLElement {
  connectedCallback(): void {
    const told = new Set<string>();
    onStorageProblem((problem) => {
      if (told.has(problem)) return;
      told.add(problem);
      toast({ blocked: words.progressBlocked, full: words.progressFull, corrupted: words.progressCorrupted }[problem]);
    });
  }
}
customElements.define('storage-notice', StorageNotice);
