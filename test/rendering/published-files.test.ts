import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { contentOf } from '../../src/curriculum/read.ts';
import { downloadOf, imageOf, publishedFiles, savedName } from '../../src/rendering/published-files.ts';

const file = (name: string, content: string | Buffer) => ({
  name,
  path: `content/${name}`,
  text: typeof content === 'string' ? content : contentOf(content),
});
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- a --><path d="M0 0h9"></path></svg>';

describe('the download of', () => {
  test.each([
    'page.html',
    'code.mjs',
    'style.css',
    'deep/er/module.wasm',
    'pod.yaml',
    'a.txt',
    'Containerfile',
    'a.svg',
  ])('text in %s is text under a name that says so, and is saved under its own', (name) => {
    const text = file(name, 'one\n# region a\ntwo\n# endregion a\n');
    expect(downloadOf(text)).toEqual({ name: `${name}.txt`, content: 'one\ntwo\n' });
    expect(savedName(text)).toBe(name.split('/').at(-1));
  });

  test('other bytes is an archive, the same every time, which begins with what neither HTML nor a script begins with', () => {
    const bytes = Buffer.from('<script>alert(1)</script>\0');
    const { name, content } = downloadOf(file('deep/page.html', bytes));
    expect(name).toBe('deep/page.html.zip');
    expect(savedName(file('deep/page.html', bytes))).toBe('page.html.zip');
    expect([...content.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
    expect(unzipSync(content as Uint8Array)).toEqual({ 'page.html': new Uint8Array(bytes) });
    expect(downloadOf(file('deep/page.html', bytes)).content).toEqual(content);
  });

  test('other bytes has the credit beside it, and is as it is', () => {
    const bytes = Buffer.from('\0one');
    const files = unzipSync(downloadOf(file('deep/a.wasm', bytes), 'by Ada').content as Uint8Array);
    expect(Object.keys(files)).toEqual(['a.wasm', 'NOTICE.txt']);
    expect(files['a.wasm']).toEqual(new Uint8Array(bytes));
    expect(Buffer.from(files['NOTICE.txt'] ?? '').toString()).toBe('by Ada');
    const own = unzipSync(downloadOf(file('NOTICE.txt', bytes), 'by Ada').content as Uint8Array);
    expect(own).toEqual({ 'NOTICE.txt': new Uint8Array(bytes) });
    expect(downloadOf(file('a.yaml', 'one\n'), 'by Ada').content).toBe('one\n');
  });

  test('a picture that is named for another kind is an archive', () => {
    const png = latin('\x89PNG\r\n\x1a\n\0');
    expect(downloadOf(file('a.gif', png)).name).toBe('a.gif.zip');
    expect(downloadOf(file('a.html', png)).name).toBe('a.html.zip');
    expect(downloadOf(file('a', png)).name).toBe('a.zip');
  });
});

describe('the image of', () => {
  test.each([
    ['a.png', '\x89PNG\r\n\x1a\n\0'],
    ['a.JPG', '\xff\xd8\xff\xe0'],
    ['a.gif', 'GIF89a\0'],
    ['a.webp', 'RIFF\0\0\0\0WEBPVP8 '],
    ['a.avif', '\0\0\0\x1cftypavif'],
  ])('%s is the file itself, and so is its download', (name, start) => {
    const picture = file(name, latin(start));
    expect(publishedFiles(picture)).toEqual([{ name, content: new Uint8Array(latin(start)) }]);
    expect(savedName(picture)).toBe(name);
  });

  test('an SVG is written anew, beside its text', () => {
    const [download, image] = publishedFiles(file('a.svg', DRAWING));
    expect(download).toEqual({ name: 'a.svg.txt', content: DRAWING });
    expect(image).toMatchObject({ name: 'a.svg', content: expect.not.stringContaining('<!--') });
    expect(image?.content).toContain('M0 0h9');
  });

  test('an SVG that runs something is not published as an image, whatever it is called', () => {
    for (const name of ['a.svg', 'a.SVG', 'b/a.svg']) {
      const active = file(name, DRAWING.replace('<path', '<path onload="alert(1)"'));
      expect(publishedFiles(active).map((published) => published.name)).toEqual([`${name}.txt`]);
    }
  });

  test('a script that begins like a picture is none: without other bytes it is text', () => {
    expect(imageOf(file('a.gif', 'GIF89a=1;alert(1)'))).toBeUndefined();
    expect(downloadOf(file('a.gif', 'GIF89a=1;alert(1)')).name).toBe('a.gif.txt');
  });
});

test('no two files of a lesson are published under one name', () => {
  const names = ['a', 'a.txt', 'a.txt.txt', 'a.svg', 'a.svg.txt', 'a.png', 'a.png.zip', 'a.zip'];
  const all = names.flatMap((name) => [
    ...publishedFiles(file(name, DRAWING)),
    ...(name.endsWith('.txt') ? [] : publishedFiles(file(`binary-${name}`, Buffer.from([0])))),
  ]);
  const published = all.map(({ name }) => name);
  expect(new Set(published).size).toBe(published.length);
});
