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
import { followLinks } from './follow-links.ts';
import type { Guide } from './guide.ts';
import { LabMenu } from './lab-menu.ts';
import { Notice } from './notice.ts';
import type { Opened, SatExam } from './opened.ts';
import { Panel } from './panel.ts';
import { importProblem, OPEN_PROBLEMS } from './problem-words.ts';
import type { Ask, Told } from './protocol.ts';
import { remember } from './reopen.ts';
import { StoryPane } from './story-pane.ts';
import { TerminalsPane } from './terminals-pane.ts';
import words from './words.ts';

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
  readonly #exam: SatExam | undefined;
  /** Whether it can be used, and whether it is to be graded as soon as it can. */
  #isReady = false;
  #isEnding = false;
  #opener: HTMLElement | undefined;

  constructor({ id, title, data, programs, guide, exam }: Opened) {
    this.#id = id;
    this.#exam = exam;
    this.#engine = new Engine({
      data,
      programs,
      id,
      ...(exam ? { sitting: { mode: exam.mode, since: exam.since } } : {}),
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
      welcome: exam?.mode === 'exam' ? words.clusterWelcomeExam : words.clusterWelcome,
      toTasks: () => {
        this.#panel.show('tasks');
        this.#guide.toNext();
      },
    });
    this.#guide = guide({ say: toast, put: (command) => this.#put(command), changed: () => this.#tellStatus() });
    followLinks(
      this.#guide.element,
      () => !this.#panel.isDesk,
      () => this.leave(),
    );
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
        // An exam shows nothing of a cluster by itself.
        ...(exam?.mode === 'exam'
          ? []
          : [
              { id: 'cluster', label: words.clusterCluster, element: this.#cluster.element },
              { id: 'story', label: words.clusterStory, element: this.#story.element },
            ]),
        { id: 'files', label: words.clusterFiles, element: this.#files.element },
      ],
      terminal: 'terminal',
      head: [
        ...(exam ? exam.head : [this.#menu.element]),
        ...(exam?.mode === 'exam' ? [] : [this.#clock.element]),
        this.#notice.element,
      ],
      isWhole: exam !== undefined,
      close: () => {
        this.leave();
        this.#exam?.left();
        this.#opener?.focus();
      },
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
    if (!this.#exam) remember(this.#id);
    if (!this.#engine.isRunning) this.#start();
  }

  /** Grades a practice exam, as soon as it is there. */
  grade(): void {
    this.#isEnding = true;
    if (this.#isReady) this.#engine.ask({ kind: 'grade' });
  }

  /** Lets the cluster's clock stand still, or go on. */
  pause(isPaused: boolean): void {
    this.#engine.ask({ kind: 'speed', speed: isPaused ? 0 : 1 });
  }

  /** Takes it away for good. */
  end(): void {
    this.leave();
    this.#engine.end();
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
        this.#isReady = false;
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
      case 'unkept':
        toast(told.kind === 'unkept' ? words.clusterUnkept : words.clusterNoPrograms);
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
        this.#tellStatus();
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
        this.#tellStatus();
        break;
      case 'graded':
        this.#exam?.graded(told.results);
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
  #tellStatus(): void {
    const { count, status } = this.#guide;
    this.#panel.count('tasks', count);
    this.#terminals.next = status;
  }

  #opened({ terminals, form, isContinued, isOutdated }: Extract<Told, { kind: 'open' }>): void {
    this.#isReady = true;
    if (this.#isEnding) this.grade();
    else this.#notice.hide();
    this.#menu.form = form;
    terminals.forEach((terminal, number) => {
      this.#terminals.at(number).opened(terminal);
    });
    // What was done before has been shown by now.
    setTimeout(() => this.#silence(false));
    if (this.#isEnding) return;
    if (isOutdated) toast(words.clusterOutdated);
    else if (isContinued) toast(words.clusterContinued);
    if (this.#exam) this.#guide.toNext();
    else if (this.#panel.isDesk) this.#terminals.chosen.line.focus();
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
