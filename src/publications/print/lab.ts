import type { Element } from 'hast';
import { classesOf, find, is, textIn } from '../tree.ts';
import { blocks } from './blocks.ts';
import { inline, trimmed } from './inline.ts';
import { keepAnswer, type Printing } from './printing.ts';
import { call, content, labelOf, words } from './typst.ts';

/** A task; its hints and solution go to the appendix. */
function taskMarkup(task: Element, printing: Printing): string {
  const heading = find(task, 'h3');
  const label = labelOf(printing.lesson.id, 'task', String(task.properties.dataTask));
  const number = heading ? find(heading, '.label') : undefined;
  const name = (heading?.children ?? []).filter((child) => child !== number);
  const hidden = task.children.filter((child) => is(child, 'details'));
  const shown = task.children.filter((child) => child !== heading && !is(child, 'details'));
  const title = (heading ? textIn(heading) : '').replace(/\s+/g, ' ').trim();
  keepAnswer({ kind: 'task', title, label }, printing, () => blocks(hidden, printing));
  return call(
    'task',
    { number: number ? textIn(number) : '', label, title: content(trimmed(inline(name, printing))) },
    blocks(shown, printing),
  );
}

/** The lab of a lesson. */
export function labMarkup(element: Element, printing: Printing): string {
  const parts = element.children.map((child) => {
    if (child.type !== 'element') return '';
    if (classesOf(child).includes('tasks'))
      return child.children.flatMap((task) => (is(task, 'li') ? [taskMarkup(task, printing)] : [])).join('\n\n');
    if (classesOf(child).includes('lab-practice')) {
      const button = find(child, 'button');
      const about = child.children.filter((one) => !is(one, 'button'));
      return `${blocks(about, printing)}\n\n${call('away', { href: printing.address, shown: printing.address.replace(/^https?:\/\//, '') }, words(button ? textIn(button) : ''))}`;
    }
    if (is(child, '.label')) return call('lab-label', {}, words(textIn(child)));
    return blocks([child], printing);
  });
  return call('lab', {}, parts.filter((part) => part !== '').join('\n\n'));
}

/** "Done when" and its conditions, or whatever else tells that a task is done. */
export function checkMarkup(element: Element, printing: Printing): string {
  const title = element.children.find((child) => is(child, 'b'));
  const rest = element.children.filter((child) => child !== title);
  const named = title ? { title: content(inline([title], printing)) } : {};
  return call('check', named, blocks(rest, printing));
}
