import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import type { ClusterWords } from '../../client-words.ts';
import { button, make } from './dom.ts';

/** What an editor is opened with. */
export interface EditorOptions {
  path: string;
  /** What its reader calls the file. */
  name: string;
  text: string;
  /** What is wrong in a text. */
  findings: (text: string) => Promise<readonly ManifestFinding[]>;
  onSave: (text: string) => void;
  /** Its reader has closed it. */
  onClose: () => void;
  words: ClusterWords;
}

/** An open editor. */
export interface Editor {
  focus(): void;
  /** Brings a line into sight, counted from 1. */
  goTo?(line: number): void;
  /** Saves, if something has changed. */
  save?(): void;
  destroy(): void;
}

/** Opens an editor in an element. */
export type OpenEditor = (host: HTMLElement, options: EditorOptions) => Editor;

/** An editor that needs nothing: a field for text, where the better one cannot be loaded. */
export const plainEditor: OpenEditor = (host, { name, text, onSave, onClose, words }) => {
  const field = make('textarea', {
    class: 'practice-plain',
    spellcheck: false,
    autocapitalize: 'off',
    'aria-label': name,
  });
  field.value = text;
  field.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    onSave(field.value);
  });
  host.append(
    make(
      'div',
      { class: 'practice-editor-head' },
      make('b', {}, name),
      button(words.clusterSave, () => onSave(field.value), { class: 'primary' }),
      button(words.clusterEditorClose, onClose),
    ),
    field,
  );
  return { focus: () => field.focus(), destroy: () => host.replaceChildren() };
};
