import type { Found } from './engine.ts';

/** An entry of the list of results: the page, what kind it is, where in it the words stand, and its parts that speak of them. */
export function resultItem({ title, url, kind, excerpt, parts }: Found): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'search-result';
  const link = Object.assign(document.createElement('a'), { className: 'search-link', href: url, textContent: title });
  const text = document.createElement('p');
  text.className = 'search-excerpt';
  // Pagefind has escaped the text; what is HTML in it are the marks of words.
  text.innerHTML = excerpt;
  if (kind !== undefined) {
    const label = Object.assign(document.createElement('b'), { className: 'search-kind', textContent: kind });
    text.prepend(label, ' ');
  }
  item.append(link, text);
  if (parts.length === 0) return item;
  const list = document.createElement('ul');
  list.append(
    ...parts.map((part) => {
      const entry = document.createElement('li');
      entry.append(
        Object.assign(document.createElement('a'), {
          className: 'search-heading',
          href: part.url,
          textContent: part.title,
        }),
      );
      return entry;
    }),
  );
  item.append(list);
  return item;
}
