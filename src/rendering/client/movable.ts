/** What the buttons say, and what is announced: {step}, {place} and {total} are filled in. */
export type MovableWords = Readonly<Record<'quizUp' | 'quizDown' | 'quizMoved', string>>;

/** Gives every entry of a list buttons that move it up and down; moves are announced. */
export function makeMovable(list: HTMLElement, words: MovableWords): void {
  const status = document.createElement('p');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  list.after(status);
  const move = (entry: HTMLElement, step: -1 | 1, button: HTMLElement): void => {
    const other = step < 0 ? entry.previousElementSibling : entry.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(entry);
    else other.after(entry);
    button.focus();
    list.dispatchEvent(new Event('input', { bubbles: true }));
    const entries = [...list.children];
    status.textContent = words.quizMoved
      .replace('{step}', () => entry.querySelector('span')?.textContent ?? '')
      .replace('{place}', () => String(entries.indexOf(entry) + 1))
      .replace('{total}', () => String(entries.length));
  };
  for (const entry of list.querySelectorAll<HTMLElement>(':scope > li')) {
    // Together, so that neither is alone on a line of its own.
    const buttons = document.createElement('div');
    buttons.className = 'moves';
    entry.append(buttons);
    for (const [step, sign, label] of [
      [-1, '↑', words.quizUp],
      [1, '↓', words.quizDown],
    ] as const) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = sign;
      button.setAttribute('aria-label', `${label}: ${entry.querySelector('span')?.textContent ?? ''}`);
      button.addEventListener('click', () => move(entry, step, button));
      buttons.append(button);
    }
  }
}
