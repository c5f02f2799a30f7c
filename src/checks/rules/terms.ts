import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Lesson } from '../../curriculum/model.ts';
import type { Term } from '../../curriculum/schema/registry.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { readYaml } from '../../findings/yaml.ts';
import { placeAt } from '../../languages/problem.ts';
import { proseOfMarkdown } from '../prose.ts';
import type { CurriculumUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const LINK = /<Term\s+id="([^"]*)"[^>]*>/g;
const LINKED = /<Term\b[^>]*>[\s\S]*?<\/Term>/g;
/** Where a term cannot be linked, or leads to a lesson that explains it: headings, links, components' attributes. */
const NOT_TEXT = /^#{1,6} .*$|\[[^\]\n]*\]|\u2029[^\u2029]*(?=\u2029)/gm;

const ABBREVIATION = /^\p{Lu}[\p{Lu}\p{N}]+$/u;
const CAMEL_CASE = /^\p{Lu}\p{L}*\p{Ll}\p{Lu}\p{L}*$/u;

/**
 * A pattern for the forms of a term that mean nothing else: abbreviations and names with capitals inside, such as RBAC
 * and ConfigMap, and names of several words. Everyday words such as "node" or "role" are used before they become terms.
 * Undefined if there are none.
 */
function patternOf({ term }: Term): RegExp | undefined {
  const [name = '', inside = ''] = term.split(/\s*[()]/);
  const forms = [...name.split(', '), inside].flatMap((form) => {
    if (ABBREVIATION.test(form) || CAMEL_CASE.test(form)) return [form];
    return form !== inside && form.includes(' ')
      ? [form.replace(/\p{L}/gu, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)]
      : [];
  });
  if (forms.length === 0) return undefined;
  return new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${forms.join('|')})s?(?![\\p{L}\\p{N}_/-]|\\.\\p{L})`, 'gu');
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

/** Ids of the terms that a lesson links, and where it does so first, as offsets in its body. */
function linksIn({ body }: Lesson): Map<string, number> {
  const links = new Map<string, number>();
  for (const { 1: id = '', index } of body.matchAll(LINK)) if (!links.has(id)) links.set(id, index);
  return links;
}

/** Reports terms that a text uses before any lesson has explained them. */
function checkTermOrder({ curriculum }: CurriculumUnderCheck): Finding[] {
  const patterns = [...curriculum.terms.values()].flatMap((term) => {
    const pattern = patternOf(term);
    return pattern ? [{ term, pattern }] : [];
  });
  const all = [...curriculum.lessons.values()];
  const links = new Map(all.map((lesson) => [lesson.id, linksIn(lesson)]));
  const findings: Finding[] = [];
  for (const lesson of all) {
    if (lesson.layer < curriculum.layers.length) continue;
    const before = readBefore(lesson, curriculum.lessons);
    const introduced = new Set([...before].flatMap((id) => [...(links.get(id)?.keys() ?? [])]));
    const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
    // What stands in a link of a term is no use before it.
    const prose = proseOfMarkdown(lesson.body.replace(LINKED, blank)).replace(NOT_TEXT, blank);
    for (const { term, pattern } of patterns) {
      if (introduced.has(term.id)) continue;
      const linked = links.get(lesson.id)?.get(term.id) ?? Number.POSITIVE_INFINITY;
      const [first] = prose.matchAll(pattern);
      if (first === undefined || first.index > linked) continue;
      const place = placeAt(lesson.body, first.index);
      findings.push(
        finding(
          'term/before-definition',
          lesson.path,
          { line: place.line + lesson.bodyLine - 1, column: place.column },
          {
            message: `"${first[0]}" stands here before any lesson explains it.`,
            why: 'Readers who go in order meet a word that they cannot know.',
            remedy: `Write <Term id="${term.id}">${first[0]}</Term> here, say it in other words, or explain it in an earlier lesson.`,
          },
        ),
      );
    }
  }
  return findings;
}

/** Reports terms of the glossary that no lesson links. */
function checkUnusedTerms({ curriculum, files }: CurriculumUnderCheck): Finding[] {
  const file = `${layerFolder(curriculum.layers.length)}glossary.yaml`;
  const text = files.get(file);
  if (text === undefined || curriculum.unread.size > 0) return [];
  const linked = new Set([...curriculum.lessons.values()].flatMap((lesson) => [...linksIn(lesson).keys()]));
  const source = readYaml(file, text);
  return [...curriculum.terms.values()].flatMap(({ id, term }): Finding[] => {
    if (linked.has(id)) return [];
    const index = ownIndex(source.value, id);
    if (index < 0) return [];
    return [
      finding('term/never-linked', file, source.place(['terms', index, 'id']), {
        message: `No lesson links the term "${term}".`,
        why: 'The glossary explains a word that no reader meets, or that readers meet without its explanation.',
        remedy: `Write <Term id="${id}">…</Term> where a lesson uses it first, or remove it from the glossary.`,
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
