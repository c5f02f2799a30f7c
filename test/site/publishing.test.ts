import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourcePaths } from '../../src/cli/source-paths.ts';
import { headersFor, parseHeaders } from '../../src/site/headers.ts';
import { type FrozenEditions, hostSnippet } from '../../src/site/host-snippets.ts';
import type { PolicyFacts } from '../../src/site/policy.ts';
import { publishingDocument } from '../../src/site/publishing-document.ts';
import { sandboxScript } from '../../src/site/sandbox-page.ts';
import { frozenHeaders, frozenRules, headersFile, siteHeaders } from '../../src/site/site-headers.ts';
import { THEME_SCRIPT } from '../../src/site/theme-script.ts';

const facts: PolicyFacts = { base: '/', inline: THEME_SCRIPT, sandbox: sandboxScript(), embeddableBy: [] };
const PATHS = ['/', '/lessons/pods/', '/sandbox/', '/lessons/pods/social.png', '/feed.xml'];
const OPEN = ['/badges/introduction.json', '/issuer/revocations.json', '/.well-known/did.json', '/did.json'];
const rules = parseHeaders(
  headersFile(siteHeaders(facts), [
    'lessons/',
    'feed.xml',
    'sandbox/',
    'badges/',
    'issuer/',
    '.well-known/',
    'did.json',
  ]),
);

test('the document on publishing has the snippets that are made of the policy; "npm run headers -- --renew" writes them', () => {
  const text = readFileSync(sourcePaths.publishing, 'utf8').replace(/\r\n/g, '\n');
  expect(text).toBe(publishingDocument(text));
});

test('a document without a place for a snippet is refused', () => {
  expect(() => publishingDocument('# Publish\n')).toThrow('has no code fence "nginx"');
});

/** The headers that Vercel sends for a path: sources are paths with groups, and later entries replace earlier ones. */
function vercelHeaders(path: string, editions?: FrozenEditions): Record<string, string> {
  const { headers } = JSON.parse(hostSnippet('vercel', siteHeaders(facts), '/', editions)) as {
    headers: { source: string; headers: { key: string; value: string }[] }[];
  };
  const matching = headers.filter(({ source }) => new RegExp(`^${source}$`).test(path));
  return Object.fromEntries(matching.flatMap((entry) => entry.headers.map(({ key, value }) => [key, value])));
}

/** The headers that Apache sends for a path. */
function apacheHeaders(path: string, editions?: FrozenEditions): Record<string, string> {
  const sent: Record<string, string> = {};
  let applies = true;
  for (const line of hostSnippet('apache', siteHeaders(facts), '/', editions).split('\n')) {
    const condition = /^<If "%\{REQUEST_URI\} =~ m#(.+)#">$/.exec(line)?.[1];
    if (condition !== undefined) applies = new RegExp(condition).test(path);
    if (line === '</If>') applies = true;
    const [, name, value] = /^ *Header always set (\S+) "(.*)"$/.exec(line) ?? [];
    if (applies && name !== undefined && value !== undefined) sent[name] = value;
  }
  return sent;
}

/** The headers that nginx sends for a path; it leaves out those without a value. */
function nginxHeaders(path: string, editions?: FrozenEditions): Record<string, string> {
  const text = hostSnippet('nginx', siteHeaders(facts), '/', editions);
  const maps = new Map(
    [...text.matchAll(/^map \$uri (\$\S+) \{\n {2}default "(.*)";\n([\s\S]*?)^\}/gm)].map(
      ([, name = '', byDefault = '', cases = '']) => {
        const found = [...cases.matchAll(/^ {2}~(\S+) "(.*)";$/gm)].find(([, pattern = '']) =>
          new RegExp(pattern).test(path),
        );
        return [name, found?.[2] ?? byDefault];
      },
    ),
  );
  const sent = [...text.matchAll(/^add_header (\S+) (?:"(.*)"|(\$\S+)) always;$/gm)].map(
    ([, name = '', value, variable = '']) => [name, value ?? maps.get(variable) ?? ''],
  );
  return Object.fromEntries(sent.filter(([, value]) => value !== ''));
}

describe.each([
  ['Vercel', vercelHeaders],
  ['Apache', apacheHeaders],
  ['nginx', nginxHeaders],
] as const)('%s', (_name, headers) => {
  test.each([...PATHS, ...OPEN])('sends for %s what _headers says', (path) => {
    // Opened by itself, an image needs no more than this; the sandbox's own header says the rest.
    expect(headers(path)).toEqual(headersFor(rules, path));
  });

  test.each(OPEN)('lets pages of others read %s', (path) => {
    expect(headers(path)).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });

  test('leaves the policy of a frozen edition to its pages', () => {
    const editions = { ids: ['2026-a', '2027'], ...frozenHeaders(facts) };
    const policyOf = (path: string): string | undefined => headers(path, editions)['Content-Security-Policy'];
    expect(policyOf('/2027/lessons/pods/')).toBe("frame-ancestors 'none'");
    expect(policyOf('/2026-a/sandbox/')).toBe("frame-ancestors 'self'; sandbox allow-scripts");
    expect(headers('/2026-a/sandbox/', editions)['X-Frame-Options']).toBe('SAMEORIGIN');
    expect(headers('/2026-a/lessons/pods/social.png', editions)['Cross-Origin-Resource-Policy']).toBe('cross-origin');
    expect(policyOf('/lessons/pods/')).toBe(headersFor(rules, '/lessons/pods/')['Content-Security-Policy']);
    expect(policyOf('/2026-ab/')).toBe(policyOf('/lessons/pods/'));
  });
});

test('nothing else of a site can be read by pages of others', () => {
  for (const path of PATHS) expect(headersFor(rules, path)).not.toHaveProperty('Access-Control-Allow-Origin');
});

test('a site below a path has its sandbox there', () => {
  const below = { ...facts, base: '/open/k8s.d/' };
  for (const host of ['nginx', 'apache'] as const)
    expect(hostSnippet(host, siteHeaders(below), below.base)).toContain('^/open/k8s\\.d/sandbox/');
  expect(hostSnippet('vercel', siteHeaders(below), below.base)).toContain('"/open/k8s.d/((?!sandbox/).*)"');
});

test('the rules of a frozen edition hold below its path, and nowhere else', () => {
  const own = headersFile(siteHeaders({ ...facts, base: '/2027/' }), ['lessons/', '_astro/']);
  const all = parseHeaders(headersFile(siteHeaders(facts), ['lessons/'], [frozenRules(own, '2027')]));
  const policyOf = (path: string): string | undefined => headersFor(all, path)['Content-Security-Policy'];
  expect(policyOf('/2027/lessons/pods/')).toContain('*:*/2027/_astro/');
  expect(policyOf('/2027/sandbox/')).toContain('sandbox allow-scripts');
  expect(policyOf('/lessons/pods/')).not.toContain('2027');
  expect(headersFor(all, '/2027/')['X-Content-Type-Options']).toBe('nosniff');
});
