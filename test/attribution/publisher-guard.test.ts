import { describe, expect, test } from 'vitest';
import { publisherProblems } from '../../src/attribution/publisher-guard.ts';

function page({
  title = 'Tie a bowline · Harbor Academy',
  site = 'Harbor Academy',
  header = '<a data-publisher><img alt=""><bdi>Harbor Academy</bdi></a>',
}): string {
  return `<!doctype html><html><head><title>${title}</title><meta property="og:site_name" content="${site}"></head><body><header>${header}</header><main>By Tiny Harbor</main><footer>Lessons based on Tiny Harbor</footer></body></html>`;
}

const problems = (html: string): string[] => publisherProblems(html, 'Harbor Academy', ['Tiny Harbor']);

describe('a page of a fork', () => {
  test('may name the original in its text and its credit', () => {
    expect(problems(page({}))).toEqual([]);
    expect(problems(page({ title: 'Tiny Harbor for beginners · Harbor Academy' }))).toEqual([]);
  });

  test.each([
    [{ title: 'Tie a bowline · Tiny Harbor' }, 'the title shows "Tiny Harbor" as the publisher'],
    [{ site: 'Tiny Harbor' }, 'the site name shows "Tiny Harbor" as the publisher'],
    [{ header: '<a data-publisher>TINY HARBOR</a>' }, 'the header shows "Tiny Harbor" as the publisher'],
    [{ header: '<a data-publisher><img alt="Tiny Harbor"></a>' }, 'the header shows "Tiny Harbor" as the publisher'],
  ])('may not name it as its publisher: %j', (parts, problem) => {
    expect(problems(page(parts))).toEqual([problem]);
  });

  test('of a provider whose name contains the original’s is left alone', () => {
    expect(publisherProblems(page({ site: 'Tiny Harbor Academy' }), 'Tiny Harbor Academy', ['Tiny Harbor'])).toEqual(
      [],
    );
  });
});
