import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { analyticsOf } from '../../src/provider/brand/analytics.ts';
import { brandSchema } from '../../src/provider/brand/schema.ts';
import { headersFor, parseHeaders } from '../../src/site/headers.ts';
import { headerPolicy, type PolicyFacts, policyMeta, sandboxPolicy, sitePolicies } from '../../src/site/policy.ts';
import { sandboxScript } from '../../src/site/sandbox-page.ts';
import { headersFile, siteHeaders } from '../../src/site/site-headers.ts';
import { counterPath, policyFacts } from '../../src/site/site-policy.ts';
import { speculationRules } from '../../src/site/speculation-rules.ts';
import { THEME_SCRIPT } from '../../src/site/theme-script.ts';
import { paths, readTiny, withChange } from '../helpers/fixture.ts';
import { BRAND, brandWith, forkFiles } from '../helpers/layer.ts';
import { observatory } from '../helpers/observatory.ts';

const plain: PolicyFacts = { base: '/', inline: THEME_SCRIPT, sandbox: sandboxScript(), embeddableBy: [] };
const LMS = 'https://lms.example';
const ENTRIES = ['404.html', '_astro/', 'feed.xml', 'index.html', 'lessons/', 'sandbox/', 'social.png'];

const headersAt = (path: string, facts = plain): Record<string, string> =>
  headersFor(parseHeaders(headersFile(siteHeaders(facts), ENTRIES)), path);

