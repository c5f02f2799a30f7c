import { WORK } from '../../../lab/folders.ts';
import { FAULT_NAMES } from '../../../lab/metrics/attempt/fault-names.ts';
import { BASE } from '../every-page/storage.ts';
import { toast } from '../every-page/toast.ts';
import { lessonId } from '../lesson-parts.ts';
import { ClockBar } from '../practice/clock-bar.ts';
import { fill } from '../practice/dom.ts';
import { FilesPane } from '../practice/files-pane.ts';
import { followLinks } from '../practice/follow-links.ts';
import { LabMenu } from '../practice/lab-menu.ts';
import { Notice } from '../practice/notice.ts';
import { type Pane, Panel } from '../practice/panel.ts';
import { importProblem } from '../practice/problem-words.ts';
import { remember } from '../practice/reopen.ts';
import { TasksPane } from '../practice/tasks-pane.ts';
import clusterWords from '../practice/words.ts';
import { saveJson } from '../save-file.ts';
import { AlertsPane } from './alerts-pane.ts';
import { Engine } from './engine.ts';
import { FaultBar } from './fault-bar.ts';
import { ProblemsList } from './problems.ts';
import type { Told } from './protocol.ts';
import { QueryPane } from './query-pane.ts';
import { RoutingPane } from './routing-pane.ts';
import { RulesPane } from './rules-pane.ts';
import { TargetsPane } from './targets-pane.ts';
import words from './words.ts';

const HOUR = 3_600_000;
const LABELS = {
  title: words.monitoringTitle,
  close: words.monitoringClose,
  panes: words.monitoringPanes,
  width: words.monitoringWidth,
};

/** A lab on monitoring in a page: the worker in which it runs, and all that shows it. */
export class MonitoringPage {
  readonly #opener: HTMLElement;
  readonly #engine: Engine;
  readonly #panel: Panel;
  readonly #tasks: TasksPane;
  readonly #query: QueryPane;
  readonly #targets = new TargetsPane();
  readonly #rules = new RulesPane();
  readonly #alerts = new AlertsPane();
  readonly #routing: RoutingPane;
  readonly #files: FilesPane;
  readonly #problems = new ProblemsList();
  readonly #faults: FaultBar;
  readonly #clock: ClockBar;
  readonly #notice = new Notice(words.monitoringLoading);
  #now = 0;

