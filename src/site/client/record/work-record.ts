import words from 'virtual:record-words';
import { dayOf } from '../../../curriculum/day.ts';
import { type RecordedCourse, workRecord } from '../../../curriculum/record/work-record.ts';
import { readProgress, watchProgress } from '../every-page/storage.ts';
import { fill } from '../practice/dom.ts';
import { saveJson } from '../save-file.ts';
import { recordView } from './record-view.ts';

/** The record of somebody's work. The name that they type stays in the page: it is neither kept nor sent. */
class WorkRecordElement extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault());
    this.#name?.addEventListener('input', () => this.#show());
    this.querySelector('[data-do="print"]')?.addEventListener('click', () => this.#print());
    this.querySelector('[data-do="save"]')?.addEventListener('click', () => {
      const record = this.#record();
      saveJson(fill(words.recordFile, { course: record.course.id }), JSON.stringify(record, null, 2));
    });
    watchProgress(() => this.#show());
    this.hidden = false;
  }

  get #name(): HTMLInputElement | null {
    return this.querySelector('input');
  }

  #record(): ReturnType<typeof workRecord> {
    const course = JSON.parse(this.dataset.course ?? '{}') as RecordedCourse;
    return workRecord(course, readProgress().lessons, {
      statement: words.recordSelf,
      date: dayOf(),
      name: this.#name?.value.trim(),
    });
  }

  #show(): void {
    this.querySelector('.record-sheet')?.replaceChildren(recordView(this.#record()));
  }

  #print(): void {
    // The style sheet prints the record, and nothing else of the page.
    document.documentElement.dataset.printRecord = '';
    print();
    delete document.documentElement.dataset.printRecord;
  }
}
customElements.define('work-record', WorkRecordElement);
