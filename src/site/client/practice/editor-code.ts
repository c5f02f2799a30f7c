import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { Compartment, EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import { desk } from './desk.ts';
import { make } from './dom.ts';
import { COLORS, LOOK } from './editor-look.ts';

interface CodeOptions {
  path: string;
  text: string;
  /** What a screen reader calls it. */
  label: string;
  findings: (text: string) => Promise<readonly ManifestFinding[]>;
  onSave: () => void;
  onClose: () => void;
  /** Closes without a question, as `:q!` does. */
  onQuit: () => void;
}

/** A text with its colors, in a shadow root. */
export interface CodeView {
  readonly text: string;
  readonly document: Text;
  focus(): void;
  /** Puts the cursor at a line, counted from 1. */
  goTo(line: number): void;
  setVi(isOn: boolean): Promise<void>;
  destroy(): void;
}

/** How long somebody must have stopped typing before findings are looked for. */
const PAUSE_MS = 400;

/** A tab as two spaces, as YAML wants it; with a selection its lines move. */
const tab = ({ state, dispatch }: EditorView): boolean => {
  if (state.selection.ranges.some((range) => !range.empty)) return indentMore({ state, dispatch });
  dispatch(state.update(state.replaceSelection('  '), { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

function diagnosticsOf(found: readonly ManifestFinding[], { doc }: EditorState): Diagnostic[] {
  return found.map(({ line, message, why }) => {
    const { from, to, text } = doc.line(Math.min(Math.max(1, line), doc.lines));
    const start = from + (/^\s*/.exec(text)?.[0].length ?? 0);
    return {
      from: Math.min(start, to),
      to,
      severity: 'error',
      message: why === undefined ? message : `${message} ${why}`,
    };
  });
}

/** Opens a text in an element, within a shadow root: its styles come as sheets of that root, which the site's policy allows. */
export function openCode(
  host: HTMLElement,
  { path, text, label, findings, onSave, onClose, onQuit }: CodeOptions,
): CodeView {
  const root = host.attachShadow({ mode: 'open' });
  const parent = make('div', {});
  root.append(parent);
  parent.style.height = '100%';
  const vi = new Compartment();
  const isYaml = /\.(ya?ml|json|kubeconfig)$|\/\.kube\/config$/.test(path);
  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        vi.of([]),
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        isYaml ? yaml() : [],
        syntaxHighlighting(COLORS),
        isYaml
          ? [
              linter(async ({ state }) => diagnosticsOf(await findings(state.doc.toString()), state), {
                delay: PAUSE_MS,
              }),
              lintGutter(),
            ]
          : [],
        // Where the window is narrow, what is wrong may stand at the end of a line.
        desk.matches ? [] : EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': label,
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
        }),
        keymap.of([
          {
            key: 'Mod-s',
            preventDefault: true,
            run: () => {
              onSave();
              return true;
            },
          },
          { key: 'Tab', run: tab, shift: indentLess },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        LOOK,
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    get document() {
      return view.state.doc;
    },
    focus: () => view.focus(),
    goTo: (line) => {
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
    setVi: async (isOn) => {
      const keys = isOn ? (await import('./editor-vi.ts')).viKeys({ onSave, onClose, onQuit }) : [];
      view.dispatch({ effects: vi.reconfigure(keys) });
    },
    destroy: () => view.destroy(),
  };
}
