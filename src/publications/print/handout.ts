import type { Root, RootContent } from 'hast';
import { publicationLinks } from '../links.ts';
import type { Format, Published, Source } from '../publication.ts';
import { is, textIn } from '../tree.ts';
import { blocks } from './blocks.ts';
import { chapterOf } from './chapter.ts';
import { compile } from './compile.ts';
import { metadataOf, styleWords } from './document.ts';
import type { Picture, Printing } from './printing.ts';
import { call, labelOf, words } from './typst.ts';

/** What a handout leaves to the page of the lesson and to the sheet of exercises: sections with a lab or a quiz. */
function withoutExercises({ children }: Root): { kept: RootContent[]; titles: string[] } {
  const sections: RootContent[][] = [[]];
  for (const child of children) {
    if (is(child, 'h2')) sections.push([]);
    sections.at(-1)?.push(child);
  }
  const isExercise = (section: readonly RootContent[]): boolean =>
    section.some((node) => is(node, '.lab') || is(node, 'lesson-quiz'));
  const titles = sections.filter(isExercise).flatMap(([first]) => (first && is(first, 'h2') ? [textIn(first)] : []));
  const kept = sections.flatMap((section) =>
    isExercise(section) ? section.filter((node) => is(node, '.key-points')) : section,
  );
  return { kept, titles };
}

/** The text of a lesson without its exercises, and where they are. */
function handoutText(tree: Root, printing: Printing): string {
  const { kept, titles } = withoutExercises(tree);
  const text = blocks(kept, printing);
  if (titles.length === 0) return text;
  const more = call('more', { href: printing.address, title: printing.t('printElsewhere') }, ...titles.map(words));
  return `${text}\n\n${more}`;
}

/** Makes a handout of each lesson: its text, figures and checkpoints without answers, with its own credit. */
async function publish(source: Source): Promise<Published[]> {
  const { edition, course, t } = source;
  const made: Published[] = [];
  for (const lesson of source.lessons) {
    const links = publicationLinks(edition.identity, {
      lesson: (id, heading) =>
        id === lesson.id ? `#${heading === undefined ? labelOf(id) : labelOf(id, heading)}` : undefined,
    });
    const pictures = new Map<string, Picture>();
    const chapter = await chapterOf(source, lesson, { look: 'handout', links, pictures, print: handoutText });
    const { pdf, losses } = await compile(
      {
        look: 'handout',
        ...metadataOf(source, [chapter.published.credit]),
        title: lesson.title,
        settings: { words: { ...styleWords(source), kind: t('printHandout') }, publisher: edition.identity.name },
        parts: [{ lesson: lesson.id, markup: chapter.markup }],
        pictures,
      },
      source,
    );
    made.push({ name: `${course.id}-handout-${lesson.id}.pdf`, content: pdf, losses: [...chapter.losses, ...losses] });
  }
  return made;
}

/** A handout per lesson: a few pages to be printed, without answers. */
export const handout: Format = { id: 'handout', publish };
