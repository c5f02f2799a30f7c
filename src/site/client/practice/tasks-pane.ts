import type { TaskResult } from '../../../lab/runner/task-result.ts';
import { updateLesson, watchProgress } from '../every-page/storage.ts';
import { button, fill, make } from './dom.ts';
import type { Guide, GuideOptions } from './guide.ts';
import words from './words.ts';

interface TasksPaneOptions extends GuideOptions {
  lesson: string;
  /** Which blocks of code can be put into the lab; commands, if it is left out. */
  isForLab?: (code: HTMLElement) => boolean;
  /** What the button says that does it. */
  putLabel?: string;
}

/** A task as the pane shows it. */
interface Shown {
  item: HTMLElement;
  list: HTMLElement;
  sign: HTMLElement;
  title: string;
  isDone: boolean;
  isOptional: boolean;
}

/** The tasks of the lab, as the lesson has them, with what the judge says of each condition. */
export class TasksPane implements Guide {
  readonly element = make('div', { class: 'practice-tasks' });
  readonly label = words.clusterTasks;
  readonly #options: TasksPaneOptions;
  readonly #shown = new Map<string, Shown>();
  readonly #sum = make('p', { class: 'practice-sum' });
  #isFirst = true;

  constructor(options: TasksPaneOptions) {
    this.#options = options;
    const list = make('ol', { class: 'tasks' });
    for (const task of document.querySelectorAll<HTMLElement>('.lab [data-task]')) {
      const id = task.dataset.task ?? '';
      const shown = this.#task(task, id);
      this.#shown.set(id, shown);
      list.append(shown.item);
    }
    this.element.append(beginning() ?? '', this.#sum, list);
    this.#count();
  }

  get status(): string {
    const next = this.#next;
    return next ? fill(words.clusterNext, { title: next.title }) : words.clusterAllDone;
  }

  get #next(): Shown | undefined {
    return [...this.#shown.values()].find(({ isDone, isOptional }) => !isDone && !isOptional);
  }

  toNext(): void {
    const heading = this.#next?.item.querySelector<HTMLElement>('h3');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.closest('li')?.scrollIntoView({ block: 'start' });
  }

  /** How many are done, of how many; optional ones do not count. */
  get count(): string {
    const all = [...this.#shown.values()].filter(({ isOptional }) => !isOptional);
    return `${all.filter(({ isDone }) => isDone).length}/${all.length}`;
  }

  reset(): void {
    this.#isFirst = true;
    for (const shown of this.#shown.values()) shown.isDone = false;
  }

  typed(): void {
    // What counts is what comes of it.
  }

  judged(results: readonly TaskResult[]): void {
    for (const { id, isJudged, isDone, conditions, credit } of results) {
      const shown = this.#shown.get(id);
      if (!shown || !isJudged) continue;
      shown.list.replaceChildren(
        ...conditions.map(({ isMet, message }) => {
          // What a later task takes back was there when this one was done.
          const held = isDone || isMet;
          const word = held ? words.clusterMet : words.clusterUnmet;
          return make('li', { 'data-met': String(held) }, make('span', { class: 'sr-only' }, `${word} `), message);
        }),
      );
      if (isDone && !shown.isDone) {
        if (!this.#isFirst) this.#options.say(fill(words.clusterTaskDone, { title: shown.title }));
        updateLesson(this.#options.lesson, ({ tasks = [], ...rest }) => ({
          ...rest,
          tasks: tasks.includes(id) ? tasks : [...tasks, id],
        }));
      }
      this.#set(shown, isDone);
      if (!isDone && credit > 0)
        shown.sign.textContent = fill(words.clusterCredit, { percent: Math.floor(credit * 100) });
    }
    this.#isFirst = false;
    this.#count();
  }

  #set(shown: Shown, isDone: boolean): void {
    shown.isDone = isDone;
    shown.item.toggleAttribute('data-done', isDone);
    shown.sign.textContent = isDone ? words.clusterDone : '';
  }

  #count(): void {
    const [done = '', total = ''] = this.count.split('/');
    this.#sum.textContent = fill(words.clusterTasksDone, { done, total });
  }

