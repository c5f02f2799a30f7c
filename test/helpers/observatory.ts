import type { Element } from 'hast';
import { elementsIn, parseHtml } from '../../src/strings/parse-html.ts';

/**
 * The grade that MDN's HTTP Observatory gives to a page served over HTTPS, without cookies, by a host that leads from http: to https:
 * and is on no preload list. Its rules in our words, as of version 94042bb of https://github.com/mdn/mdn-http-observatory
 * (src/grader/charts.js, src/analyzer/tests/, src/analyzer/cspParser.js).
 */
export function observatory(headers: Readonly<Record<string, string>>, html: string): Grade {
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const elements = [...elementsIn(parseHtml(html))];
  const fromHeader = (sent.get('content-security-policy') ?? '').split(',').filter((text) => text.trim() !== '');
  const policies = [...fromHeader.map(directivesOf), ...metaPolicies(elements)];
  const framed = fromHeader.some((text) => directivesOf(text).has('frame-ancestors'));
  const changes = {
    csp: policyChange(combine(policies)),
    hsts: hstsChange(sent.get('strict-transport-security')),
    nosniff: sent.get('x-content-type-options')?.toLowerCase() === 'nosniff' ? 0 : -5,
    frames: framed || /^(deny|sameorigin)$/i.test(sent.get('x-frame-options') ?? '') ? 5 : -20,
    referrer: referrerChange(sent.get('referrer-policy') ?? metaReferrer(elements)),
    opener: openerChange(sent.get('cross-origin-opener-policy')),
    resource: resourceChange(sent.get('cross-origin-resource-policy')),
    integrity: elements.some(isForeignScript) ? -5 : 0,
  };
  const values = Object.values(changes);
  const withoutExtra = values.reduce((sum, change) => sum + Math.min(change, 0), 100);
  const withExtra = values.reduce((sum, change) => sum + change, 100);
  // Extra credit counts for those only who have an A without it.
  const score = Math.max(0, withoutExtra >= 90 ? withExtra : withoutExtra);
  return { score, grade: letter(score), changes };
}

/** What came of it, and what each test added or took away. */
export interface Grade {
  score: number;
  grade: string;
  changes: Readonly<Record<string, number>>;
}

type Directives = ReadonlyMap<string, ReadonlySet<string>>;

function directivesOf(policy: string): Directives {
  const found = new Map<string, ReadonlySet<string>>();
  for (const entry of policy.split(';')) {
    const [name = '', ...sources] = entry.trim().split(/\s+/);
    if (name === '') continue;
    if (found.has(name.toLowerCase())) throw new Error(`The directive ${name} stands in a policy twice.`);
    found.set(name.toLowerCase(), new Set(sources.map((source) => source.toLowerCase())));
  }
  return found;
}

/** Policies of <meta> elements, without what browsers take from headers only. */
function metaPolicies(elements: readonly Element[]): Directives[] {
  return elements
    .filter(({ tagName, properties }) => {
      return tagName === 'meta' && /^content-security-policy$/i.test(String(properties.httpEquiv ?? ''));
    })
    .map(({ properties }) => {
      const directives = new Map(directivesOf(String(properties.content ?? '')));
      for (const name of ['frame-ancestors', 'report-uri', 'sandbox']) directives.delete(name);
      return directives;
    });
}

function metaReferrer(elements: readonly Element[]): string | undefined {
  const found = elements.find(({ tagName, properties }) => tagName === 'meta' && properties.name === 'referrer');
  return found && String(found.properties.content);
}

/** One policy of several: what is allowed must be allowed by each that speaks of it. */
function combine(policies: readonly Directives[]): Directives | undefined {
  if (policies.length === 0) return undefined;
  const combined = new Map<string, ReadonlySet<string>>();
  for (const [name, sources] of policies.flatMap((policy) => [...policy])) {
    const before = combined.get(name);
    const both = before ? new Set([...before].filter((source) => sources.has(source))) : sources;
    combined.set(name, both.size === 0 ? new Set(["'none'"]) : both);
  }
  return combined;
}

const BROAD = /^(ftp:|https?:|\*|https?:\/\/\*(\.\*)?)$/;

function policyChange(policy: Directives | undefined): number {
  if (!policy) return -25;
  const of = (name: string): string[] => [...(policy.get(name) ?? policy.get('default-src') ?? ['*'])];
  const withoutInline = (sources: string[]): string[] =>
    sources.some((source) => /^'(sha(256|384|512)|nonce)-/.test(source))
      ? sources.filter((source) => source !== "'unsafe-inline'")
      : sources;
  const unsafe = (source: string): boolean => BROAD.test(source) || source === "'unsafe-inline'" || source === 'data:';
  const insecure = (source: string): boolean => /^(http|ftp):/.test(source);
  const scripts = withoutInline(of('script-src'));
  const styles = withoutInline(of('style-src'));
  if (scripts.some(unsafe) || of('object-src').some((source) => BROAD.test(source))) return -20;
  const passive = new Set(['img-src', 'media-src']);
  const active = [...policy].filter(([name]) => !passive.has(name)).flatMap(([, sources]) => [...sources]);
  if (active.some(insecure)) return -20;
  if ([...scripts, ...styles].includes("'unsafe-eval'")) return -10;
  if ([...of('img-src'), ...of('media-src')].some(insecure)) return -10;
  if (styles.some(unsafe)) return 0;
  const byDefault = [...(policy.get('default-src') ?? [])];
  return byDefault.length === 1 && byDefault[0] === "'none'" ? 10 : 5;
}

/** Six months, in seconds. */
const SIX_MONTHS = 15_552_000;

function hstsChange(value: string | undefined): number {
  const age = /(?:^|;)\s*max-age=(\d+)/i.exec(value ?? '')?.[1];
  if (value === undefined || value.includes(',') || age === undefined) return -20;
  return Number(age) < SIX_MONTHS ? -10 : 0;
}

const VALID_REFERRER = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/;

function referrerChange(value: string | undefined): number {
  if (value === undefined) return 0;
  return VALID_REFERRER.test(value.toLowerCase().split(',').at(-1)?.trim() ?? '') ? 5 : -5;
}

function openerChange(value: string | undefined): number {
  if (value === undefined || value === 'unsafe-none') return 0;
  return /^(same-origin|same-origin-allow-popups|noopener-allow-popups)$/.test(value) ? 10 : -5;
}

function resourceChange(value: string | undefined): number {
  if (value === undefined || value === 'cross-origin') return 0;
  return /^same-(origin|site)$/.test(value) ? 10 : -5;
}

function isForeignScript({ tagName, properties }: Element): boolean {
  return tagName === 'script' && /^(https?:)?\/\//.test(String(properties.src ?? '')) && !properties.integrity;
}

function letter(score: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [100, 'A+'],
    [90, 'A'],
    [85, 'A-'],
    [80, 'B+'],
    [70, 'B'],
    [65, 'B-'],
    [60, 'C+'],
    [50, 'C'],
    [45, 'C-'],
    [40, 'D+'],
    [30, 'D'],
    [25, 'D-'],
  ];
  return steps.find(([least]) => score >= least)?.[1] ?? 'F';
}
