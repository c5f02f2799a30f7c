import type { Completion } from '../../../lab/line/candidates.ts';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import { keepLoaded } from '../every-page/offline.ts';
import { toast } from '../every-page/toast.ts';
import { saveJson } from '../save-file.ts';
import { ClockBar } from './clock-bar.ts';
import { ClusterChoice } from './cluster-choice.ts';
import { ClusterPane } from './cluster-pane.ts';
import { fill } from './dom.ts';
import { Engine, type Heard } from './engine.ts';
import { FilesPane } from './files-pane.ts';
import { followLink } from './follow-link.ts';
import type { Guide, GuideOptions } from './guide.ts';
import { importProblem } from './import-problems.ts';
import { LabMenu } from './lab-menu.ts';
import { Notice } from './notice.ts';
import { Panel } from './panel.ts';
import type { Ask, Told } from './protocol.ts';
import { remember } from './reopen.ts';
import { StoryPane } from './story-pane.ts';
import { TerminalsPane } from './terminals-pane.ts';
import words from './words.ts';

/** What is opened: the lab of a lesson, or one of its sessions. */
export interface Opened {
  /** What it is kept under, exported as, and remembered by. */
  id: string;
  title: string;
  /** Addresses of its data, and of the programs of its images. */
  data: string;
  programs: string;
  /** Makes what leads through it. */
  guide: (options: GuideOptions) => Guide;
}

/** A lab in a page: the worker in which its cluster runs, and all that shows it. */
export class Lab {
  readonly #id: string;
  readonly #engine: Engine;
  readonly #panel: Panel;
  readonly #terminals: TerminalsPane;
  readonly #guide: Guide;
  /** One in each pane that shows a cluster. */
  readonly #choices = [0, 1].map(() => new ClusterChoice((context) => this.#engine.ask({ kind: 'show', context })));
  readonly #cluster = new ClusterPane(this.#choices[0] as ClusterChoice);
  readonly #story = new StoryPane(this.#choices[1] as ClusterChoice);
  readonly #files: FilesPane;
  readonly #clock: ClockBar;
  readonly #notice: Notice;
  readonly #menu: LabMenu;
  #opener: HTMLElement | undefined;

