import type { QuizItem } from '../../curriculum/schema/quiz.ts';
import { attributes } from '../../strings/html.ts';
import { defineComponent } from '../component.ts';
import type { RenderContext } from '../context.ts';
import { reportMissing } from '../missing.ts';
import { renderQuestion } from '../quiz-item.ts';

/**
 * The lesson's quiz. Without script every item is readable, its answer behind <details>; the custom element quiz-item adds
 * checking, feedback and results.
 */
export const quiz = defineComponent({
  name: 'Quiz',
  form: 'block',
  about: 'Prints the items of quiz.yaml.',
  props: {},
  render: ({ place }, context) => {
    const items = context.lesson.quiz;
    if (items.length === 0) {
      reportMissing(context, place, 'Quiz', 'quiz.yaml', {
        rule: 'quiz/missing',
        message: 'The lesson has <Quiz />, but no quiz.yaml with items.',
      });
      return '';
    }
    return `<lesson-quiz>${items
      .map((item, index) =>
        context.within('quiz.yaml', ['items', index], () => renderItem(item, index, items.length, context)),
      )
      .join('')}<p class="score" role="status"></p></lesson-quiz>`;
  },
});

function renderItem(item: QuizItem, index: number, total: number, context: RenderContext): string {
  const { t, markdown } = context;
  const name = `q-${item.id}`;
  // A colon is in no id of a heading: nothing that a lesson says can be called the same.
  const names = { number: `${name}:n`, question: `${name}:q` };
  const { input, answer, data } = renderQuestion(item, name, context);
  const label = t('quizItem', { number: index + 1, total });
  const explanation = markdown(item.explanation);
  const group = attributes({ 'aria-labelledby': `${names.number} ${names.question}` });
  return `<quiz-item${attributes({ id: name, 'data-item': item.id, 'data-type': item.type, ...data })}><form novalidate autocomplete="off"><fieldset${group}><legend class="label"${attributes({ id: names.number })}>${label}</legend><div class="question"${attributes({ id: names.question })}>${markdown(item.question)}</div>${input}</fieldset><div class="verdict" role="status"></div></form><details><summary>${t('quizAnswer')}</summary>${answer}${explanation}</details></quiz-item>`;
}
