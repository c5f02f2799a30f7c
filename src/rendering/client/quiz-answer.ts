/**
 * Answers as they are stored: short, and by what options say rather than by where they stand, so that an answer comes back
 * only as long as the question still has the options that were chosen.
 */

/** FNV-1a of a text, 32 bits (draft-eastlake-fnv), in base 36: tells the few options of a question apart. */
export function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text.trim())) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Longest answer that is kept; nobody types a longer one into a field for a word or a number. */
const LONGEST = 300;

const markOf = (entry: Element): string => mark(entry.querySelector('span')?.textContent ?? '');
const steps = (item: Element): Element[] => [...item.querySelectorAll('.order > li')];
const boxes = (item: Element): HTMLInputElement[] => [...item.querySelectorAll<HTMLInputElement>('.options input')];
const field = (item: Element): HTMLInputElement | null => item.querySelector('.field input');
const markOfBox = (box: HTMLInputElement): string => markOf(box.closest('label') ?? box);

/** The answer that an item shows, as it is stored. */
export function answerOf(item: Element): string {
  const input = field(item);
  if (input) return input.value.slice(0, LONGEST);
  const order = steps(item);
  if (order.length > 0) return order.map(markOf).join(' ');
  return boxes(item)
    .filter((box) => box.checked)
    .map(markOfBox)
    .join(' ');
}

/** Shows a stored answer again. @returns false if it does not fit the question as it is today; then nothing is changed. */
export function showAnswer(item: Element, answer: string): boolean {
  const input = field(item);
  if (input) {
    input.value = answer;
    return true;
  }
  const chosen = answer.split(' ');
  const order = steps(item);
  if (order.length > 0) {
    const entries = chosen.map((one) => order.find((step) => markOf(step) === one));
    if (entries.length !== order.length || new Set(entries).size !== order.length) return false;
    for (const entry of entries) if (entry) entry.parentElement?.append(entry);
    return true;
  }
  const marks = boxes(item).map(markOfBox);
  if (!chosen.every((one) => marks.includes(one))) return false;
  boxes(item).forEach((box, index) => {
    box.checked = chosen.includes(marks[index] ?? '');
  });
  return true;
}
