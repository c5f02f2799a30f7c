import { mergePatch } from '../../../kubernetes/structs/merge.ts';
import type { Call } from '../call.ts';
import { typed } from '../print/typed.ts';
import type { Found } from '../resources/info.ts';
import { patchLocally } from './patch.ts';

/** An object with what `--overrides` says. @throws Error for overrides that are no JSON or do not fit. */
export function withOverrides(call: Call, object: Found, initial: 'merge' | 'strategic'): Found {
  const text = call.flags.text('overrides');
  if (text === '') return object;
  const type = call.flags.text('override-type') || initial;
  let change: unknown;
  try {
    change = JSON.parse(text);
  } catch (error) {
    throw new Error(jsonSentence(text, (error as Error).message, type));
  }
  if (type === 'merge') return typed(mergePatch(object, change) as Found);
  if (type === 'json' || type === 'strategic') return typed(patchLocally(object, type, change));
  throw new Error(`invalid override type: ${type}`);
}

function jsonSentence(text: string, message: string, type: string): string {
  if (type === 'merge') return 'Invalid JSON Patch';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  if (type === 'strategic') return 'invalid JSON document';
  return position >= text.length
    ? 'unexpected end of JSON input'
    : `invalid character '${text[position]}' looking for beginning of value`;
}