describe('the policies of a site', () => {
  const [origins, places] = sitePolicies(plain);

  test('allow the one inline script and the rules of fetching ahead by their hashes, and nothing else', () => {
    const hashes = [speculationRules(plain.base), THEME_SCRIPT].map(
      (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    for (const policy of [origins, places])
      expect(policy['script-src']?.filter((source) => source.startsWith("'sha"))).toEqual(hashes);
  });

  test('allow nothing that is not named, and nothing inline', () => {
    expect(origins['default-src']).toEqual(["'none'"]);
    expect(origins['style-src']).toEqual(["'self'"]);
    for (const policy of [origins, places]) expect(headerPolicy(policy)).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    expect(headerPolicy(origins)).not.toMatch(/https?:|\*/);
  });

  test('allow scripts of two folders alone, below the path of the site', () => {
    const [, below] = sitePolicies({ ...plain, base: '/open/k8s/' });
    expect(below['script-src']?.slice(0, 2)).toEqual(['*:*/open/k8s/_astro/', '*:*/open/k8s/pagefind/']);
    expect(below['frame-src']).toEqual(['*:*/open/k8s/sandbox/']);
  });

  test('stand in pages without what a <meta> cannot carry', () => {
    const html = policyMeta([...sitePolicies(plain), sandboxPolicy(plain)]);
    expect(html.match(/<meta http-equiv="Content-Security-Policy" content="[^"<>&]+">/g)?.join('')).toBe(html);
    expect(html).not.toMatch(/frame-ancestors|sandbox allow/);
  });
});

describe('the policy of the sandbox', () => {
  const policy = sandboxPolicy(plain);

  test('is the only one that lets text be evaluated, and lets nothing be reached', () => {
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'worker-src': ['blob:'],
      'connect-src': ["'none'"],
      sandbox: ['allow-scripts'],
    });
    expect(policy['script-src']?.[0]).toBe("'unsafe-eval'");
    expect(headerPolicy(policy)).not.toMatch(/https?:|\*|script-src[^;]*'self'/);
  });

  test('allows framing by this site alone, and by those who may frame the site around it', () => {
    expect(policy['frame-ancestors']).toEqual(["'self'"]);
    expect(sandboxPolicy({ ...plain, embeddableBy: [LMS] })['frame-ancestors']).toEqual(["'self'", LMS]);
  });

  test('is sent with its page only, and nothing of the site is sent with it twice', () => {
    expect(headersAt('/sandbox/')['Content-Security-Policy']).toBe(headerPolicy(policy));
    expect(headersAt('/sandbox/')).toMatchObject({ 'X-Frame-Options': 'SAMEORIGIN', 'X-Robots-Tag': 'noindex' });
    const rules = parseHeaders(headersFile(siteHeaders(plain), ENTRIES));
    const matching = rules.filter(({ pattern }) => pattern.test('/sandbox/'));
    const names = matching.flatMap(({ headers }) => Object.keys(headers));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('who may show the site in a frame', () => {
  test('is nobody, unless it is said', () => {
    expect(headersAt('/lessons/x/')['Content-Security-Policy']).toContain("frame-ancestors 'none',");
    expect(headersAt('/lessons/x/')['X-Frame-Options']).toBe('DENY');
  });

  test('is who is named, and the older header, which cannot name them, is left out', () => {
    const headers = headersAt('/lessons/x/', { ...plain, embeddableBy: [LMS] });
    expect(headers['Content-Security-Policy']).toContain(`frame-ancestors 'self' ${LMS},`);
    expect(headers).not.toHaveProperty('X-Frame-Options');
  });

  test.each([
    ['https://lms.example', true],
    ['https://a.lms.example:8443', true],
    ['http://lms.example', false],
    ['https://lms.example/', false],
    ['https://lms.example/course', false],
    ['https://*.example', false],
    ['*', false],
    ["https://lms.example; script-src 'unsafe-inline'", false],
    ['https://lms.example,*', false],
    ['https://lms', false],
  ])('as %s: %s', (origin, taken) => {
    expect(brandSchema.shape.embeddable_by.safeParse([origin]).success).toBe(taken);
  });
});

describe('what the policies of an edition depend on', () => {
  const edition = (files: ContentFiles): Edition => {
    const { curriculum } = assembleCurriculum(files, siteTokens());
    if (!curriculum) throw new Error('the curriculum cannot be assembled');
    return curriculum;
  };
  const original = new Map(withChange(paths.identity, (text) => `${text}embeddable_by: [${LMS}]\n`));

  test('is said by the identity of the original', () => {
    expect(policyFacts(edition(original))).toMatchObject({ base: '/', embeddableBy: [LMS] });
    expect(policyFacts(edition(readTiny()))).not.toHaveProperty('analytics');
  });

  test('is said by the brand of a fork alone: whom the original trusts, it need not', () => {
    const fork = (brand: string): Edition =>
      edition(new Map([...forkFiles({ 'provider/brand.yaml': BRAND + brand }), ...original]));
    expect(policyFacts(fork('')).embeddableBy).toEqual([]);
    expect(policyFacts(fork('embeddable_by: [https://campus.example]\n')).embeddableBy).toEqual([
      'https://campus.example',
    ]);
    expect(policyFacts(fork('analytics: {kind: matomo, host: https://stats.example, site: 1}\n')).analytics).toEqual({
      origins: ['https://stats.example'],
      path: '/matomo.js',
    });
  });
});

describe('headers', () => {
  test('let other sites show the images that are meant for them, and nothing else', () => {
    const resource = (path: string): string | undefined => headersAt(path)['Cross-Origin-Resource-Policy'];
    expect([resource('/social.png'), resource('/lessons/pods/social.png')]).toEqual(['cross-origin', 'cross-origin']);
    expect([resource('/'), resource('/lessons/pods/'), resource('/feed.xml')]).toEqual(Array(3).fill('same-origin'));
  });

  test('keep scripts and styles for a year, whose names change with them', () => {
    expect(headersAt('/_astro/a.js')['Cache-Control']).toContain('immutable');
    expect(headersAt('/lessons/')).not.toHaveProperty('Cache-Control');
  });
});

describe('the grade by the rules of the HTTP Observatory', () => {
  const page = `<!doctype html><head>${policyMeta(sitePolicies(plain))}<script src="/_astro/a.js"></script></head>`;

  test('is an A+ with all headers', () => {
    expect(observatory(headersAt('/'), page)).toEqual({
      grade: 'A+',
      score: 140,
      changes: { csp: 10, hsts: 0, nosniff: 0, frames: 5, referrer: 5, opener: 10, resource: 10, integrity: 0 },
    });
    expect(observatory(headersAt('/', { ...plain, embeddableBy: [LMS] }), page).grade).toBe('A+');
  });

  test('is a C without any: what is missing cannot be said in a page', () => {
    const { grade, score, changes } = observatory({}, page);
    // Of 100 points, 20 go for HSTS, 20 for frames, 5 for nosniff; extra credit begins at 90.
    expect({ grade, score, changes }).toMatchObject({ grade: 'C', score: 55 });
    expect(Object.entries(changes).filter(([, change]) => change < 0)).toEqual([
      ['hsts', -20],
      ['nosniff', -5],
      ['frames', -20],
    ]);
  });

  test('would be a D without the policy in pages, and a B+ without HSTS', () => {
    expect(observatory({}, '<!doctype html>')).toMatchObject({ grade: 'D', score: 30 });
    const { 'Strict-Transport-Security': _, ...others } = headersAt('/');
    expect(observatory(others, page)).toMatchObject({ grade: 'B+', score: 80 });
  });
});

describe('analytics', () => {
  test.each([
    [{ kind: 'plausible', domain: 'a.example' }, 'https://plausible.io', undefined],
    [{ kind: 'goatcounter', host: 'https://a.goatcounter.com/' }, 'https://a.goatcounter.com', undefined],
    [{ kind: 'matomo', host: 'https://stats.a.example/matomo/', site: 3 }, 'https://stats.a.example', 'matomo.js'],
    [
      { kind: 'snippet', name: 'Ours', script: 'assets/count.js', hosts: ['https://count.a.example/x'] },
      'https://count.a.example',
      'brand/assets/count.js',
    ],
  ])('%j extend the policies by exactly what they need', (chosen, origin, path) => {
    const analytics = analyticsOf(brandWith(chosen));
    if (!analytics) throw new Error('nobody counts');
    expect(counterPath(analytics.script)).toBe(path);
    const [origins, places] = sitePolicies({
      ...plain,
      analytics: { origins: analytics.origins, path: path && `/${path}` },
    });
    for (const directive of ['script-src', 'connect-src', 'img-src']) expect(origins[directive]).toContain(origin);
    expect(places['script-src']).toContain(origin);
    expect(places['script-src']?.filter((source) => source.startsWith('*:*'))).toEqual([
      '*:*/_astro/',
      '*:*/pagefind/',
      ...(path === undefined ? [] : [`*:*/${path}`]),
    ]);
    expect(origins['style-src']).toEqual(["'self'"]);
  });
});
