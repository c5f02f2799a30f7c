import { escapeHtml } from '../strings/html.ts';

/** An element with a text. */
export const element = (name: string, text: string): string => `<${name}>${escapeHtml(text)}</${name}>`;

/** A channel of RSS 2.0. Addresses are whole ones. */
interface Channel {
  title: string;
  /** The page that it belongs to. */
  link: string;
  /** Its own address. */
  self: string;
  description: string;
  /** BCP 47. */
  language: string;
  /** Further elements, items included, as XML. */
  content: string;
  /** Namespaces of these besides Atom's, as attributes, each with a space before it. */
  namespaces?: string;
}

/** A feed as RSS 2.0 (https://www.rssboard.org/rss-specification), with its own address, as readers of feeds want it. */
export function rssFeed({ title, link, self, description, language, content, namespaces = '' }: Channel): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"${namespaces}><channel>${element('title', title)}<link>${link}</link><atom:link href="${self}" rel="self" type="application/rss+xml"/>${element('description', description)}<language>${language}</language>${content}</channel></rss>
`;
}
