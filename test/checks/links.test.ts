import { describe, expect, test } from 'vitest';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { paths, placeIn, readTiny, replace, withChange } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';

const saying = (sentence: string): ContentFiles => withChange(paths.bowline, (text) => `${text}\n${sentence}\n`);

describe('links', () => {
  test.each([
    ['[a](lesson:tie-a-bowline#tie-up)', 'The lesson "tie-a-bowline" has no heading "tie-up". Did you mean "tie-it"?'],
    ['[a](#write-it-dwon)', 'This lesson has no heading "write-it-dwon". Did you mean "write-it-down"?'],
  ])('lead to headings that exist: %s', (link, message) => {
    const files = saying(`See ${link}.`);
    expect(found(files, 'link/unknown-heading')).toEqual([
      `${placeIn(paths.bowline, link.slice(4), files)} ${message}`,
    ]);
  });

  test.each([
    '[a](lesson:tie-a-bowline#tie-it)',
    '[a](#write-it-down)',
    '[a](#key-points)',
    '[a](#task-write-it)',
    '[a](lesson:tie-a-bowline)',
    '`[a](#nowhere)`',
    '\n```text\n[a](#nowhere)\n```',
  ])('may lead to: %s', (link) => {
    expect(found(saying(`See ${link}`), 'link/unknown-heading')).toEqual([]);
  });

  test.each([
    '[a](#caf%C3%A9-%E6%B8%AF)',
    '[a](#café-港)',
    '[a][here]\n\n[here]: #café-港',
    '[a](#in-a-box)',
    '[a](#user-content-fn-x).[^x]\n\n[^x]: A note.',
  ])('may lead to what is rendered: %s', (link) => {
    const headings = '## Café 港\n\n<Callout kind="note">\n\n### In a box\n\nIt holds.\n\n</Callout>\n\n';
    expect(found(saying(`${headings}See ${link}`), 'link/unknown-heading')).toEqual([]);
  });

  test('are looked at where an address is defined', () => {
    const files = saying('See [knots], and [others][knots].\n\n[knots]: <#knosts>');
    const place = placeIn(paths.bowline, '#knosts', files);
    expect(found(files, 'link/unknown-heading')).toEqual(
      Array.from({ length: 2 }, () => `${place} This lesson has no heading "knosts".`),
    );
    const tracked = saying('See [knots].\n\n[knots]:\n  https://knots.example/?utm_source=course');
    expect(found(tracked, 'link/tracking')).toEqual([
      `${placeIn(paths.bowline, 'https://knots.example/?utm', tracked)} The address has the parameter "utm_source", which tracks readers.`,
    ]);
    const bare = saying('See https://knots.example/?fbclid=1.');
    expect(found(bare, 'link/tracking')).toEqual([
      `${placeIn(paths.bowline, 'https://knots.example/?fbclid', bare)} The address has the parameter "fbclid", which tracks readers.`,
    ]);
  });

  test('are looked at in the lab, too', () => {
    const files = withChange(paths.bowlineLab, replace('and a shell.', 'and [a shell](#shells).'));
    expect(found(files, 'link/unknown-heading')).toEqual([
      `${placeIn(paths.bowlineLab, '#shells', files)} This lesson has no heading "shells".`,
    ]);
  });

  test.each([
    ['[here](https://knots.example/)', 'The text of the link is "here".'],
    ['[Click here](https://knots.example/)', 'The text of the link is "Click here".'],
    ['[**this page**](https://knots.example/)', 'The text of the link is "this page".'],
    ['[](https://knots.example/)', 'The link has no text.'],
    ['[here][k]\n\n[k]: https://knots.example/', 'The text of the link is "here".'],
    ['[Here]\n\n[here]: https://knots.example/', 'The text of the link is "Here".'],
    ['[*this*\npage](https://knots.example/)', 'The text of the link is "this page".'],
  ])('say where they lead: %s', (link, message) => {
    const files = saying(`See ${link}.`);
    const [written = ''] = link.split('\n', 1);
    expect(found(files, 'link/text')).toEqual([`${placeIn(paths.bowline, written, files)} ${message}`]);
  });

  test.each([
    '[the page of knots](https://knots.example/)',
    '[`here`](https://knots.example/)',
    '`[here](x)`',
    '[here][nowhere]',
    '<Brand of="name" /> or [<Brand of="name" />](https://knots.example/)',
    'ada@knots.example and https://knots.example/',
  ])('may be: %s', (link) => {
    expect(found(saying(`See ${link}.`), 'link/text')).toEqual([]);
  });

  test('track nobody', () => {
    const files = saying('See [knots](https://knots.example/?a=1&utm_source=course).');
    expect(found(files, 'link/tracking')).toEqual([
      `${placeIn(paths.bowline, 'https://knots.example/?a=1', files)} The address has the parameter "utm_source", which tracks readers.`,
    ]);
    expect(found(saying('See [knots](https://knots.example/?source=course).'), 'link/tracking')).toEqual([]);
  });

  test('of data are encrypted, where somebody could read along', () => {
    expect(found(readTiny(), 'link/insecure')).toEqual([]);
    const glossary = withChange(
      paths.glossary,
      replace('https://knots.example/bowline', 'http://knots.org/bowline?fbclid=1'),
    );
    const place = placeIn(paths.glossary, 'http://knots.org', glossary);
    expect(found(glossary, 'link/insecure')).toEqual([
      `${place} The address http://knots.org/bowline?fbclid=1 is not encrypted.`,
    ]);
    expect(found(glossary, 'link/tracking')).toEqual([
      `${place} The address has the parameter "fbclid", which tracks readers.`,
    ]);
    const frontmatter = withChange(paths.bowline, replace('https://ropes.example/', 'http://ropes.org/'));
    expect(found(frontmatter, 'link/insecure')).toEqual([
      `${placeIn(paths.bowline, 'http://ropes.org/', frontmatter)} The address http://ropes.org/ is not encrypted.`,
    ]);
    const local = withChange(paths.bowline, replace('https://ropes.example/', 'http://localhost:8080/'));
    expect(found(local, 'link/insecure')).toEqual([]);
  });
});
