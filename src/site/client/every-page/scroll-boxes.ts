import words from 'virtual:words';

/** A table that is wider than its place is a stop for the keyboard, which can then scroll it, and has a name; one that fits is neither. */
for (const box of document.querySelectorAll<HTMLElement>('.scroll:has(> table)')) {
  const columns = [...box.querySelectorAll('thead th')].map(({ textContent }) => textContent.trim()).filter(Boolean);
  new ResizeObserver(() => {
    const isCut = box.scrollWidth > box.clientWidth + 1;
    box.role = isCut ? 'group' : null;
    box.ariaLabel = isCut ? words.scrollTable.replace('{columns}', () => columns.join(', ')) : null;
    if (isCut) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }).observe(box);
}
