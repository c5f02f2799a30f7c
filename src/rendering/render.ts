import { mdxToHast } from 'satteri';
import { error, type Finding, type Place } from '../curriculum/finding.ts';
import { type Curriculum, type DataFile, dataFile, type Lesson } from '../curriculum/model.ts';
import { type DataPath, readYaml } from '../curriculum/yaml.ts';
import type { Translate } from '../strings/index.ts';
import { checkWholeLesson } from './completeness.ts';
import type { Links, Node, RenderContext } from './context.ts';
import { assignHeadingIds } from './headings.ts';
import { renderMarkdown } from './markdown.ts';
import { collectSections, type Section } from './sections.ts';
import { toHtml } from './to-html.ts';

/** A lesson as HTML, with what pages need to know of it. */
export interface RenderedLesson {
  html: string;
  sections: Section[];
  /** Words of prose, code not counted. */
  words: number;
  findings: Finding[];
}

/**
 * Renders a lesson's MDX to HTML.
 *
 * Lessons are data: components are looked up by name, props are plain strings checked against schemas, and imports,
 * expressions and HTML tags are errors. So no code of a contributor runs in a build, every mistake has its line, and the
 * same HTML serves the site and every other publication.
 */
export function renderLesson(lesson: Lesson, curriculum: Curriculum, links: Links, t: Translate): RenderedLesson {
  const findings: Finding[] = [];
  const shift = (place: Place | undefined): Place | undefined =>
    place && { line: place.line + lesson.bodyLine - 1, column: place.column };
  let counter = 0;
  let data: { file: DataFile; path: DataPath } | undefined;
  const context: RenderContext = {
    curriculum,
    lesson,
    links,
    t,
    html: (nodes) => toHtml(nodes, context),
    markdown: (text, form = 'block') => renderMarkdown(text, form, context),
    within(file, path, run) {
      data = { file, path };
      const result = run();
      data = undefined;
      return result;
    },
    report(rule, place, message, why, remedy) {
      const text = { message, why, remedy };
      if (data === undefined) findings.push(error(rule, lesson.path, shift(place), text));
      else
        findings.push(
          error(
            rule,
            dataFile(lesson, data.file),
            readYaml(data.file, lesson.sources[data.file] ?? '').place(data.path),
            text,
          ),
        );
    },
    nextNumber: () => ++counter,
    used: [],
    open: [],
    linkedTerms: new Set(),
  };
  const nodes = parse(lesson, context);
  if (nodes === undefined) return { html: '', sections: [], words: 0, findings };
  assignHeadingIds(nodes);
  const { sections, words } = collectSections(nodes, lesson);
  const html = context.html(nodes);
  checkWholeLesson(context);
  return { html, sections, words, findings };
}

function parse(lesson: Lesson, context: RenderContext): Node[] | undefined {
  try {
    const tree = mdxToHast(lesson.body);
    return tree.type === 'root' ? (tree.children as Node[]) : [];
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    const match = /^(\d+):(\d+): ([\s\S]*?)(?: \(\d+:\d+\))?(?: \([\w-]+:[\w-]+\))?$/.exec(text);
    const place = match ? { line: Number(match[1]), column: Number(match[2]) } : undefined;
    context.report(
      'lesson/syntax',
      place,
      `The text cannot be read: ${match?.[3] ?? text}.`,
      'In MDX, "<" begins a component and "{" an expression; both have to be closed.',
      'Close the component; or, if you mean the character itself, write \\< or \\{, or put it in backticks.',
    );
    return undefined;
  }
}
