import { expandText, expandWords } from './expand.ts';
import type { Values } from './expansion.ts';
import type { State } from './state.ts';
import type { Assignment } from './syntax/tree.ts';
import { arrayOf, assign, ExpansionError, indexOf, makeArray, setItem, valueNamed } from './variables.ts';

/** Gives a variable, an item or an array its value. @throws ExpansionError if it is read-only */
export async function assignTo(state: State, assignment: Assignment, values: Values): Promise<void> {
  const { name, index, value, items, isAppended } = assignment;
  if (items) return assignItems(state, name, items, isAppended, values);
  const at = index && indexOf(state, name, await expandText(index, values));
  const text = await expandText(value, values);
  const before = isAppended ? (valueNamed(state, name, at) ?? '') : '';
  const isSum = isAppended && state.extras?.integers.has(name);
  assign(state, name, isSum ? `${before || 0}+(${text})` : before + text, at);
}

async function assignItems(
  state: State,
  name: string,
  items: NonNullable<Assignment['items']>,
  isAppended: boolean,
  values: Values,
): Promise<void> {
  if (state.extras?.readonly.has(name)) throw new ExpansionError(`${name}: readonly variable`);
  const made: [string | undefined, string][] = [];
  for (const item of items) {
    const at = item.index && (await expandText(item.index, values));
    if (at !== undefined)
      made.push([
        arrayOf(state, name)?.isAssociative ? at : indexOf(state, name, at),
        await expandText(item.value, values),
      ]);
    else for (const word of await expandWords([item.value], values)) made.push([undefined, word]);
  }
  const array = makeArray(state, name);
  if (!isAppended) array.items.clear();
  let next = Math.max(-1, ...[...array.items.keys()].map(Number).filter((key) => !Number.isNaN(key))) + 1;
  for (const [at, text] of made) {
    setItem(array, at ?? String(next), text);
    next = Number(at ?? next) + 1;
  }
}
