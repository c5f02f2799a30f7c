import { describe, expect, test } from 'vitest';
import { attributionParts, attributionProblems } from '../../src/attribution/guard.ts';
import { assemble, loadTiny, paths, replace, withChange } from '../helpers/fixture.ts';
import { attributionOf, completePage } from '../helpers/lesson-page.ts';

const { credit, jsonLd } = attributionOf('compass-course', loadTiny());
const page = completePage(credit, jsonLd);

/** What the guard says after the only occurrence of a text in the complete page was replaced. */
function problemsAfter(from: string | RegExp, to: string): string[] {
  const changed = page.replace(from, () => to);
  if (changed === page) throw new Error(`nothing was changed by ${String(from)}`);
  return attributionProblems(changed, credit);
}

const parts = [
  { part: 'creators', shown: 'Ada Anchor, Ben Buoy and The Tiny Harbor Crew', other: 'Mallory' },
  { part: 'copyright', shown: '© 2026 The Tiny Harbor Authors', other: '© 2027 Mallory' },
  { part: 'licence', shown: 'Creative Commons Attribution 4.0 International', other: 'All rights reserved' },
  { part: 'disclaimer', shown: 'Offered as-is, without warranties of any kind.', other: 'Best of all.' },
  { part: 'source', shown: 'https://tiny.example/lessons/compass-course/', other: 'https://evil.example/' },
  {
    part: 'changes',
    shown: 'Original edition, version 1.2.0; not adapted from another work.',
    other: 'Improved.',
  },
] as const;

/** The element that carries a part, with its content. */
function element(part: string): RegExp {
  return new RegExp(`<(span|dd) data-attribution="${part}">.*?</\\1>`);
}

describe('a complete page', () => {
  test('passes', () => {
    expect(attributionProblems(page, credit)).toEqual([]);
  });

  test('passes with characters that HTML escapes', () => {
    const special = attributionOf(
      'compass-course',
      assemble(
        withChange(
          paths.people,
          replace('Ada Anchor', `"Ada & <Anchor's>"`),
          withChange(paths.identity, replace('copyright: © 2026 The', 'copyright: © 2026 R&D, the')),
        ),
      ),
    );
    const html = completePage(special.credit, special.jsonLd);
    expect(html).toContain('R&amp;D');
    expect(attributionProblems(html, special.credit)).toEqual([]);
  });

  test('passes with an address that has several parameters', () => {
    const url = 'https://law.example/?name=by&version=4';
    const files = withChange(
      paths.identity,
      replace('https://creativecommons.org/licenses/by/4.0/legalcode.en#s5', url),
    );
    const other = attributionOf('compass-course', assemble(files));
    expect(attributionProblems(completePage(other.credit, other.jsonLd), other.credit)).toEqual([]);
  });

  test('passes with its parts broken over lines', () => {
    expect(problemsAfter('>by Ada Anchor, Ben Buoy and', '>by Ada Anchor,\n      Ben Buoy\n and')).toEqual([]);
  });

  test('knows six parts, each with its clause', () => {
    expect(Object.keys(attributionParts)).toEqual(parts.map(({ part }) => part));
  });
});

describe.each(parts)('$part', ({ part, shown, other }) => {
  const { name, clause } = attributionParts[part];
  const missing = [`the colophon does not show ${name} (CC BY 4.0, section ${clause})`];

  test('is missed when it is removed', () => {
    expect(problemsAfter(element(part), '')).toEqual(missing);
  });

  test('is missed when it is empty', () => {
    expect(problemsAfter(element(part), `<dd data-attribution="${part}"> <b></b></dd>`)).toEqual(missing);
  });

  test.each(['hidden', 'aria-hidden="true"', 'style="display:none"'])(
    'is missed when it is hidden by %s',
    (attribute) => {
      expect(problemsAfter(`data-attribution="${part}"`, `data-attribution="${part}" ${attribute}`)).toEqual(missing);
      expect(problemsAfter(` data-attribution="${part}"`, ` ${attribute} data-attribution="${part}"`)).toEqual(missing);
    },
  );

  test('is missed when what is around it is hidden', () => {
    const [whole = ''] = element(part).exec(page) ?? [];
    expect(problemsAfter(whole, `<div hidden>${whole}</div>`)).toEqual(missing);
  });

  test.each([
    ['a comment', '<!--', '-->'],
    ['a template', '<template>', '</template>'],
  ])('is missed when it stands in %s', (_, before, after) => {
    const [whole = ''] = element(part).exec(page) ?? [];
    expect(problemsAfter(whole, `${before}${whole}${after}`)).toEqual(missing);
  });

  test('is missed when it stands outside of the colophon', () => {
    const [whole = ''] = element(part).exec(page) ?? [];
    const moved = page.replace(whole, '').replace('<main>', `<main>${whole}`);
    expect(attributionProblems(moved, credit)).toEqual(missing);
  });

  test('is missed when it says something else', () => {
    const [whole = ''] = element(part).exec(page) ?? [];
    const problems = problemsAfter(
      whole,
      whole.replaceAll(`>${shown}<`, `>${other}<`).replace(`by ${shown}`, `by ${other}`),
    );
    expect(problems).toEqual([
      `the colophon shows ${name} as "${part === 'creators' ? `by ${other}` : other}" instead of "${shown}" ` +
        `(CC BY 4.0, section ${clause})`,
    ]);
  });
});

