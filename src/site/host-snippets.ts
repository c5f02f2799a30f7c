import { SANDBOX } from './policy.ts';
import { type Headers, OPEN, type SiteHeaders } from './site-headers.ts';

/** Kinds of hosts that are told their headers in another way than by a `_headers` file. */
export const hosts = ['nginx', 'apache', 'vercel'] as const;
export type Host = (typeof hosts)[number];

/** Text as a regular expression that matches nothing else. */
function literal(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
}

function names({ site, sandbox, open }: SiteHeaders): string[] {
  return [...new Set([...Object.keys(site), ...Object.keys(sandbox), ...Object.keys(open)])];
}

/** Expression for the paths of what pages of others may read. */
function openPath(base: string): string {
  const entries = [...OPEN].map((entry) => (entry.endsWith('/') ? literal(entry) : `${literal(entry)}$`));
  return `^${literal(base)}(?:${entries.join('|')})`;
}

const IMAGE = '/social\\.png$';

/** Frozen editions of a site, with what differs for them. */
export interface FrozenEditions extends Pick<SiteHeaders, 'site' | 'sandbox'> {
  ids: readonly string[];
}

/** Expression for the paths of frozen editions, or for some below them; undefined if there is none. */
function editionsPath(base: string, { ids }: FrozenEditions, below = ''): string | undefined {
  return ids.length === 0 ? undefined : `^${literal(base)}(?:${ids.map(literal).join('|')})/${literal(below)}`;
}

/** Headers that depend on the path are variables: nginx takes no header from outside of a location that has one itself. */
function nginx(headers: SiteHeaders, base: string, editions: FrozenEditions): string {
  const [frozen, frozenSandbox] = [editionsPath(base, editions), editionsPath(base, editions, SANDBOX)];
  const either = (pattern: string | undefined, value: string | undefined): string[] =>
    pattern === undefined ? [] : [`  ~${pattern} "${value ?? ''}";`];
  const variable = (name: string): string => `$site_${name.toLowerCase().replaceAll('-', '_')}`;
  const maps = names(headers).map((name) => {
    const shared = headers.shared[name];
    return [
      `map $uri ${variable(name)} {`,
      `  default "${headers.site[name] ?? ''}";`,
      `  ~^${literal(base + SANDBOX)} "${headers.sandbox[name] ?? ''}";`,
      ...(shared === undefined ? [] : [`  ~${IMAGE} "${shared}";`]),
      ...(headers.open[name] === undefined ? [] : [`  ~${openPath(base)} "${headers.open[name]}";`]),
      ...either(frozenSandbox, editions.sandbox[name]),
      ...either(frozen, editions.site[name]),
      '}',
    ].join('\n');
  });
  const always = Object.entries(headers.all).map(([name, value]) => `add_header ${name} "${value}" always;`);
  const varying = names(headers).map((name) => `add_header ${name} ${variable(name)} always;`);
  return `# in http { … }\n${maps.join('\n')}\n\n# in server { … }\n${[...always, ...varying].join('\n')}\n`;
}

function apache(headers: SiteHeaders, base: string, editions: FrozenEditions): string {
  const part = (pattern: string | undefined, values: Headers): string[] =>
    pattern === undefined ? [] : [`<If "%{REQUEST_URI} =~ m#${pattern}#">`, ...set(values, '  '), '</If>'];
  const set = (values: Headers, indent: string): string[] =>
    Object.entries(values).map(([name, value]) => `${indent}Header always set ${name} "${value}"`);
  return `${[
    '# .htaccess, or <Directory>; needs mod_headers',
    ...set({ ...headers.all, ...headers.site }, ''),
    ...part(`^${literal(base + SANDBOX)}`, headers.sandbox),
    ...part(editionsPath(base, editions), editions.site),
    ...part(editionsPath(base, editions, SANDBOX), editions.sandbox),
    ...part(IMAGE, headers.shared),
    ...part(openPath(base), headers.open),
  ].join('\n')}\n`;
}

function vercel(headers: SiteHeaders, base: string, editions: FrozenEditions): string {
  const frozen = editions.ids.map((id) => `${id}/`);
  const entry = (source: string, values: Headers): object => ({
    source,
    headers: Object.entries(values).map(([key, value]) => ({ key, value })),
  });
  return `${JSON.stringify(
    {
      headers: [
        entry(`${base}(.*)`, headers.all),
        entry(`${base}((?!${[SANDBOX, ...frozen].join('|')}).*)`, headers.site),
        entry(`${base}${SANDBOX}(.*)`, headers.sandbox),
        ...frozen.flatMap((folder) => [
          entry(`${base}${folder}((?!${SANDBOX}).*)`, editions.site),
          entry(`${base}${folder}${SANDBOX}(.*)`, editions.sandbox),
        ]),
        entry(`${base}(.*)social.png`, headers.shared),
        ...[...OPEN].map((name) => entry(base + (name.endsWith('/') ? `${name}(.*)` : name), headers.open)),
      ],
    },
    null,
    2,
  )}\n`;
}

type Maker = (headers: SiteHeaders, base: string, editions: FrozenEditions) => string;
const makers = { nginx, apache, vercel } satisfies Record<Host, Maker>;
const NONE: FrozenEditions = { ids: [], site: {}, sandbox: {} };

/** What a host of some kind is to be told, for a site below a path. */
export function hostSnippet(host: Host, headers: SiteHeaders, base: string, editions: FrozenEditions = NONE): string {
  return makers[host](headers, base, editions);
}
