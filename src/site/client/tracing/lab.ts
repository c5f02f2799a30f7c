import { WORK } from '../../../lab/folders.ts';
import { COLLECTOR_FILE, type TracingLab } from '../../../lab/traces/attempt.ts';
import { readCollector } from '../../../lab/traces/collector/config.ts';
import type { TracingAction } from '../../../lab/traces/recording.ts';
import { keepLoaded } from '../every-page/offline.ts';
import { toast } from '../every-page/toast.ts';
import { FilesPane } from '../practice/files-pane.ts';
import { followLinks } from '../practice/follow-links.ts';
import { LabMenu } from '../practice/lab-menu.ts';
import { Notice } from '../practice/notice.ts';
import { Panel } from '../practice/panel.ts';
import { importProblem } from '../practice/problem-words.ts';
import { remember } from '../practice/reopen.ts';
import { TasksPane } from '../practice/tasks-pane.ts';
import clusterWords from '../practice/words.ts';
import { saveJson } from '../save-file.ts';
import { Bench } from './bench.ts';
import { CollectorPane } from './collector-pane.ts';
import { RunPane } from './run-pane.ts';
import { TracesPane } from './traces-pane.ts';
import { WirePane } from './wire-pane.ts';
import words from './words.ts';

const pathOf = (file: string): string => `${WORK}/${file}`;
const fileOf = (path: string): string => path.slice(WORK.length + 1);

/** What is wrong in collector.yaml, for the editor. */
const findingsOf = (text: string) =>
  readCollector(text).problems.map(({ line, message, isWarning }) => ({
    line,
    message,
    why: isWarning ? words.tracingCollectorWarning : words.tracingCollectorWhy,
  }));

/** A lab on tracing in a page: the attempt, and all that shows it. */
export class TracingPanel {
  readonly #lesson: string;
  readonly #bench: Bench;
  readonly #panel: Panel;
  readonly #tasks: TasksPane;
  readonly #files: FilesPane;
  readonly #run: RunPane;
  readonly #traces = new TracesPane();
  readonly #wire = new WirePane();
  readonly #collector: CollectorPane | undefined;
  readonly #notice = new Notice(words.tracingLoading);
  #opener: HTMLElement | undefined;
  #isBegun = false;
  #isKept = true;

  constructor(lab: TracingLab, title: string) {
    this.#lesson = lab.lesson;
    this.#bench = new Bench({
      lab,
      taken: () => this.#ask(clusterWords.clusterTaken),
      progress: (share) => this.#notice.progress(share),
    });
    this.#tasks = new TasksPane({ lesson: lab.lesson, say: toast });
    followLinks(
      this.#tasks.element,
      () => !this.#panel.isDesk,
      () => this.#leave(),
    );
    this.#files = new FilesPane({
      act: (action) => {
        if (action.kind === 'write')
          void this.#act({ kind: 'write', file: fileOf(action.path), content: action.content });
      },
      findings: async (path, text) => (fileOf(path) === COLLECTOR_FILE ? findingsOf(text) : []),
      say: toast,
      show: () => this.#panel.show('files'),
      done: () => {},
      about: words.tracingFilesAbout,
    });
    this.#run = new RunPane({
      scenarios: lab.scenarios,
      run: async (scenario) => {
        this.#files.save();
        await this.#act({ kind: 'run', scenario });
      },
      open: (file, line) => void this.#files.open(pathOf(file), line),
    });
    const hasCollector = Object.hasOwn(lab.files, COLLECTOR_FILE);
    this.#collector = hasCollector ? new CollectorPane() : undefined;
    const menu = new LabMenu({
      reset: () => void this.#bench.reset().then(() => this.#begin()),
      exportIt: () => saveJson(`lab-${this.#lesson}.json`, this.#bench.text),
      importIt: (text) => void this.#import(text),
    });
    this.#panel = new Panel({
      title,
      panes: [
        { id: 'tasks', label: this.#tasks.label, element: this.#tasks.element },
        { id: 'files', label: clusterWords.clusterFiles, element: this.#files.element },
        { id: 'terminal', label: words.tracingRun, element: this.#run.element },
        { id: 'traces', label: words.tracingTraces, element: this.#traces.element },
        { id: 'wire', label: words.tracingWire, element: this.#wire.element },
        ...(this.#collector
          ? [{ id: 'collector', label: words.tracingCollector, element: this.#collector.element }]
          : []),
      ],
      terminal: 'terminal',
      head: [menu.element, this.#notice.element],
      close: () => this.#close(),
      labels: {
        title: words.tracingTitle,
        close: words.tracingClose,
        panes: words.tracingPanes,
        width: words.tracingWidth,
      },
    });
  }

  /** Shows it; the first time the attempt is begun, or done again. */
  async open(opener: HTMLElement): Promise<void> {
    this.#opener = opener;
    if (!this.#panel.isOpen) this.#panel.open();
    this.#panel.focus();
    remember(this.#lesson);
    if (!this.#isBegun) await this.#start(false);
  }

  async #start(steal: boolean): Promise<void> {
    this.#isBegun = true;
    this.#notice.progress(0);
    if (!(await this.#bench.open(steal))) {
      this.#ask(clusterWords.clusterElsewhere);
      return;
    }
    if (this.#bench.isOutdated) toast(clusterWords.clusterOutdated);
    else if (this.#bench.isContinued) toast(clusterWords.clusterContinued);
    this.#begin();
    // What a run needs comes before the first one, so that it is there without a network as well.
    void import('virtual:tracing-script').then(
      () => keepLoaded([]),
      () => {},
    );
  }

  /** Says that it is open elsewhere, with a way to go on here. */
  #ask(text: string): void {
    this.#notice.ask(text, clusterWords.clusterTake, () => void this.#start(true));
  }

  /** Shows an attempt from its beginning on. */
  #begin(): void {
    this.#notice.hide();
    this.#tasks.reset();
    this.#files.reset();
    this.#show();
  }

  async #act(action: TracingAction): Promise<void> {
    const isKept = await this.#bench.act(action);
    if (!isKept && this.#isKept) toast(clusterWords.clusterUnkept);
    this.#isKept = isKept;
    this.#show();
  }

  #show(): void {
    const { files, last, results } = this.#bench.attempt;
    this.#files.update(Object.entries(files).map(([file, content]) => ({ path: pathOf(file), content })));
    this.#run.update(last);
    this.#traces.update(last);
    this.#wire.update(last?.result.hops ?? []);
    this.#collector?.update(last?.collector);
    this.#tasks.judged(results);
    this.#panel.count('tasks', this.#tasks.count);
  }

  async #import(text: string): Promise<void> {
    const problem = await this.#bench.take(text);
    if (problem) toast(importProblem(problem));
    else this.#begin();
  }

  #leave(): void {
    this.#panel.close();
    remember(undefined);
  }

  #close(): void {
    this.#leave();
    this.#opener?.focus();
  }
}
