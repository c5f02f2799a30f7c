import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { policyMeta, sitePolicies } from '../../src/site/policy.ts';
import { policyFacts } from '../../src/site/site-policy.ts';
import { THEME_SCRIPT } from '../../src/site/theme-script.ts';
import { builtFiles, type PageFacts, pageFacts } from '../helpers/built.ts';
import { observatory } from '../helpers/observatory.ts';
import { eventually } from '../helpers/screen.ts';
import { searchDialog, searchFor } from '../helpers/search.ts';
import { openSite, pageKinds, type Site } from '../helpers/site.ts';
import { type Watched, watch } from '../helpers/watch.ts';

const LESSON = 'lessons/first-cluster-and-kubectl/';

let site: Site;
let pages: PageFacts[];
beforeAll(async () => {
  site = await openSite();
  // The sandbox has a policy, a script and tests of its own (sandbox.test.ts).
  const built = builtFiles(site.folder, '.html').filter(({ path }) => path !== 'sandbox/index.html');
  pages = await pageFacts(site.browser, built);
});
afterEach(() => site.closePages());
afterAll(() => site.close());

function foreign(requests: readonly string[]): string[] {
  return requests.filter((url) => !url.startsWith(`${site.origin}/`));
}

describe('with the headers that static hosts send', () => {
  test('every kind of page opens without an error, and asks nobody else for anything', async () => {
    let watched: Watched | undefined;
    const page = await site.open('', {}, async (fresh) => {
      watched = await watch(fresh);
    });
    for (const { path } of pageKinds()) {
      await page.goto(site.address(path));
      await page.waitForLoadState('networkidle');
    }
    const wanted = pageKinds().map(({ path }) => site.address(path));
    expect(watched?.requests).toEqual(expect.arrayContaining(wanted));
    const nowhere = `the server responded with a status of 404 (Not Found) (${wanted.at(-1)})`;
    expect(watched?.problems.filter((problem) => !problem.endsWith(nowhere))).toEqual([]);
    expect(foreign(watched?.requests ?? [])).toEqual([]);
  });

  test('a policy that is broken is noticed', async () => {
    let watched: Watched | undefined;
    const page = await site.open('', {}, async (fresh) => {
      watched = await watch(fresh);
    });
    await page.evaluate(() => {
      document.body.setAttribute('onclick', 'void 0');
      document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/pixel.png' }));
    });
    await eventually(() => watched?.problems.join('\n')).toContain('policy: img-src blocked');
    await eventually(() => watched?.problems.join('\n')).toContain('policy: script-src-attr blocked');
  });

  test('everything a learner does in a lesson goes without an error and stays here', async () => {
    let watched: Watched | undefined;
    const page = await site.open(LESSON, {}, async (fresh) => {
      watched = await watch(fresh);
    });
    await page.locator('.term').first().hover();
    await page.locator('#pageDefinition:popover-open').waitFor();
    await page.getByRole('tab').last().click();
    await page.getByRole('combobox', { name: 'Colors' }).selectOption('dark');
    await page.locator('quiz-item[data-type="ordering"]').getByRole('button', { name: 'Move' }).nth(2).click();
    await page.locator('quiz-item input').first().fill('3');
    await page.locator('quiz-item').first().getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Mark as done' }).click();
    await page.getByText('Done. Undo?').waitFor();
    expect(watched?.problems).toEqual([]);
    expect(foreign(watched?.requests ?? [])).toEqual([]);
  });

  test.each(['', LESSON, 'no-such-page/'])('searching from "%s" goes without an error', async (path) => {
    let watched: Watched | undefined;
    const page = await site.open(path, {}, async (fresh) => {
      watched = await watch(fresh);
    });
    await page.waitForLoadState('networkidle');
    const before = watched?.problems.length ?? 0;
    await searchFor(page, 'heartbeat');
    await searchDialog(page).locator('mark').first().waitFor();
    expect(watched?.problems.slice(before)).toEqual([]);
    expect(foreign(watched?.requests ?? [])).toEqual([]);
  });

  test('every answer carries the policy, which allows no inline script or style and no framing', async () => {
    const page = await site.open('');
    for (const path of [...pageKinds().map((kind) => kind.path), 'search.json', 'feed.xml', 'curriculum.json']) {
      const headers = (await page.request.get(site.address(path))).headers();
      const policy = headers['content-security-policy'] ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).not.toContain("'unsafe-inline'");
      expect(policy, path).not.toContain("'unsafe-eval'");
      // Only where on the host something lies is said without a host, and only beside a policy that says 'self'.
      const [origins = '', places = ''] = policy.split(', ');
      expect(origins, path).not.toMatch(/https?:|\*/);
      expect(places, path).toMatch(
        /^script-src (\*:\*\/\S+\/ )+[^*]+; frame-src \*:\*\/\S*sandbox\/; worker-src \*:\*\/\S*sw\.js \*:\*\/\S*pagefind\/ \*:\*\/\S*_astro\/$/,
      );
      expect(headers['x-content-type-options'], path).toBe('nosniff');
    }
  });
});

describe('no built page', () => {
  function offenders(list: (facts: PageFacts) => string[]): string[] {
    return pages.flatMap((facts) => list(facts).map((entry) => `${facts.path}: ${entry}`));
  }

  test('has a style attribute or a style element', () => {
    expect(pages.length).toBeGreaterThan(10);
    expect(offenders(({ styled }) => styled)).toEqual([]);
    expect(pages.filter(({ styleElements }) => styleElements > 0).map(({ path }) => path)).toEqual([]);
  });

  test('has an event handler in an attribute or a link that runs script', () => {
    expect(offenders(({ handlers }) => handlers)).toEqual([]);
  });

  test('has an inline script other than the one that applies the chosen colors', () => {
    expect(offenders(({ inlineScripts }) => inlineScripts.filter((script) => script !== THEME_SCRIPT))).toEqual([]);
    expect(pages.every(({ inlineScripts }) => inlineScripts.length === 1)).toBe(true);
  });

  test('loads anything from elsewhere', () => {
    const elsewhere = (url: string): boolean => new URL(url, 'http://here.invalid').host !== 'here.invalid';
    expect(pages.every(({ loaded }) => loaded.length > 0)).toBe(true);
    expect(offenders(({ loaded }) => loaded.filter(elsewhere))).toEqual([]);
  });
});

test('every page carries both policies before anything that they govern', () => {
  const meta = policyMeta(sitePolicies(policyFacts(getCurriculum())));
  const built = builtFiles(site.folder, '.html').filter(({ path }) => path !== 'sandbox/index.html');
  const offenders = built.filter(({ text }) => !text.includes(`<head><meta charset="utf-8">${meta}`));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});

test('the grade of the home page by the rules of the HTTP Observatory is an A+, and without headers a C', async () => {
  const page = await site.open('');
  const answer = await page.request.get(site.address());
  expect(observatory(answer.headers(), await answer.text())).toMatchObject({ grade: 'A+', score: 140 });
  expect(observatory({}, await answer.text())).toMatchObject({ grade: 'C', score: 55 });
});
