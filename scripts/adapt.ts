/**
 * `npm run adapt <id>`: copies a lesson with its files into your layer, where you change it without ever meeting a
 * conflict. To change a part of it only, and let everything else follow the curriculum: `-- --paragraph "first words"`
 * (any block: a heading, a list, code), `-- --figure "words of it"`, `-- --quiz-item <id>`, `-- --file <name>`; for a term of
 * the glossary `npm run adapt -- --term <id>`. `-- --record` says that your adaptation has what you wanted of upstream's
 * latest changes;
 * `-- --decline "why"` that you want nothing of them.
 */

import { parseArgs } from 'node:util';
import { runCommand, writeFiles } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { adaptLesson, declineUpdate, recordAdaptation } from '../src/fork/adapt.ts';
import { type Begun, editLesson, editTerm, type Part } from '../src/fork/edit.ts';
import { Git } from '../src/fork/git.ts';
import { readFork } from '../src/fork/layers.ts';
import { type Recorded, recordEdits, recordTerm } from '../src/fork/record-edits.ts';

const CHANGES = `changes:\n    - {date: ${dayOf()}, text: Examples use our registry}`;

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      record: { type: 'boolean', default: false },
      decline: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      paragraph: { type: 'string' },
      figure: { type: 'string' },
      'quiz-item': { type: 'string' },
      file: { type: 'string' },
      term: { type: 'string' },
    },
  });
  const [id] = positionals;
  const parts = partsOf(values);
  if (parts.length > 1 || (values.term !== undefined && (parts.length > 0 || id !== undefined))) {
    throw new UserError('Say one part at a time: --paragraph, --figure, --quiz-item or --file of a lesson, or --term.');
  }
  const [part] = parts;
  if (values.record && part) {
    throw new UserError('--record is for all edits of a lesson: npm run adapt <id> -- --record');
  }
  const root = curriculumRoot();
  const fork = readFork(root);
  if (fork.depth === 0)
    throw new UserError('There is no layer of yours to put the lesson into. Run "npm run rebrand" first.');
  const dryRun = values['dry-run'];
  const begun = ({ files, file, line }: Begun): void => {
    writeFiles(root, files, { dryRun });
    console.log(
      `\nThe edit begins on line ${line} of ${file}. Change what is there, and say under "changes" what you changed; readers see it:\n  ${CHANGES}`,
    );
  };
  const recorded = ({ path, text, lines }: Recorded): void => {
    if (text !== fork.files.get(path)) writeFiles(root, new Map([[path, text]]), { dryRun });
    console.log(lines.join('\n'));
  };
  if (values.term !== undefined) {
    if (values.record) recorded(recordTerm(fork, values.term));
    else begun(editTerm(fork, values.term));
    return;
  }
  if (id === undefined)
    throw new UserError('Say which lesson: npm run adapt <id>. The id is the last part of its address.');
  if (part) {
    begun(editLesson(fork, id, part));
    return;
  }
  const commit = new Git(root).head;
  if (values.decline !== undefined) {
    const [path, text] = declineUpdate(fork, id, values.decline);
    writeFiles(root, new Map([[path, text]]), { dryRun });
    console.log('It stays adapted from what it was adapted from, and you are told when upstream changes it again.');
    return;
  }
  if (values.record) {
    const edits = recordEdits(fork, id);
    if (edits) {
      recorded(edits);
      return;
    }
    const [path, text] = recordAdaptation(fork, id, commit);
    writeFiles(root, new Map([[path, text]]), { dryRun });
    console.log(`It counts as adapted from version ${/^ {2}version: (.*)$/m.exec(text)?.[1] ?? '?'} now.`);
    return;
  }
  const files = adaptLesson(fork, id, commit);
  writeFiles(root, files, { dryRun });
  const [path = ''] = files.keys();
  console.log(
    `\nChange the lesson there, and say under "changes" in ${path} what you changed; readers see it in the colophon:\n  ${CHANGES}`,
  );
});

function partsOf(values: {
  paragraph?: string | undefined;
  figure?: string | undefined;
  'quiz-item'?: string | undefined;
  file?: string | undefined;
}): Part[] {
  const { paragraph, figure, 'quiz-item': item, file } = values;
  return [
    ...(paragraph === undefined ? [] : [{ kind: 'paragraph' as const, words: paragraph }]),
    ...(figure === undefined ? [] : [{ kind: 'figure' as const, words: figure }]),
    ...(item === undefined ? [] : [{ kind: 'quiz-item' as const, id: item }]),
    ...(file === undefined ? [] : [{ kind: 'file' as const, name: file.replace(/^(\.\/)?files\//, '') }]),
  ];
}
