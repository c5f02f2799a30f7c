import { error, type Finding } from '../../curriculum/finding.ts';
import { splitLesson } from '../../curriculum/frontmatter.ts';
import { dataFile, type Lesson } from '../../curriculum/model.ts';
import { type DataPath, readYaml } from '../../curriculum/yaml.ts';
import { placeholders } from '../../fork/new-lesson.ts';

/** Words that tell readers who struggle that it is their fault, or that tell nobody anything. */
const FORBIDDEN = /(?<![\p{L}-])(simply|just|easy|easily|obviously|trivial|trivially)(?![\p{L}-])/giu;

/** Verbs whose outcome nobody can see; the others are measurable enough. */
const VAGUE = /^(understand|know|learn|appreciate|be aware|be familiar|grasp|realize|see|get|discover|explore)\b/i;

/** Words of English prose that a reader takes in per minute, exercises aside: a technical text, slowly read. */
const SLOWEST = 60;
const FASTEST = 260;

const FENCE = /^\s*(```|~~~)/;

/** Lines of prose with code blanked out, and their 1-based numbers in the file. */
function proseLines(text: string, firstLine: number): { text: string; line: number }[] {
  let inCode = false;
  return text.split('\n').flatMap((line, index) => {
    if (FENCE.test(line)) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [];
    const blank = (part: string): string => ' '.repeat(part.length);
    const bare = line.replace(/`[^`]*`/g, blank).replace(/\]\([^)]*\)/g, blank);
    return [{ text: bare, line: firstLine + index }];
  });
}

function forbiddenWords(text: string, file: string, firstLine: number): Finding[] {
  return proseLines(text, firstLine).flatMap(({ text: line, line: number }) =>
    [...line.matchAll(FORBIDDEN)].map((match) =>
      error(
        'prose/forbidden-word',
        file,
        { line: number, column: match.index + 1 },
        {
          message: `The word "${match[0]}" stands here.`,
          why: 'To a reader who struggles it says that they should not; to all others it says nothing.',
          remedy: 'Remove the word, or say what makes it so.',
        },
      ),
    ),
  );
}

/** Reports words that lessons do not use, in the text, the quiz and the lab. */
export function checkWords(lesson: Lesson): Finding[] {
  const inData = (['quiz.yaml', 'lab.yaml'] as const).flatMap((name) =>
    forbiddenWords(lesson.sources[name] ?? '', dataFile(lesson, name), 1),
  );
  return [...forbiddenWords(lesson.body, lesson.path, lesson.bodyLine), ...inData];
}

/** Reports objectives that cannot be measured, and those that neither the quiz nor the lab practices. */
export function checkObjectives(lesson: Lesson, frontmatter: string): Finding[] {
  const place = (path: DataPath) => readYaml(lesson.path, frontmatter, 2).place(path);
  const practiced = new Set(lesson.quiz.map((item) => item.objective));
  return lesson.objectives.flatMap(({ id, text }, index): Finding[] => [
    ...(VAGUE.test(text)
      ? [
          error('objective/vague', lesson.path, place(['objectives', index, 'text']), {
            message: `The objective "${text}" begins with a verb that nobody can measure.`,
            why: 'Learners cannot tell whether they have reached it, and no quiz can.',
            remedy: 'Begin with what they will be able to do: explain, predict, choose, write, find.',
          }),
        ]
      : []),
    ...(practiced.has(id) || lesson.lab
      ? []
      : [
          error('objective/not-practiced', lesson.path, place(['objectives', index, 'id']), {
            message: `The objective "${id}" is practiced by no quiz item, and there is no lab.`,
            why: 'Learners would leave without having tried it.',
            remedy: `Write a quiz item with "objective: ${id}".`,
          }),
        ]),
  ]);
}

