import { ArithmeticError, arithmetic } from './arithmetic.ts';
import { copyArray, type Extras, newExtras, type ShellArray } from './extras.ts';
import type { State } from './state.ts';

/** What ends a command or the shell, because a value cannot be had. */
export class ExpansionError extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** How long a value may be, and how many items an array may have. */
export const LONGEST = 16 * 1024 * 1024;

/** What a shell has beside what everybody uses. */
export function extrasOf(state: State): Extras {
  state.extras ??= newExtras();
  return state.extras;
}

/** The array of a name. */
export function arrayOf(state: State, name: string): ShellArray | undefined {
  return state.extras?.arrays.get(name);
}

/** The items of a variable; a plain one is an array of one. */
export function itemsOf(state: State, name: string): ReadonlyMap<string, string> {
  const array = arrayOf(state, name);
  if (array) return array.items;
  const value = state.variables.get(name);
  return value === undefined ? new Map() : new Map([['0', value]]);
}

/** The value of a variable, or of an item of an array. */
export function valueNamed(state: State, name: string, index = '0'): string | undefined {
  const array = arrayOf(state, name);
  if (array) return array.items.get(index);
  return index === '0' ? state.variables.get(name) : undefined;
}

/** The number that an index means; from the end if it is below zero. @throws ArithmeticError */
export function indexOf(state: State, name: string, text: string): string {
  const array = arrayOf(state, name);
  if (array?.isAssociative) return text;
  const number = compute(state, text);
  if (number >= 0n) return String(number);
  const last = Math.max(-1, ...[...(array?.items.keys() ?? [])].map(Number));
  return String(BigInt(last + 1) + number);
}

/** Computes whole numbers with the variables of a shell. @throws ArithmeticError */
export function compute(state: State, text: string): bigint {
  return arithmetic(text, {
    get: (name, index) => {
      const value = valueNamed(state, name, index === undefined ? '0' : indexOf(state, name, index));
      if (value === undefined && state.extras?.options.has('u'))
        throw new ExpansionError(`${name}: unbound variable`, 127);
      return value ?? '';
    },
    set: (name, index, value) =>
      assign(state, name, value, index === undefined ? undefined : indexOf(state, name, index)),
  });
}

/** Gives a variable a value. @throws ExpansionError if it is read-only */
export function assign(state: State, name: string, given: string, index?: string): void {
  const extras = extrasOf(state);
  if (extras.readonly.has(name)) throw new ExpansionError(`${name}: readonly variable`);
  const value = extras.integers.has(name) ? String(compute(state, given)) : given;
  if (value.length > LONGEST) throw new ExpansionError('cannot allocate memory', 2);
  if (extras.options.has('a')) state.exported.add(name);
  const array = extras.arrays.get(name);
  if (!array && index === undefined) {
    state.variables.set(name, value);
    return;
  }
  setItem(array ?? makeArray(state, name), index ?? '0', value);
}

/** Makes a variable an array; what it was is its first item. */
export function makeArray(state: State, name: string, isAssociative = false): ShellArray {
  const known = arrayOf(state, name);
  if (known) return known;
  const value = state.variables.get(name);
  const array: ShellArray = { isAssociative, items: new Map(value === undefined ? [] : [['0', value]]) };
  state.variables.delete(name);
  extrasOf(state).arrays.set(name, array);
  return array;
}

/** Puts an item into an array, whose indexes stay in their order. */
export function setItem(array: ShellArray, index: string, value: string): void {
  const isKnown = array.items.has(index);
  const last = [...array.items.keys()].at(-1);
  array.items.set(index, value);
  if (array.isAssociative || isKnown || last === undefined || Number(last) < Number(index)) return;
  array.items = new Map([...array.items].sort(([a], [b]) => Number(a) - Number(b)));
}

/** Takes a variable or an item away. @throws ExpansionError if it is read-only */
export function unset(state: State, name: string, index?: string): void {
  if (state.extras?.readonly.has(name)) throw new ExpansionError(`${name}: cannot unset: readonly variable`);
  if (index !== undefined) {
    arrayOf(state, name)?.items.delete(indexOf(state, name, index));
    return;
  }
  state.variables.delete(name);
  state.extras?.arrays.delete(name);
  state.exported.delete(name);
}

/** Makes a variable one of the function that runs: afterwards it is what it was. */
export function keepLocal(state: State, name: string): boolean {
  const scope = state.extras?.scopes.at(-1);
  if (!scope) return false;
  if (scope.has(name)) return true;
  const array = arrayOf(state, name);
  scope.set(name, {
    value: state.variables.get(name),
    array: array && copyArray(array),
    isExported: state.exported.has(name),
  });
  state.variables.delete(name);
  state.extras?.arrays.delete(name);
  return true;
}

/** Gives variables back what they were before a function. */
export function restoreScope(state: State): void {
  const scope = state.extras?.scopes.pop();
  for (const [name, { value, array, isExported }] of scope ?? []) {
    state.extras?.readonly.delete(name);
    if (value === undefined) state.variables.delete(name);
    else state.variables.set(name, value);
    if (array) state.extras?.arrays.set(name, array);
    else state.extras?.arrays.delete(name);
    if (isExported) state.exported.add(name);
    else state.exported.delete(name);
  }
}

export { ArithmeticError };
