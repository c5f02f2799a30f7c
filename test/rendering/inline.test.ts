import { describe, expect, test } from 'vitest';
import { assemble, checkChange, finding, paths, placeIn, replace, withChange } from '../helpers/fixture.ts';
import { htmlOf, mistake, mistakes, render } from '../helpers/render.ts';

describe('terms', () => {
  test('link to the glossary', () => {
    const html = htmlOf('A <Term id="cleat">cleat</Term> is a <Term id="cleat">cleat</Term>.');
    expect(html).toBe(
      '<p>A <a class="term" href="/glossary/#cleat">cleat</a> is a <a class="term" href="/glossary/#cleat">cleat</a>.</p>',
    );
  });

  test('an unknown one is named with the one that was meant, and its text is kept', () => {
    expect(mistake('A <Term id="cleet">cleat</Term>.')).toMatchObject({
      rule: 'term/unknown',
      message: 'The term "cleet" is not in the glossary. Did you mean "cleat"?',
      why: 'Readers would meet a word that nobody explains.',
      remedy: 'Correct the id, or add "cleet" to content/glossary.yaml.',
    });
  });

  test('that a lesson introduces have to be linked in it', () => {
    expect(checkChange(paths.cleat, replace('<Term id="cleat">cleat</Term>', 'cleat'))).toEqual([
      finding(
        'term/not-linked',
        placeIn(paths.cleat, 'cleat]'),
        'The lesson says that it introduces the term "cleat", but never links it.',
        'The glossary sends readers here to learn it.',
        'Write <Term id="cleat">…</Term> at its first use, or remove "cleat" from "terms".',
      ),
    ]);
  });

  test('may be linked inside of other components', () => {
    const inside = '<Callout kind="note">\n\nA <Term id="cleat">cleat</Term>.\n\n</Callout>';
    expect(
      checkChange(paths.cleat, (text) => `${text.replace('<Term id="cleat">cleat</Term>', 'cleat')}\n${inside}\n`),
    ).toEqual([]);
  });
});

describe('versions', () => {
  test('come from versions.yaml', () => {
    expect(htmlOf('Chart <Version of="chart" />.')).toBe('<p>Chart 7.3.</p>');
    const newer = assemble(withChange(paths.versions, replace('"7.3"', '"8 & up"')));
    expect(render('tie-a-bowline', newer).html).toContain('as of chart 8 &amp; up:');
  });

  test('an unknown one is named with the one that was meant', () => {
    expect(mistake('Chart <Version of="chrt" />.')).toMatchObject({
      rule: 'version/unknown',
      message: 'There is no version of "chrt". Did you mean "chart"?',
      remedy: 'Correct the name, or add it to content/versions.yaml.',
    });
  });

  test('a name that every object has is not a version', () => {
    expect(mistakes('Chart <Version of="constructor" />.')).toEqual([['version/unknown', 1]]);
  });
});

describe('links', () => {
  test('lead to the pages that every edition has', () => {
    expect(htmlOf('[A](page:set-up#linux) [B](page:practice-cluster)')).toBe(
      '<p><a href="/set-up/#linux">A</a> <a href="/practice-cluster/">B</a></p>',
    );
    expect(mistake('[A](page:setup)')).toMatchObject({
      rule: 'link/address',
      message: 'The link leads to the page "setup", which is none that every edition has. Did you mean "set-up"?',
    });
  });

  test('lead to lessons by id, whatever their course', () => {
    expect(htmlOf('[A](lesson:tie-a-bowline) [B](lesson:code-flags#by-day)')).toBe(
      '<p><a href="/lessons/tie-a-bowline/">A</a> <a href="/lessons/code-flags/#by-day">B</a></p>',
    );
  });

  test('lead from a former id to the present one', () => {
    expect(htmlOf('[A](lesson:steer-by-needle)')).toContain('href="/lessons/compass-course/"');
  });

  test('are below the base path of the site', () => {
    const below = assemble(
      withChange(paths.identity, replace('https://tiny.example/', 'https://tiny.example/school/')),
    );
    expect(render('belay-a-cleat', below).html).toContain('href="/school/lessons/tie-a-bowline/#tie-it"');
  });

  test('to an unknown lesson are refused, with the one that was meant', () => {
    expect(mistake('Text.\n\nSee [A](lesson:code-flag).')).toMatchObject({
      rule: 'link/unknown-lesson',
      line: 21,
      message: 'The link leads to the lesson "code-flag", which does not exist. Did you mean "code-flags"?',
      remedy: 'Correct the id, or remove the link.',
    });
  });

  test('to a draft are refused where drafts are hidden, and allowed where they are shown', () => {
    expect(mistake('[A](lesson:night-lights)')).toMatchObject({
      rule: 'link/unknown-lesson',
      message: 'The link leads to the lesson "night-lights", which is a draft.',
      remedy: 'Publish "night-lights", or remove the link.',
    });
    expect(checkChange(paths.lights, (text) => `${text}\n[A](lesson:night-lights)\n`)).toEqual([]);
  });

  test('without encryption are refused', () => {
    expect(mistake('[A](http://x.example)')).toMatchObject({
      rule: 'link/address',
      message: 'The link "http://x.example" is not encrypted.',
      remedy: 'Use the https address.',
    });
  });

  test("to the reader's own machine belong in backticks", () => {
    expect(mistake('[A](http://localhost:8080)')).toMatchObject({
      message: 'The link "http://localhost:8080" is not encrypted.',
      remedy: "Put an address of the reader's own machine in backticks.",
    });
  });

  test.each(['../tie-a-bowline/', '/lessons/tie-a-bowline/', 'files/a.svg'])(
    'by path such as %s are refused',
    (path) => {
      expect(mistake(`[A](${path})`)).toMatchObject({
        rule: 'link/address',
        message: `The link "${path}" is a path.`,
        remedy: 'Link to a lesson as [text](lesson:its-id), to other sites with their https address.',
      });
    },
  );

  test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://x.example', '//x.example'])(
    'to %s are refused',
    (href) => {
      expect(mistakes(`[A](${href})`)).toEqual([['link/address', 1]]);
    },
  );

  test('to other sites, to mail and within the page are left as they are', () => {
    expect(htmlOf('[A](https://x.example/?a=1&b=2) [B](mailto:a@x.example) [C](#here)')).toBe(
      '<p><a href="https://x.example/?a=1&#x26;b=2">A</a> <a href="mailto:a@x.example">B</a> <a href="#here">C</a></p>',
    );
  });
});
