import { parseDocument } from 'yaml';
import type { ContentFiles } from '../curriculum/read.ts';
import { idSchema } from '../curriculum/schema/common.ts';
import { ForkError } from './layers.ts';

/** What a new lesson is to be called, and where it is to stand. */
export interface NewLesson {
  id: string;
  /** Id of its author. */
  author: string;
  /** YYYY-MM-DD. */
  date: string;
}

/** Title from an id: "service-mesh-basics" becomes "Service mesh basics". */
export function titleFrom(id: string): string {
  const words = id.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @throws ForkError if an id cannot be one, or is taken. */
export function checkNewId(id: string | undefined, files: ContentFiles): string {
  const parsed = idSchema.safeParse(id);
  if (!parsed.success) {
    throw new ForkError(
      `${id === undefined ? 'Say how the lesson is to be called.' : `"${id}" cannot be an id.`}\nDo:  Use lower-case words with hyphens, such as our-registry. The id is for ever: links and progress hang on it.`,
    );
  }
  const taken = [...files.keys()].find((path) => path.endsWith(`/${id}/lesson.mdx`));
  if (taken) throw new ForkError(`The lesson "${id}" exists already: ${taken}\nDo:  Choose another id.`);
  return parsed.data;
}

/** Sentences of the skeleton that are to be replaced: a lesson that still has one is not ready for readers. */
export const placeholders = [
  'What the reader gets from this lesson, in one sentence.',
  'Explain the first thing that this lesson teaches',
  'Use the second thing that this lesson teaches',
  'Begin with a concrete problem.',
  'One idea at a time; then the commands; then practice.',
  'A primary source, with one clause on what it gives.',
  'A plausible wrong answer',
  'The first thing to remember.',
] as const;

/** The files of a lesson to begin with: a draft with every part that a lesson has, without mistakes. */
export function lessonSkeleton({ id, author, date }: NewLesson): Map<string, string> {
  const title = titleFrom(id);
  const lesson = `---
title: ${title}
summary: What the reader gets from this lesson, in one sentence.
minutes: {reading: 10, lab: 0}
level: beginner
objectives:
  - id: explain-it
    text: Explain the first thing that this lesson teaches
  - id: use-it
    text: Use the second thing that this lesson teaches
competencies: []
prerequisites: []
authors: [${author}]
verified:
  date: ${date}
  versions: {}
status: draft
---
Begin with a concrete problem.

## The idea

One idea at a time; then the commands; then practice.

## Check yourself

<Quiz />

<KeyPoints>

- The first thing to remember.
- The second thing to remember.

</KeyPoints>

## Further reading

- A primary source, with one clause on what it gives.
`;
  const quiz = `items:
  - id: first-question
    type: single
    objective: explain-it
    competencies: []
    question: What does the lesson teach?
    options:
      - text: The right answer
        correct: true
        feedback: Why it is right, with one thing that the question did not say.
      - text: A plausible wrong answer
        feedback: Why somebody would think so, and what is really the case.
    explanation: Two to four sentences that teach the idea.
  - id: second-question
    type: single
    objective: use-it
    competencies: []
    question: What would you do?
    options:
      - text: A plausible wrong answer
        feedback: Why somebody would do so, and what would happen.
      - text: The right answer
        correct: true
        feedback: Why it is right.
    explanation: Two to four sentences that teach the idea.
`;
  return new Map([
    ['lesson.mdx', lesson],
    ['quiz.yaml', quiz],
  ]);
}

/** The text of a YAML file with an entry more in one of its lists; comments stay. */
export function withEntry(text: string, key: string, entry: unknown): string {
  const document = parseDocument(text);
  const present = document.get(key);
  const node = document.createNode(entry, { flow: typeof entry === 'object' });
  if (present === undefined || present === null) document.set(key, document.createNode([]));
  document.addIn([key], node);
  const list = document.get(key, true);
  if (list !== null && typeof list === 'object' && 'flow' in list) list.flow = false;
  return document.toString({ lineWidth: 0 });
}
