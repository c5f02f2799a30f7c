import { absolutePath, type Files } from './files.ts';
import { NOT_EXECUTABLE, NOT_FOUND } from './state.ts';

/** The text of a script that was called by its path, or why it cannot be run. */
export function scriptAt(name: string, files: Files, folder: string): { text: string } | { why: string; code: number } {
  const path = absolutePath(name, folder);
  const kind = name.includes('/') ? files.kind(path) : undefined;
  if (kind === undefined)
    return { why: name.includes('/') ? 'No such file or directory' : 'command not found', code: NOT_FOUND };
  if (kind === 'folder') return { why: 'Is a directory', code: NOT_EXECUTABLE };
  return files.isExecutable(path) ? { text: files.read(path) } : { why: 'Permission denied', code: NOT_EXECUTABLE };
}
