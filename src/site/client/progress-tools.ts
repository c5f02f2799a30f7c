import { parseSittings, SITTINGS_VERSION } from '../../curriculum/practice/kept.ts';
import { parseReview, REVIEW_VERSION } from '../../curriculum/practice/review-kept.ts';
import { isRecord } from '../../curriculum/stored.ts';
import { mergeProgress } from './every-page/merge-progress.ts';
import { storedForm } from './every-page/progress.ts';
import { BASE, eraseProgress, readProgress, understood, writeProgress } from './every-page/storage.ts';
import { toast } from './every-page/toast.ts';
import { eraseSittings, exportedSittings, importSittings } from './exam/sittings.ts';
import { Kept } from './practice/keep.ts';
import { eraseReview, exportedReview, importReview } from './review/store.ts';
import { saveJson } from './save-file.ts';

/** A part of a file, or why it cannot be taken; undefined if it is not there. @param version the latest that this site knows */
function readPart<Part>(
  value: unknown,
  parse: (value: unknown) => Part | undefined,
  version: number,
): Part | 'too-new' | 'invalid' | undefined {
  if (value === undefined) return undefined;
  return parse(value) ?? (isRecord(value) && Number(value.version) > version ? 'too-new' : 'invalid');
}

/** Export, import and erase progress. */
class ProgressTools extends HTMLElement {
  connectedCallback(): void {
    const row = document.createElement('p');
    row.className = 'tool-row';
    const file = document.createElement('input');
    file.type = 'file';
    file.accept = 'application/json';
    file.hidden = true;
    file.addEventListener('change', () => void this.load(file));
    row.append(
      this.button('export', () => this.save()),
      this.button('import', () => file.click()),
      this.button('erase', () => void this.erase()),
      file,
    );
    this.append(row);
  }

  private button(name: 'export' | 'import' | 'erase', action: () => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = this.dataset[name] ?? name;
    button.addEventListener('click', action);
    return button;
  }

  private save(): void {
    const progress = storedForm(readProgress()) as object;
    saveJson(
      'progress.json',
      JSON.stringify({ ...progress, sittings: exportedSittings(), review: exportedReview() }, null, 2),
    );
  }

  private async load(input: HTMLInputElement): Promise<void> {
    const chosen = input.files?.[0];
    input.value = '';
    if (!chosen) return;
    let value: unknown;
    try {
      value = JSON.parse(await chosen.text());
    } catch {
      value = undefined;
    }
    const imported = understood(value);
    if (typeof imported === 'string') {
      this.refuse(imported);
      return;
    }
    const others = value as { sittings?: unknown; review?: unknown };
    const sittings = readPart(others.sittings, parseSittings, SITTINGS_VERSION);
    const review = readPart(others.review, parseReview, REVIEW_VERSION);
    // All of a file is taken, or nothing: what is left out without a word is lost.
    const problem = [sittings, review].find((part) => typeof part === 'string');
    if (problem) {
      this.refuse(problem);
      return;
    }
    writeProgress(mergeProgress(readProgress(), imported));
    if (typeof sittings === 'object') importSittings(sittings);
    if (typeof review === 'object') importReview(review);
    toast((this.dataset.imported ?? '').replace('{count}', () => String(Object.keys(imported.lessons).length)));
  }

  private refuse(problem: 'too-new' | 'invalid'): void {
    const reason = problem === 'too-new' ? this.dataset.tooNew : this.dataset.notJson;
    toast((this.dataset.failed ?? '').replace('{reason}', () => reason ?? ''));
  }

  private async erase(): Promise<void> {
    if (!confirm(this.dataset.sure)) return;
    eraseProgress();
    eraseSittings();
    eraseReview();
    await new Kept(BASE).clear();
    toast(this.dataset.erased ?? '');
  }
}
customElements.define('progress-tools', ProgressTools);
