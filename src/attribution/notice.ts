import type { Identity, Lesson } from '../curriculum/model.ts';
import { type Credit, creditSentence } from './credit.ts';

/**
 * The text that goes with the downloaded files of a lesson: whose they are, under which license, and what was changed. The
 * files themselves stay as they are. Code has the license of the curriculum's code, unless a provider chose another
 * license for lessons of their own.
 */
export function noticeText(lesson: Lesson, credit: Credit, { identity }: { identity: Identity }): string {
  const { code_licence: code, own_licence: chosen } = identity;
  const own = credit.provenance.state === 'original' && lesson.layer > 0 && chosen !== undefined;
  const lines = [
    `Files of the lesson “${lesson.title}”`,
    creditSentence(credit),
    credit.copyright,
    `License: ${credit.licence.name}, ${credit.licence.url}`,
    ...(own ? [] : [`License of code: ${code.name}, ${code.url}`]),
    `${credit.disclaimer.text} ${credit.disclaimer.url}`,
    ...credit.statements.map(({ text, items }) => [text, ...items.map((item) => `- ${item}`)].join('\n')),
  ];
  return `${lines.join('\n\n')}\n`;
}
