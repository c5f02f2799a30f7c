/** The panel that shows authors the findings of the open lesson, in the page. Only the development server adds it. */
import type { Finding } from '../findings/finding.ts';
import panelStyle from './panel.css?inline';
import { FINDINGS_EVENT, FINDINGS_PATH, type PanelData } from './panel-data.ts';

function element<K extends keyof HTMLElementTagNameMap>(name: K, text = '', className = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/** A button that opens the editor at the place of a finding: Vite's server knows how. */
function placeButton({ file, line, column }: Finding, root: string): HTMLElement {
  const button = element('button', `${file.split('/').slice(-2).join('/')}:${line}`, 'place');
  button.type = 'button';
  button.title = `Open ${file}:${line} in your editor`;
  button.addEventListener('click', () => {
    void fetch(`/__open-in-editor?file=${encodeURIComponent(`${root}/${file}:${line}:${column}`)}`);
  });
  return button;
}

function item(finding: Finding, root: string, rules: string): HTMLElement {
  const entry = element('li', '', finding.severity);
  const rule = element('a', finding.rule, 'rule');
  rule.href = `${rules}${finding.rule}/`;
  const head = element('p', '', 'head');
  head.append(placeButton(finding, root), rule);
  entry.append(
    head,
    element('p', finding.message, 'message'),
    element('p', finding.why),
    element('p', finding.remedy, 'remedy'),
  );
  return entry;
}

function summaryOf({ here, elsewhere, checked }: PanelData): string {
  if (!checked) return 'Checking …';
  const count = here.length === 0 ? 'No findings' : `${here.length} finding${here.length === 1 ? '' : 's'}`;
  return elsewhere === 0 ? count : `${count} here, ${elsewhere} elsewhere`;
}

class CheckPanel extends HTMLElement {
  readonly #details = element('details');
  readonly #summary = element('summary');
  readonly #list = element('ol');
  readonly #empty = element('p', '', 'empty');
  /** How often the server was asked: only the last answer counts, whichever comes last. */
  #asked = 0;

  connectedCallback(): void {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(panelStyle);
    root.adoptedStyleSheets = [sheet];
    this.#summary.setAttribute('aria-live', 'polite');
    this.#details.append(this.#summary, this.#list, this.#empty);
    root.append(this.#details);
    this.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#details.open = false;
    });
    void this.update();
    import.meta.hot?.on(FINDINGS_EVENT, () => void this.update());
    // What was found before the server could tell this page of it.
    import.meta.hot?.on('vite:ws:connect', () => void this.update());
  }

  async update(): Promise<void> {
    const lesson = document.querySelector<HTMLElement>('article[data-lesson]')?.dataset.lesson ?? '';
    const base = import.meta.env.BASE_URL.replace(/\/$/, '');
    const asked = ++this.#asked;
    // While the server starts again it does not answer; the page asks once more when it is back.
    const answer = await fetch(`${base}${FINDINGS_PATH}?lesson=${encodeURIComponent(lesson)}`).catch(() => undefined);
    if (!answer?.ok) return;
    const data = (await answer.json()) as PanelData;
    if (asked !== this.#asked) return;
    const errors = data.here.some(({ severity }) => severity === 'error');
    this.dataset.state = !data.checked ? 'checking' : errors ? 'error' : data.here.length > 0 ? 'warning' : 'fine';
    this.#summary.textContent = summaryOf(data);
    this.#list.replaceChildren(...data.here.map((finding) => item(finding, data.root, data.rules)));
    this.#empty.textContent =
      data.here.length > 0
        ? ''
        : data.checked
          ? 'What a machine can verify here is right.'
          : 'The first check takes a few seconds.';
  }
}

customElements.define('check-panel', CheckPanel);
document.body.append(document.createElement('check-panel'));
