import { isRecord } from '../../../kubernetes/data.ts';
import { relaxedPath } from './custom-columns.ts';
import { JsonPath } from './jsonpath.ts';
import { compareQuantities, parseQuantity } from './quantity.ts';

/** Whether one value stands before another (`isLess` of k8s.io/kubectl/pkg/cmd/get). */
function isLess(first: unknown, second: unknown): boolean {
  if (typeof first === 'number' && typeof second === 'number') return first < second;
  if (typeof first === 'string' && typeof second === 'string') {
    const one = parseQuantity(first);
    const other = one && parseQuantity(second);
    return one && other ? compareQuantities(one, other) < 0 : first < second;
  }
  if (first === null || second === null) return first === null && second !== null;
  if (Array.isArray(first) && Array.isArray(second)) {
    for (let index = 0; index < Math.min(first.length, second.length); index++) {
      if (!isLess(first[index], second[index])) return false;
    }
    return true;
  }
  const type = isRecord(first) ? 'map[string]interface {}' : typeof first === 'boolean' ? 'bool' : typeof first;
  throw new Error(`unsortable type: ${type}`);
}

/**
 * Puts things in the order of a field. Those without it come first.
 * @throws Error if nothing has it.
 */
export function sortBy<Item>(items: readonly Item[], path: string, objectOf: (item: Item) => unknown): Item[] {
  let field = path;
  try {
    field = relaxedPath(path);
  } catch {
    // Then the parser says what is wrong with it.
  }
  let reader: JsonPath;
  try {
    reader = new JsonPath(field, true);
  } catch (error) {
    throw new Error(`sorting error: ${(error as Error).message}`);
  }
  const keyed = items.map((item) => ({ item, values: reader.find(objectOf(item))[0] ?? [] }));
  if (items.length > 0 && keyed.every(({ values }) => values.length === 0)) {
    throw new Error(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`);
  }
  return insertionSort(keyed, (a, b) => {
    if (a.values.length === 0) return true;
    if (b.values.length === 0) return false;
    return isLess(a.values[0], b.values[0]);
  }).map(({ item }) => item);
}

/** Go sorts short lists by insertion, and longer ones in ways that no one should rely on: equal items keep their order here. */
function insertionSort<Item>(items: readonly Item[], less: (a: Item, b: Item) => boolean): Item[] {
  const sorted = [...items];
  if (sorted.length > 12) {
    return sorted.sort((a, b) => (less(a, b) ? (less(b, a) ? 0 : -1) : less(b, a) ? 1 : 0));
  }
  for (let i = 1; i < sorted.length; i++) {
    for (let j = i; j > 0 && less(sorted[j] as Item, sorted[j - 1] as Item); j--) {
      [sorted[j - 1], sorted[j]] = [sorted[j] as Item, sorted[j - 1] as Item];
    }
  }
  return sorted;
}
