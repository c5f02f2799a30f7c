import type { Call } from '../call.ts';
import { asError } from '../errors.ts';

/** A number for the name of a file that did not exist before. */
export function temporaryNumber(call: Call): string {
  return String(Math.floor(call.context.random() * 4_294_967_296));
}

function quoted(word: string): string {
  return `'${word.split("'").join(`'\\''`)}'`;
}

/** Says where a copy of the changes is, if there is one. */
export function keepCopy(call: Call, path: string, error: Error): Error {
  if (path !== '' && call.files.kind(path) !== undefined)
    call.note(`A copy of your changes has been stored to ${JSON.stringify(path)}`);
  return error;
}

/**
 * Writes a text into a file for a while and opens the editor of `KUBE_EDITOR` or `EDITOR` with it.
 * @param before where the changes of an earlier attempt are.
 * @returns the text as it was left, and its file. @throws Error if there is no such editor, or if it fails.
 */
export async function editFile(
  call: Call,
  text: string,
  ending: string,
  before: string,
): Promise<{ text: string; path: string }> {
  const { environment } = call.context;
  const editor = environment.KUBE_EDITOR || environment.EDITOR || 'vi';
  const path = `/tmp/kubectl-edit-${temporaryNumber(call)}${ending}`;
  call.files.makeFolder('/tmp');
  call.files.write(path, text);
  // Without quotes kubectl starts the editor itself; otherwise a shell does.
  const words = /["'\\]/.test(editor) ? editor : editor.split(' ').filter(Boolean).map(quoted).join(' ');
  const errors: string[] = [];
  const code = await call.context.run(`${words} ${quoted(path)}`, {
    errors: { write: (piece: string) => errors.push(piece) },
  });
  // Only a name that is looked for in the search path can be "not found" (`exec.ErrNotFound` of Go).
  if (code === 127 && !editor.includes('/'))
    throw keepCopy(call, before, new Error(`unable to launch the editor ${JSON.stringify(editor)}`));
  if (errors.length > 0 && code !== 127) call.context.errors.write(errors.join(''));
  if (code !== 0)
    throw keepCopy(call, before, new Error(`there was a problem with the editor ${JSON.stringify(editor)}`));
  try {
    return { text: call.files.read(path), path };
  } catch (error) {
    throw keepCopy(call, before, new Error(`open ${path}: ${asError(error).message}`));
  }
}
