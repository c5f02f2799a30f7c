import { describe, expect, test } from 'vitest';
import { assemble, loadTiny, paths, withChange } from '../helpers/fixture.ts';
import { forbidden, tagsOf, textOfHtml } from '../helpers/html.ts';
import { htmlOf, render, renderText } from '../helpers/render.ts';

function idsOf(html: string): string[] {
  return tagsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
}

describe('tables', () => {
  const html = htmlOf('| A | B | C | D |\n| :-- | :-: | --: | --- |\n| 1 | 2 | 3 | 4 |');

  test('say alignment by class, never by style', () => {
    expect([...html.matchAll(/<t[hd]\b([^>]*)>/g)].map((match) => match[1])).toEqual([
      '',
      ' class="cell-center"',
      ' class="cell-end"',
      '',
      '',
      ' class="cell-center"',
      ' class="cell-end"',
      '',
    ]);
    expect(html).not.toContain('style');
  });

  test('scroll in a box that the keyboard reaches', () => {
    expect(html).toMatch(/^<div class="scroll" tabindex="0"><table>[\s\S]*<\/table><\/div>$/);
  });

  test('may hold links and components', () => {
    const cells = htmlOf('| A | B |\n| --- | --- |\n| [x](lesson:log-line) | <Version of="chart" /> |');
    expect(cells).toContain('<td><a href="/lessons/log-line/">x</a></td>');
    expect(cells).toContain('<td>7.3</td>');
  });
});

describe('footnotes', () => {
  const html = htmlOf('One.[^a] Two.[^b]\n\n[^a]: First.\n[^b]: Second.');

  test('lead to the note and back', () => {
    const hrefs = tagsOf(html).flatMap(({ name, attributes }) => (name === 'a' ? (attributes.href ?? []) : []));
    expect(hrefs).toHaveLength(4);
    for (const href of hrefs) expect(idsOf(html)).toContain(href.slice(1));
  });

  test('stand at the end, under a heading for screen readers', () => {
    expect(html.indexOf('First.')).toBeGreaterThan(html.indexOf('Two.'));
    expect(html).toContain('<h2 class="sr-only" id="footnote-label">Footnotes</h2>');
  });
});

describe('task lists', () => {
  test('show state as text, without form fields', () => {
    const html = htmlOf('- [x] A\n- [ ] B');
    expect(html).toContain('<span class="task" role="img" aria-label="done">☑</span> A');
    expect(html).toContain('<span class="task" role="img" aria-label="to do">☐</span> B');
    expect(html).not.toContain('<input');
  });
});

describe('headings', () => {
  test('have ids made of their text, unique on the page', () => {
    expect(htmlOf('## Tie `it`!\n\n## Tie it\n\n### Größe')).toBe(
      '<h2 id="tie-it">Tie <code>it</code>!</h2>\n<h2 id="tie-it-1">Tie it</h2>\n<h3 id="größe">Größe</h3>',
    );
  });

  test('with the words of the key points get another id', () => {
    const ids = idsOf(htmlOf('<KeyPoints>\n\n- A\n\n</KeyPoints>\n\n## Key points'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of level 2 cut the lesson into sections, which know their share', () => {
    const { sections, words } = render('tie-a-bowline', loadTiny());
    expect(sections.map((section) => [section.id, section.title])).toEqual([
      ['', ''],
      ['tie-it', 'Tie it'],
      ['write-it-down', 'Write it down'],
      ['test-yourself', 'Test yourself'],
      ['lab', 'Lab'],
    ]);
    expect(sections.reduce((sum, section) => sum + section.share, 0)).toBeCloseTo(1);
    expect(sections.every((section) => section.share > 0)).toBe(true);
    expect(words).toBeGreaterThan(50);
  });

  test('have the ids that the sections name, whatever stands between', () => {
    const { html, sections } = renderText('<Callout kind="note">\n\n### Rope\n\n</Callout>\n\n## Rope\n\nText.');
    expect(html).toContain(`<h2 id="${sections.at(-1)?.id}">Rope</h2>`);
  });

  test('a lesson without text has no sections', () => {
    expect(renderText('').sections).toEqual([]);
  });

  test('code is not counted as words', () => {
    expect(renderText('One two.\n\n```text\na b c d\n```').words).toBe(2);
  });
});

describe('inline Markdown', () => {
  test('is emphasis, code and strike', () => {
    expect(htmlOf('*a* **b** `c` ~~d~~')).toBe('<p><em>a</em> <strong>b</strong> <code>c</code> <del>d</del></p>');
  });

  test('a bare https address becomes a link', () => {
    expect(htmlOf('See https://x.example/y.')).toContain('<a href="https://x.example/y">https://x.example/y</a>');
  });
});

describe('what a strict Content-Security-Policy forbids', () => {
  test('is nowhere in any lesson: no style, no script, no handler', () => {
    const curriculum = loadTiny({ drafts: true });
    for (const id of curriculum.lessons.keys()) expect([id, forbidden(render(id, curriculum).html)]).toEqual([id, []]);
  });

  test('is not let in by text, titles, captions, quizzes and files', () => {
    const attack = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
    const unquoted = attack.replace('"', '');
    const text = [
      `<Callout kind="note" title='${attack}'>\n\nA\n\n</Callout>`,
      `<Checkpoint question='${attack}'>\n\nA\n\n</Checkpoint>`,
      `<File name="a.yaml" title='${attack}' />`,
      `<Terminal file="b.txt" title='${attack}' ran="here" />`,
      `<Figure src="c.svg" alt='${attack}' caption='${attack}' />`,
      `\`\`\`yaml title="${unquoted}"\n${attack}\n\`\`\``,
      `\`\`\`mermaid alt="${unquoted}" caption="${unquoted}"\nflowchart TD\n  a["<img src=x onerror=alert(1)>"] --> b\n\`\`\``,
    ].join('\n\n');
    const html = htmlOf(text, { 'a.yaml': `a: ${attack}\n`, 'b.txt': `$ ${attack}\n${attack}\n`, 'c.svg': '<svg/>' });
    expect(forbidden(html)).toEqual([]);
    expect(tagsOf(html).filter(({ name, attributes }) => name === 'img' && attributes.src === 'x')).toEqual([]);
  });
});

describe('the words of a lesson', () => {
  test('are all on the page', () => {
    const shown = textOfHtml(render('tie-a-bowline', loadTiny()).html);
    for (const words of [
      'A boat pulls at its rope all night.',
      'Pull tight.',
      'name: stern',
      'Take the load off first.',
    ]) {
      expect(shown).toContain(words);
    }
  });

  test('may be written in any script', () => {
    expect(htmlOf('## 结\n\nΚόμπος عقدة 🪢')).toBe('<h2 id="结">结</h2>\n<p>Κόμπος عقدة 🪢</p>');
  });

  test('change with the lesson', () => {
    const files = withChange(paths.bowline, (text) => text.replace('Pull tight.', 'Pull gently.'));
    expect(render('tie-a-bowline', assemble(files)).html).toContain('<li>Pull gently.</li>');
  });
});
