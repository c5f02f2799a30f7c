import type { Edition } from '../../src/assembly/edition.ts';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import type { Lesson } from '../../src/curriculum/model.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { type RenderedLesson, renderLesson } from '../../src/rendering/render.ts';
import { translator } from '../../src/strings/index.ts';
import { assemble, body, paths, withChange } from './fixture.ts';

/** The lesson with an id. @throws if there is none. */
export function lessonOf(curriculum: Edition, id: string): Lesson {
  const lesson = curriculum.lessons.get(id);
  if (!lesson) throw new Error(`there is no lesson ${id}`);
  return lesson;
}

/** A lesson rendered as the site does it. */
export function render(id: string, curriculum: Edition): RenderedLesson {
  const links = sitePaths(siteAddress(curriculum.identity.url));
  return renderLesson(lessonOf(curriculum, id), curriculum, links, translator(curriculum.identity.language));
}

/** Line of the first line of a text that `renderText` renders. */
export const FIRST_LINE = 19;

/**
 * A curriculum of which the lesson "log-line", which has no quiz, lab, terms or files of its own, has some text as its
 * body. @param files what stands in files/ of the lesson.
 */
export function withText(text: string, files: Readonly<Record<string, string>> = {}): ContentFiles {
  const all = new Map(withChange(paths.logLine, body(`\n${text}\n`)));
  for (const [name, content] of Object.entries(files))
    all.set(paths.logLine.replace('lesson.mdx', `files/${name}`), content);
  return all;
}

/** Some text rendered as the body of a lesson with these files. */
export function renderText(text: string, files: Readonly<Record<string, string>> = {}): RenderedLesson {
  return render('log-line', assemble(withText(text, files)));
}

/** The HTML of a text that has no mistakes. @throws if it has some. */
export function htmlOf(text: string, files: Readonly<Record<string, string>> = {}): string {
  const { html, findings } = renderText(text, files);
  if (findings.length > 0) throw new Error(findings.map((entry) => entry.message).join('\n'));
  return html;
}

/** Rule and line of each mistake in a text, counted from its own first line. */
export function mistakes(text: string, files: Readonly<Record<string, string>> = {}): [rule: string, line: number][] {
  return renderText(text, files).findings.map((entry) => [entry.rule, entry.line - FIRST_LINE + 1]);
}

/** The only mistake in a text. @throws if there is none, or more than one. */
export function mistake(text: string, files: Readonly<Record<string, string>> = {}): Finding {
  const { findings } = renderText(text, files);
  const [first, ...others] = findings;
  if (!first || others.length > 0)
    throw new Error(`${findings.length} findings: ${findings.map((entry) => entry.rule)}`);
  return first;
}
