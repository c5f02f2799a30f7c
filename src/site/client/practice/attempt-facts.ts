import type { Attempt } from '../../../lab/attempt/attempt.ts';
import type { Action } from '../../../lab/attempt/recording.ts';
import { WORK } from '../../../lab/session.ts';
import type { Files } from '../../../lab/shell/files.ts';
import type { OpenTerminal, WorkFile } from './protocol.ts';

/** The terminals of an attempt as they are. */
export function terminalsOf({ consoles, recording }: Attempt): OpenTerminal[] {
  return consoles.map(({ prompt, isBusy }, terminal) => ({
    prompt,
    isBusy,
    history: recording.entries.flatMap(({ action }) =>
      action.kind === 'command' && action.terminal === terminal ? action.text : [],
    ),
  }));
}

/** Whether a command goes on in a further line: a quote or a loop is open. */
export function isUnfinished({ consoles }: Attempt, action: Action): action is Extract<Action, { kind: 'command' }> {
  return action.kind === 'command' && consoles[action.terminal]?.shell.isComplete(action.text) === false;
}

/** The files of a folder and those below it. */
export function* filesBelow(files: Files, folder: string = WORK): Generator<WorkFile> {
  for (const name of files.list(folder)) {
    const path = `${folder}/${name}`;
    if (files.kind(path) === 'folder') yield* filesBelow(files, path);
    else yield { path, content: files.read(path) };
  }
}
