import { type Control, type FigureName, figures, type Settings } from '../../lab/figures/settings.ts';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { CONTROL_WORDS, optionText, PLAY_WORDS, type Say, valueText } from './words.ts';

/** The controls of a figure and its buttons. Shown where scripts run, from the beginning: nothing moves when they come. */
export function deskHtml(figure: FigureName, settings: Settings, prefix: string, say: Say): string {
  const controls = figures[figure].map((control) => controlHtml(figure, control, settings, prefix, say)).join('');
  const button = (name: string, label: string, isFirst = false): string =>
    `<button${attributes({ type: 'button', 'data-do': name, class: isFirst ? 'primary' : undefined })}>${escapeHtml(label)}</button>`;
  const buttons = [
    button('play', say(PLAY_WORDS[figure]), true),
    button('step', say('exploreStep')),
    button('again', say('exploreAgain')),
  ].join('');
  return `<div class="explore-desk"><fieldset><legend class="label">${escapeHtml(say('exploreTitle'))}</legend>${controls}</fieldset><div class="explore-buttons">${buttons}<span class="explore-time" aria-hidden="true"></span></div></div>`;
}

function controlHtml(figure: FigureName, control: Control, settings: Settings, prefix: string, say: Say): string {
  const { name } = control;
  const id = `${prefix}${name}`;
  const key = CONTROL_WORDS[figure][name];
  const label = escapeHtml(key ? say(key) : name);
  const common = { id, name, autocomplete: 'off' };
  const value = settings[name];
  switch (control.kind) {
    case 'switch':
      return `<label class="explore-switch"><input${attributes({ ...common, type: 'checkbox', checked: value === true })}> <span>${label}</span></label>`;
    case 'choice': {
      const options = control.options.map(
        (option) =>
          `<option${attributes({ value: option, selected: option === value })}>${escapeHtml(optionText(option, say))}</option>`,
      );
      return `<div class="explore-control"><label for="${id}">${label}</label><select${attributes(common)}>${options.join('')}</select></div>`;
    }
    case 'number': {
      const { least, most, step } = control;
      const text = valueText(name, settings);
      const range = attributes({
        ...common,
        type: 'range',
        min: least,
        max: most,
        step,
        value: Number(value),
        'aria-valuetext': text,
      });
      return `<div class="explore-control"><label for="${id}">${label}</label><span class="explore-value" aria-hidden="true">${escapeHtml(text)}</span><input${range}></div>`;
    }
  }
}
