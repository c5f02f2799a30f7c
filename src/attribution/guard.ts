import { type HastNode, htmlToHast } from 'satteri';
import { type Credit, creatorNames } from './credit.ts';
import { type HtmlElement as Element, elementsOf, textOf } from './html-tree.ts';
import { licenceConflicts } from './licence-check.ts';

/** One of the six things that CC BY 4.0 section 3(a)(1) asks for. */
export type AttributionPart = 'creators' | 'copyright' | 'licence' | 'disclaimer' | 'source' | 'changes';

/** Each part with its name for people and the clause that asks for it. */
export const attributionParts: Readonly<Record<AttributionPart, { name: string; clause: string }>> = {
  creators: { name: 'the creators', clause: '3(a)(1)(A)(i)' },
  copyright: { name: 'the copyright notice', clause: '3(a)(1)(A)(ii)' },
  licence: { name: 'the license with its link', clause: '3(a)(1)(A)(iii) and 3(a)(1)(C)' },
  disclaimer: { name: 'the notice that refers to the disclaimer of warranties', clause: '3(a)(1)(A)(iv)' },
  source: { name: 'the address of the material', clause: '3(a)(1)(A)(v)' },
  changes: { name: 'whether the material was modified', clause: '3(a)(1)(B)' },
};

/** What a reader cannot see, as far as the markup tells. */
const HIDING = (element: Element): boolean => {
  const { hidden, ariaHidden, style } = element.properties;
  return Boolean(hidden) || ariaHidden === 'true' || style !== undefined || element.tagName === 'template';
};

function find(node: HastNode, matches: (element: Element) => boolean): Element | undefined {
  for (const element of elementsOf(node, HIDING)) if (matches(element)) return element;
  return undefined;
}

function plain(node: HastNode): string {
  return textOf(node).replace(/\s+/g, ' ').trim();
}

/** Text without any space: between list items and lines there is none in the markup, but there is for readers. */
function squash(text: string): string {
  return text.replace(/\s+/g, '');
}

function expectations(credit: Credit): Record<AttributionPart, { text: string; href?: string }> {
  return {
    creators: { text: creatorNames(credit) },
    copyright: { text: credit.copyright },
    licence: { text: credit.licence.name, href: credit.licence.url },
    disclaimer: { text: credit.disclaimer.text, href: credit.disclaimer.url },
    source: { text: credit.source, href: credit.source },
    changes: { text: credit.changes },
  };
}

/** The text that each part has to show. */
export function expectedTexts(credit: Credit): Record<AttributionPart, string> {
  const { creators, copyright, licence, disclaimer, source, changes } = expectations(credit);
  return {
    creators: creators.text,
    copyright: copyright.text,
    licence: licence.text,
    disclaimer: disclaimer.text,
    source: source.text,
    changes: changes.text,
  };
}

/** Keys that the JSON-LD of a lesson must carry. */
const JSON_LD_KEYS = [
  'license',
  'creator',
  'copyrightHolder',
  'copyrightNotice',
  'creditText',
  'isPartOf',
  'version',
  'timeRequired',
  'teaches',
  'inLanguage',
  'isAccessibleForFree',
];

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Objects under a key of JSON-LD, which holds one or a list. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  return [value].flat().filter((one): one is Record<string, unknown> => one !== null && typeof one === 'object');
}

/** What the JSON-LD does not say of where a lesson comes from, who adapted it, and what they changed. */
function originProblems(data: Record<string, unknown>, { basedOn, sources, adaptations }: Credit): string[] {
  const works = objectsIn(data.isBasedOn).map((work) => work['@id']);
  const adapters = objectsIn(data.contributor).flatMap(({ contributor }) =>
    objectsIn(contributor).map(({ name }) => name),
  );
  const comments = objectsIn(data.comment).map(({ text }) => text);
  const origins = [...(basedOn ? [basedOn.source] : []), ...sources.map(({ source }) => source)];
  const changes = adaptations.flatMap((step) => step.changes.map(({ text }) => text));
  return [
    ...origins
      .filter((source) => !works.includes(source))
      .map((source) => `the JSON-LD does not say that the lesson is based on ${source}`),
    ...adaptations
      .filter(({ by }) => !adapters.includes(by.name))
      .map(({ by }) => `the JSON-LD does not say that ${by.name} adapted the lesson`),
    ...changes.filter((text) => !comments.includes(text)).map((text) => `the JSON-LD lacks the change "${text}"`),
  ];
}

