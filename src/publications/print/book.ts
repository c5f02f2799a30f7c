import { creditSentence } from '../../attribution/credit.ts';
import { kinds } from '../kinds.ts';
import { publicationLinks } from '../links.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { elements, is } from '../tree.ts';
import { type Chapter, chapterOf } from './chapter.ts';
import { compile, type Part } from './compile.ts';
import { creditOf, metadataOf, styleWords } from './document.ts';
import type { Picture } from './printing.ts';
import { addressOf, breakable, call, content, labelAt, labelOf, type Value, words } from './typst.ts';

/** The longest answer, in characters of markup, that is kept on one page. */
const SHORT = 1400;

const termLabel = (id: string): string => labelOf('term', id);
const link = (href: string, text = href): string => call('link-to', { href }, words(breakable(text)));

/** Numbers of a lesson, as they stand above its title. */
function numberOf({ published: { position } }: Chapter, { t }: Source): string {
  return `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`;
}

/** Cover, imprint, contents. */
function front(source: Source): string {
  const { edition, course, t } = source;
  const { identity } = edition;
  const { creators, notices, licences, changes, basedOn } = creditOf(source);
  const by = creators.map(({ name }) => name).join(', ');
  const release = t('printEdition', { version: identity.version, date: identity.released });
  const cover = call('cover', {
    title: content(words(course.title)),
    summary: content(words(course.summary)),
    publisher: identity.name,
    kicker: identity.tagline,
    lines: [
      content(words(`${t('colophonBy')} ${by}`)),
      content(words(`${release} · ${licences.map(({ licence }) => licence.name).join(', ')}`)),
    ],
  });
  const lines: string[] = [
    call('strong', {}, words(course.title)),
    words(`${t('colophonBy')} ${by} · ${release}`),
    words(`${t('courseAudience')}: ${course.audience}`),
    ...notices.map(words),
    ...licences.map(
      ({ licence }) =>
        `${words(`${t('colophonLicence')}: `)}${link(licence.url, licence.name)}${words(', ')}${link(licence.url)}`,
    ),
    `${words(`${identity.disclaimer} `)}${link(identity.disclaimer_url)}`,
    ...(basedOn
      ? [`${words(`${t('colophonSource')}: ${basedOn.name}, ${basedOn.version}, `)}${link(basedOn.address)}`]
      : []),
    ...changes.flatMap(({ statement }) => [statement.text, ...statement.items].map(words)),
    words(identity.marks),
    `${words(`${identity.name} · `)}${link(identity.url)}`,
  ];
  return [cover, call('imprint', { lines: lines.map(content) }), call('begin-contents', { title: t('passage') })].join(
    '\n\n',
  );
}

/** The chapters by modules, each with a page of its own. */
function modules(source: Source, chapters: readonly Chapter[]): Part[] {
  return source.course.modules.flatMap((module): Part[] => {
    const own = chapters.filter(({ lesson }) => lesson.moduleId === module.id && lesson.courseId === module.courseId);
    const [first] = own;
    if (!first) return [];
    const opening = call('part', {
      number: source.t('leg', { number: first.published.position.moduleNumber }),
      title: content(words(module.title)),
      label: labelOf('module', module.id),
      summary: module.summary,
      lessons: own.map(({ lesson }) => [labelOf(lesson.id), lesson.title]),
    });
    return [{ markup: opening }, ...own.map(({ lesson, markup }) => ({ lesson: lesson.id, markup }))];
  });
}

/** Answers, hints and solutions, by lessons. */
function answers(source: Source, chapters: readonly Chapter[]): Part[] {
  const { t, course } = source;
  const parts = chapters
    .filter((chapter) => chapter.answers.length > 0)
    .map((chapter): Part => {
      const { lesson } = chapter;
      const heading = call('answers-of', {
        number: numberOf(chapter, source),
        title: content(words(lesson.title)),
        to: labelOf(lesson.id),
        label: labelOf('answers', lesson.id),
        course: course.title,
      });
      const all = chapter.answers.map(({ title, label, markup }) =>
        call('answer', { title, label, short: markup.length < SHORT }, markup),
      );
      return { lesson: lesson.id, markup: [heading, ...all].join('\n\n') };
    });
  if (parts.length === 0) return [];
  const opening = call('appendix', { title: t('printAnswers'), label: 'answers', about: t('printAnswersAbout') });
  return [{ markup: opening }, ...parts];
}

