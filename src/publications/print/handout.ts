import type { Root, RootContent } from 'hast';
import { kinds } from '../kinds.ts';
import { publicationLinks } from '../links.ts';
import type { Format, Published, Source } from '../publication.ts';
import { is, textIn } from '../tree.ts';
import { blocks } from './blocks.ts';
import { chapterOf } from './chapter.ts';
import { type Compiled, compile } from './compile.ts';
import { metadataOf, styleWords } from './document.ts';
import type { Picture, Printing } from './printing.ts';
import { addressOf, call, labelOf, words } from './typst.ts';

/** A handout that has more pages is set smaller, then denser, in these steps; then it is as long as it is. */
const MOST_PAGES = 6;
const STEPS = [{ scale: 0.94 }, { scale: 0.88 }, { scale: 0.88, isDense: true }] as const;

/** Sections with less prose than this beside their lab or quiz, in words, are about nothing else. */
const PROSE = 120;

const isExercise = (node: RootContent): boolean => is(node, '.lab') || is(node, 'lesson-quiz');

/** Words of a section that belong to none of its exercises: files and alternatives beside a lab are what it starts with. */
function proseIn(section: readonly RootContent[]): number {
  const prose = section.filter(
    (node) =>
      !isExercise(node) && !['lesson-tabs', 'figure'].some((name) => is(node, name)) && !is(node, '.key-points'),
  );
  return prose.map(textIn).join(' ').split(/\s+/).length;
}

/** What a handout has no room for stays on the page of the lesson: labs, quizzes, and sections that are about nothing else. */
function withoutExercises({ children }: Root): { kept: RootContent[]; titles: string[] } {
  const sections: RootContent[][] = [[]];
  for (const child of children) {
    if (is(child, 'h2')) sections.push([]);
    sections.at(-1)?.push(child);
  }
  const titles: string[] = [];
  const kept = sections.flatMap((section) => {
    const [first] = section;
    if (!first || !section.some(isExercise)) return section;
    if (!is(first, 'h2') || proseIn(section) > PROSE) return section.filter((node) => !isExercise(node));
    titles.push(textIn(first));
    return section.filter((node) => is(node, '.key-points'));
  });
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
        id === lesson.id ? addressOf(heading === undefined ? labelOf(id) : labelOf(id, heading)) : undefined,
    });
    const pictures = new Map<string, Picture>();
    const chapter = await chapterOf(source, lesson, { look: 'handout', links, pictures, print: handoutText });
    const set = (step: { scale: number; isDense?: boolean }): Promise<Compiled> =>
      compile(
        {
          look: 'handout',
          ...metadataOf(source, [chapter.published.credit]),
          title: lesson.title,
          settings: {
            words: { ...styleWords(source), kind: t('printHandout') },
            publisher: edition.identity.name,
            ...step,
          },
          parts: [{ lesson: lesson.id, markup: chapter.markup }],
          pictures,
        },
        source,
      );
    let compiled = await set({ scale: 1 });
    for (const step of STEPS) if (compiled.pages > MOST_PAGES) compiled = await set(step);
    const { pdf, losses } = compiled;
    made.push({
      name: kinds.handout.lesson(course.id, lesson.id),
      content: pdf,
      losses: [...chapter.losses, ...losses],
    });
  }
  return made;
}

/** A handout per lesson: a few pages to be printed, without answers. */
export const handout: Format = { id: 'handout', publish };
