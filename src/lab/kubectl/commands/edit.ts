import type { Call } from '../call.ts';

/** Opens an editor with what is to be created. */
export async function editBeforeCreate(call: Call): Promise<void> {
  throw new Error(`no editor for ${call.path}`);
}
