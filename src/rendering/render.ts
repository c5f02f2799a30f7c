/** In this room: how lessons become HTML; `components/` are what authors may use, `client/` what parts of a lesson do in a browser, `cards/` the social images. */

import { mdxToHast } from 'satteri';
import type { Edition } from '../assembly/edition.ts';
import type { Links } from '../curriculum/addresses.ts';
import { type DataFile, dataFile, type Lesson } from '../curriculum/model.ts';
import { isClosed } from '../curriculum/text/fence-end.ts';
import { dataIds } from '../curriculum/text/heading-ids.ts';
import { type Finding, finding, type Place } from '../findings/finding.ts';
import { unexpected } from '../findings/unexpected.ts';
import { type DataPath, readYaml } from '../findings/yaml.ts';
import type { Translate } from '../strings/index.ts';
import { checkWholeLesson } from './completeness.ts';
import { type Node, type RenderContext, SLOT_PREFIX } from './context.ts';
import { finishFootnotes } from './footnotes.ts';
import { assignHeadingIds, headingAbove } from './headings.ts';
import { renderMarkdown } from './markdown.ts';
import { activeImages } from './published-files.ts';
import { collectSections, type Section } from './sections.ts';
import { syntaxProblem } from './syntax.ts';
import { toHtml } from './to-html.ts';

/** What an author says to those who teach a lesson. */
export interface LessonNote {
  html: string;
  /** Id of the heading below which it stands in the text; undefined above the first one. */
  heading: string | undefined;
}

/** A lesson as HTML, with what pages need to know of it. */
export interface RenderedLesson {
  html: string;
  sections: Section[];
  /** What it says to those who teach it, in order; `html` has none of it. */
  notes: LessonNote[];
  /** Words of prose, code not counted. */
  words: number;
  findings: Finding[];
}

/** How a lesson is rendered. */
export interface RenderOptions {
  /** Whether code gets its colors; who wants the findings only can do without. */
  isColored?: boolean;
  /** What explorable figures show at first; who wants the findings only can do without. */
  still?: RenderContext['still'];
}

/**
 * Renders a lesson's MDX to HTML.
 *
 * Lessons are data: components are looked up by name, props are plain strings checked against schemas, and imports,
 * expressions and HTML tags are errors. So no code of a contributor runs in a build, every mistake has its line, and the
 * same HTML serves the site and every other publication.
 */
export function renderLesson(
  lesson: Lesson,
  curriculum: Edition,
  links: Links,
  t: Translate,
  options: RenderOptions = {},
): RenderedLesson {
  try {
    return render(lesson, curriculum, links, t, options);
  } catch (problem) {
    return { html: '', sections: [], notes: [], words: 0, findings: [unexpected(lesson.path, problem)] };
  }
}

/** What a lesson is rendered with, and what was found while it was. */
interface Rendering {
  context: RenderContext;
  findings: Finding[];
  /** Beginning of ids that the lesson shares a page with. */
  own: string;
}

function rendering(
  lesson: Lesson,
  curriculum: Edition,
  links: Links,
  t: Translate,
  { isColored = true, still = () => undefined }: RenderOptions,
): Rendering {
  const findings: Finding[] = [];
  const shift = (place: Place | undefined): Place | undefined =>
    place && { line: place.line + lesson.bodyLine - 1, column: place.column };
  let counter = 0;
  // A slot stands on the pages of all lessons, whose ids it must not take.
  const own = lesson.id.startsWith(SLOT_PREFIX) ? `${lesson.id}-S-` : '';
  let data: { file: DataFile | 'lesson.mdx'; path: DataPath } | undefined;
  const context: RenderContext = {
    curriculum,
    lesson,
    links,
    t,
    isColored,
    still,
    html: (nodes) => toHtml(nodes, context),
    markdown: (text, form = 'block') => renderMarkdown(text, form, context),
    within(file, path, run) {
      data = { file, path };
      const result = run();
      data = undefined;
      return result;
    },
    report(rule, place, text) {
      if (data === undefined) findings.push(finding(rule, lesson.path, shift(place), text));
      else
        findings.push(
          finding(
            rule,
            dataFile(lesson, data.file),
            readYaml(data.file, lesson.sources[data.file] ?? '', data.file === 'lesson.mdx' ? 2 : 1).place(data.path),
            text,
          ),
        );
    },
    idPrefix: () => `${own}N${++counter}-`,
    used: [],
    open: [],
    notes: [],
    linkedTerms: new Set(),
  };
  return { context, findings, own };
}

