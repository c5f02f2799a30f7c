import type { Text } from '@codemirror/state';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import { button, fill, make } from './dom.ts';
import { type CodeView, openCode } from './editor-code.ts';
import type { OpenEditor } from './plain-editor.ts';

/** Where it is kept that somebody wants the keys of vi. */
const VI = 'practice-vi';

function wantsVi(): boolean {
  try {
    return localStorage.getItem(VI) === 'yes';
  } catch {
    return false;
  }
}

function keepVi(isOn: boolean): void {
  try {
    localStorage.setItem(VI, isOn ? 'yes' : 'no');
  } catch {
    // Where nothing can be kept, the choice holds as long as the page is open.
  }
}

/** The editor for files of a lab: lines with numbers, YAML in colors, findings at their lines, the keys of vi if somebody wants them. */
export const openEditor: OpenEditor = (host, { path, name, text, findings, onSave, onClose, words }) => {
  let saved: Text | undefined;
  const list = make('ul', { class: 'practice-findings', hidden: true, 'aria-label': words.clusterEditorFindings });
  const save = (): void => {
    saved = view.document;
    hideQuestion();
    const { text: written } = view;
    onSave(written === '' || written.endsWith('\n') ? written : `${written}\n`);
  };
  /** Closes; who has not saved is asked first. */
  const close = (): void => {
    if (saved === undefined || view.document.eq(saved)) onClose();
    else {
      question.hidden = false;
      question.querySelector('button')?.focus();
    }
  };
  const hideQuestion = (): void => {
    question.hidden = true;
  };
  const vi = make('input', { type: 'checkbox', checked: wantsVi() });
  const head = make(
    'div',
    { class: 'practice-editor-head' },
    make('b', {}, name),
    make('label', { class: 'practice-vi' }, vi, words.clusterEditorVi),
    button(words.clusterSave, save, { class: 'primary' }),
    button(words.clusterEditorClose, close),
  );
  const question = make(
    'div',
    { class: 'practice-editor-question', role: 'group', 'aria-label': words.clusterEditorUnsaved, hidden: true },
    make('span', {}, words.clusterEditorUnsaved),
    button(words.clusterSave, () => {
      save();
      onClose();
    }),
    button(words.clusterEditorDiscard, onClose),
    button(words.clusterEditorStay, () => {
      hideQuestion();
      view.focus();
    }),
  );
  const place = make('div', { class: 'practice-code' });
  host.append(head, question, place, list);
  const show = (found: readonly ManifestFinding[]): void => {
    list.hidden = found.length === 0;
    list.replaceChildren(
      ...found.map(({ line, message, why }) =>
        make(
          'li',
          {},
          button(fill(words.clusterEditorLine, { line }), () => view.goTo(line), { class: 'practice-finding' }),
          make('span', {}, message, why !== undefined && make('small', {}, ` ${why}`)),
        ),
      ),
    );
  };
  const view: CodeView = openCode(place, {
    path,
    text,
    label: fill(words.clusterEditorLabel, { name }),
    findings: async (content) => {
      const found = await findings(content);
      show(found);
      return found;
    },
    onSave: save,
    onClose: close,
    onQuit: onClose,
  });
  saved = view.document;
  const applyVi = (): void => {
    keepVi(vi.checked);
    void view.setVi(vi.checked);
  };
  vi.addEventListener('change', applyVi);
  if (vi.checked) applyVi();
  return {
    focus: () => view.focus(),
    goTo: (line) => view.goTo(line),
    save: () => {
      if (saved === undefined || !view.document.eq(saved)) save();
    },
    destroy: () => {
      view.destroy();
      host.replaceChildren();
    },
  };
};
