import { absolutePath, FileError } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { fileProblem } from './basic.ts';

/** Opens the editor of the page with a file, whatever editor was called. */
const edit: Program = async (context) => {
  const names = context.arguments.filter((word) => !/^[-+]/.test(word));
  if (!context.edit) return 127;
  const [name] = names;
  if (name === undefined) {
    context.errors.write(`${context.name}: say which file: ${context.name} FILE\n`);
    return 1;
  }
  const path = absolutePath(name, context.folder);
  try {
    const before = context.files.kind(path) === undefined ? '' : context.files.read(path);
    const after = await context.edit(path, before);
    // Who was stopped meanwhile saves nothing.
    if (after !== undefined && !context.signal.aborted) save(context, path, after);
    return 0;
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    return fileProblem(context, name, problem);
  }
};

/** Writes a text; like editors, it ends with a line break. */
function save({ files }: Context, path: string, text: string): void {
  files.write(path, text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

/** Editors that people call. Only where a page has one. */
export const editors: Readonly<Record<string, Program>> = Object.fromEntries(
  ['vi', 'vim', 'nano', 'nvim', 'emacs', 'pico', 'ed', 'view', 'code'].map((name) => [name, edit]),
);
