import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
// By parts: the whole has a client for a server, and its cache.
import { HybridComplete } from '@prometheus-io/codemirror-promql/dist/esm/complete/hybrid.js';
import { newLintStrategy, promQLLinter } from '@prometheus-io/codemirror-promql/dist/esm/lint/index.js';
import { parser } from '@prometheus-io/lezer-promql';
import { make } from '../practice/dom.ts';
import { COLORS, LOOK } from '../practice/editor-look.ts';
import type { Questions } from './protocol.ts';
import words from './words.ts';

export interface QueryLineOptions {
  /** Names for completion, of what there is now. */
  names: (asked: Questions['names']['asked']) => Promise<readonly string[]>;
  run: () => void;
}

/** An editor of a query: colors, completion from the series that there are, and what is wrong with it. */
export class QueryEditor {
  readonly #view: EditorView;

  /** @param host stays its element */
  constructor(host: HTMLElement, { names, run }: QueryLineOptions) {
    // Its styles come as sheets of a shadow root, which the site's policy allows.
    const root = host.attachShadow({ mode: 'open' });
    const parent = make('div', {});
    root.append(parent);
    this.#view = new EditorView({
      root,
      parent,
      state: EditorState.create({
        extensions: [
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          promql(client(names)),
          syntaxHighlighting(COLORS),
          EditorView.lineWrapping,
          placeholder(words.monitoringQueryHint),
          EditorView.contentAttributes.of({
            'aria-label': words.monitoringQueryLabel,
            autocapitalize: 'off',
            autocorrect: 'off',
            spellcheck: 'false',
          }),
          Prec.highest(
            keymap.of([
              {
                key: 'Enter',
                run: (view) => {
                  if (!acceptCompletion(view)) run();
                  return true;
                },
                shift: insertNewlineAndIndent,
              },
            ]),
          ),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          LOOK,
          EditorView.theme({
            '&': { backgroundColor: 'var(--paper)' },
            '.cm-content': { minHeight: '2.75rem', paddingBlock: '0.6rem' },
            '.cm-line': { paddingInline: 'var(--room)' },
            '.cm-placeholder': { color: 'var(--muted)' },
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Puts a text in the place of what there is. @param anchor where its selection begins, and head where it ends */
  put(text: string, anchor = text.length, head = anchor): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ changes: { from: 0, to: length, insert: text }, selection: { anchor, head } });
  }

  focus(): void {
    this.#view.focus();
  }

  /** Goes on where somebody is in the middle of a word. */
  continue(): void {
    this.focus();
    startCompletion(this.#view);
  }
}

const LANGUAGE = LRLanguage.define({
  parser: parser.configure({ top: 'PromQL' }),
  languageData: { closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] }, commentTokens: { line: '#' } },
});

/** PromQL with completion and a linter, as PromQLExtension of the package puts them together. */
function promql(prometheus: ReturnType<typeof client>): Extension {
  const complete = new HybridComplete(prometheus);
  const lint = newLintStrategy();
  return [
    LANGUAGE,
    LANGUAGE.data.of({ autocomplete: (context: CompletionContext) => complete.promQL(context) }),
    promQLLinter(lint.promQL, lint),
  ];
}

/** What completion asks a Prometheus, asked of the one in the page. */
function client(names: QueryLineOptions['names']) {
  return {
    metricNames: async () => [...(await names({ of: 'metrics' }))],
    labelNames: async (metric?: string) => [...(await names({ of: 'labels', ...(metric && { metric }) }))],
    labelValues: async (label: string, metric?: string) => [
      ...(await names({ of: 'values', label, ...(metric && { metric }) })),
    ],
    series: async (metric: string, _: unknown, label?: string) =>
      (await names(label ? { of: 'values', label, metric } : { of: 'labels', metric })).map(
        (value) => new Map([[label ?? value, value]]),
      ),
    metricMetadata: async () => ({}),
    flags: async () => ({}),
  };
}
