import words from 'virtual:words';
import { toast } from './every-page/toast.ts';
import type { ExploreFigure } from './explore/figure.ts';

/** Explorable figures: all that they need comes with the first touch of one. */
for (const element of document.querySelectorAll<HTMLElement>('.explore')) {
  let figure: Promise<ExploreFigure> | undefined;
  /** Does something with the figure, once it is there. */
  const use = async (action: (figure: ExploreFigure) => Promise<void>): Promise<void> => {
    figure ??= import('./explore/figure.ts').then(({ ExploreFigure }) => new ExploreFigure(element));
    try {
      await action(await figure);
    } catch {
      // Without a network it is tried again with the next touch.
      figure = undefined;
      const says = element.querySelector('.explore-says');
      if (says) says.textContent = words.exploreUnreachable;
      toast(words.exploreUnreachable);
    }
  };
  const change = (): Promise<void> => use((one) => one.change());
  const desk = element.querySelector('.explore-desk');
  // What says the values of sliders is there before the first is moved.
  desk?.addEventListener('focusin', () => void use(async () => undefined), { once: true });
  // Who takes hold of something will want what it moves.
  desk?.addEventListener('pointerdown', () => void use((one) => one.begin()), { once: true });
  desk?.addEventListener('input', () => void change());
  desk?.addEventListener('click', ({ target }) => {
    const action = target instanceof Element ? target.closest<HTMLElement>('[data-do]')?.dataset.do : undefined;
    if (action !== undefined) void use((one) => one.press(action));
  });
  // What was set while this was on its way.
  const set = element.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select');
  const isChanged = (field: HTMLInputElement | HTMLSelectElement): boolean =>
    field instanceof HTMLSelectElement
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.type === 'checkbox'
        ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue;
  if ([...set].some(isChanged)) void change();
}