  constructor(opener: HTMLElement) {
    this.#opener = opener;
    const { monitoring: title = '', views = '', faults = '' } = opener.dataset;
    this.#engine = new Engine({
      data: `${BASE}lessons/${lessonId}/monitoring.json`,
      hear: (told) => this.#hear(told),
      fail: (message) => this.#fail(fill(words.monitoringFailed, { text: message })),
    });
    this.#query = new QueryPane(this.#engine);
    this.#tasks = new TasksPane({
      lesson: lessonId,
      say: toast,
      put: (query) => this.#put(query),
      isForLab: (code) => code.closest('figure')?.querySelector('figcaption span')?.textContent === 'promql',
      putLabel: words.monitoringPut,
    });
    this.#routing = new RoutingPane({
      silence: (matchers, length) =>
        this.#engine.question('act', { kind: 'silence', matchers: [...matchers], length, comment: '' }),
      expire: (id) => void this.#engine.question('act', { kind: 'expire', id }),
    });
    this.#files = this.#filesPane();
    this.#files.element.append(this.#problems.element);
    this.#faults = new FaultBar(
      FAULT_NAMES.filter((name) => faults.split(' ').includes(name)),
      (name, isOn) => void this.#engine.question('act', { kind: 'fault', name, isOn }),
    );
    this.#clock = new ClockBar({
      speed: (speed) => this.#engine.ask({ kind: 'speed', speed }),
      skip: (milliseconds) => this.#engine.ask({ kind: 'skip', milliseconds }),
      label: words.monitoringClock,
      minutes: [1, 10],
      further: [{ label: words.monitoringSkipHour, milliseconds: HOUR }],
    });
    const menu = new LabMenu({
      reset: () => this.#engine.ask({ kind: 'reset' }),
      exportIt: () => this.#engine.ask({ kind: 'export' }),
      importIt: (text) => this.#engine.ask({ kind: 'import', text }),
    });
    this.#clock.element.append(this.#faults.element);
    this.#panel = new Panel({
      title,
      labels: LABELS,
      panes: this.#panes(views.split(' ')),
      terminal: 'query',
      head: [menu.element, this.#clock.element, this.#notice.element],
      close: () => this.#close(),
    });
    followLinks(
      this.#tasks.element,
      () => !this.#panel.isDesk,
      () => this.#leave(),
    );
  }

  #panes(views: readonly string[]): Pane[] {
    const all: Pane[] = [
      { id: 'query', label: words.monitoringQuery, element: this.#query.element },
      { id: 'targets', label: words.monitoringTargets, element: this.#targets.element },
      { id: 'rules', label: words.monitoringRules, element: this.#rules.element },
      { id: 'alerts', label: words.monitoringAlerts, element: this.#alerts.element },
      { id: 'routing', label: words.monitoringRouting, element: this.#routing.element },
      { id: 'files', label: clusterWords.clusterFiles, element: this.#files.element },
    ];
    const chosen = views.flatMap((view) => all.find(({ id }) => id === view) ?? []);
    return [{ id: 'tasks', label: this.#tasks.label, element: this.#tasks.element }, ...chosen];
  }

  #filesPane(): FilesPane {
    const nameOf = (path: string): string => path.replace(`${WORK}/`, '');
    return new FilesPane({
      about: words.monitoringFilesAbout,
      remove: {
        label: words.monitoringRemove,
        sure: words.monitoringRemoveSure,
        act: (path) => void this.#engine.question('act', { kind: 'remove', file: nameOf(path) }),
      },
      act: (action) => {
        if (action.kind === 'write')
          void this.#engine.question('act', { kind: 'write', file: nameOf(action.path), content: action.content });
      },
      say: toast,
      findings: (path, text) => this.#engine.question('findings', { file: nameOf(path), text }),
      show: () => this.#panel.show('files'),
      done: () => {},
    });
  }

  /** Shows it; the first time its worker is started. */
  open(): void {
    if (this.#panel.isOpen) {
      this.#panel.focus();
      return;
    }
    this.#panel.open();
    this.#panel.focus();
    remember(lessonId);
    if (!this.#engine.isRunning) this.#start();
  }

  #close(): void {
    this.#leave();
    this.#opener.focus();
  }

  #leave(): void {
    this.#panel.close();
    remember(undefined);
  }

  #start(): void {
    this.#notice.progress(0);
    this.#engine.start();
  }

  #hear(told: Exclude<Told, { kind: 'answer' }>): void {
    switch (told.kind) {
      case 'beginning':
        this.#tasks.reset();
        this.#files.reset();
        this.#query.reset();
        this.#notice.progress(0);
        break;
      case 'progress':
        this.#notice.progress(told.share);
        break;
      case 'open':
        this.#opened(told);
        break;
      case 'problem':
        this.#fail(
          told.problem === 'failed'
            ? fill(words.monitoringFailed, { text: told.text })
            : clusterWords.clusterUnreachable,
        );
        break;
      case 'elsewhere':
      case 'taken':
        this.#notice.ask(
          told.kind === 'taken' ? clusterWords.clusterTaken : clusterWords.clusterElsewhere,
          clusterWords.clusterTake,
          () => {
            this.#notice.progress(0);
            this.#engine.ask({ kind: 'take' });
          },
        );
        break;
      case 'unkept':
        toast(clusterWords.clusterUnkept);
        break;
      case 'refused':
        toast(importProblem(told.problem));
        break;
      case 'exported':
        saveJson(`lab-${lessonId}.json`, told.text);
        break;
      default:
        this.#show(told);
    }
  }

  #show(told: Extract<Told, { kind: 'tasks' | 'files' | 'view' | 'time' }>): void {
    switch (told.kind) {
      case 'tasks':
        this.#tasks.judged(told.results);
        this.#panel.count('tasks', this.#tasks.count);
        break;
      case 'files':
        this.#files.update(told.files.map(({ path, content }) => ({ path: `${WORK}/${path}`, content })));
        break;
      case 'view':
        this.#update(told.view);
        break;
      case 'time':
        this.#now = told.time.now;
        this.#clock.update(told.time);
        break;
    }
  }

  #update(view: Extract<Told, { kind: 'view' }>['view']): void {
    this.#targets.update(view, this.#now);
    this.#rules.update(view, this.#now);
    this.#alerts.update(view, this.#now);
    this.#routing.update(view.routing);
    this.#faults.update(view.faults);
    this.#problems.update(view);
    const firing = view.alerts.filter(({ state }) => state === 'firing').length;
    const wrong = view.problems.filter(({ isWarning }) => !isWarning).length;
    this.#panel.count('alerts', firing > 0 ? String(firing) : '');
    this.#panel.count('files', wrong > 0 ? `⚠ ${wrong}` : '');
  }

  #opened({ isContinued, isOutdated, queries }: Extract<Told, { kind: 'open' }>): void {
    this.#notice.hide();
    this.#query.remember(queries);
    if (isOutdated) toast(clusterWords.clusterOutdated);
    else if (isContinued) toast(clusterWords.clusterContinued);
    if (this.#panel.isDesk) this.#query.focus();
  }

  #fail(text: string): void {
    this.#notice.ask(text, clusterWords.clusterAgain, () => this.#start());
  }

  #put(query: string): void {
    if (!this.#panel.isDesk) this.#panel.show('query');
    this.#query.put(query);
  }
}
