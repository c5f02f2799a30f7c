import type { Edition } from '../../assembly/edition.ts';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { dataOf } from '../../curriculum/text/data.ts';
import { dataIds, lessonHeadingIds } from '../../curriculum/text/heading-ids.ts';
import { Lines } from '../../curriculum/text/lines.ts';
import { lessonText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding, type Place } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { readFiles } from '../readable.ts';
import type { CurriculumUnderCheck, LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Texts that say nothing of where a link leads. */
const EMPTY_TEXT =
  /^(?:|(?:click |see |look |read )?here|this|this (?:link|page|site|article)|the (?:link|page)|links?|(?:read |learn |see )?more|details|click)$/i;

/** Parameters that tell a site who sent the reader, and nothing else. */
const TRACKING = /[?&](utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi)=/i;

/** Keys of data whose values are addresses. */
const ADDRESS_KEYS: ReadonlySet<string> = new Set(['source', 'url', 'repository', 'forge', 'disclaimer_url']);

/** Names that no server answers to, and machines of one's own: nobody can encrypt what they serve. */
const NOT_PUBLIC =
  /^http:\/\/(?:localhost|127\.|10\.|192\.168\.|\[::1\]|[^/:]*\.(?:example|test|invalid|local|internal)(?=[:/]|$))/;

/** Ids that links may lead to in a lesson; undefined if its text cannot be read. */
function targetsIn(lesson: Lesson): ReadonlySet<string> | undefined {
  const text = lessonText(lesson);
  if (!text) return undefined;
  return new Set([
    ...dataIds(lesson),
    ...(text.uses.some(({ name }) => name === 'KeyPoints') ? ['key-points'] : []),
    ...lessonHeadingIds(text, lesson),
    ...text.footnoteIds,
  ]);
}

/** A part of an address as browsers compare it; those that are no percent-encoding stay as they are. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is wrong with the heading that a link leads to, if any is. */
function headingProblem(address: string, lesson: Lesson, curriculum: Edition): { message: string } | undefined {
  const match = /^(?:lesson:([^#]*))?#(.+)$/.exec(address);
  if (!match) return undefined;
  const [, id, fragment = ''] = match;
  const heading = decoded(fragment);
  const target = id === undefined ? lesson : curriculum.lessons.get(curriculum.aliases.get(id) ?? id);
  const targets = target && targetsIn(target);
  if (!targets || targets.has(heading)) return undefined;
  const where = id === undefined ? 'This lesson' : `The lesson "${id}"`;
  return { message: `${where} has no heading "${heading}".${didYouMean(heading, targets)}` };
}

/** Reports links whose text says nothing, that lead to headings that are not there, or that track readers. */
function checkLinks({ lesson, curriculum }: LessonUnderCheck): Finding[] {
  return readFiles(lesson).flatMap(({ file, links, place }) =>
    links.flatMap((link): Finding[] => {
      const findings: Finding[] = [];
      const label = link.text.replace(/\s+/g, ' ').trim();
      if (EMPTY_TEXT.test(label)) {
        findings.push(
          finding('link/text', file, place(link.start), {
            message: label === '' ? 'The link has no text.' : `The text of the link is "${label}".`,
            why: 'Many readers jump from link to link, by ear or by eye; they hear the text alone.',
            remedy: 'Make the words that say where it leads the text of the link.',
          }),
        );
      }
      const heading = headingProblem(link.address, lesson, curriculum);
      if (heading) {
        findings.push(
          finding('link/unknown-heading', file, place(link.addressStart), {
            ...heading,
            why: 'Readers would land at the top of the page, and not at what they were promised.',
            remedy: 'Correct what stands behind "#": the heading in small letters, with hyphens for spaces.',
          }),
        );
      }
      return [...findings, ...tracking(file, place(link.addressStart), link.address)];
    }),
  );
}

function tracking(file: string, place: Place, address: string): Finding[] {
  const parameter = TRACKING.exec(address)?.[1];
  if (parameter === undefined) return [];
  return [
    finding('link/tracking', file, place, {
      message: `The address has the parameter "${parameter}", which tracks readers.`,
      why: 'It tells the site where readers come from, and makes addresses differ that are the same.',
      remedy: 'Remove it from the address; the page is the same without it.',
    }),
  ];
}

/** Reports addresses in data that are not encrypted, or that track readers: sources, home pages. */
function checkDataAddresses({ curriculum, files, isWanted }: CurriculumUnderCheck): Finding[] {
  const depth = curriculum.layers.length;
  return [...files].flatMap(([path, text]): Finding[] => {
    if (!path.startsWith(layerFolder(depth)) || path.startsWith(layerFolder(depth + 1))) return [];
    if (!isWanted(path) || !/\.(ya?ml|mdx)$/.test(path) || /\/(files|app|assets)\//.test(path)) return [];
    // Hardly a file has one of them: most need not be parsed for it.
    if (!text.includes('http:') && !TRACKING.test(text)) return [];
    return (dataOf(path, text) ?? []).flatMap(({ key, value, piece }) => {
      if (!ADDRESS_KEYS.has(key) || !/^https?:\/\/\S+$/.test(value)) return [];
      if (!value.startsWith('http:') && !TRACKING.test(value)) return [];
      const place = new Lines(text).place(piece().at(0));
      if (!value.startsWith('http:') || NOT_PUBLIC.test(value)) return tracking(path, place, value);
      return [
        finding('link/insecure', path, place, {
          message: `The address ${value} is not encrypted.`,
          why: 'Readers on open networks could be sent elsewhere.',
          remedy: 'Use the https address; nearly every site has one.',
        }),
        ...tracking(path, place, value),
      ];
    });
  });
}

/** Links say where they lead, lead there, and track nobody. */
export const linkRule = defineRule({
  names: ['link/text', 'link/unknown-heading', 'link/tracking'],
  needs: 'prose',
  check: checkLinks,
});

/** Addresses in data are encrypted, and track nobody. */
export const dataAddresses = defineRule({
  names: ['link/insecure', 'link/tracking'],
  needs: 'curriculum',
  check: checkDataAddresses,
});
