import words from 'virtual:words';

/**
 * Code whose lines are cut off on a narrow screen gets a button that wraps them. What is folded away is looked at when it is
 * opened.
 */
const narrow = matchMedia('(max-width: 67.99rem)');

for (const pre of document.querySelectorAll<HTMLElement>('figure.code > pre')) {
  const caption = pre.parentElement?.querySelector('figcaption');
  if (!caption) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'wrap-lines';
  button.textContent = words.wrapLines;
  button.hidden = true;
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => button.setAttribute('aria-pressed', String(pre.classList.toggle('wrapped'))));
  caption.append(button);
  new ResizeObserver(() => {
    if (!pre.classList.contains('wrapped')) button.hidden = !narrow.matches || pre.scrollWidth <= pre.clientWidth + 1;
  }).observe(pre);
}
