import { fill, make } from '../practice/dom.ts';
import words from './words.ts';

const HOUR = 3_600_000;
const LENGTHS = [1, 2, 8, 24];

/** A form with which a silence is added. @param add gives why it cannot be added, if it cannot */
export function silenceForm(
  add: (matchers: readonly string[], length: number) => Promise<string | undefined>,
): HTMLFormElement {
  const matchers = make('input', {
    type: 'text',
    autocapitalize: 'off',
    spellcheck: false,
    required: true,
    autocomplete: 'off',
  });
  const length = make(
    'select',
    {},
    ...LENGTHS.map((count) =>
      make('option', { value: String(count * HOUR) }, fill(words.monitoringRangeHours, { count })),
    ),
  );
  const wrong = make('p', { class: 'monitoring-error', role: 'status', hidden: true });
  const form = make(
    'form',
    { class: 'practice-new' },
    make('label', {}, words.monitoringSilenceMatchers, matchers),
    make('label', { class: 'monitoring-length' }, words.monitoringSilenceFor, length),
    make('button', { type: 'submit' }, words.monitoringSilenceAdd),
    wrong,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const said = await add([matchers.value], Number(length.value));
    wrong.hidden = said === undefined;
    wrong.textContent = said ?? '';
    if (said === undefined) matchers.value = '';
  });
  return form;
}
