import type { Attempt } from '../../../lab/attempt/attempt.ts';
import { clusterView } from '../../../lab/view/cluster-view.ts';
import { story } from '../../../lab/view/story.ts';
import type { Shown } from './protocol.ts';

/** Which cluster of an attempt a page shows, and what is new in it: that of the current context, until somebody wants to see another one. */
export class ShownCluster {
  readonly #attempt: Attempt;
  #terminal = 0;
  #current = '';
  #context = '';
  #revision = '';
  #told = '';

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  /** Shows another cluster; the current context stays as it is. */
  choose(context: string): void {
    if (this.#attempt.practice.clusters.has(context)) this.#context = context;
  }

  /** The terminal whose context counts: each has a KUBECONFIG of its own. */
  typedAt(terminal: number): void {
    this.#terminal = terminal;
  }

  /** What is to be shown, if that is not what was shown before. */
  news(): Shown | undefined {
    const { practice, recording } = this.#attempt;
    const shell = this.#attempt.consoles[this.#terminal]?.shell;
    const current = practice.contextAt(shell && { ...shell.place, files: practice.files });
    // Whoever goes to another context wants to see its cluster.
    if (current !== this.#current) this.#context = current;
    this.#current = current;
    const { server } = practice.clusterOf(this.#context);
    const revision = `${current} ${this.#context} ${server.store.revision}`;
    if (revision === this.#revision) return undefined;
    this.#revision = revision;
    const contexts = { all: [...practice.clusters.keys()], current, shown: this.#context };
    const shown = { view: clusterView(server), story: story(server, recording.start), contexts };
    const text = JSON.stringify(shown);
    if (text === this.#told) return undefined;
    this.#told = text;
    return shown;
  }
}
