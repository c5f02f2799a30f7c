import type { List } from './syntax/tree.ts';

/** How long a turn takes of a loop that does nothing: as good as no time for whoever ends it. */
export const IDLE_MS = 50;

/** Whether commands do nothing at all, however often they are run: `:` and `true`, with nothing around them. */
export function doNothing(list: List): boolean {
  return list.every(({ pipeline: { commands, isNegated, isTimed }, isBackground }) => {
    const [command] = commands;
    if (isBackground || isNegated || isTimed || commands.length !== 1 || command?.kind !== 'simple') return false;
    const [part, ...others] = command.words.length === 1 ? (command.words[0] ?? []) : [];
    const isNothing = part?.kind === 'text' && others.length === 0 && /^(?::|true)$/.test(part.text);
    return isNothing && command.assignments.length === 0 && command.redirections.length === 0;
  });
}
