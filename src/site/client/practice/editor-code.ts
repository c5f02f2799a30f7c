import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
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
import { tags } from '@lezer/highlight';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import { desk } from './desk.ts';
import { make } from './dom.ts';

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

/** The site's colors of code. */
export const COLORS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword, tags.atom], color: 'var(--code-constant)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.labelName, tags.typeName], color: 'var(--code-variable)' },
  { tag: [tags.meta, tags.separator, tags.punctuation], color: 'var(--muted)' },
]);

/** The site's tokens reach into the shadow root. */
export const LOOK = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--shoal)', fontSize: '1rem' },
  '&.cm-focused': { outline: '2px solid var(--deep)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--code)', lineHeight: '1.45', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--overprint)', paddingBlock: '0.6rem' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--overprint)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--mark)',
  },
  '.cm-gutters': { backgroundColor: 'var(--shoal)', color: 'var(--muted)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in oklab, var(--line) 35%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--mark)',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-diagnostic': {
    fontFamily: 'var(--text)',
    fontSize: '0.9rem',
    borderLeft: '3px solid var(--port)',
    padding: '0.3rem 0.6rem',
  },
  '.cm-panels': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    borderColor: 'var(--line)',
    fontFamily: 'var(--code)',
  },
  '.cm-fat-cursor': { background: 'var(--overprint) !important', color: 'var(--on-overprint) !important' },
  '&:not(.cm-focused) .cm-fat-cursor': {
    background: 'none !important',
    outline: '1px solid var(--overprint) !important',
  },
});

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
