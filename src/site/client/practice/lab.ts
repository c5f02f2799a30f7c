import type { Completion } from '../../../lab/line/candidates.ts';
import { keepLoaded } from '../every-page/offline.ts';
import { BASE } from '../every-page/storage.ts';
import { toast } from '../every-page/toast.ts';
import { ClockBar } from './clock-bar.ts';
import { ClusterPane } from './cluster-pane.ts';
import { fill, make } from './dom.ts';
import { FilesPane } from './files-pane.ts';
import { LabMenu } from './lab-menu.ts';
import { Notice } from './notice.ts';
import { Panel } from './panel.ts';
import type { Ask, Finding, Told } from './protocol.ts';
import { StoryPane } from './story-pane.ts';
import { TasksPane } from './tasks-pane.ts';
import { TerminalsPane } from './terminals-pane.ts';
import words from './words.ts';

/** Said again when a page is reloaded: the lab was open. */
const OPEN_KEY = `practice-open:${BASE}`;

/** A lab in a page: the worker in which its cluster runs, and all that shows it. */
export class Lab {
  readonly #lesson: string;
  readonly #data: string;
  readonly #panel: Panel;
  readonly #terminals: TerminalsPane;
  readonly #tasks: TasksPane;
  readonly #cluster = new ClusterPane();
  readonly #story = new StoryPane();
  readonly #files: FilesPane;
  readonly #clock: ClockBar;
  readonly #notice: Notice;
  readonly #said = make('p', { class: 'sr-only', role: 'status' });
  readonly #answers = new Map<number, (answer: never) => void>();
  #worker: Worker | undefined;
  #opener: HTMLElement | undefined;
  #number = 0;

