import { createHash } from 'node:crypto';
import { courseCredit } from '../../attribution/course-credit.ts';
import { escapeHtml } from '../../strings/html.ts';
import { lessonAddress } from '../lesson.ts';
import type { Source } from '../publication.ts';
import type { BookDocument } from './document.ts';

/** A file of the book, as its package names it (EPUB 3.3, 5.6.2). */
export interface Item {
  path: string;
  type: string;
  properties?: string;
}

/** An entry of the contents, with those below it. */
export interface Entry {
  title: string;
  path: string;
  below?: readonly Entry[];
}

/** META-INF/container.xml: where the package is (OCF 3.3, 4.2.6.3.1). */
export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`;

/** A UUID that depends on a text only (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** The navigation document (EPUB 3.3, 7). */
export function navigation({ edition, t }: Source, entries: readonly Entry[], start: string): BookDocument {
  const { language } = edition.identity;
  const list = (some: readonly Entry[]): string =>
    `<ol>${some.map(({ title, path, below = [] }) => `<li><a href="${path}">${escapeHtml(title)}</a>${below.length > 0 ? list(below) : ''}</li>`).join('')}</ol>`;
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head><meta charset="UTF-8"/><title>${escapeHtml(t('bookContents'))}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
<nav epub:type="toc" role="doc-toc"><h1>${escapeHtml(t('bookContents'))}</h1>${list(entries)}</nav>
<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="toc" href="nav.xhtml">${escapeHtml(t('bookContents'))}</a></li><li><a epub:type="bodymatter" href="${start}">${escapeHtml(t('bookStart'))}</a></li></ol></nav>
</body>
</html>
`;
  return { path: 'nav.xhtml', title: t('bookContents'), content };
}

/** The package document (EPUB 3.3, 5): what the book is, its files, and their order. @param spine paths of documents in reading order @param modified the day of the last change, as YYYY-MM-DD */
export function packageDocument(
  source: Source,
  { items, spine, modified }: { items: readonly Item[]; spine: readonly string[]; modified: string },
): string {
  const { edition, course, t, lessons } = source;
  const { identity } = edition;
  const credit = courseCredit(course, edition, {
    t,
    lessonAddress: (id) => lessonAddress(edition, edition.lessons.get(id) ?? (lessons[0] as (typeof lessons)[number])),
  });
  const id = (path: string): string => `F-${path.replace(/[^\w.-]/g, '_')}`;
  const element = (name: string, text: string, attributes = ''): string =>
    `<${name}${attributes}>${escapeHtml(text)}</${name}>`;
  const accessible: [string, string][] = [
    ['schema:accessMode', 'textual'],
    ['schema:accessMode', 'visual'],
    ['schema:accessModeSufficient', 'textual'],
    ...['structuralNavigation', 'tableOfContents', 'alternativeText', 'readingOrder', 'index'].map(
      (feature): [string, string] => ['schema:accessibilityFeature', feature],
    ),
    ['schema:accessibilityHazard', 'none'],
    ['schema:accessibilitySummary', t('bookAccessibility')],
  ];
  const unique = `urn:uuid:${uuidOf(`${identity.url} ${course.id} ${lessons.map((lesson) => lesson.id).join()}`)}`;
  const metadata = [
    element('dc:identifier', unique, ' id="id"'),
    element('dc:title', course.title),
    element('dc:language', identity.language),
    ...credit.creators.map(({ name }) => element('dc:creator', name)),
    element('dc:publisher', identity.name),
    element('dc:description', course.summary),
    element('dc:rights', [...credit.licences.map(({ licence }) => licence.name), ...credit.notices].join(' · ')),
    element('dc:source', identity.url),
    element('dc:date', modified),
    element('meta', `${modified}T00:00:00Z`, ' property="dcterms:modified"'),
    ...accessible.map(([property, value]) => element('meta', value, ` property="${property}"`)),
    ...credit.licences.map(({ licence }) => `<link rel="dcterms:license" href="${escapeHtml(licence.url)}"/>`),
  ];
  const manifest = items.map(
    ({ path, type, properties }) =>
      `<item id="${id(path)}" href="${escapeHtml(path)}" media-type="${type}"${properties ? ` properties="${properties}"` : ''}/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${identity.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.join('\n')}
</metadata>
<manifest>
${manifest.join('\n')}
</manifest>
<spine>
${spine.map((path) => `<itemref idref="${id(path)}"/>`).join('\n')}
</spine>
</package>
`;
}
