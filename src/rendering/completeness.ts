import type { RenderContext } from './context.ts';

/** What can only be said once the whole lesson has been rendered: data that is there must be shown, once. */
export function checkWholeLesson(context: RenderContext): void {
  const { lesson, used } = context;
  const parts = [
    { name: 'Quiz', file: 'quiz.yaml', exists: lesson.quiz.length > 0 },
    { name: 'Lab', file: 'lab.yaml', exists: lesson.lab !== undefined },
  ];
  for (const { name, file, exists } of parts) {
    const uses = used.filter((component) => component.name === name);
    if (exists && uses.length === 0) {
      context.report('lesson/not-shown', undefined, {
        message: `The lesson has a ${file}, but no <${name} />.`,
        why: 'Learners would never see it.',
        remedy: `Put <${name} /> where it belongs in the text.`,
      });
    }
    if (uses.length > 1) {
      context.report('lesson/shown-twice', uses[1]?.place, {
        message: `<${name} /> stands ${uses.length} times in the lesson.`,
        why: 'Results are stored by item; the same item twice on a page would overwrite itself.',
        remedy: `Keep one <${name} />.`,
      });
    }
  }
  lesson.terms.forEach((id, index) => {
    if (!context.curriculum.terms.has(id) || context.linkedTerms.has(id)) return;
    context.within('lesson.mdx', ['terms', index], () =>
      context.report('term/not-linked', undefined, {
        message: `The lesson says that it introduces the term "${id}", but never links it.`,
        why: 'The glossary sends readers here to learn it.',
        remedy: `Write <Term id="${id}">…</Term> at its first use, or remove "${id}" from "terms".`,
      }),
    );
  });
}
