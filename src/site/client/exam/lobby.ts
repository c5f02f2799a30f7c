import words from 'virtual:sitting-words';
import type { Mode } from '../../../curriculum/practice/attempt.ts';
import { button, fill, make } from '../practice/dom.ts';

const MODES = ['exam', 'training'] as const satisfies readonly Mode[];

/** The choice between exam and training, the exam first. @param texts what is said of each, with the time as {minutes} */
export function modeChoice(texts: Readonly<Record<Mode, string>>, minutes: string): HTMLElement {
  const modes = MODES.map((mode) => {
    const radio = make('input', { type: 'radio', name: 'mode', value: mode, checked: mode === 'exam' });
    return make('label', { class: 'exam-mode' }, radio, make('span', {}, fill(texts[mode], { minutes })));
  });
  return make('fieldset', {}, make('legend', { class: 'label' }, words.sitMode), ...modes);
}

/** What was chosen in a form with that choice. */
export const chosenMode = (form: HTMLFormElement): Mode => (new FormData(form).get('mode') ?? 'exam') as Mode;

/**
 * Says in an element that something is loaded, and does something with it then; or says that it is out of reach, with a button that tries again.
 * @param load gives undefined if it is out of reach
 */
export async function withLoaded<Data>(
  host: HTMLElement,
  says: { waiting: string; unreachable: string },
  load: () => Promise<Data | undefined>,
  then: (data: Data) => void,
): Promise<void> {
  const wait = make('p', { role: 'status' }, says.waiting);
  host.replaceChildren(wait);
  const data = await load();
  if (data !== undefined) {
    then(data);
    return;
  }
  wait.textContent = says.unreachable;
  const again = button(words.sitAgain, () => void withLoaded(host, says, load, then));
  host.append(make('p', {}, again));
}
