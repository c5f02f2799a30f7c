import type { Lesson } from '../../curriculum/model.ts';
import { colophon } from '../colophon.ts';
import { colorsOf } from '../colors.ts';
import { moveFigures } from '../figure-files.ts';
import { htmlPage } from '../html-page.ts';
import { publishedLesson } from '../lesson.ts';
import { filesOf } from '../lesson-files.ts';
import { publicationLinks } from '../links.ts';
import { pageStyle } from '../page-style.ts';
import type { Loss, Source } from '../publication.ts';
import { openOutside, stillLesson } from '../still-lesson.ts';
import { element } from '../tree.ts';

/** A lesson in a cartridge: its page first, then its figures and files, by their paths in the cartridge. */
export interface LessonPage {
  files: Map<string, string | Uint8Array>;
  losses: readonly Loss[];
}

const folderOf = (id: string): string => `lessons/${id}`;

/** Makes the page of a lesson. Addresses in it lead to other pages of the cartridge and to its files. */
export async function lessonPage(source: Source, lesson: Lesson): Promise<LessonPage> {
  const { edition, t, lessons } = source;
  const ids = new Set(lessons.map(({ id }) => id));
  const within = (name: string): string => `files/${name.split('/').map(encodeURIComponent).join('/')}`;
  const links = publicationLinks(edition.identity, {
    lesson: (id, heading) => {
      if (!ids.has(id)) return undefined;
      const anchor = heading === undefined ? '' : `#${heading}`;
      return id === lesson.id && anchor !== '' ? anchor : `../${id}/index.html${anchor}`;
    },
    lessonFile: (id, name) => (id === lesson.id ? within(name) : ids.has(id) ? `../${id}/${within(name)}` : undefined),
  });
  const published = await publishedLesson(source, lesson, links);
  const { tree, losses } = stillLesson(source, published, { quiz: [element('p', {}, [t('quizFollows')])] });
  const figures = moveFigures(tree, colorsOf(edition), (name) => name);
  const { title, summary } = lesson;
  const content = [
    element('h1', {}, [title]),
    element('p', {}, [summary]),
    ...tree.children.filter((node) => node.type === 'element' || node.type === 'text'),
    openOutside(colophon(published.credit, t)),
  ];
  const folder = folderOf(lesson.id);
  const files = new Map<string, string | Uint8Array>([
    [`${folder}/index.html`, htmlPage(edition.identity.language, title, pageStyle(edition), content)],
    ...figures.map((figure): [string, string] => [`${folder}/${figure.name}`, figure.content]),
  ]);
  for (const [name, file] of filesOf(source, lesson)) files.set(`${folder}/files/${name}`, file);
  return { files, losses };
}
