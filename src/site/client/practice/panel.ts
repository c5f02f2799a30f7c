import { desk } from './desk.ts';
import { button, make } from './dom.ts';
import words from './words.ts';

/** A pane of the panel, behind a tab of its own. */
export interface Pane {
  id: string;
  label: string;
  element: HTMLElement;
}

/** What a panel is called, and its parts. */
export interface PanelWords {
  title: string;
  close: string;
  panes: string;
  width: string;
}

const CLUSTER: PanelWords = {
  title: words.clusterTitle,
  close: words.clusterClose,
  panes: words.clusterPanes,
  width: words.clusterWidth,
};

interface PanelOptions {
  title: string;
  /** Those of the practice cluster, if they are left out. */
  labels?: PanelWords;
  panes: readonly Pane[];
  /** Id of the pane that stands beside the others where there is room. */
  terminal: string;
  /** What stands in the head, beside the title. */
  head: readonly HTMLElement[];
  /** It has the whole window, and nothing of the page can be reached beside it. */
  isWhole?: boolean;
  close: () => void;
}

const WIDTHS = { least: 30, most: 70, step: 2, first: 50 };

/** The frame of a lab: beside the text on a desk, a sheet over it on a phone. */
export class Panel {
  readonly element: HTMLElement;
  readonly #panes: readonly Pane[];
  readonly #terminal: string;
  readonly #tabs = new Map<string, HTMLButtonElement>();
  readonly #title: HTMLElement;
  readonly #body: HTMLElement;
  /** How far each pane was scrolled when it was seen last: they share one place. */
  readonly #scrolled = new Map<string, number>();
  readonly #isWhole: boolean;
  #chosen: string;
  #width = WIDTHS.first;

