import words from 'virtual:words';

/**
 * What is printed of a lesson: a handout without answers, unless somebody asks for them, with "?answers" in the address or in the
 * menu. "?answers=only" leaves nothing but questions with their answers. The style sheet for print does the rest.
 */
const root = document.documentElement;

function chosen(): string {
  const value = new URLSearchParams(location.search).get('answers');
  return value === null ? '' : value === 'only' ? 'only' : 'answers';
}

function set(choice: string): void {
  if (choice) root.dataset.print = choice;
  else delete root.dataset.print;
}

/** The menu of what can be printed. */
class LessonPrint extends HTMLElement {
  connectedCallback(): void {
    const menu = document.createElement('details');
    const summary = document.createElement('summary');
    const row = document.createElement('p');
    summary.textContent = words.lessonPrint;
    row.className = 'tool-row';
    for (const [choice, text] of [
      ['', words.printWithout],
      ['answers', words.printWith],
      ['only', words.printOnly],
    ] as const) {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
      button.addEventListener('click', () => {
        set(choice);
        print();
      });
      row.append(button);
    }
    menu.append(summary, row);
    this.append(menu);
    addEventListener('afterprint', () => set(chosen()));
  }
}

set(chosen());
customElements.define('lesson-print', LessonPrint);
