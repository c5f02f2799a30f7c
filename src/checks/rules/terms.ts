import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Lesson } from '../../curriculum/model.ts';
import type { Term } from '../../curriculum/schema/registry.ts';
import type { LessonText } from '../../curriculum/text/lesson-text.ts';
import { lessonText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { readYaml } from '../../findings/yaml.ts';
import { isRead } from '../readable.ts';
import type { CurriculumUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { isForTeachers, type TermLinks, termLinks } from '../term-links.ts';

const ABBREVIATION = /^\p{Lu}[\p{Lu}\p{N}]+$/u;
const ASCII = /^[ -~]*$/;
const CAMEL_CASE = /^\p{Lu}\p{L}*\p{Ll}\p{Lu}\p{L}*$/u;

/** Forms of a term in a text. */
interface Forms {
  pattern: RegExp;
  /** Whether a text can have one of them: most have not, and a pattern is compiled when it is first looked for. @param lowered the text in small letters */
  mayStandIn(lowered: string): boolean;
}

/**
 * The forms of a term that mean nothing else: abbreviations and names with capitals inside, such as RBAC
 * and ConfigMap, and names of several words. Everyday words such as "node" or "role" are used before they become terms.
 * Undefined if there are none.
 */
function formsOf({ term }: Term): Forms | undefined {
  const [name = '', inside = ''] = term.split(/\s*[()]/);
  const isExact = (form: string): boolean => ABBREVIATION.test(form) || CAMEL_CASE.test(form);
  const forms = [...name.split(', '), inside].filter(
    (form) => isExact(form) || (form !== inside && form.includes(' ')),
  );
  if (forms.length === 0) return undefined;
  const patterns = forms.map((form) =>
    isExact(form) ? form : form.replace(/\p{L}/gu, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`),
  );
  return {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${patterns.join('|')})s?(?![\\p{L}\\p{N}_/-]|\\.\\p{L})`, 'gu'),
    // What other letters become when they are made small is not always one letter.
    mayStandIn: (lowered) => forms.some((form) => !ASCII.test(form) || lowered.includes(form.toLowerCase())),
  };
}

/** Lessons that readers of a lesson have read before: those before it in reading order, and its prerequisites. */
function readBefore(lesson: Lesson, lessons: ReadonlyMap<string, Lesson>): Set<string> {
  const ids = [...lessons.keys()];
  const before = new Set(ids.slice(0, ids.indexOf(lesson.id)));
  const open = [...lesson.prerequisites];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (before.has(id)) continue;
    before.add(id);
    open.push(...(lessons.get(id)?.prerequisites ?? []));
  }
  return before;
}

/**
 * Tells of places in a text whether a term there could be linked. It cannot in headings, attributes and other links, which
 * lead to what explains it; what stands in a link of a term is no use before it, and notes for teachers are read by none of the learners.
 */
function canBeLinked({ bodyStart, passages, links, uses }: LessonText): (start: number, end: number) => boolean {
  const taken = [...links, ...uses.filter((use) => use.name === 'Term' || isForTeachers(use))];
  return (start, end) =>
    start >= bodyStart &&
    passages.some((passage) => passage.kind === 'text' && passage.start <= start && end <= passage.end) &&
    !taken.some((range) => range.start < end && start < range.end);
}

/** Reports terms that a text uses before any lesson has explained them. */
function checkTermOrder({ curriculum, isWanted }: CurriculumUnderCheck): Finding[] {
  const patterns = [...curriculum.terms.values()].flatMap((term) => {
    // No lesson is to explain what the curriculum has given up.
    const forms = term.retired ? undefined : formsOf(term);
    return forms ? [{ term, ...forms }] : [];
  });
  const all = [...curriculum.lessons.values()];
  const known = new Map<string, TermLinks | undefined>();
  const linksOf = (lesson: Lesson): TermLinks | undefined => {
    if (!known.has(lesson.id)) known.set(lesson.id, termLinks(lesson));
    return known.get(lesson.id);
  };
  const findings: Finding[] = [];
  for (const lesson of all) {
    if (lesson.layer < curriculum.layers.length || !isWanted(lesson.path)) continue;
    const before = [...readBefore(lesson, curriculum.lessons)].flatMap((id) => curriculum.lessons.get(id) ?? []);
    const text = lessonText(lesson);
    const linkedBefore = before.map(linksOf);
    // A lesson that cannot be parsed may explain any term to those that come after it.
    if (!text || linkedBefore.includes(undefined)) continue;
    const introduced = new Set(linkedBefore.flatMap((links) => [...(links?.keys() ?? [])]));
    const isText = canBeLinked(text);
    const lowered = text.prose.toLowerCase();
    for (const { term, pattern, mayStandIn } of patterns) {
      if (introduced.has(term.id) || !mayStandIn(lowered)) continue;
      const linked = linksOf(lesson)?.get(term.id) ?? Number.POSITIVE_INFINITY;
      const first = [...text.prose.matchAll(pattern)].find(({ index, 0: word }) => isText(index, index + word.length));
      if (first === undefined || first.index > linked) continue;
      findings.push(
        finding('term/before-definition', lesson.path, text.place(first.index), {
          message: `"${first[0]}" stands here before any lesson explains it.`,
          why: 'Readers who go in order meet a word that they cannot know.',
          remedy: `Write <Term id="${term.id}">${first[0]}</Term> here, say it in other words, or explain it in an earlier lesson.`,
        }),
      );
    }
  }
  return findings;
}

/** Reports terms of the glossary that no lesson links. */
function checkUnusedTerms({ curriculum, files, isWanted }: CurriculumUnderCheck): Finding[] {
  const file = `${layerFolder(curriculum.layers.length)}glossary.yaml`;
  const text = files.get(file);
  if (text === undefined || curriculum.unread.size > 0 || !isWanted(file)) return [];
  // What cannot be parsed may link any term.
  if (![...curriculum.lessons.values()].every(isRead)) return [];
  const linked = new Set([...curriculum.lessons.values()].flatMap((lesson) => [...(termLinks(lesson)?.keys() ?? [])]));
  const source = readYaml(file, text);
  return [...curriculum.terms.values()].flatMap(({ id, term, retired }): Finding[] => {
    if (retired || linked.has(id)) return [];
    const index = ownIndex(source.value, id);
    if (index < 0) return [];
    return [
      finding('term/never-linked', file, source.place(['terms', index, 'id']), {
        message: `No lesson links the term "${term}".`,
        why: 'The glossary explains a word that no reader meets, or that readers meet without its explanation.',
        remedy: `Write <Term id="${id}">…</Term> where a lesson uses it first, or remove it from the glossary. If a release had it, adapted lessons of forks may link it: say "retired: true" there.`,
      }),
    ];
  });
}

/** Position of a term in the data of a glossary file; -1 if it is not in this one. */
function ownIndex(value: unknown, id: string): number {
  if (typeof value !== 'object' || value === null || !('terms' in value) || !Array.isArray(value.terms)) return -1;
  return value.terms.findIndex(
    (entry: unknown) => typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === id,
  );
}

/** A term is explained where it is used first. */
export const termOrder = defineRule({
  names: ['term/before-definition'],
  needs: 'curriculum',
  check: checkTermOrder,
});

/** Every term of the glossary is linked in a lesson. */
export const unusedTerms = defineRule({
  names: ['term/never-linked'],
  needs: 'curriculum',
  check: checkUnusedTerms,
});