/** Every term that a lesson links, explained, with the pages that use it. */
function glossary({ edition, t }: Source, chapters: readonly Chapter[]): Part[] {
  const used = new Set(
    chapters.flatMap(({ published }) =>
      [...elements(published.tree)]
        .filter((one) => is(one, '.term'))
        .map(({ properties }) => labelAt(String(properties.href), '')),
    ),
  );
  const compare = new Intl.Collator(edition.identity.language);
  const terms = [...edition.terms.values()]
    .filter(({ id }) => used.has(termLabel(id)))
    .sort((a, b) => compare.compare(a.term, b.term));
  if (terms.length === 0) return [];
  const entries = terms.map((term) => {
    const see = term.see.map((id): Value => [termLabel(id), edition.terms.get(id)?.term ?? id]);
    return call('entry', { id: termLabel(term.id), name: term.term, definition: term.definition, see });
  });
  return [
    { markup: call('appendix', { title: t('navGlossary'), label: 'glossary', about: t('glossaryLead') }) },
    { markup: entries.join('\n\n') },
  ];
}

/** Credits of all lessons in sentences, and the license. */
function credits(source: Source, chapters: readonly Chapter[]): Part[] {
  const { edition, t } = source;
  const { identity } = edition;
  const sentences = chapters.map(({ published }) =>
    words(creditSentence(published.credit).replace(/\S{30,}/g, breakable)),
  );
  const { licences, notices } = creditOf(source);
  const body = [
    ...notices.map(words),
    ...licences.map(({ licence }) => `${call('strong', {}, words(licence.name))}#linebreak()${link(licence.url)}`),
    words(t('printLicenceAbout', { name: identity.name })),
    `${words(`${identity.disclaimer} `)}${link(identity.disclaimer_url)}`,
    words(identity.marks),
  ];
  return [
    { markup: call('appendix', { title: t('printCredits'), label: 'credits' }) },
    { markup: call('credits', {}, ...sentences) },
    { markup: call('appendix', { title: t('colophonLicence'), label: 'licence', opens: false }) },
    { markup: body.join('\n\n') },
  ];
}

/** Makes the book of a course. */
async function publish(source: Source): Promise<Published[]> {
  const { edition, course, lessons } = source;
  const inside = new Set(lessons.map(({ id }) => id));
  const links = publicationLinks(edition.identity, {
    lesson: (id, heading) =>
      inside.has(id) ? addressOf(heading === undefined ? labelOf(id) : labelOf(id, heading)) : undefined,
    term: (id) => (edition.terms.has(id) ? addressOf(termLabel(id)) : undefined),
  });
  const pictures = new Map<string, Picture>();
  const chapters: Chapter[] = [];
  for (const lesson of lessons) chapters.push(await chapterOf(source, lesson, { look: 'book', links, pictures }));
  const parts: Part[] = [
    { markup: front(source) },
    ...modules(source, chapters),
    ...answers(source, chapters),
    ...glossary(source, chapters),
    ...credits(source, chapters),
  ];
  const made = await compile(
    {
      look: 'book',
      title: course.title,
      ...metadataOf(
        source,
        chapters.map(({ published }) => published.credit),
      ),
      settings: { words: styleWords(source) },
      parts,
      pictures,
    },
    source,
  );
  const losses: Loss[] = [...chapters.flatMap((chapter) => chapter.losses), ...made.losses];
  return [{ name: kinds.pdf.course(course.id), content: made.pdf, losses }];
}

/** The book of a course: PDF/UA-1 with outline, page references, answers in an appendix, glossary and credits. */
export const pdf: Format = { id: 'pdf', publish };