describe.each(['licence', 'disclaimer', 'source'] as const)('the link of %s', (part) => {
  const { name, clause } = attributionParts[part];
  const href = { licence: credit.licence.url, disclaimer: credit.disclaimer.url, source: credit.source }[part];
  const problem = `the colophon shows ${name} without its link to ${href} (CC BY 4.0, section ${clause})`;

  test('is missed when it is removed', () => {
    const [whole = ''] = element(part).exec(page) ?? [];
    expect(problemsAfter(whole, whole.replace(/<a[^>]*>|<\/a>/g, ''))).toContain(problem);
  });

  test('is missed when it leads elsewhere', () => {
    const [whole = ''] = element(part).exec(page) ?? [];
    expect(problemsAfter(whole, whole.replace(`href="${href}"`, 'href="https://evil.example/"'))).toContain(problem);
  });
});

describe('the colophon', () => {
  test('is missed as a whole, with each of its parts', () => {
    expect(problemsAfter(/<footer[\s\S]*<\/footer>/, '')).toHaveLength(6);
  });

  test.each(['hidden', 'aria-hidden="true"', 'style="display:none"'])(
    'is missed when it is hidden by %s',
    (attribute) => {
      expect(problemsAfter('data-colophon', `data-colophon ${attribute}`)).toHaveLength(6);
    },
  );

  test('marks the link to the license with rel=license', () => {
    const problems = problemsAfter('<a rel="license"', '<a');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('rel="license"');
  });
});

describe('what machines read', () => {
  const licenceLink = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">';

  test('the link to the license is missed when it is removed or leads elsewhere', () => {
    const problem = ['<link rel="license"> does not lead to the license'];
    expect(problemsAfter(licenceLink, '')).toEqual(problem);
    expect(problemsAfter(licenceLink, '<link rel="license" href="https://evil.example/">')).toEqual(problem);
    expect(problemsAfter(licenceLink, licenceLink.replace('rel="license" ', ''))).toEqual(problem);
  });

  test('the JSON-LD is missed when it is removed or broken', () => {
    expect(problemsAfter(/<script[\s\S]*?<\/script>/, '')).toEqual(['there is no JSON-LD block']);
    expect(problemsAfter('"@context":', '@context:')).toEqual(['the JSON-LD is not valid JSON']);
  });

  test.each([
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
  ])('the key %s of the JSON-LD is missed by name', (key) => {
    const { [key]: _, ...rest } = jsonLd;
    expect(attributionProblems(completePage(credit, rest), credit)).toContain(`the JSON-LD lacks ${key}`);
    expect(attributionProblems(completePage(credit, { ...rest, [key]: '' }), credit)).toContain(
      `the JSON-LD lacks ${key}`,
    );
  });

  test.each(['creator', 'teaches'])('an empty list of %s is no list', (key) => {
    expect(attributionProblems(completePage(credit, { ...jsonLd, [key]: [] }), credit)).toEqual([
      `the JSON-LD lacks ${key}`,
    ]);
  });

  test('another license in the JSON-LD is noticed', () => {
    const other = { ...jsonLd, license: 'https://creativecommons.org/licenses/by-nc/4.0/' };
    expect(attributionProblems(completePage(credit, other), credit)).toEqual(['the JSON-LD names another license']);
  });
});