  constructor({ title, labels = CLUSTER, panes, terminal, head, isWhole = false, close }: PanelOptions) {
    this.#isWhole = isWhole;
    this.#panes = panes;
    this.#terminal = terminal;
    this.#chosen = panes[0]?.id ?? '';
    this.#title = make('h2', { tabindex: '-1' }, title);
    const tabs = make('div', { class: 'practice-tabs', role: 'tablist', 'aria-label': labels.panes });
    for (const { id, label, element } of this.#panes) {
      const tab = button(label, () => this.show(id), {
        role: 'tab',
        id: `practice-tab:${id}`,
        'aria-controls': `practice-pane:${id}`,
        'data-pane': id,
      });
      element.id = `practice-pane:${id}`;
      this.#tabs.set(id, tab);
      tabs.append(tab);
    }
    tabs.addEventListener('keydown', (event) => this.#key(event));
    const beside = panes.find(({ id }) => id === terminal)?.element;
    const others = panes.map(({ element }) => element).filter((element) => element !== beside);
    this.#body = make('div', { class: 'practice-panes' }, ...others);
    this.element = make(
      'section',
      { class: isWhole ? 'practice practice-whole' : 'practice', 'aria-label': `${labels.title}: ${title}` },
      this.#separator(labels.width),
      make(
        'header',
        { class: 'practice-head' },
        this.#title,
        ...head,
        button('×', close, { class: 'practice-close', 'aria-label': labels.close }),
      ),
      tabs,
      this.#body,
      beside,
    );
    desk.addEventListener('change', () => this.#arrange());
    for (const event of ['resize', 'scroll']) visualViewport?.addEventListener(event, () => this.#fit());
  }

  /** Puts it beside the text, or over it. */
  open(): void {
    document.body.append(this.element);
    document.documentElement.classList.add('has-practice');
    document.documentElement.classList.toggle('has-practice-whole', this.#isWhole);
    this.#fit();
    this.#arrange();
  }

  /** Takes it away: the text has the window for itself again. */
  close(): void {
    this.element.remove();
    document.documentElement.classList.remove('has-practice', 'has-practice-whole');
    for (const other of document.body.children) (other as HTMLElement).inert = false;
  }

  /** Whether the text stays beside it. */
  get isDesk(): boolean {
    return desk.matches;
  }

  get isOpen(): boolean {
    return this.element.isConnected;
  }

  /** Brings the focus into it. */
  focus(): void {
    this.#title.focus();
  }

  /** Shows a pane. */
  show(id: string): void {
    if (id === this.#chosen) return;
    if (this.#chosen !== this.#terminal) this.#scrolled.set(this.#chosen, this.#body.scrollTop);
    this.#chosen = id;
    this.#arrange();
    if (id !== this.#terminal) this.#body.scrollTop = this.#scrolled.get(id) ?? 0;
  }

  /** Says beside the name of a tab how much there is, such as "2/6". */
  count(id: string, text: string): void {
    const tab = this.#tabs.get(id);
    const pane = this.#panes.find((one) => one.id === id);
    if (!tab || !pane) return;
    const label = text === '' ? pane.label : `${pane.label} ${text}`;
    if (tab.textContent !== label) tab.textContent = label;
  }

  /** A keyboard on the screen makes the part that can be seen smaller, and not the page. Who enlarges the page looks at a part of it. */
  #fit(): void {
    if (!visualViewport || visualViewport.scale > 1.01) return;
    const { height, offsetTop } = visualViewport;
    this.element.style.setProperty('--practice-height', `${height}px`);
    this.element.style.setProperty('--practice-top', `${Math.max(0, offsetTop)}px`);
  }

  #arrange(): void {
    const isDesk = this.isDesk;
    if (isDesk && this.#chosen === this.#terminal) this.#chosen = this.#panes[0]?.id ?? '';
    this.element.dataset.pane = this.#chosen;
    for (const { id, label, element } of this.#panes) {
      const tab = this.#tabs.get(id) as HTMLButtonElement;
      const isBeside = isDesk && id === this.#terminal;
      tab.hidden = isBeside;
      tab.setAttribute('aria-selected', String(id === this.#chosen));
      tab.tabIndex = id === this.#chosen ? 0 : -1;
      element.hidden = !isBeside && id !== this.#chosen;
      element.setAttribute('role', isBeside ? 'group' : 'tabpanel');
      if (isBeside) {
        element.setAttribute('aria-label', label);
        element.removeAttribute('aria-labelledby');
      } else {
        element.setAttribute('aria-labelledby', tab.id);
        element.removeAttribute('aria-label');
      }
    }
    // What lies under a sheet cannot be reached.
    if (!this.isOpen) return;
    for (const other of document.body.children)
      if (other !== this.element && !other.classList.contains('toast'))
        (other as HTMLElement).inert = this.#isWhole || !isDesk;
  }

  #key({ key }: KeyboardEvent): void {
    const visible = this.#panes.filter(({ id }) => this.#tabs.get(id)?.hidden === false);
    const at = visible.findIndex(({ id }) => id === this.#chosen);
    const forward = getComputedStyle(this.element).direction === 'rtl' ? -1 : 1;
    const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: visible.length - 1 }[key];
    const next = to === undefined ? undefined : visible[(to + visible.length) % visible.length];
    if (!next) return;
    this.show(next.id);
    this.#tabs.get(next.id)?.focus();
  }

  /** A line between text and panel that can be moved, with the keys as well. */
  #separator(label: string): HTMLElement {
    const line = make('div', {
      class: 'practice-separator',
      role: 'separator',
      tabindex: '0',
      'aria-orientation': 'vertical',
      'aria-label': label,
      'aria-valuemin': WIDTHS.least,
      'aria-valuemax': WIDTHS.most,
    });
    const set = (width: number): void => {
      this.#width = Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, width)));
      line.setAttribute('aria-valuenow', String(this.#width));
      document.documentElement.style.setProperty('--practice-width', `${this.#width}vw`);
    };
    set(this.#width);
    const sign = (): number => (getComputedStyle(this.element).direction === 'rtl' ? -1 : 1);
    line.addEventListener('keydown', (event) => {
      const by = { ArrowLeft: WIDTHS.step, ArrowRight: -WIDTHS.step }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      set(this.#width + by * sign());
    });
    line.addEventListener('pointerdown', (event) => {
      line.setPointerCapture(event.pointerId);
      const move = ({ clientX }: PointerEvent): void => {
        const share = (clientX / innerWidth) * 100;
        set(sign() > 0 ? 100 - share : share);
      };
      line.addEventListener('pointermove', move);
      line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
    });
    return line;
  }
}
