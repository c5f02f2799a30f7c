import sharp from 'sharp';
import type { Lesson } from '../../curriculum/model.ts';
import { kinds, kindsForTeachers } from '../kinds.ts';
import { publishedLesson } from '../lesson.ts';
import { filesOf } from '../lesson-files.ts';
import { publicationLinks } from '../links.ts';
import type { Format, Published, Source } from '../publication.ts';
import { lessonSlides } from './lesson-slides.ts';
import { slidesPage } from './page.ts';

/**
 * Slides of each lesson, as a page that needs nothing else. What the lesson says stands on them or in their notes, so that everybody
 * may have them; what its authors say to teachers is in `teachingSlides` only.
 */
export const slides: Format = { id: 'slides', publish: (source) => publish(source, false) };

/** The same for those who teach: its notes begin with what authors say to them. It is another file, which is given to nobody else. */
export const teachingSlides: Format = { id: 'teaching-slides', publish: (source) => publish(source, true) };

async function publish(source: Source, isForTeachers: boolean): Promise<Published[]> {
  const { course, edition, lessons } = source;
  const kind = isForTeachers ? kindsForTeachers['teaching-slides'] : kinds.slides;
  const made: Published[] = [];
  for (const lesson of lessons) {
    const pictures = await picturesOf(source, lesson);
    const links = publicationLinks(edition.identity, {
      lessonFile: (id, name) => (id === lesson.id ? pictures.get(name) : undefined),
    });
    const published = await publishedLesson(source, lesson, links);
    const { slides, losses } = lessonSlides(source, published, isForTeachers);
    const content = new TextEncoder().encode(await slidesPage(source, published, slides));
    made.push({ name: kind.lesson(course.id, lesson.id), content, losses });
  }
  return made;
}

/** Bytes up to which a picture is taken as it is, and the width of a slide on a sharp screen. */
const LARGE = 120_000;
const WIDTH = 1600;
const TYPES: Readonly<Record<string, string>> = {
  svg: 'svg+xml',
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  gif: 'gif',
  webp: 'webp',
  avif: 'avif',
};

/** The pictures of a lesson as addresses that have all of them in themselves, by their names. */
async function picturesOf(source: Source, lesson: Lesson): Promise<Map<string, string>> {
  const pictures = new Map<string, string>();
  for (const [name, content] of filesOf(source, lesson)) {
    const type = TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
    if (type === undefined) continue;
    const bytes = Buffer.from(content);
    const isSmall = bytes.length <= LARGE || type === 'svg+xml';
    const shown = isSmall
      ? bytes
      : await sharp(bytes).rotate().resize({ width: WIDTH, withoutEnlargement: true }).webp({ quality: 80 }).toBuffer();
    pictures.set(name, `data:image/${isSmall ? type : 'webp'};base64,${shown.toString('base64')}`);
  }
  return pictures;
}
