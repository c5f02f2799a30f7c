import { type Credit, creatorNames } from './credit.ts';

/** One of the six things that CC BY 4.0 section 3(a)(1) asks for. */
export type AttributionPart = 'creators' | 'copyright' | 'licence' | 'disclaimer' | 'source' | 'changes';

/** Each part with its name for people and the clause that asks for it. */
export const attributionParts: Readonly<Record<AttributionPart, { name: string; clause: string }>> = {
  creators: { name: 'the creators', clause: '3(a)(1)(A)(i)' },
  copyright: { name: 'the copyright notice', clause: '3(a)(1)(A)(ii)' },
  licence: { name: 'the licence with its link', clause: '3(a)(1)(A)(iii) and 3(a)(1)(C)' },
  disclaimer: { name: 'the notice that refers to the disclaimer of warranties', clause: '3(a)(1)(A)(iv)' },
  source: { name: 'the address of the material', clause: '3(a)(1)(A)(v)' },
  changes: { name: 'whether the material was modified', clause: '3(a)(1)(B)' },
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|#34);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Inner HTML of the element that carries a part, or undefined if it is absent, hidden or empty. */
function visiblePart(html: string, part: AttributionPart): string | undefined {
  const opening = new RegExp(`<(\\w+)([^>]*\\sdata-attribution="${part}"[^>]*)>`).exec(html);
  if (!opening) return undefined;
  if (/\s(hidden|aria-hidden="true"|style=)/.test(opening[2] ?? '')) return undefined;
  const start = opening.index + opening[0].length;
  const end = html.indexOf(`</${opening[1]}>`, start);
  const inside = html.slice(start, end < 0 ? undefined : end);
  return plainText(inside) === '' ? undefined : inside;
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

/** Keys that the JSON-LD of a lesson must carry, with the part that each stands for. */
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

function machineProblems(html: string, credit: Credit): string[] {
  const problems: string[] = [];
  const link = /<link[^>]*\srel="license"[^>]*>/.exec(html)?.[0];
  if (!link?.includes(`href="${credit.licence.url}"`))
    problems.push('<link rel="license"> does not lead to the licence');
  const script = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (script === undefined) return [...problems, 'there is no JSON-LD block'];
  try {
    const data = JSON.parse(script) as Record<string, unknown>;
    const missing = JSON_LD_KEYS.filter((key) => data[key] === undefined || data[key] === '');
    if (missing.length > 0) problems.push(`the JSON-LD lacks ${missing.join(', ')}`);
    if (data.license !== credit.licence.url) problems.push('the JSON-LD names another licence');
  } catch {
    problems.push('the JSON-LD is not valid JSON');
  }
  return problems;
}

/** What a built lesson page lacks of its attribution, as sentences; empty if the page is complete. */
export function attributionProblems(html: string, credit: Credit): string[] {
  const wanted = expectations(credit);
  const problems: string[] = [];
  const from = html.indexOf('data-colophon');
  const colophon = from < 0 ? '' : html.slice(from);
  for (const part of Object.keys(attributionParts) as AttributionPart[]) {
    const { name, clause } = attributionParts[part];
    const inside = visiblePart(colophon, part);
    const { text, href } = wanted[part];
    if (inside === undefined) problems.push(`the colophon does not show ${name} (CC BY 4.0, section ${clause})`);
    else if (!plainText(inside).includes(text))
      problems.push(
        `the colophon shows ${name} as "${plainText(inside)}" instead of "${text}" (CC BY 4.0, section ${clause})`,
      );
    else if (href !== undefined && !inside.includes(`href="${href}"`))
      problems.push(`the colophon shows ${name} without its link to ${href} (CC BY 4.0, section ${clause})`);
  }
  return [...problems, ...machineProblems(html, credit)];
}
