import words from 'virtual:words';
import { toast } from './every-page/toast.ts';

/** Gives every section a link that can be copied; a click copies it, too. */
const prose = document.querySelector<HTMLElement>('article .prose');

for (const heading of prose?.querySelectorAll<HTMLElement>(':scope > :is(h2, h3, h4)[id]') ?? []) {
  const title = heading.textContent.trim();
  if (heading.id === '') continue;
  const link = document.createElement('a');
  link.className = 'anchor';
  link.href = `#${encodeURIComponent(heading.id)}`;
  link.setAttribute(
    'aria-label',
    words.sectionAnchor.replace('{title}', () => title),
  );
  link.addEventListener('click', () => {
    void navigator.clipboard?.writeText(link.href).then(() => toast(words.sectionAnchored));
  });
  // The name of the heading stays what it says.
  heading.setAttribute('aria-label', title);
  heading.append(link);
}
