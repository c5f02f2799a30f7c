import { mdxToHast } from 'satteri';
import type { Edition } from '../../assembly/edition.ts';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { placeAt } from '../../languages/problem.ts';
import type { Node } from '../../rendering/context.ts';
import { assignHeadingIds } from '../../rendering/headings.ts';
import { proseFiles } from '../prose.ts';
import type { CurriculumUnderCheck, LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const LINK = /(?<!!)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(\s*([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()]*\)/g;

/** Texts that say nothing of where a link leads. */
const EMPTY_TEXT =
  /^(?:|(?:click |see |look |read )?here|this|this (?:link|page|site|article)|the (?:link|page)|links?|(?:read |learn |see )?more|details|click)$/i;

/** Parameters that tell a site who sent the reader, and nothing else. */
const TRACKING = /[?&](utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hsenc|_hsmi)=/i;

/** A key of data whose value is an address. */
const DATA_ADDRESS =
  /^([ \t]*(?:- )?(?:\{)?(?:source|url|repository|forge|disclaimer_url):[ \t]*["']?)(https?:\/\/[^\s"',}]+)/gm;

/** Names that no server answers to, and machines of one's own: nobody can encrypt what they serve. */
const NOT_PUBLIC =
  /^http:\/\/(?:localhost|127\.|10\.|192\.168\.|\[::1\]|[^/:]*\.(?:example|test|invalid|local|internal)(?=[:/]|$))/;

interface Linked {
  text: string;
  address: string;
  /** Offset of the link, and of its address. */
  start: number;
  addressStart: number;
}

/** Links of Markdown in a text, those in code left out. @param prose the same text as `proseOf` gives it. */
function linksOf(text: string, prose: string): Linked[] {
  return [...text.matchAll(LINK)].flatMap((match) => {
    if (prose[match.index] !== '[') return [];
    const [whole, label = '', address = ''] = match;
    const addressStart = match.index + whole.indexOf('](') + 2;
    return [{ text: label, address, start: match.index, addressStart }];
  });
}

const ids = new Map<string, { lesson: Lesson; ids: ReadonlySet<string> | undefined }>();

/** Ids that links may lead to in a lesson; undefined if its text cannot be read. */
function targetsIn(lesson: Lesson): ReadonlySet<string> | undefined {
  const known = ids.get(lesson.id);
  if (known?.lesson.body === lesson.body && known.lesson.lab === lesson.lab) return known.ids;
  const found = readTargets(lesson);
  ids.set(lesson.id, { lesson, ids: found });
  return found;
}

function readTargets({ body, lab }: Lesson): ReadonlySet<string> | undefined {
  try {
    const tree = mdxToHast(body);
    const nodes = tree.type === 'root' ? (tree.children as Node[]) : [];
    assignHeadingIds(nodes);
    const found = new Set(lab?.tasks.map(({ id }) => `task-${id}`));
    if (body.includes('<KeyPoints')) found.add('key-points');
    collectIds(nodes, found);
    return found;
  } catch {
    return undefined;
  }
}

function collectIds(nodes: readonly Node[], found: Set<string>): void {
  for (const node of nodes) {
    if (node.type === 'element' && typeof node.properties.id === 'string') found.add(node.properties.id);
    if ('children' in node) collectIds(node.children as readonly Node[], found);
  }
}

/** What is wrong with the heading that a link leads to, if any is. */
function headingProblem(address: string, lesson: Lesson, curriculum: Edition): { message: string } | undefined {
  const match = /^(?:lesson:([^#]*))?#(.+)$/.exec(address);
  if (!match) return undefined;
  const [, id, heading = ''] = match;
  const target = id === undefined ? lesson : curriculum.lessons.get(curriculum.aliases.get(id) ?? id);
  const targets = target && targetsIn(target);
  if (!targets || targets.has(heading)) return undefined;
  const where = id === undefined ? 'This lesson' : `The lesson "${id}"`;
  return { message: `${where} has no heading "${heading}".${didYouMean(heading, targets)}` };
}

/** Reports links whose text says nothing, that lead to headings that are not there, or that track readers. */
function checkLinks({ lesson, text, curriculum }: LessonUnderCheck): Finding[] {
  return proseFiles(lesson, text).flatMap(({ file, text: source, prose }) =>
    linksOf(source, prose).flatMap((link): Finding[] => {
      const findings: Finding[] = [];
      const label = link.text.replace(/[*_]/g, '').trim();
      if (EMPTY_TEXT.test(label)) {
        findings.push(
          finding('link/text', file, placeAt(source, link.start), {
            message: label === '' ? 'The link has no text.' : `The text of the link is "${label}".`,
            why: 'Many readers jump from link to link, by ear or by eye; they hear the text alone.',
            remedy: 'Make the words that say where it leads the text of the link.',
          }),
        );
      }
      const heading = headingProblem(link.address, lesson, curriculum);
      if (heading) {
        findings.push(
          finding('link/unknown-heading', file, placeAt(source, link.addressStart), {
            ...heading,
            why: 'Readers would land at the top of the page, and not at what they were promised.',
            remedy: 'Correct what stands behind "#": the heading in small letters, with hyphens for spaces.',
          }),
        );
      }
      return [...findings, ...tracking(file, source, link.address, link.addressStart)];
    }),
  );
}

function tracking(file: string, text: string, address: string, start: number): Finding[] {
  const parameter = TRACKING.exec(address)?.[1];
  if (parameter === undefined) return [];
  return [
    finding('link/tracking', file, placeAt(text, start), {
      message: `The address has the parameter "${parameter}", which tracks readers.`,
      why: 'It tells the site where readers come from, and makes addresses differ that are the same.',
      remedy: 'Remove it from the address; the page is the same without it.',
    }),
  ];
}

/** Reports addresses in data that are not encrypted, or that track readers: sources, home pages. */
function checkDataAddresses({ curriculum, files }: CurriculumUnderCheck): Finding[] {
  const depth = curriculum.layers.length;
  return [...files].flatMap(([path, text]): Finding[] => {
    if (!path.startsWith(layerFolder(depth)) || path.startsWith(layerFolder(depth + 1))) return [];
    if (!/\.(ya?ml|mdx)$/.test(path) || /\/(files|app|assets)\//.test(path)) return [];
    const end = path.endsWith('.mdx') ? text.indexOf('\n---', 3) : text.length;
    return [...text.slice(0, Math.max(0, end)).matchAll(DATA_ADDRESS)].flatMap((match) => {
      const [, before = '', address = ''] = match;
      const start = match.index + before.length;
      if (!address.startsWith('http:') || NOT_PUBLIC.test(address)) return tracking(path, text, address, start);
      return [
        finding('link/insecure', path, placeAt(text, start), {
          message: `The address ${address} is not encrypted.`,
          why: 'Readers on open networks could be sent elsewhere.',
          remedy: 'Use the https address; nearly every site has one.',
        }),
        ...tracking(path, text, address, start),
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
