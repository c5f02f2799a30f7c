import { creditSentence } from '../../attribution/credit.ts';
import { kinds } from '../kinds.ts';
import { publicationLinks } from '../links.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { classesOf, elements } from '../tree.ts';
import { block } from './blocks.ts';
import { type Chapter, chapterOf } from './chapter.ts';
import { compile, type Part } from './compile.ts';
import { creditMarkup } from './credit.ts';
import { creditOf, metadataOf, styleWords } from './document.ts';
import type { Picture } from './printing.ts';
import { breakable, call, content, labelOf, words } from './typst.ts';

/** A lesson with its questions, as the sheet has them. */
interface Exercises extends Chapter {
  questions: string;
}

/** The checkpoints and the questions of a lesson, in its order; nothing else of it. */
async function exercisesOf(source: Source, pictures: Map<string, Picture>): Promise<Exercises[]> {
  const links = publicationLinks(source.edition.identity, {});
  const all: Exercises[] = [];
  for (const lesson of source.lessons) {
    const questions: string[] = [];
    const chapter = await chapterOf(source, lesson, {
      look: 'sheet',
      links,
      pictures,
      print: (tree, printing) => {
        for (const one of elements(tree))
          if (one.tagName === 'quiz-item' || classesOf(one).includes('checkpoint'))
            questions.push(block(one, printing));
        return '';
      },
    });
    if (questions.length > 0) all.push({ ...chapter, questions: questions.join('\n\n') });
  }
  return all;
}

function lessonHeading({ t }: Source, { lesson, published: { position } }: Exercises): string {
  return call('lesson', {
    number: `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`,
    title: content(words(lesson.title)),
    label: labelOf(lesson.id),
  });
}

/** Credits: that of each lesson in a sentence, and what license and law ask to be said of all of them. */
function creditsOf(source: Source, all: readonly Exercises[]): Part[] {
  const { t } = source;
  const [only] = all;
  if (all.length === 1 && only) return [{ markup: creditMarkup(only.published.credit, t) }];
  const { notices } = creditOf(source);
  const { identity } = source.edition;
  const sentences = all.map(({ published: { credit } }) =>
    words([creditSentence(credit), credit.changes].join(' ').replace(/\S{30,}/g, breakable)),
  );
  const more = [...notices, `${identity.disclaimer} ${identity.disclaimer_url}`, identity.marks].map(words);
  return [{ markup: call('credits', { title: t('printCredits') }, ...sentences, ...more) }];
}

/** Makes the sheet of a course, and the key to it. */
async function publish(source: Source): Promise<Published[]> {
  const { course, t, edition } = source;
  const pictures = new Map<string, Picture>();
  const all = await exercisesOf(source, pictures);
  if (all.length === 0) return [];
  const made = async (name: string, kind: string, parts: readonly Part[], hasName: boolean): Promise<Published> => {
    const opening = call('title', {
      kind,
      title: content(words(course.title)),
      publisher: edition.identity.name,
      fields: hasName,
    });
    const { pdf, losses } = await compile(
      {
        look: 'sheet',
        ...metadataOf(
          source,
          all.map(({ published }) => published.credit),
        ),
        title: `${course.title}: ${kind}`,
        settings: { words: { ...styleWords(source), kind }, publisher: edition.identity.name, course: course.title },
        parts: [{ markup: opening }, ...parts, ...creditsOf(source, all)],
        pictures,
      },
      source,
    );
    const own: Loss[] = all.flatMap((one) => one.losses);
    return { name, content: pdf, losses: [...own, ...losses] };
  };
  const sheet = all.map(
    (one): Part => ({ lesson: one.lesson.id, markup: `${lessonHeading(source, one)}\n\n${one.questions}` }),
  );
  const key = all.map((one): Part => {
    const answers = one.answers.map(({ title, label, markup }) => call('answer', { title, label }, markup));
    return { lesson: one.lesson.id, markup: `${lessonHeading(source, one)}\n\n${answers.join('\n\n')}` };
  });
  return [
    await made(kinds.exercises.course(course.id), t('printExercises'), sheet, true),
    await made(kinds['exercises-key'].course(course.id), t('printKey'), key, false),
  ];
}

/** The questions of a course with room to answer, and their answers in a file of their own. */
export const exercises: Format = { id: 'exercises', publish };
