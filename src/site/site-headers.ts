import {
  headerOnly,
  headerPolicy,
  POLICY,
  type Policy,
  type PolicyFacts,
  SANDBOX,
  sandboxPolicy,
  sitePolicies,
} from './policy.ts';

/** Names and values of headers, in the order in which they are written. */
export type Headers = Readonly<Record<string, string>>;

/** The headers of a site, by what they are for. */
export interface SiteHeaders {
  /** For everything. */
  all: Headers;
  /** For everything but the sandbox. */
  site: Headers;
  /** For the sandbox. */
  sandbox: Headers;
  /** For images that other sites show when somebody links here. */
  shared: Headers;
  /** For badges, and for keys and lists of whoever signs them: pages of others verify badges, too. */
  open: Headers;
  /** For files whose names change with what is in them. */
  hashed: Headers;
}

/**
 * The headers of frozen editions, for hosts that are told by hand. An edition was built by the code of its time, and its pages
 * have the policy of that: the headers say only what pages cannot.
 */
export function frozenHeaders(facts: PolicyFacts): Pick<SiteHeaders, 'site' | 'sandbox'> {
  const { site, sandbox } = siteHeaders(facts);
  const only = (policies: readonly Policy[]): string =>
    headerPolicy(Object.assign({}, ...policies.map(headerOnly)) as Policy);
  return {
    site: { ...site, [POLICY]: only(sitePolicies(facts)) },
    sandbox: { ...sandbox, [POLICY]: only([sandboxPolicy(facts)]) },
  };
}

/** A year. Subdomains are left alone: they may belong to somebody else. */
const HSTS = 'max-age=31536000';

/** Nothing of these is used here, so that nothing that comes in from elsewhere can ask for it. */
const UNUSED = [
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'serial',
  'usb',
];

/** The headers with which a site is published. */
export function siteHeaders(facts: PolicyFacts): SiteHeaders {
  const nobody = facts.embeddableBy.length === 0;
  // The older header cannot name origins; browsers that know frame-ancestors do not look at it.
  const frames = (value: string): Headers => (nobody ? { 'X-Frame-Options': value } : {});
  return {
    all: {
      'Strict-Transport-Security': HSTS,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Permissions-Policy': UNUSED.map((feature) => `${feature}=()`).join(', '),
      'Cross-Origin-Opener-Policy': 'same-origin',
    },
    site: {
      // A comma keeps several policies apart, and all of them hold.
      [POLICY]: sitePolicies(facts).map(headerPolicy).join(', '),
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...frames('DENY'),
    },
    sandbox: {
      [POLICY]: headerPolicy(sandboxPolicy(facts)),
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Robots-Tag': 'noindex',
      ...frames('SAMEORIGIN'),
    },
    shared: { 'Cross-Origin-Resource-Policy': 'cross-origin' },
    open: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
    hashed: { 'Cache-Control': 'public, max-age=31536000, immutable' },
  };
}

/** What of a site pages of others may read, by its name at the root. */
export const OPEN: ReadonlySet<string> = new Set(['badges/', 'issuer/', 'did.json', '.well-known/']);

function rule(pattern: string, headers: Headers): string {
  return [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
}

/**
 * The rules of a frozen edition's own `_headers` file, for the file at the root of the site: hosts read no other one. What
 * holds for everything is said there already.
 */
export function frozenRules(own: string, edition: string): string {
  const rules = own.split(/\n(?=\/)/).filter((text) => text.startsWith('/') && !/^\/\*\n/.test(text));
  return rules.map((text) => `/${edition}${text.trimEnd()}`).join('\n');
}

/**
 * A `_headers` file. Where several rules match, hosts differ in whether the later one replaces or joins what the earlier one says.
 * So no header that has to differ is set twice: every entry at the root of the site has a rule of its own.
 * @param entries names at the root of the site, folders with a slash at the end. @param editions rules of frozen editions.
 */
export function headersFile(
  headers: SiteHeaders,
  entries: readonly string[],
  editions: readonly string[] = [],
): string {
  const rules = entries
    .filter((entry) => entry !== SANDBOX)
    .map((entry) => {
      const own = entry === '_astro/' ? headers.hashed : {};
      const resource = entry === 'social.png' ? headers.shared : OPEN.has(entry) ? headers.open : {};
      return rule(entry.endsWith('/') ? `/${entry}*` : `/${entry}`, { ...headers.site, ...resource, ...own });
    });
  return `${[
    '# Headers for hosts that read this file (Netlify, Cloudflare Pages and others); made by the build from src/site/policy.ts.',
    '# Paths count from the folder of the site.',
    rule('/*', headers.all),
    rule('/', headers.site),
    ...rules,
    ...editions,
    // Hosts that join instead of replacing make a value of it that browsers pass over, and the image is shown all the same.
    rule('/lessons/*/social.png', headers.shared),
    rule(`/${SANDBOX}*`, headers.sandbox),
  ].join('\n')}\n`;
}
