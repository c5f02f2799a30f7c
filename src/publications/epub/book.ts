import type { ElementContent } from 'hast';
import { colorsOf } from '../colors.ts';
import { lessonAddress, type PublishedLesson, publishedLesson } from '../lesson.ts';
import { publicationLinks } from '../links.ts';
import type { Loss, Source } from '../publication.ts';
import { type ReadingForm, readingForm } from '../reading.ts';
import { element } from '../tree.ts';
import { creditsChapter, GLOSSARY, glossaryChapter, indexChapter, usedTerms } from './back-matter.ts';
import { type BookDocument, bookDocument } from './document.ts';
import { answersChapter, answersFile, lessonChapter, lessonFile } from './lesson-chapter.ts';
import type { Entry } from './package.ts';
import { paintByClasses } from './paint.ts';
import { bookStyle } from './style.ts';

/** Name of the file with the cover. */
export const COVER = 'cover.png';
const INDEX = 'index-of-terms.xhtml';
const CREDITS = 'about.xhtml';
const moduleFile = (id: string): string => `module-${id}.xhtml`;

/** A book before it is packed. */
export interface Book {
  /** In reading order. */
  documents: readonly BookDocument[];
  contents: readonly Entry[];
  /** The document with which the text begins. */
  start: string;
  style: string;
  losses: readonly Loss[];
  /** Day of the last change of any lesson, as YYYY-MM-DD. */
  modified: string;
}

/** Makes all documents of a book: title page, a part for each module with its lessons, answers, glossary, index and credits. */
export async function bookOf(source: Source): Promise<Book> {
  const { edition, t, course, lessons } = source;
  const { language } = edition.identity;
  const inBook = new Set(lessons.map(({ id }) => id));
  const links = publicationLinks(edition.identity, {
    lesson: (id, heading) =>
      inBook.has(id) ? `${lessonFile(id)}${heading === undefined ? '' : `#${heading}`}` : undefined,
    term: (id) => `${GLOSSARY}#${id}`,
  });
  const published: PublishedLesson[] = [];
  for (const lesson of lessons) published.push(await publishedLesson(source, lesson, links));
  const terms = usedTerms(published, source);
  const colors = colorsOf(edition);
  const painted = new Set<string>();
  const forms = published.map((one): ReadingForm => {
    for (const name of paintByClasses(one.tree, colors)) painted.add(name);
    const { id } = one.lesson;
    return readingForm(one, t, {
      answer: (answer) => `${answersFile(id)}#${answer}`,
      question: (question) => `${lessonFile(id)}#${question}`,
      site: lessonAddress(edition, one.lesson),
    });
  });
  const document = (path: string, title: string, type: string, nodes: readonly ElementContent[]): BookDocument =>
    bookDocument({ path, title, type, language }, nodes);
  const title = document('title.xhtml', course.title, 'titlepage', titlePage(source));
  const chapters = published.map((one, index) => {
    const form = forms[index] as ReadingForm;
    const { id, title: name } = one.lesson;
    return {
      moduleId: one.lesson.moduleId,
      entry: { title: name, path: lessonFile(id) },
      lesson: document(lessonFile(id), name, 'chapter', lessonChapter(one, form, source)),
      answers:
        form.answers.length > 0
          ? document(
              answersFile(id),
              `${t('bookAnswers')}: ${name}`,
              'answers',
              answersChapter(one, form.answers, source),
            )
          : undefined,
    };
  });
  const parts = course.modules
    .filter(({ id }) => chapters.some(({ moduleId }) => moduleId === id))
    .map((module, index) => {
      const own = chapters.filter(({ moduleId }) => moduleId === module.id);
      const name = `${t('leg', { number: index + 1 })}: ${module.title}`;
      const list = own.map(({ entry }) => element('li', {}, [element('a', { href: entry.path }, [entry.title])]));
      const nodes = [element('h1', {}, [name]), element('p', {}, [module.summary]), element('ol', {}, list)];
      return { part: document(moduleFile(module.id), name, 'part', nodes), own };
    });
  const answers = chapters.flatMap((chapter) => chapter.answers ?? []);
  const back = [
    ...(terms.length > 0 ? [document(GLOSSARY, t('navGlossary'), 'glossary', glossaryChapter(terms, source))] : []),
    ...(terms.length > 0 ? [document(INDEX, t('bookIndex'), 'index', indexChapter(terms, source))] : []),
    document(CREDITS, t('bookCredits'), 'colophon', creditsChapter(source)),
  ];
  const entryOf = ({ title: name, path }: BookDocument): Entry => ({ title: name, path });
  const [first] = answers;
  return {
    documents: [
      title,
      ...parts.flatMap(({ part, own }) => [part, ...own.map(({ lesson }) => lesson)]),
      ...answers,
      ...back,
    ],
    contents: [
      entryOf(title),
      ...parts.map(({ part, own }) => ({ ...entryOf(part), below: own.map(({ entry }) => entry) })),
      ...(first ? [{ title: t('bookAnswers'), path: first.path, below: answers.map(answersEntry(published)) }] : []),
      ...back.map(entryOf),
    ],
    start: parts[0]?.part.path ?? title.path,
    style: bookStyle(colors, painted),
    losses: forms.flatMap((form) => form.losses),
    modified:
      published
        .map(({ credit }) => credit.modified)
        .sort()
        .at(-1) ?? '',
  };
}

/** Entries of answers have the titles of their lessons. */
const answersEntry =
  (published: readonly PublishedLesson[]) =>
  ({ path, title }: BookDocument): Entry => ({
    path,
    title: published.find(({ lesson }) => answersFile(lesson.id) === path)?.lesson.title ?? title,
  });

function titlePage({ edition, course, t }: Source): ElementContent[] {
  const { identity } = edition;
  return [
    element('div', { className: ['title-page'] }, [
      element('h1', {}, [course.title]),
      element('p', { className: ['summary'] }, [course.summary]),
      element('p', {}, [identity.name]),
      element('p', { className: ['label'] }, [[identity.version, identity.released].filter(Boolean).join(' · ')]),
      element('p', {}, [element('a', { href: CREDITS }, [t('bookCredits')])]),
    ]),
  ];
}
