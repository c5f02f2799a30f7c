import { createHash } from 'node:crypto';
import type { Analytics } from '../provider/brand/analytics.ts';
import { attributes } from '../strings/html.ts';
import { speculationRules } from './speculation-rules.ts';

/** Name of the header, and of what stands for it in a page. */
export const POLICY = 'Content-Security-Policy';

/** A Content-Security-Policy: directives in order, each with its sources. */
export type Policy = Readonly<Record<string, readonly string[]>>;

/** What the policies of a site depend on. */
export interface PolicyFacts {
  /** Path of the site, with slashes at both ends. */
  base: string;
  /** Text of the only script that stands in pages. */
  inline: string;
  /** Text of the script of /sandbox/. */
  sandbox: string;
  /** Origins whose pages may show this site in a frame. */
  embeddableBy: readonly string[];
  /** Who counts visits, with the path of the script on the host, if it lies there. */
  analytics?: Pick<Analytics, 'origins'> & { path: string | undefined };
}

/** Path of the frame in which code of lessons runs, below the base. */
export const SANDBOX = 'sandbox/';

/** What a <meta> cannot carry: browsers pass over it there. */
const HEADER_ONLY = new Set(['frame-ancestors', 'sandbox']);

/** A source that allows a text by its hash. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The policies of every page but the sandbox, all of which have to allow a thing: the first says from which origins,
 * the second from where on the host. One source can say both only with the host's name, and then a preview on another host
 * would have no scripts. So what a lesson offers for download is no script of any page, even where the host sends no header.
 */
export function sitePolicies({ base, inline, embeddableBy, analytics }: PolicyFacts): readonly [Policy, Policy] {
  const counters = analytics?.origins ?? [];
  const below = (path: string): string => `*:*${path}`;
  const counter = analytics?.path === undefined ? [] : [below(analytics.path)];
  const script = ["'wasm-unsafe-eval'", hashOf(speculationRules(base)), hashOf(inline)];
  return [
    {
      'default-src': ["'none'"],
      // 'wasm-unsafe-eval' lets the search engine run; the hashes are those of the rules by which pages are fetched ahead, and of the
      // script that applies a stored color choice.
      'script-src': ["'self'", ...script, ...counters],
      'style-src': ["'self'"],
      // The icons of the search dialog are data: images.
      'img-src': ["'self'", 'data:', ...counters],
      'font-src': ["'self'"],
      'connect-src': ["'self'", ...counters],
      'manifest-src': ["'self'"],
      'frame-src': ["'self'"],
      'worker-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': embeddableBy.length === 0 ? ["'none'"] : ["'self'", ...embeddableBy],
    },
    {
      'script-src': [below(`${base}_astro/`), below(`${base}pagefind/`), ...counter, ...script, ...counters],
      'frame-src': [below(base + SANDBOX)],
      'worker-src': [below(`${base}sw.js`), below(`${base}pagefind/`), below(`${base}_astro/`)],
    },
  ];
}

/**
 * The policy of the sandbox: its one script may evaluate what it is given, in workers that it makes itself; nothing is loaded and
 * nobody is asked. With the header it has no origin, even if it is opened by itself.
 */
export function sandboxPolicy({ sandbox, embeddableBy }: PolicyFacts): Policy {
  return {
    'default-src': ["'none'"],
    'script-src': ["'unsafe-eval'", hashOf(sandbox)],
    'worker-src': ['blob:'],
    'connect-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    // All pages around it count, and a page of this site may stand in a frame itself. The script answers this site alone.
    'frame-ancestors': ["'self'", ...embeddableBy],
    sandbox: ['allow-scripts'],
  };
}

/** What of a policy only a header can carry. */
export function headerOnly(policy: Policy): Policy {
  return Object.fromEntries(Object.entries(policy).filter(([name]) => HEADER_ONLY.has(name)));
}

/** A policy as a header carries it. */
export function headerPolicy(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

/**
 * Policies as <meta> elements, for hosts that send no headers: without what browsers take from headers only, and short, since
 * every page carries them.
 */
export function policyMeta(policies: readonly Policy[]): string {
  return policies.map((policy) => `<meta${attributes({ 'http-equiv': POLICY, content: metaText(policy) })}>`).join('');
}

function metaText(policy: Policy): string {
  return Object.entries(policy)
    .filter(([directive]) => !HEADER_ONLY.has(directive))
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join(';');
}
