import type { ElementContent } from 'hast';
import { directionOf } from '../../strings/direction.ts';
import { escapeHtml } from '../../strings/html.ts';
import { element, xhtmlOf } from '../tree.ts';

/** A document of a book: what stands in one file. */
export interface BookDocument {
  /** Path below the folder of the book. */
  path: string;
  title: string;
  content: string;
}

/** What a part of a book is for assistive technology (EPUB Accessibility; DPUB-ARIA 1.1), where there is a role for it. */
const ROLES: Readonly<Record<string, string>> = {
  part: 'doc-part',
  chapter: 'doc-chapter',
  glossary: 'doc-glossary',
  index: 'doc-index',
  colophon: 'doc-colophon',
};

/** Makes a document of a book (EPUB 3.3, 6.1: XHTML). @param type what it is, as the structural vocabulary of EPUB says (`chapter`) */
export function bookDocument(
  { path, title, type, language }: { path: string; title: string; type: string; language: string },
  nodes: readonly ElementContent[],
): BookDocument {
  const role = ROLES[type];
  const section = element('section', { 'epub:type': type, ...(role === undefined ? {} : { role }) }, nodes);
  const text = xhtmlOf(section);
  const direction = directionOf(language) === 'rtl' ? ' dir="rtl"' : '';
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}"${direction}>
<head>
<meta charset="UTF-8"/>
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${text}
</body>
</html>
`;
  return { path, title, content };
}
