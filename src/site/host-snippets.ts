import { SANDBOX } from './policy.ts';
import type { Headers, SiteHeaders } from './site-headers.ts';

/** Kinds of hosts that are told their headers in another way than by a `_headers` file. */
export const hosts = ['nginx', 'apache', 'vercel'] as const;
export type Host = (typeof hosts)[number];

/** Text as a regular expression that matches nothing else. */
function literal(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');
}

function names({ site, sandbox }: SiteHeaders): string[] {
  return [...new Set([...Object.keys(site), ...Object.keys(sandbox)])];
}

const IMAGE = '/social\\.png$';

/** Headers that depend on the path are variables: nginx takes no header from outside of a location that has one itself. */
function nginx(headers: SiteHeaders, base: string): string {
  const variable = (name: string): string => `$site_${name.toLowerCase().replaceAll('-', '_')}`;
  const maps = names(headers).map((name) => {
    const shared = headers.shared[name];
    return [
      `map $uri ${variable(name)} {`,
      `  default "${headers.site[name] ?? ''}";`,
      `  ~^${literal(base + SANDBOX)} "${headers.sandbox[name] ?? ''}";`,
      ...(shared === undefined ? [] : [`  ~${IMAGE} "${shared}";`]),
      '}',
    ].join('\n');
  });
  const always = Object.entries(headers.all).map(([name, value]) => `add_header ${name} "${value}" always;`);
  const varying = names(headers).map((name) => `add_header ${name} ${variable(name)} always;`);
  return `# in http { … }\n${maps.join('\n')}\n\n# in server { … }\n${[...always, ...varying].join('\n')}\n`;
}

function apache(headers: SiteHeaders, base: string): string {
  const set = (values: Headers, indent: string): string[] =>
    Object.entries(values).map(([name, value]) => `${indent}Header always set ${name} "${value}"`);
  return `${[
    '# .htaccess, or <Directory>; needs mod_headers',
    ...set({ ...headers.all, ...headers.site }, ''),
    `<If "%{REQUEST_URI} =~ m#^${literal(base + SANDBOX)}#">`,
    ...set(headers.sandbox, '  '),
    '</If>',
    `<If "%{REQUEST_URI} =~ m#${IMAGE}#">`,
    ...set(headers.shared, '  '),
    '</If>',
  ].join('\n')}\n`;
}

function vercel(headers: SiteHeaders, base: string): string {
  const entry = (source: string, values: Headers): object => ({
    source,
    headers: Object.entries(values).map(([key, value]) => ({ key, value })),
  });
  return `${JSON.stringify(
    {
      headers: [
        entry(`${base}(.*)`, headers.all),
        entry(`${base}((?!${SANDBOX}).*)`, headers.site),
        entry(`${base}${SANDBOX}(.*)`, headers.sandbox),
        entry(`${base}(.*)social.png`, headers.shared),
      ],
    },
    null,
    2,
  )}\n`;
}

const makers = { nginx, apache, vercel } satisfies Record<Host, (headers: SiteHeaders, base: string) => string>;

/** What a host of some kind is to be told, for a site below a path. */
export function hostSnippet(host: Host, headers: SiteHeaders, base: string): string {
  return makers[host](headers, base);
}
