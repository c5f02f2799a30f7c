/**
 * Definitions of glossary terms, and the words of competencies that are named by their numbers: on hover, on focus, and on the first touch. They can be hovered themselves, and Escape
 * closes them (WCAG 2.2, 1.4.13).
 */
const box = document.createElement('p');
box.className = 'definition';
box.id = 'pageDefinition';
box.setAttribute('popover', 'manual');
box.setAttribute('role', 'tooltip');
let shown: HTMLElement | undefined;
let leaving: ReturnType<typeof setTimeout> | undefined;

function show(term: HTMLElement): void {
  clearTimeout(leaving);
  if (shown === term) return;
  hide();
  shown = term;
  box.textContent = term.dataset.definition ?? '';
  term.setAttribute('aria-describedby', box.id);
  box.showPopover();
  const { left, bottom, top } = term.getBoundingClientRect();
  const width = box.offsetWidth;
  const above = bottom + box.offsetHeight + 8 > innerHeight;
  box.style.left = `${Math.max(16, Math.min(left, document.documentElement.clientWidth - width - 16)) + scrollX}px`;
  box.style.top = `${(above ? top - box.offsetHeight - 6 : bottom + 6) + scrollY}px`;
}

function hide(): void {
  clearTimeout(leaving);
  shown?.removeAttribute('aria-describedby');
  shown = undefined;
  if (box.matches(':popover-open')) box.hidePopover();
}

function leaveSoon(): void {
  leaving = setTimeout(hide, 250);
}

const terms = document.querySelectorAll<HTMLElement>('[data-definition]');
if (terms.length > 0 && 'popover' in box) {
  document.body.append(box);
  box.addEventListener('pointerenter', () => clearTimeout(leaving));
  box.addEventListener('pointerleave', leaveSoon);
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  for (const term of terms) {
    let touched = false;
    term.addEventListener('pointerdown', (event) => {
      touched = event.pointerType === 'touch';
    });
    term.addEventListener('click', (event) => {
      if (touched && shown !== term) {
        event.preventDefault();
        show(term);
      }
    });
    term.addEventListener('pointerenter', (event) => {
      if (event.pointerType !== 'touch') show(term);
    });
    term.addEventListener('pointerleave', (event) => {
      if (event.pointerType !== 'touch') leaveSoon();
    });
    term.addEventListener('focus', () => {
      if (!touched) show(term);
    });
    term.addEventListener('blur', hide);
  }
}
