import { toHtml } from 'hast-util-to-html';
import type { Edition } from '../assembly/edition.ts';
import type { Links } from '../curriculum/addresses.ts';
import type { Lesson } from '../curriculum/model.ts';
import { type Finding, finding } from '../findings/finding.ts';
import type { Slot } from '../provider/brand/slots.ts';
import type { Translate } from '../strings/index.ts';
import { parseHtml } from '../strings/parse-html.ts';
import { SLOT_PREFIX } from './context.ts';
import { renderLesson } from './render.ts';

/** Something that is read like the text of a lesson that has nothing else. */
export function bareLesson({ id, path, text }: Pick<Lesson, 'id' | 'path' | 'text'>): Lesson {
  return {
    id,
    courseId: '',
    moduleId: '',
    layer: 0,
    folder: path.slice(0, path.lastIndexOf('/')),
    path,
    text,
    body: text,
    bodyLine: 1,
    title: id,
    summary: id,
    minutes: { reading: 0, lab: 0 },
    level: 'beginner',
    objectives: [],
    competencies: [],
    prerequisites: [],
    authors: [],
    reviewers: [],
    verified: { date: '1970-01-01', versions: {} },
    terms: [],
    status: 'published',
    aliases: [],
    watch: [],
    exceptions: [],
    based_on: [],
    lineage: [],
    quiz: [],
    lab: undefined,
    files: new Map(),
    patches: [],
    sources: { 'lesson.mdx': undefined, 'quiz.yaml': undefined, 'lab.yaml': undefined },
  };
}

/** A provider's slot as HTML. MDX is rendered as in lessons; HTML is the provider's own, with every element closed. */
export function renderSlot(
  slot: Slot,
  curriculum: Edition,
  links: Links,
  t: Translate,
): { html: string; findings: readonly Finding[] } {
  if (slot.form === 'html') return { html: toHtml(parseHtml(slot.text)), findings: [] };
  if (/^---\r?\n/.test(slot.text)) {
    const wrong = finding('brand/slot', slot.path, undefined, {
      message: 'A slot has no frontmatter.',
      why: 'It is a piece of text, not a lesson.',
      remedy: 'Remove the lines from --- to ---.',
    });
    return { html: '', findings: [wrong] };
  }
  return renderLesson(bareLesson({ ...slot, id: `${SLOT_PREFIX}${slot.name}` }), curriculum, links, t);
}
