import { zip } from '../archive.ts';
import { kinds } from '../kinds.ts';
import type { Format } from '../publication.ts';
import { bookOf, COVER } from './book.ts';
import { coverImage } from './cover.ts';
import { CONTAINER, type Item, navigation, packageDocument } from './package.ts';

const MIMETYPE = 'mimetype';
const XHTML = 'application/xhtml+xml';

/** A book of a course for readers of books (EPUB 3.3). */
export const epub: Format = {
  id: 'epub',
  async publish(source) {
    const { documents, contents, start, style, losses, modified } = await bookOf(source);
    const items: Item[] = [
      { path: 'nav.xhtml', type: XHTML, properties: 'nav' },
      { path: 'style.css', type: 'text/css' },
      { path: COVER, type: 'image/png', properties: 'cover-image' },
      ...documents.map(({ path, content }) => ({
        path,
        type: XHTML,
        ...(content.includes('<svg') ? { properties: 'svg' } : {}),
      })),
    ];
    const [title = '', ...others] = documents.map(({ path }) => path);
    const spine = [title, 'nav.xhtml', ...others];
    const files = new Map<string, string | Uint8Array>([
      [MIMETYPE, 'application/epub+zip'],
      ['META-INF/container.xml', CONTAINER],
      ['EPUB/package.opf', packageDocument(source, { items, spine, modified })],
      ['EPUB/nav.xhtml', navigation(source, contents, start).content],
      ['EPUB/style.css', style],
      [`EPUB/${COVER}`, await coverImage(source)],
      ...documents.map(({ path, content }): [string, string] => [`EPUB/${path}`, content]),
    ]);
    return [{ name: kinds.epub.course(source.course.id), content: zip(files, { first: [MIMETYPE] }), losses }];
  },
};
