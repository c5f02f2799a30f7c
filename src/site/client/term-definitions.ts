import { lessonId } from './lesson-parts.ts';

/**
 * Definitions of glossary terms, and the words of competencies that are named by their numbers: on hover, on focus, and on the
 * first touch. They can be hovered themselves, and Escape closes them (WCAG 2.2, 1.4.13). They come in a file of their own, by the
 * addresses of the links (site/definitions.ts).
 */
const box = document.createElement('p');
box.className = 'definition';
box.id = 'pageDefinition';
box.setAttribute('popover', 'manual');
box.setAttribute('role', 'tooltip');
let shown: HTMLElement | undefined;
let leaving: ReturnType<typeof setTimeout> | undefined;
let definitions: Readonly<Record<string, string>> = {};

const definitionOf = (term: HTMLElement): string | undefined => definitions[term.getAttribute('href') ?? ''];

function show(term: HTMLElement): void {
  clearTimeout(leaving);
  if (shown === term) return;
  hide();
  shown = term;
  box.textContent = definitionOf(term) ?? '';
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

/** Shows definitions from here on, the one of a link that somebody is at already at once. */
function begin(terms: Iterable<HTMLElement>): void {
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
    if (term.matches(':hover, :focus-visible')) show(term);
  }
}

/** Without the file, links lead where the same is said. */
async function load(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLElement>('.term, .tags a')];
  if (links.length === 0 || !('popover' in box)) return;
  const answer = await fetch(`${import.meta.env.BASE_URL}lessons/${lessonId}/definitions.json`);
  if (!answer.ok) return;
  definitions = (await answer.json()) as Record<string, string>;
  begin(links.filter((link) => definitionOf(link) !== undefined));
}
void load().catch(() => undefined);