  #task(task: HTMLElement, id: string): Shown {
    const item = task.cloneNode(true) as HTMLElement;
    for (const node of item.querySelectorAll('[id]')) node.removeAttribute('id');
    item.removeAttribute('id');
    for (const made of item.querySelectorAll('button, .task-done, .sr-only')) made.remove();
    const sign = make('span', { class: 'practice-done' });
    const heading = item.querySelector('h3');
    const title = heading?.lastChild?.textContent?.trim() ?? '';
    heading?.append(sign);
    const list = make('ul', { class: 'practice-conditions' });
    const shown: Shown = { item, list, sign, title, isDone: false, isOptional: task.hasAttribute('data-optional') };
    const check = item.querySelector('.check');
    const folded = [...item.querySelectorAll<HTMLDetailsElement>(':scope > details')];
    if (check) check.replaceWith(make('p', { class: 'label' }, words.clusterDoneWhen), list);
    else folded.shift()?.after(this.#ownWord(id, shown));
    const solution = folded.pop();
    oneByOne(folded);
    if (solution) this.#confirm(solution);
    for (const code of item.querySelectorAll('pre')) this.#offer(code);
    return shown;
  }

  /** For a task that only its reader can judge. */
  #ownWord(id: string, shown: Shown): HTMLElement {
    const box = make('input', { type: 'checkbox', autocomplete: 'off' });
    box.addEventListener('change', () =>
      updateLesson(this.#options.lesson, ({ tasks = [], ...rest }) => {
        const others = tasks.filter((other) => other !== id);
        return { ...rest, tasks: box.checked ? [...others, id] : others };
      }),
    );
    watchProgress(({ lessons }) => {
      box.checked = lessons[this.#options.lesson]?.tasks?.includes(id) ?? false;
      this.#set(shown, box.checked);
      this.#count();
    });
    return make('label', { class: 'task-done' }, box, words.clusterOwnWord);
  }

  /** A solution is shown to those who say that they want it. */
  #confirm(solution: HTMLDetailsElement): void {
    const ask = make('div', { class: 'practice-ask', hidden: true });
    const open = button(words.clusterSolution, () => {
      ask.hidden = !ask.hidden;
      open.setAttribute('aria-expanded', String(!ask.hidden));
    });
    open.setAttribute('aria-expanded', 'false');
    ask.append(
      make('p', {}, words.clusterSolutionAsk),
      button(words.clusterSolutionShow, () => {
        solution.hidden = false;
        solution.open = true;
        open.remove();
        ask.remove();
        solution.querySelector('summary')?.focus();
      }),
    );
    solution.hidden = true;
    solution.before(open, ask);
  }

  /** A block of commands can be put into the terminal. */
  #offer(code: HTMLElement): void {
    const commands = [...code.querySelectorAll('kbd')].map(({ textContent }) => textContent ?? '');
    const text = (commands.length > 0 ? commands.join('\n') : (code.textContent ?? '')).trim();
    const { put, isForLab = () => /^(kubectl|k|for|cat|sed|echo|curl|grep|#)\b/.test(text) } = this.#options;
    if (!put || text === '' || !isForLab(code)) return;
    code.after(button(this.#options.putLabel ?? words.clusterPut, () => put(text), { class: 'practice-put' }));
  }
}

/** In which state the lab begins, as the lesson says it above the button: a sheet covers that. */
function beginning(): HTMLElement | undefined {
  const said: Node[] = [];
  for (
    let node = document.querySelector('.lab-goal')?.nextElementSibling;
    node && !node.matches('.lab-practice');
    node = node.nextElementSibling
  )
    said.push(node.cloneNode(true));
  if (said.length === 0) return undefined;
  return make('details', { class: 'practice-beginning' }, make('summary', {}, words.clusterBeginning), ...said);
}

/** A hint is offered once the one before it has been read. */
function oneByOne(hints: readonly HTMLDetailsElement[]): void {
  hints.forEach((hint, index) => {
    hint.hidden = index > 0;
    hint.addEventListener('toggle', () => {
      const next = hints[index + 1];
      if (hint.open && next) next.hidden = false;
    });
  });
}
