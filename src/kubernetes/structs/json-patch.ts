import { isRecord } from '../data.ts';

/** A JSON patch that cannot be applied. */
export class JsonPatchError extends Error {}

/** One step of a JSON patch. */
export interface JsonPatchStep {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

const words = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((word) => word.replaceAll('~1', '/').replaceAll('~0', '~'));

const clone = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

const isSame = (first: unknown, second: unknown): boolean =>
  JSON.stringify(canonical(first)) === JSON.stringify(canonical(second));

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key])]),
  );
}

function indexOf(list: readonly unknown[], word: string, canAppend: boolean): number {
  if (word === '-' && canAppend) return list.length;
  if (!/^-?\d+$/.test(word)) throw new JsonPatchError(`strconv.Atoi: parsing ${JSON.stringify(word)}: invalid syntax`);
  const index = Number(word);
  if (index < 0 || index >= list.length + (canAppend ? 1 : 0))
    throw new JsonPatchError(`Unable to access invalid index: ${word}: invalid index referenced`);
  return index;
}

function container(root: unknown, path: string): unknown {
  return words(path)
    .slice(0, -1)
    .reduce<unknown>((inner, word) => {
      const next = Array.isArray(inner)
        ? inner[indexOf(inner, word, false)]
        : isRecord(inner)
          ? inner[word]
          : undefined;
      return next;
    }, root);
}

function valueAt(root: unknown, path: string): unknown {
  if (path === '') return root;
  const holder = container(root, path);
  const last = words(path).at(-1) as string;
  if (Array.isArray(holder)) return holder[indexOf(holder, last, false)];
  return isRecord(holder) ? holder[last] : undefined;
}

/**
 * Applies a JSON patch (RFC 6902) in order; gives a new value.
 * @throws JsonPatchError when a step does not fit: then nothing holds.
 */
export function applyJsonPatch(document: unknown, steps: readonly JsonPatchStep[]): unknown {
  let root = clone(document);
  const missing = (step: JsonPatchStep): never => {
    throw new JsonPatchError(`${step.op} operation does not apply: doc is missing path: ${step.path}: missing value`);
  };
  const add = (step: JsonPatchStep, value: unknown): void => {
    if (step.path === '') {
      root = clone(value);
      return;
    }
    const holder = container(root, step.path);
    const last = words(step.path).at(-1) as string;
    if (Array.isArray(holder)) holder.splice(indexOf(holder, last, true), 0, clone(value));
    else if (isRecord(holder)) holder[last] = clone(value);
    else missing(step);
  };
  const remove = (step: JsonPatchStep, path: string): void => {
    const holder = container(root, path);
    const last = words(path).at(-1) as string;
    if (Array.isArray(holder)) holder.splice(indexOf(holder, last, false), 1);
    else if (isRecord(holder) && last in holder) delete holder[last];
    else missing({ ...step, path });
  };
  for (const step of steps) {
    switch (step.op) {
      case 'add':
        add(step, step.value);
        break;
      case 'remove':
        remove(step, step.path);
        break;
      case 'replace': {
        const holder = container(root, step.path);
        const last = words(step.path).at(-1);
        if (last === undefined) root = clone(step.value);
        else if (Array.isArray(holder)) holder[indexOf(holder, last, false)] = clone(step.value);
        else if (isRecord(holder) && last in holder) holder[last] = clone(step.value);
        else missing(step);
        break;
      }
      case 'move': {
        const value = valueAt(root, step.from ?? '');
        remove(step, step.from ?? '');
        add(step, value);
        break;
      }
      case 'copy':
        if (valueAt(root, step.from ?? '') === undefined) missing(step);
        add(step, valueAt(root, step.from ?? ''));
        break;
      case 'test':
        if (!isSame(valueAt(root, step.path) ?? null, step.value ?? null))
          throw new JsonPatchError(`testing value ${step.path} failed: test failed`);
        break;
      default:
        throw new JsonPatchError(`Unexpected kind: ${step.op}`);
    }
  }
  return root;
}
