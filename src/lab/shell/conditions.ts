import { expandPattern, expandRegex, expandText } from './expand.ts';
import type { Values } from './expansion.ts';
import { absolutePath } from './files.ts';
import { patternOf } from './patterns.ts';
import { posixRegex } from './programs/regex.ts';
import type { World } from './state.ts';
import type { Condition } from './syntax/tree.ts';
import { arrayOf, compute, ExpansionError, extrasOf, valueNamed } from './variables.ts';

/** Whether `[[ … ]]` holds. @throws ExpansionError for what cannot be judged */
export async function holds(condition: Condition, values: Values, world: World): Promise<boolean> {
  switch (condition.kind) {
    case 'and':
      return (await holds(condition.left, values, world)) && holds(condition.right, values, world);
    case 'or':
      return (await holds(condition.left, values, world)) || holds(condition.right, values, world);
    case 'not':
      return !(await holds(condition.inner, values, world));
    case 'one':
      return holdsOne(condition.operator, await expandText(condition.word, values), values, world);
    case 'two': {
      const { operator } = condition;
      const left = await expandText(condition.left, values);
      if (operator === '=' || operator === '==')
        return patternOf(await expandPattern(condition.right, values)).test(left);
      if (operator === '!=') return !patternOf(await expandPattern(condition.right, values)).test(left);
      if (operator === '=~') return matches(left, await expandRegex(condition.right, values), values);
      const right = await expandText(condition.right, values);
      if (operator === '<') return left < right;
      if (operator === '>') return left > right;
      if (operator === '-nt' || operator === '-ot' || operator === '-ef')
        return (
          operator === '-ef' && absolutePath(left, values.state.folder) === absolutePath(right, values.state.folder)
        );
      return compareNumbers(operator, compute(values.state, left), compute(values.state, right));
    }
  }
}

function matches(text: string, source: string, { state }: Values): boolean {
  let found: RegExpExecArray | null;
  try {
    found = posixRegex(source, true).exec(text);
  } catch {
    throw new ExpansionError('[[: invalid regular expression', 2);
  }
  const items = new Map((found ?? []).map((group, index) => [String(index), group ?? '']));
  extrasOf(state).arrays.set('BASH_REMATCH', { isAssociative: false, items });
  return found !== null;
}

export function compareNumbers(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

function holdsOne(operator: string, text: string, { state }: Values, { files }: World): boolean {
  const path = absolutePath(text, state.folder);
  const kind = text === '' ? undefined : files.kind(path);
  switch (operator) {
    case '-z':
      return text === '';
    case '-n':
      return text !== '';
    case '-f':
      return kind === 'file';
    case '-d':
      return kind === 'folder';
    case '-s':
      return kind === 'folder' || (kind === 'file' && files.readBytes(path).length > 0);
    case '-x':
      return kind === 'folder' || (kind === 'file' && files.isExecutable(path));
    case '-e':
    case '-a':
    case '-r':
    case '-w':
      return kind !== undefined;
    case '-v':
      return valueNamed(state, text) !== undefined || (arrayOf(state, text)?.items.size ?? 0) > 0;
    case '-o':
      return (text === 'errexit' && state.endsOnFailure) || (text === 'pipefail' && state.countsAllOfPipe);
    default:
      return false;
  }
}