/** Reports headings that skip a level: screen readers and tables of contents go by levels. */
export function checkHeadings(lesson: Lesson): Finding[] {
  let level = 1;
  return proseLines(lesson.body, lesson.bodyLine).flatMap(({ text, line }): Finding[] => {
    const marks = /^(#{1,6})\s/.exec(text)?.[1];
    if (marks === undefined) return [];
    const skipped = marks.length > level + 1;
    const from = level;
    level = marks.length;
    if (!skipped) return [];
    return [
      error(
        'heading/level',
        lesson.path,
        { line, column: 1 },
        {
          message: `A heading of level ${marks.length} follows one of level ${from}.`,
          why: 'Screen readers and the list of sections go by levels; one that is missing looks like a gap.',
          remedy: `Write ${'#'.repeat(from + 1)} instead of ${marks}.`,
        },
      ),
    ];
  });
}

/** Reports a reading time that the number of words cannot take. @param words words of prose, as rendering counted them. */
export function checkReadingTime(lesson: Lesson, frontmatter: string, words: number): Finding[] {
  const { reading } = lesson.minutes;
  // A quiz item takes about as long as a paragraph; sessions, diagrams and code are looked at, too.
  const least = Math.floor(words / FASTEST);
  const most = Math.ceil(words / SLOWEST) + 2 * lesson.quiz.length;
  // A draft says how long it is going to be.
  if (lesson.status === 'draft' || (reading >= least && reading <= most)) return [];
  const place = readYaml(lesson.path, frontmatter, 2).place(['minutes', 'reading']);
  return [
    error('lesson/reading-time', lesson.path, place, {
      message: `The lesson says that it takes ${reading} minutes to read; its ${words} words and ${lesson.quiz.length} quiz items take between ${least} and ${most}.`,
      why: 'People plan their evenings and their classes by it.',
      remedy: 'Write what it takes under "minutes"; if the lesson is not finished, set its status to draft.',
    }),
  ];
}

/** Facts whose day to be looked at again has come. @param today YYYY-MM-DD. */
export function dueFacts(lesson: Lesson, frontmatter: string, today: string): Finding[] {
  return lesson.watch.flatMap(({ fact, source, review }, index): Finding[] =>
    review > today
      ? []
      : [
          {
            ...error(
              'watch/due',
              lesson.path,
              readYaml(lesson.path, frontmatter, 2).place(['watch', index, 'review']),
              {
                message: `This fact was to be looked at again on ${review}: ${fact}`,
                why: 'It may not be true any more.',
                remedy: `Look at ${source}, correct the lesson if needed, and set the next date.`,
              },
            ),
            severity: 'warning',
          },
        ],
  );
}

/** Reports sentences of the skeleton in a lesson that readers see. */
export function checkPlaceholders(lesson: Lesson, text: string): Finding[] {
  if (lesson.status === 'draft') return [];
  const quiz = dataFile(lesson, 'quiz.yaml');
  const sources: [string, string][] = [
    [lesson.path, text],
    [quiz, lesson.sources['quiz.yaml'] ?? ''],
  ];
  return sources.flatMap(([file, source]) =>
    placeholders.flatMap((sentence): Finding[] => {
      const at = source.indexOf(sentence);
      if (at < 0) return [];
      const line = source.slice(0, at).split('\n').length;
      return [
        error(
          'lesson/placeholder',
          file,
          { line, column: 1 },
          {
            message: `"${sentence}" still stands here, as the lesson was begun.`,
            why: 'Readers would see it.',
            remedy: 'Write what belongs there, or set the status back to draft.',
          },
        ),
      ];
    }),
  );
}

/** Everything about the prose of a lesson. @param text its lesson.mdx. @param words as rendering counted them. */
export function checkProse(lesson: Lesson, text: string, words: number, today: string): Finding[] {
  const { frontmatter } = splitLesson(lesson.path, text);
  return [
    ...checkPlaceholders(lesson, text),
    ...checkWords(lesson),
    ...checkObjectives(lesson, frontmatter),
    ...checkHeadings(lesson),
    ...checkReadingTime(lesson, frontmatter, words),
    ...dueFacts(lesson, frontmatter, today),
  ];
}
