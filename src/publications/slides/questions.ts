import type { Element } from 'hast';
import { element, find, matches, textIn } from '../tree.ts';
import { items, plainBlock } from './clean.ts';
import { type Telling, words } from './telling.ts';

/** Makes two slides or more of each question of a quiz: what is asked, then the right answer with reasons. */
export function quizSlides(quiz: Element, telling: Telling): void {
  for (const item of items(quiz)) if (item.tagName === 'quiz-item') questionSlides(item, telling);
}

function questionSlides(item: Element, telling: Telling): void {
  const { t } = telling;
  const name = find(item, '.label');
  const question = find(item, '.question');
  const answers = find(item, '.options') ?? find(item, '.order');
  const details = find(item, 'details');
  const number = [words(name ? textIn(name) : '')];
  telling.apart('question', telling.section, number, () => {
    for (const one of question ? items(question) : []) telling.show(plainBlock(one));
    if (answers) telling.show(answers);
  });
  telling.apart('answer', textIn(element('p', {}, number)), [words(t('slidesAnswer'))], () => {
    if (question) telling.note(question.children);
    const right = answers && details ? rightOf(answers, details) : [];
    if (right.length > 0) telling.show(element('ul', { className: ['options', 'right'] }, right));
    for (const one of details ? items(details) : []) if (one.tagName !== 'summary') telling.show(plainBlock(one));
  });
}

/** The right ones of the options, which the reasons name by their letters only. */
function rightOf(options: Element, details: Element): Element[] {
  const reasons = find(details, '.reasons');
  const all = items(options);
  return (reasons ? items(reasons) : []).flatMap((reason, index) => {
    const option = all[index];
    return reason.properties.dataOption === 'right' && option && matches(options, '.options') ? [option] : [];
  });
}
