import { bankCredit } from '../../attribution/bank-credit.ts';
import type { Credited } from '../../attribution/credit.ts';
import { publishedPaths } from '../../curriculum/addresses.ts';
import type { ExamBank, PlacedItem } from '../../curriculum/model.ts';
import { textRenderer } from '../../rendering/render.ts';
import { bareLesson } from '../../rendering/slot.ts';
import { escapeHtml } from '../../strings/html.ts';
import { publicationLinks } from '../links.ts';
import { type LomResource, lomOf } from '../lom.ts';
import type { PracticeExam } from '../publication.ts';
import type { Asked, ChoiceParts } from '../questions.ts';

/** An item of a practice exam as publications carry it. */
export interface ExamQuestion {
  item: PlacedItem;
  question: Asked;
  credit: Credited;
  resource: LomResource;
}

/** What is said of an item for machines: what it tests, how hard it is, where its answer comes from, whose it is. */
function resourceOf({ edition, bank, t }: PracticeExam, item: PlacedItem, credit: Credited): LomResource {
  const { exam } = bank;
  const domain = exam.domains.find(({ competencies }) => competencies.some(({ id }) => id === item.competency));
  const competency = domain?.competencies.find(({ id }) => id === item.competency);
  const [lessonId = '', objective = ''] = item.objective.split('#');
  const lesson = edition.lessons.get(lessonId);
  const text = lesson?.objectives.find(({ id }) => id === objective)?.text;
  const source = t('sitTaxonomy', { exam: exam.id, version: exam.curriculum_version });
  const paths = publishedPaths(edition.identity);
  return {
    ...lomOf(credit, edition.identity.language),
    title: `${credit.title}: ${item.id}`,
    difficulty: item.difficulty,
    references: [item.source, ...(lesson ? [paths.absolute(paths.lesson(lessonId))] : [])],
    classifications: [
      {
        purpose: 'competency',
        source,
        path: [domain && { id: domain.id, text: domain.name }, competency].filter((taxon) => taxon !== undefined),
      },
      {
        purpose: 'educational objective',
        source: t('sitObjectives', { lesson: lesson?.title ?? lessonId }),
        path: [{ id: item.objective, text: text ?? objective }],
      },
    ],
  };
}

/** Items of a bank with their texts as HTML, in their order. Their links lead to the published site. @param orderOf in which order the options of an item are shown */
export function examQuestions(
  practiceExam: PracticeExam,
  items: ExamBank['items'],
  orderOf: (item: PlacedItem) => ChoiceParts['order'],
): ExamQuestion[] {
  const { edition, bank, t } = practiceExam;
  const links = publicationLinks(edition.identity, {});
  return items.map((item) => {
    const about = edition.lessons.get(item.objective.split('#')[0] ?? '');
    const render = textRenderer(about ?? bareLesson({ id: item.id, path: item.path, text: '' }), edition, links, t);
    const order = orderOf(item);
    const credit = bankCredit(bank.exam, item, edition, t);
    const source = `<a href="${escapeHtml(item.source)}">${escapeHtml(new URL(item.source).hostname)}</a>`;
    const right = item.options.filter(({ correct }) => correct).length;
    const question: Asked = {
      id: `${bank.exam.id.toLowerCase()}-${item.id}`,
      item,
      type: item.type,
      stem: render(item.question),
      explanation: `${render(item.explanation)}<p>${escapeHtml(t('sitSource'))}: ${source}</p>`,
      options: item.options.map(({ text, correct, feedback }) => {
        return { html: render(text, 'inline'), correct, feedback: render(feedback, 'inline') };
      }),
      ...(order === undefined ? {} : { order }),
      prompt: item.type === 'single' ? t('sitChooseOne') : t('sitChoose', { count: right }),
    };
    return { item, question, credit, resource: resourceOf(practiceExam, item, credit) };
  });
}