  constructor({ id, title, data, programs, guide }: Opened) {
    this.#id = id;
    this.#engine = new Engine({
      data,
      programs,
      id,
      hear: (told) => this.#hear(told),
      silent: (isSilent) => {
        if (isSilent)
          this.#notice.ask(words.clusterSilent, words.clusterSilentGo, () => {
            this.#notice.progress(0);
            this.#engine.start(this.#terminals.running);
          });
        else this.#notice.hide();
      },
      fail: (message) => this.#fail(message === '' ? 'unreachable' : 'failed', message),
    });
    const act = (action: Extract<Ask, { kind: 'act' }>['action']): void => this.#engine.ask({ kind: 'act', action });
    this.#terminals = new TerminalsPane({
      act,
      complete: (terminal, line, cursor) =>
        this.#engine.question<Completion>((number) => ({ kind: 'complete', number, terminal, line, cursor })),
      toTasks: () => {
        this.#panel.show('tasks');
        this.#guide.toNext();
      },
    });
    this.#guide = guide({ say: toast, put: (command) => this.#put(command) });
    this.#guide.element.addEventListener('click', (event) => followLink(event, this.#panel, () => this.leave()));
    this.#files = new FilesPane({
      act,
      say: toast,
      findings: (path, text) =>
        this.#engine.question<readonly ManifestFinding[]>((number) => ({ kind: 'findings', number, path, text })),
      show: () => this.#panel.show('files'),
      done: () => this.#toTerminal(),
    });
    this.#clock = new ClockBar({
      speed: (speed) => this.#engine.ask({ kind: 'speed', speed }),
      skip: (milliseconds) => this.#engine.ask({ kind: 'skip', milliseconds }),
    });
    this.#notice = new Notice();
    this.#menu = new LabMenu({
      reset: (isSame) => this.#engine.ask({ kind: 'reset', isSame }),
      exportIt: () => this.#engine.ask({ kind: 'export' }),
      importIt: (text) => this.#engine.ask({ kind: 'import', text }),
    });
    this.#panel = new Panel({
      title,
      panes: [
        { id: 'tasks', label: this.#guide.label, element: this.#guide.element },
        { id: 'terminal', label: words.clusterTerminal, element: this.#terminals.element },
        { id: 'cluster', label: words.clusterCluster, element: this.#cluster.element },
        { id: 'story', label: words.clusterStory, element: this.#story.element },
        { id: 'files', label: words.clusterFiles, element: this.#files.element },
      ],
      terminal: 'terminal',
      head: [this.#menu.element, this.#clock.element, this.#notice.element],
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
    remember(this.#id);
    if (!this.#engine.isRunning) this.#start();
  }

  #close(): void {
    this.leave();
    this.#opener?.focus();
  }

  /** Takes it away, as it is. */
  leave(): void {
    if (!this.#panel.isOpen) return;
    this.#panel.close();
    remember(undefined);
  }

  #start(): void {
    this.#notice.progress(0);
    this.#engine.start();
  }

  #hear(told: Heard): void {
    switch (told.kind) {
      case 'beginning':
        this.#forget();
        this.#notice.progress(0);
        break;
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
          this.#notice.progress(0);
          this.#engine.ask({ kind: 'take' });
        });
        break;
      case 'no programs':
        toast(words.clusterNoPrograms);
        break;
      case 'unkept':
        toast(words.clusterUnkept);
        break;
      case 'refused':
        toast(importProblem(told.problem));
        break;
      case 'exported':
        saveJson(`lab-${this.#id.replace('#', '-')}.json`, told.text);
        break;
      case 'incomplete':
        this.#terminals.at(told.terminal).line.incomplete();
        break;
      case 'begun':
        this.#terminals.at(told.terminal).begun(told.command, told.prompt);
        this.#guide.typed(told.command);
        this.#toldNext();
        break;
      case 'output':
        this.#terminals.at(told.terminal).output(told.text, told.isError);
        break;
      case 'ended':
        this.#terminals.at(told.terminal).ended(told.code, told.prompt);
        this.#files.ended(told.terminal);
        this.#engine.ask({ kind: 'files' });
        break;
      case 'edit':
        this.#files.ask(told.terminal, told.path, told.content);
        break;
      case 'tasks':
        this.#guide.judged(told.results);
        this.#toldNext();
        break;
      case 'view':
        for (const choice of this.#choices) choice.update(told.contexts);
        this.#cluster.update(told.view);
        this.#story.update(told.story);
        this.#clock.update(told.time);
        break;
      case 'time':
        this.#clock.update(told.time);
        break;
      case 'files':
        this.#files.update(told.files);
        break;
    }
  }

  /** Says what is next, beside the tab and below the terminal. */
  #toldNext(): void {
    const { count, next, allDone } = this.#guide;
    this.#panel.count('tasks', count);
    this.#terminals.next = next ? fill(words.clusterNext, { title: next }) : allDone;
  }

  #opened({ terminals, form, isContinued, isOutdated }: Extract<Told, { kind: 'open' }>): void {
    this.#notice.hide();
    this.#menu.form = form;
    terminals.forEach((terminal, number) => {
      this.#terminals.at(number).opened(terminal);
    });
    // What was done before has been shown by now.
    setTimeout(() => this.#silence(false));
    if (isOutdated) toast(words.clusterOutdated);
    else if (isContinued) toast(words.clusterContinued);
    if (this.#panel.isDesk) this.#terminals.chosen.line.focus();
  }

  #fail(problem: Extract<Told, { kind: 'problem' }>['problem'], text: string): void {
    this.#notice.ask(fill(words[OPEN_PROBLEMS[problem]], { text }), words.clusterAgain, () => this.#start());
  }

  /** Nothing of an attempt is shown any more. */
  #forget(): void {
    this.#silence(true);
    for (const terminal of this.#terminals.all) terminal.reset();
    this.#guide.reset();
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
}

const OPEN_PROBLEMS = { unreachable: 'clusterUnreachable', broken: 'clusterBroken', failed: 'clusterFailed' } as const;
