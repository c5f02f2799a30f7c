import type { Element, Root } from 'hast';
import { type Links, publishedPaths } from '../../curriculum/addresses.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { imageSizeOf } from '../../rendering/image-size.ts';
import { imageOf } from '../../rendering/published-files.ts';
import { lessonAddress, type PublishedLesson, publishedLesson } from '../lesson.ts';
import type { Loss, Source } from '../publication.ts';
import { elements } from '../tree.ts';
import { blocks, LESSON_LEVEL } from './blocks.ts';
import { creditMarkup } from './credit.ts';
import { checkMarkup, labMarkup } from './lab.ts';
import type { Look } from './look.ts';
import type { Answer, Picture, Printing } from './printing.ts';
import { questionMarkup, quizMarkup } from './questions.ts';
import { call, content, labelAt, labelOf, words } from './typst.ts';

/** A lesson as markup. */
export interface Chapter {
  lesson: Lesson;
  published: PublishedLesson;
  /** Title, what it is about, text, credit. */
  markup: string;
  answers: readonly Answer[];
  losses: readonly Loss[];
}

/** How a lesson is printed. */
interface ChapterOptions {
  look: Look;
  links: Links;
  pictures: Map<string, Picture>;
  print?(tree: Root, printing: Printing): string;
}

/** Points per pixel of pictures, as on the site. */
const POINTS = 0.75;

/** Pictures among the files of a lesson, by the addresses that its pages have for them. */
function picturesOf(source: Source, lesson: Lesson): Printing['files'] {
  const paths = publishedPaths(source.edition.identity);
  return new Map(
    [...lesson.files.values()].flatMap((file) => {
      const shown = imageOf(file);
      if (!shown) return [];
      const bytes = typeof shown.content === 'string' ? new TextEncoder().encode(shown.content) : shown.content;
      const width = (imageSizeOf(file)?.width ?? 400) * POINTS;
      const address = paths.absolute(paths.lessonFile(lesson.id, shown.name));
      return [[address, { name: shown.name, bytes, width }] as const];
    }),
  );
}

/** Notes of a lesson, by the addresses of their marks. */
function notesOf({ tree }: PublishedLesson): Map<string, Element> {
  return new Map(
    [...elements(tree)].flatMap((one) => {
      const id = String(one.properties.id ?? '');
      return one.tagName === 'li' && id.includes('user-content-fn-') ? [[`#${id}`, one] as const] : [];
    }),
  );
}

/** The beginning of a lesson: number, title, what it is about, how long it takes, aims, what to read first. */
function opening(source: Source, { lesson, position }: PublishedLesson, links: Links): string {
  const { t, edition, course } = source;
  const takes = t('lessonTakes', { time: t('minutes', { count: lesson.minutes.reading }) });
  const lab = lesson.minutes.lab;
  const facts = [
    takes,
    ...(lab ? [t('lessonTakesLab', { time: t('minutes', { count: lab }) })] : []),
    t(
      `level${lesson.level === 'beginner' ? 'Beginner' : lesson.level === 'intermediate' ? 'Intermediate' : 'Advanced'}`,
    ),
    `${t('lessonChecked')} ${lesson.verified.date}`,
  ];
  const before = lesson.prerequisites.flatMap((id) => {
    const found = edition.lessons.get(id);
    if (!found) return [];
    const to = links.lesson(id);
    const label = labelAt(to, lesson.id);
    return [
      content(
        label !== undefined
          ? call('cross', { to: label }, words(found.title))
          : call('link-to', { href: to }, words(found.title)),
      ),
    ];
  });
  return call('opening', {
    number: `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`,
    course: course.title,
    title: content(words(lesson.title)),
    label: labelOf(lesson.id),
    summary: content(words(lesson.summary)),
    facts,
    objectives: lesson.objectives.map(({ text }) => content(words(text))),
    competencies: lesson.competencies,
    before,
  });
}

/**
 * Prints a lesson.
 * @param pictures pictures of the document; its own are added @param print what of its text is printed, if it is not all
 */
export async function chapterOf(
  source: Source,
  lesson: Lesson,
  { look, links, pictures, print = ({ children }, printing) => blocks(children, printing) }: ChapterOptions,
): Promise<Chapter> {
  const published = await publishedLesson(source, lesson, links);
  const notes = notesOf(published);
  const printing: Printing = {
    lesson,
    t: source.t,
    look,
    address: lessonAddress(source.edition, lesson),
    pictures,
    losses: [],
    files: picturesOf(source, lesson),
    note: (address) => {
      const found = notes.get(address);
      return found && blocks(found.children, printing);
    },
    indent: 0,
    level: LESSON_LEVEL[look],
    isAnswer: false,
    count: { checkpoints: 0, pictures: 0 },
    answers: [],
    parts: { '.lab': labMarkup, '.check': checkMarkup, 'lesson-quiz': quizMarkup, 'quiz-item': questionMarkup },
  };
  const text = print(published.tree, printing);
  const markup = [opening(source, published, links), text, creditMarkup(published.credit, source.t)].join('\n\n');
  return { lesson, published, markup, answers: printing.answers, losses: printing.losses };
}