/** Renders Markdown of a lesson's data files (quiz, lab) by itself, for what is made of single questions. What is wrong in it is a matter of the lesson's page. */
export function textRenderer(
  lesson: Lesson,
  curriculum: Edition,
  links: Links,
  t: Translate,
): (text: string, form?: 'block' | 'inline') => string {
  return rendering(lesson, curriculum, links, t, {}).context.markdown;
}

/** The same for data that belongs to no lesson: what is wrong in a text comes with it, and whoever knows where it stands says where. */
export function dataRenderer(
  lesson: Lesson,
  curriculum: Edition,
  links: Links,
  t: Translate,
  options: RenderOptions = {},
): (text: string, form: 'block' | 'inline') => { html: string; findings: readonly Finding[] } {
  const { context, findings } = rendering(lesson, curriculum, links, t, options);
  return (text, form) => ({ html: context.markdown(text, form), findings: findings.splice(0) });
}

function render(
  lesson: Lesson,
  curriculum: Edition,
  links: Links,
  t: Translate,
  options: RenderOptions,
): RenderedLesson {
  const { context, findings, own } = rendering(lesson, curriculum, links, t, options);
  const nodes = parse(lesson, context);
  if (nodes === undefined) return { html: '', sections: [], notes: [], words: 0, findings };
  reportOpenFences(nodes, context);
  finishFootnotes(nodes, own, t);
  assignHeadingIds(nodes, dataIds(lesson), own);
  const { sections, words } = collectSections(nodes, context);
  const html = context.html(nodes);
  checkWholeLesson(context);
  findings.push(...activeImages(lesson.files.values()));
  const notes = context.notes.map(({ html, place }) => ({ html, heading: headingAbove(nodes, place) }));
  return { html, sections, notes, words, findings };
}

/** Reports code fences that are never closed: all that follows is taken for code, and that code is not verified. */
function reportOpenFences(nodes: readonly Node[], context: RenderContext): void {
  const { body } = context.lesson;
  const look = (node: Node): void => {
    if ('children' in node) (node.children as readonly Node[]).forEach(look);
    if (node.type !== 'element' || node.tagName !== 'pre' || !node.position) return;
    const { start, end } = node.position;
    if (isClosed(body.slice(start.offset, end.offset))) return;
    context.report('lesson/syntax', start, {
      message: 'The code fence that begins here is never closed.',
      why: 'All that follows is shown as code, and this code is not verified.',
      remedy: 'Put a line with as many backticks behind the code.',
    });
  };
  nodes.forEach(look);
}

function parse(lesson: Lesson, context: RenderContext): Node[] | undefined {
  try {
    const tree = mdxToHast(lesson.body);
    return tree.type === 'root' ? (tree.children as Node[]) : [];
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    const match = /^(\d+):(\d+): ([\s\S]*?)(?: \(\d+:\d+\))?(?: \([\w-]+:[\w-]+\))?$/.exec(text);
    const place = match ? { line: Number(match[1]), column: Number(match[2]) } : undefined;
    const { what, remedy } = syntaxProblem(match?.[3] ?? text);
    context.report('lesson/syntax', place, {
      message: `The text cannot be read: ${what}.`,
      why: 'In MDX, "<" begins a component and "{" an expression; both have to be closed.',
      remedy,
    });
    return undefined;
  }
}
