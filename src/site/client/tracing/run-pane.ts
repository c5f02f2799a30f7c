import { tracesOf } from '../../../lab/traces/conditions.ts';
import type { Outcome } from '../../../lab/traces/outcome.ts';
import type { CodeProblem } from '../../../lab/traces/run.ts';
import { button, fill, make } from '../practice/dom.ts';
import { colorOf } from './format.ts';
import words from './words.ts';

interface RunPaneOptions {
  scenarios: readonly { name: string; title: string; requests: number }[];
  run: (scenario: string) => Promise<void>;
  /** Opens a file at a line. */
  open: (file: string, line: number) => void;
}

/** Scenarios to run, and what came of the last run: answers, mistakes with their places, the consoles of the services. */
export class RunPane {
  readonly element: HTMLElement;
  readonly #options: RunPaneOptions;
  readonly #buttons: HTMLButtonElement[];
  readonly #status = make('p', { class: 'tracing-status', role: 'status' }, words.tracingBegin);
  readonly #output = make('div', {
    class: 'tracing-output',
    tabindex: '0',
    role: 'region',
    'aria-label': words.tracingConsole,
  });

  constructor(options: RunPaneOptions) {
    this.#options = options;
    this.#buttons = options.scenarios.map(({ name, title }) =>
      button(title, () => void this.#run(name), { 'data-scenario': name }),
    );
    const group = make('div', { class: 'tracing-scenarios', role: 'group', 'aria-label': words.tracingScenarios });
    group.append(...this.#buttons);
    // Its place is that of the terminals of the practice cluster.
    this.element = make('div', { class: 'practice-terminals tracing-run' }, group, this.#status, this.#output);
  }

  async #run(name: string): Promise<void> {
    if (this.element.hasAttribute('data-busy')) return;
    this.element.toggleAttribute('data-busy', true);
    this.#status.textContent = words.tracingRunning;
    for (const one of this.#buttons) one.setAttribute('aria-disabled', 'true');
    try {
      await this.#options.run(name);
    } finally {
      for (const one of this.#buttons) one.removeAttribute('aria-disabled');
      this.element.toggleAttribute('data-busy', false);
    }
  }

  /** Shows what came of the last run; nothing of an attempt that begins anew. */
  update(outcome: Outcome | undefined): void {
    this.#output.replaceChildren();
    this.#status.textContent = outcome ? this.#summary(outcome) : words.tracingBegin;
    if (!outcome) return;
    const { lines, problems } = outcome.result;
    if (problems.length > 0) this.#output.append(this.#problems(problems));
    this.#output.append(
      lines.length === 0
        ? make('p', { class: 'practice-none' }, words.tracingConsoleNone)
        : make(
            'ol',
            { class: 'tracing-lines' },
            ...lines.map(({ service, level, text }) =>
              make(
                'li',
                { 'data-level': level },
                make('b', { class: 'tracing-service', 'data-color': colorOf(service) }, service),
                make('pre', {}, text),
              ),
            ),
          ),
    );
  }

  #summary({ scenario, spans, result }: Outcome): string {
    const { title = scenario, requests = 0 } = this.#options.scenarios.find(({ name }) => name === scenario) ?? {};
    const counts = new Map<string, number>();
    for (const { from, status } of result.hops) {
      if (from !== 'client') continue;
      const told = status === 0 ? words.tracingNoAnswer : String(status);
      counts.set(told, (counts.get(told) ?? 0) + 1);
    }
    const answers = [...counts].map(([status, count]) => fill(words.tracingAnswer, { status, count })).join(', ');
    const said = fill(words.tracingRan, { title, requests, spans: spans.length, traces: tracesOf(spans).size });
    return `${said}. ${fill(words.tracingAnswers, { answers: answers || words.tracingNoAnswer })}.`;
  }

  #problems(problems: readonly CodeProblem[]): HTMLElement {
    const items = problems.map(({ service, file, line, message }) => {
      const isOwn = file !== '' && !file.startsWith('built-in/');
      const place = isOwn
        ? button(fill(words.tracingProblemAt, { file, line }), () => this.#options.open(file, line))
        : service !== '' && make('b', { class: 'tracing-service', 'data-color': colorOf(service) }, service);
      return make('li', {}, place, make('span', {}, message));
    });
    return make('ul', { class: 'tracing-problems', 'aria-label': words.tracingProblems }, ...items);
  }
}
