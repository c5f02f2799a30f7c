import words from 'virtual:sitting-words';
import type { ConditionResult } from '../../../lab/runner/task-result.ts';
import type { ShownTask } from '../../hands-on-data.ts';
import { rendered } from '../exam/item-view.ts';
import { button, make } from '../practice/dom.ts';

/** An address as people read it: without the protocol. */
const addressText = (address: string): string => address.replace(/^https?:\/\/|\/$/g, '');

/** The command that switches to the context of a task; it can be copied, or put into the terminal. */
function contextLine(context: string, put: ((command: string) => void) | undefined): HTMLElement {
  const command = `kubectl config use-context ${context}`;
  const copy = button(words.sitCopy, () => {
    void navigator.clipboard.writeText(command).then(() => {
      copy.textContent = words.sitCopied;
      setTimeout(() => {
        copy.textContent = words.sitCopy;
      }, 2000);
    });
  });
  return make(
    'div',
    { class: 'exam-context' },
    make('p', { class: 'label' }, words.sitContext),
    make('pre', { tabIndex: 0 }, make('code', {}, command)),
    make('p', {}, copy, put && button(words.sitPut, () => put(command))),
  );
}

/** Pages of the documentation, each in a tab of its own: the exam goes on in this one. */
export function documentationLinks({ documentation }: ShownTask): HTMLElement | undefined {
  if (documentation.length === 0) return undefined;
  const links = documentation.map((address) =>
    make(
      'li',
      {},
      make(
        'a',
        { href: address, target: '_blank', rel: 'noreferrer' },
        addressText(address),
        make('span', { class: 'sr-only' }, ` ${words.sitNewTab}`),
      ),
    ),
  );
  return make(
    'details',
    { class: 'exam-documentation' },
    make('summary', {}, words.sitDocumentation),
    make('ul', {}, ...links),
  );
}

/** Conditions, each with whether it holds. */
export function conditionList(conditions: readonly ConditionResult[]): HTMLElement {
  const rows = conditions.map(({ isMet, message }) => {
    const word = isMet ? words.sitHolds : words.sitHoldsNot;
    return make('li', { 'data-met': String(isMet) }, make('span', { class: 'sr-only' }, `${word} `), message);
  });
  return make('ul', { class: 'exam-conditions' }, ...rows);
}

/** A task as it is read while it is done. @param isTraining whether its hints are there */
export function taskText(task: ShownTask, isTraining: boolean, put?: (command: string) => void): Node[] {
  const hints = isTraining
    ? task.hints.map((hint) => make('details', {}, make('summary', {}, words.sitHint), rendered(hint)))
    : [];
  return [
    contextLine(task.context, put),
    rendered(task.text, 'div', 'exam-task-text'),
    ...hints,
    documentationLinks(task) ?? '',
  ].filter((node): node is HTMLElement => node !== '');
}
