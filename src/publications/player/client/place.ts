import { mark } from '../../../rendering/client/quiz-answer.ts';

/** What can be found again: headings, questions, tasks. */
const ANCHORS = ':is(h2, h3, quiz-item, [data-task])[id]';

/** Anchors that are shown, in order. What tabs and steps hide has no place. */
function anchors(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(ANCHORS)].filter((anchor) => anchor.getClientRects().length > 0);
}

const topOf = (anchor: Element | undefined): number =>
  anchor?.getBoundingClientRect().top ?? document.documentElement.getBoundingClientRect().bottom;

/** Whether this page scrolls by itself; some platforms make the frame as high as the page, and scroll around it. */
function scrolls(): boolean {
  return document.documentElement.scrollHeight > innerHeight + 1;
}

/** What the learner has touched last: where frames do not scroll, all that is known of the place. */
let touched: Element | undefined;
for (const type of ['pointerdown', 'focusin'])
  addEventListener(type, ({ target }) => {
    if (target instanceof Element) touched = target;
  });

/**
 * Where the learner is: the mark of the last anchor above the upper edge, and how much of what follows it is above, in
 * thousandths. It holds at any width. Empty at the beginning.
 */
export function placeNow(): string {
  const all = anchors();
  if (!scrolls()) {
    const isBefore = (anchor: Element): boolean =>
      touched !== undefined && (anchor.compareDocumentPosition(touched) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const last = all.findLast((anchor) => anchor === touched || isBefore(anchor));
    return last ? mark(last.id) : '';
  }
  const index = all.findLastIndex((anchor) => topOf(anchor) <= 1);
  const anchor = all[index];
  if (!anchor) return '';
  const [top, end] = [topOf(anchor), topOf(all[index + 1])];
  return `${mark(anchor.id)}+${Math.round((-top / Math.max(1, end - top)) * 1000)}`;
}

/** Goes to a place. @returns whether there is one, in the lesson as it is today */
export function goTo(place: string): boolean {
  const [id, share = '0'] = place.split('+');
  const all = anchors();
  const index = all.findIndex((anchor) => mark(anchor.id) === id);
  const anchor = all[index];
  if (!anchor) return false;
  if (!scrolls()) {
    anchor.scrollIntoView({ behavior: 'instant' });
    return true;
  }
  const [top, end] = [topOf(anchor), topOf(all[index + 1])];
  scrollTo({ top: scrollY + top + ((end - top) * Number(share)) / 1000, behavior: 'instant' });
  return true;
}
