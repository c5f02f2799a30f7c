import { describe, expect, test } from 'vitest';
import { type Citations, citations } from '../../src/attribution/citation.ts';
import { type Credit, creatorNames, creditHtml, creditMarkdown, creditSentence } from '../../src/attribution/credit.ts';
import { assemble, loadTiny, paths, replace, withChange } from '../helpers/fixture.ts';
import { tagsOf, textOfHtml } from '../helpers/html.ts';
import { attributionOf } from '../helpers/lesson-page.ts';

const tiny = loadTiny();
const { credit } = attributionOf('tie-a-bowline', tiny);

/** The credit of a lesson with another title. */
function titled(title: string): Credit {
  const files = withChange(paths.bowline, replace('title: Tie a bowline', `title: ${JSON.stringify(title)}`));
  return attributionOf('tie-a-bowline', assemble(files)).credit;
}

describe('the credit of a lesson', () => {
  test('has everything that the license asks to be kept', async () => {
    const text = `${JSON.stringify(credit, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../fixtures/snapshots/credit.json');
  });

  test.each([
    ['belay-a-cleat', 'Ben Buoy'],
    ['tie-a-bowline', 'Ada Anchor and The Tiny Harbor Crew'],
    ['compass-course', 'Ada Anchor, Ben Buoy and The Tiny Harbor Crew'],
  ])('of %s names %s', (id, names) => {
    expect(creatorNames(attributionOf(id, tiny).credit)).toBe(names);
  });

  test('is one sentence with title, author, source and license', () => {
    expect(creditSentence(credit)).toBe(
      '“Tie a bowline” by Ada Anchor and The Tiny Harbor Crew (Tiny Harbor), ' +
        'https://tiny.example/lessons/tie-a-bowline/, licensed under Creative Commons Attribution 4.0 International ' +
        '(https://creativecommons.org/licenses/by/4.0/).',
    );
  });

  test('is HTML whose links lead to the lesson and the license', () => {
    const links = tagsOf(creditHtml(credit)).filter(({ name }) => name === 'a');
    expect(links.map(({ attributes }) => attributes)).toEqual([
      { href: credit.source },
      { rel: 'license', href: credit.licence.url },
    ]);
    expect(textOfHtml(creditHtml(credit))).toBe(
      '“Tie a bowline” by Ada Anchor and The Tiny Harbor Crew (Tiny Harbor), licensed under Creative Commons ' +
        'Attribution 4.0 International.',
    );
  });

  test('is HTML that stays whole whatever the title says', () => {
    const html = creditHtml(titled('Ropes & knots < cleats <b>'));
    expect(textOfHtml(html)).toContain('“Ropes & knots < cleats <b>” by');
    expect(html).not.toContain('<b>');
  });

  test('is Markdown whose links lead to the lesson and the license', () => {
    expect(creditMarkdown(credit)).toBe(
      '“[Tie a bowline](https://tiny.example/lessons/tie-a-bowline/)” by Ada Anchor and The Tiny Harbor Crew ' +
        '(Tiny Harbor), licensed under [Creative Commons Attribution 4.0 International]' +
        '(https://creativecommons.org/licenses/by/4.0/).',
    );
  });
});

describe('citations', () => {
  const cite: Citations = citations(credit);

  test('are a sentence', () => {
    expect(cite.text).toBe(
      'Ada Anchor and The Tiny Harbor Crew (2026). Tie a bowline. Tiny Harbor, version 1.2.0. ' +
        'https://tiny.example/lessons/tie-a-bowline/. CC-BY-4.0.',
    );
  });

  test('are a BibTeX entry with whole names', () => {
    expect(cite.bibtex.split('\n')).toEqual([
      '@online{tie-a-bowline-2026,',
      '  author  = {{Ada Anchor} and {The Tiny Harbor Crew}},',
      '  title   = {Tie a bowline},',
      '  year    = {2026},',
      '  version = {1.2.0},',
      '  organization = {Tiny Harbor},',
      '  url     = {https://tiny.example/lessons/tie-a-bowline/},',
      '  note    = {CC-BY-4.0}',
      '}',
    ]);
  });

  test.each([
    ['R&D', 'R\\&D'],
    ['100 %', '100 \\%'],
    ['$HOME', '\\$HOME'],
    ['C# and _x', 'C\\# and \\_x'],
    ['{braces} and \\back', 'braces and back'],
  ])('escape what BibTeX and LaTeX take specially: %s', (title, escaped) => {
    expect(citations(titled(title)).bibtex).toContain(`title   = {${escaped}},`);
  });

  test.each(['~', '^'])('leave no bare %s, which LaTeX would swallow or stumble over', (character) => {
    const line = citations(titled(`The ${character} sign`)).bibtex.split('\n')[2] ?? '';
    expect(line).toMatch(/The .+ sign/);
    expect(line.replace(/\\text\w+(?:\{\})?|\\[~^]\{\}/g, '')).not.toContain(character);
  });

  test('are balanced BibTeX whatever the title says', () => {
    const { bibtex } = citations(titled('A } b { c'));
    expect(bibtex.split('{').length).toBe(bibtex.split('}').length);
  });

  test('are CSL-JSON', () => {
    expect(JSON.parse(cite.cslJson)).toEqual([
      {
        id: 'tie-a-bowline',
        type: 'webpage',
        title: 'Tie a bowline',
        author: [{ literal: 'Ada Anchor' }, { literal: 'The Tiny Harbor Crew' }],
        issued: { 'date-parts': [[2026, 5, 17]] },
        'container-title': 'Tiny Harbor',
        version: '1.2.0',
        URL: 'https://tiny.example/lessons/tie-a-bowline/',
        license: 'https://creativecommons.org/licenses/by/4.0/',
      },
    ]);
  });
});
