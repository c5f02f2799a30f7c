import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { buildManifest, manifestText } from '../../src/attribution/manifest.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { editLesson, type Part } from '../../src/fork/edit.ts';
import { textOf } from './fixture.ts';
import { forkFiles, forkOf, problemsOf } from './layer.ts';

/** The edits of the lesson that tests edit. */
export const PATCH = 'provider/lessons/tie-a-bowline/patch.yaml';
/** An indication of changes. */
export const CHANGES = 'changes: [{date: 2026-06-01, text: TEXT}]';

/** A fork in which an edit was begun and made, as somebody does it: the present text is replaced, the change is described. */
export function edited(
  files: ContentFiles,
  part: Part,
  { from, to, text = 'Ours' }: { from?: string; to?: string; text?: string } = {},
  id = 'tie-a-bowline',
): Map<string, string> {
  const begun = editLesson(forkOf(files), id, part);
  const after = new Map(files);
  for (const [path, content] of begun.files) after.set(path, String(content));
  const made = (after.get(begun.file) ?? '').replace('changes: []', CHANGES.replace('TEXT', text));
  if (from === undefined) return after.set(begun.file, made);
  // The beginning of a block stands before its text.
  const at = made.lastIndexOf(from);
  if (at < 0) throw new Error(`"${from}" is not in ${made}`);
  return after.set(begun.file, made.slice(0, at) + (to ?? '') + made.slice(at + from.length));
}

/** A paragraph by its first words. */
export const paragraph = (words: string): Part => ({ kind: 'paragraph', words });
/** A fork with an edit of one paragraph. */
export const barge = (files: ContentFiles = forkFiles()): Map<string, string> =>
  edited(files, paragraph('A boat pulls'), {
    from: 'A boat pulls at its rope',
    to: 'A barge pulls at its rope',
    text: 'A barge',
  });

/** The curriculum made from some files. @throws if there is an error in them. */
export function assembled(files: ContentFiles): Edition {
  const { curriculum, findings } = assembleCurriculum(files, siteTokens());
  if (!curriculum || findings.some(({ severity }) => severity === 'error'))
    throw new Error(problemsOf(files).join('\n'));
  return curriculum;
}

/** Text of the lesson that tests edit, as readers get it. */
export const bodyOf = (files: ContentFiles): string => assembled(files).lessons.get('tie-a-bowline')?.body ?? '';

/** Files after upstream has changed one of its texts and released that. */
export function upstream(files: ContentFiles, path: string, edit: (text: string) => string): Map<string, string> {
  const content = new Map([...files].filter(([name]) => name.startsWith('content/')));
  content.set(path, edit(textOf(path, content)));
  const { curriculum } = assembleCurriculum(content, siteTokens());
  if (!curriculum) throw new Error('the curriculum cannot be assembled');
  const manifest = buildManifest(curriculum, content, { version: '1.3.0', released: '2026-09-01' }, undefined);
  return new Map([...files, ...content, ['content/manifest.json', manifestText(manifest)]]);
}
