import { htmlToHast } from 'satteri';
import { elementsOf, textOf } from './html-tree.ts';

/** The page as far as it says whose it is: everything up to the end of its header. */
function upToHeader(html: string): string {
  const end = html.indexOf('</header>');
  return end < 0 ? html : `${html.slice(0, end)}</header>`;
}

const mentions = (text: string, name: string): boolean => text.toLowerCase().includes(name.toLowerCase());

/**
 * Where a page of a fork presents somebody else as its publisher, as sentences; empty if it does not.
 * The credit at its end must name them; title, site name and header must not.
 * @param publisher name of who publishes the site. @param others names of those whose curriculum it was forked from.
 */
export function publisherProblems(html: string, publisher: string, others: readonly string[]): string[] {
  const foreign = others.filter((name) => !mentions(publisher, name));
  const all = [...elementsOf(htmlToHast(upToHeader(html)))];
  const shown: [string, string][] = all.flatMap((element): [string, string][] => {
    const { tagName, properties } = element;
    if (tagName === 'title') return [['the title', textOf(element).split(' · ').at(-1) ?? '']];
    if (tagName === 'meta' && properties.property === 'og:site_name')
      return [['the site name', String(properties.content)]];
    if (properties.dataPublisher === undefined) return [];
    const alt = [...elementsOf(element)].map((part) => String(part.properties.alt ?? '')).join(' ');
    return [['the header', `${textOf(element)} ${alt}`]];
  });
  return shown.flatMap(([place, text]) =>
    foreign.filter((name) => mentions(text, name)).map((name) => `${place} shows "${name}" as the publisher`),
  );
}