/** Works that may not be published under the license that the page names. */
function licenceProblems(credit: Credit): string[] {
  return licenceConflicts(
    credit,
    credit.sources,
    credit.basedOn && credit.provenance.state !== 'verbatim' ? [credit.basedOn] : [],
  ).map(
    ({ what, from, why }) => `the page puts ${what}, which is under ${from.name}, under ${credit.licence.name}: ${why}`,
  );
}

function machineProblems(page: HastNode, credit: Credit): string[] {
  const problems: string[] = [];
  const link = find(page, ({ tagName, properties }) => tagName === 'link' && String(properties.rel) === 'license');
  if (link?.properties.href !== credit.licence.url) {
    problems.push('<link rel="license"> does not lead to the license');
  }
  const script = find(
    page,
    ({ tagName, properties }) => tagName === 'script' && properties.type === 'application/ld+json',
  );
  if (!script) return [...problems, 'there is no JSON-LD block'];
  try {
    const data = JSON.parse(textOf(script)) as Record<string, unknown>;
    const missing = JSON_LD_KEYS.filter((key) => isEmpty(data[key]));
    if (missing.length > 0) problems.push(`the JSON-LD lacks ${missing.join(', ')}`);
    if (!isEmpty(data.license) && data.license !== credit.licence.url) {
      problems.push('the JSON-LD names another license');
    }
    problems.push(...originProblems(data, credit));
  } catch {
    problems.push('the JSON-LD is not valid JSON');
  }
  return problems;
}

/** The page without the text of the lesson: it holds no attribution, and parsing it would take most of the time. */
function withoutArticle(html: string): string {
  const start = html.indexOf('<article');
  const end = html.lastIndexOf('</article>');
  return start < 0 || end < start ? html : html.slice(0, start) + html.slice(end + '</article>'.length);
}

function partProblems(colophon: Element | undefined, part: AttributionPart, credit: Credit): string[] {
  const { name, clause } = attributionParts[part];
  const { text, href } = expectations(credit)[part];
  const rule = `(CC BY 4.0, section ${clause})`;
  const element = colophon && find(colophon, ({ properties }) => properties.dataAttribution === part);
  if (!element || plain(element) === '') return [`the colophon does not show ${name} ${rule}`];
  if (!squash(plain(element)).includes(squash(text))) {
    return [`the colophon shows ${name} as "${plain(element)}" instead of "${text}" ${rule}`];
  }
  if (href === undefined) return [];
  const link = find(element, ({ tagName, properties }) => tagName === 'a' && properties.href === href);
  if (!link) return [`the colophon shows ${name} without its link to ${href} ${rule}`];
  if (part === 'licence' && String(link.properties.rel) !== 'license') {
    return [`the link to the license in the colophon lacks rel="license" ${rule}`];
  }
  return [];
}

/** What a built lesson page lacks of its attribution, as sentences; empty if the page is complete. */
export function attributionProblems(html: string, credit: Credit): string[] {
  const page = htmlToHast(withoutArticle(html));
  const colophon = find(page, ({ properties }) => properties.dataColophon !== undefined);
  const parts = Object.keys(attributionParts) as AttributionPart[];
  return [
    ...parts.flatMap((part) => partProblems(colophon, part, credit)),
    ...machineProblems(page, credit),
    ...licenceProblems(credit),
  ];
}