  constructor(lesson: string, title: string, data: string) {
    this.#lesson = lesson;
    this.#data = data;
    const act = (action: Extract<Ask, { kind: 'act' }>['action']): void => this.#ask({ kind: 'act', action });
    this.#terminals = new TerminalsPane({
      act,
      complete: (terminal, line, cursor) =>
        this.#question<Completion>((number) => ({ kind: 'complete', number, terminal, line, cursor })),
      toTasks: () => this.#panel.show('tasks'),
    });
    const say = (text: string): void => this.#say(text);
    this.#tasks = new TasksPane({ lesson, say, put: (command) => this.#put(command) });
    this.#files = new FilesPane({
      act,
      say,
      findings: (path, text) =>
        this.#question<readonly Finding[]>((number) => ({ kind: 'findings', number, path, text })),
      show: () => this.#panel.show('files'),
      done: () => this.#toTerminal(),
    });
    this.#clock = new ClockBar({
      speed: (speed) => this.#ask({ kind: 'speed', speed }),
      skip: (milliseconds) => this.#ask({ kind: 'skip', milliseconds }),
    });
    this.#notice = new Notice();
    const menu = new LabMenu({
      reset: () => {
        this.#forget();
        this.#notice.progress(0);
        this.#ask({ kind: 'reset' });
      },
      exportIt: () => this.#ask({ kind: 'export' }),
      importIt: (text) => this.#ask({ kind: 'import', text }),
    });
    this.#panel = new Panel({
      title,
      panes: [
        { id: 'tasks', label: words.clusterTasks, element: this.#tasks.element },
        { id: 'terminal', label: words.clusterTerminal, element: this.#terminals.element },
        { id: 'cluster', label: words.clusterCluster, element: this.#cluster.element },
        { id: 'story', label: words.clusterStory, element: this.#story.element },
        { id: 'files', label: words.clusterFiles, element: this.#files.element },
      ],
      terminal: 'terminal',
      head: [menu.element, this.#clock.element, this.#said, this.#notice.element],
      close: () => this.#close(),
    });
  }

  /** Shows it; the first time its worker is started. */
  open(opener: HTMLElement): void {
    this.#opener = opener;
    if (this.#panel.isOpen) {
      this.#panel.focus();
      return;
    }
    this.#panel.open();
    this.#panel.focus();
    remember(this.#lesson);
    if (!this.#worker) this.#start();
  }

  #close(): void {
    this.#panel.close();
    remember(undefined);
    this.#opener?.focus();
  }

  #start(): void {
    this.#notice.progress(0);
    this.#silence(true);
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'practice' });
    this.#worker.onmessage = ({ data }: MessageEvent<Told>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message ? 'failed' : 'unreachable', event.message ?? '');
    };
    this.#ask({ kind: 'open', lesson: this.#lesson, data: this.#data, base: BASE });
  }

  #ask(ask: Ask): void {
    this.#worker?.postMessage(ask);
  }

  /** Asks something that is answered with the same number. */
  #question<Answer>(ask: (number: number) => Ask): Promise<Answer> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#answers.set(number, resolve as (answer: never) => void);
      this.#ask(ask(number));
    });
  }

  #answer(number: number, answer: unknown): void {
    this.#answers.get(number)?.(answer as never);
    this.#answers.delete(number);
  }

  #hear(told: Told): void {
    switch (told.kind) {
      case 'progress':
        this.#notice.progress(told.share);
        break;
      case 'open':
        this.#opened(told);
        break;
      case 'loaded':
        void keepLoaded(told.addresses);
        break;
      case 'problem':
        this.#fail(told.problem, told.text);
        break;
      case 'elsewhere':
      case 'taken':
        this.#notice.ask(told.kind === 'taken' ? words.clusterTaken : words.clusterElsewhere, words.clusterTake, () => {
          this.#forget();
          this.#notice.progress(0);
          this.#ask({ kind: 'take' });
        });
        break;
      case 'unkept':
        this.#say(words.clusterUnkept);
        break;
      case 'refused':
        this.#say(words[IMPORT_PROBLEMS[told.problem]]);
        break;
      case 'exported':
        download(`lab-${this.#lesson}.json`, told.text);
        break;
      case 'incomplete':
        this.#terminals.at(told.terminal).line.incomplete();
        break;
      case 'begun':
        this.#terminals.at(told.terminal).begun(told.command, told.prompt);
        break;
      case 'output':
        this.#terminals.at(told.terminal).output(told.text, told.isError);
        break;
      case 'ended':
        this.#terminals.at(told.terminal).ended(told.code, told.prompt);
        this.#files.ended(told.terminal);
        this.#ask({ kind: 'files' });
        break;
      case 'edit':
        this.#files.ask(told.terminal, told.path, told.content);
        break;
      case 'tasks':
        this.#tasks.update(told.results);
        this.#panel.count('tasks', this.#tasks.count);
        this.#terminals.next = this.#tasks.next
          ? fill(words.clusterNext, { title: this.#tasks.next })
          : words.clusterAllDone;
        break;
      case 'view':
        this.#cluster.update(told.view);
        this.#story.update(told.story);
        this.#clock.update(told.time);
        break;
      case 'time':
        this.#clock.update(told.time);
        break;
      case 'completed':
        this.#answer(told.number, told.completed);
        break;
      case 'findings':
        this.#answer(told.number, told.findings);
        break;
      case 'files':
        this.#files.update(told.files);
        break;
    }
  }

  #opened({ terminals, isContinued, isOutdated }: Extract<Told, { kind: 'open' }>): void {
    this.#notice.hide();
    terminals.forEach((terminal, number) => {
      this.#terminals.at(number).opened(terminal);
    });
    // What was done before has been shown by now.
    setTimeout(() => this.#silence(false));
    if (isOutdated) this.#say(words.clusterOutdated);
    else if (isContinued) this.#say(words.clusterContinued);
    if (this.#panel.isDesk) this.#terminals.chosen.line.focus();
  }

  #fail(problem: Extract<Told, { kind: 'problem' }>['problem'], text: string): void {
    this.#notice.ask(fill(words[OPEN_PROBLEMS[problem]], { text }), words.clusterAgain, () => {
      this.#worker?.terminate();
      this.#forget();
      this.#start();
    });
  }

  /** Nothing of an attempt is shown any more. */
  #forget(): void {
    this.#silence(true);
    for (const terminal of this.#terminals.all) terminal.reset();
    this.#tasks.reset();
    this.#files.reset();
  }

  /** What was done before is shown without being announced. */
  #silence(isSilent: boolean): void {
    for (const terminal of this.#terminals.all) terminal.isSilent = isSilent;
  }

  #put(command: string): void {
    this.#toTerminal();
    this.#terminals.chosen.line.put(command);
  }

  #toTerminal(): void {
    if (!this.#panel.isDesk) this.#panel.show('terminal');
    this.#terminals.chosen.line.focus();
  }

  /** Says something for everybody: shown for a while, and read aloud. */
  #say(text: string): void {
    toast(text);
  }
}

const OPEN_PROBLEMS = { unreachable: 'clusterUnreachable', broken: 'clusterBroken', failed: 'clusterFailed' } as const;
const IMPORT_PROBLEMS = {
  unreadable: 'clusterImportUnreadable',
  'too new': 'clusterImportNew',
  'another lesson': 'clusterImportLesson',
  'another state': 'clusterImportState',
} as const;

/** Remembers, as long as the tab is open, which lab is: after a reload it opens by itself. */
function remember(lesson: string | undefined): void {
  try {
    if (lesson === undefined) sessionStorage.removeItem(OPEN_KEY);
    else sessionStorage.setItem(OPEN_KEY, lesson);
  } catch {
    // Storage is blocked: the lab is opened by hand.
  }
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
