import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../../src/curriculum/read.ts';
import type { ContentRepository } from './content-repository.ts';
import { releasedFiles } from './layer.ts';

/** One thing that somebody does to an original, or to a fork of it. @returns what it was, or nothing if it could not be done now. */
type Step = (history: History) => string | undefined;

const LESSONS = ['tie-a-bowline', 'belay-a-cleat', 'code-flags', 'compass-course', 'log-line'];

/** An original and a fork of it that live side by side, step by step, in an order that a random number decides. */
export class History {
  readonly upstream: ContentRepository;
  readonly fork: ContentRepository;
  readonly #next: () => number;
  #count = 0;

  constructor(upstream: ContentRepository, fork: ContentRepository, next: () => number) {
    this.upstream = upstream;
    this.fork = fork;
    this.#next = next;
  }

  one<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#next() * items.length)];
    if (item === undefined) throw new Error('there is nothing to choose from');
    return item;
  }

  sentence(): string {
    return `\nSentence ${++this.#count} was written here, and nowhere else in the world.\n`;
  }

  lesson(): string {
    return this.one(LESSONS);
  }

  /** Does one thing. @returns what it was. */
  step(): string {
    for (;;) {
      const done = this.one(STEPS)(this);
      if (done !== undefined) return done;
    }
  }
}

/** Folder of a lesson below content/ in a repository. */
export function folderOf(repository: ContentRepository, id: string): string {
  const found = repository.git('ls-files', '--', `:(glob)content/courses/**/${id}/lesson.mdx`).split('\n')[0];
  if (!found) throw new Error(`there is no ${id}`);
  return found.slice(0, -'/lesson.mdx'.length);
}

const adaptedPath = (id: string): string => `provider/lessons/${id}/lesson.mdx`;
const isAdapted = ({ fork }: History, id: string): boolean => existsSync(join(fork.path, adaptedPath(id)));

/** Appends to a file and commits. */
function append(repository: ContentRepository, path: string, text: string): void {
  repository.edit(path, (before) => before + text);
  repository.commit(`Change ${path}`);
}

const STEPS: readonly Step[] = [
  (history) => {
    const id = history.lesson();
    append(history.upstream, `${folderOf(history.upstream, id)}/lesson.mdx`, history.sentence());
    return `upstream edits ${id}`;
  },
  ({ upstream }) => {
    const files = releasedFiles(
      new Map([...readContent(upstream.path)].filter(([path]) => path !== 'content/manifest.json')),
    );
    const manifest = files.get('content/manifest.json') ?? '';
    if (manifest === upstream.text('content/manifest.json')) return undefined;
    upstream.write('content/manifest.json', manifest);
    upstream.commit('Release');
    return 'upstream releases';
  },
  (history) => {
    const id = history.lesson();
    const folder = folderOf(history.upstream, id);
    const module = history.one(['harbor/mooring', 'harbor/signals', 'open-sea/navigation']);
    if (folder.includes(`/${module}/`)) return undefined;
    const line = `  - ${id}\n`;
    const from = `${folder.slice(0, folder.lastIndexOf('/'))}/module.yaml`;
    if (!/lessons:\n(?: {2}- .*\n){2}/.test(history.upstream.text(from))) return undefined;
    history.upstream.edit(from, (text) => text.replace(line, ''));
    history.upstream.edit(`content/courses/${module}/module.yaml`, (text) =>
      text.replace('lessons:\n', `lessons:\n${line}`),
    );
    history.upstream.git('mv', folder, `content/courses/${module}/${id}`);
    // What upstream would not publish, no fork takes.
    if (history.upstream.problems().length > 0) {
      history.upstream.git('reset', '--quiet', '--hard');
      return undefined;
    }
    history.upstream.commit(`Move ${id}`);
    return `upstream moves ${id}`;
  },
  ({ upstream }) => {
    upstream.edit('content/people.yaml', (text) => text.replace(/name: Ben Buoy\S*/, (name) => `${name}x`));
    upstream.commit('Correct a name');
    return 'upstream corrects a name';
  },
  ({ fork }) => {
    if (fork.git('rev-list', '--count', 'HEAD..upstream/main') === '0') fork.git('fetch', '--quiet', 'upstream');
    if (fork.git('rev-list', '--count', 'HEAD..upstream/main') === '0') return undefined;
    fork.git('merge', '--quiet', '--no-edit', 'upstream/main');
    fork.record();
    fork.commit('Record what was merged');
    return 'the fork merges';
  },
  (history) => {
    const id = history.lesson();
    if (isAdapted(history, id)) return undefined;
    history.fork.adapt(id);
    history.fork.commit(`Adapt ${id}`);
    return `the fork adapts ${id}`;
  },
  (history) => {
    const id = history.lesson();
    if (!isAdapted(history, id)) return undefined;
    append(history.fork, adaptedPath(id), history.sentence());
    return `the fork goes on with ${id}`;
  },
  (history) => {
    const id = history.lesson();
    if (!isAdapted(history, id)) return undefined;
    if (/^ {2}(creators|copyright): Eve/m.test(history.fork.text(adaptedPath(id)))) return undefined;
    history.fork.edit(adaptedPath(id), (text) => text.replace(/^ {2}(creators|copyright): .*/m, '  $1: Eve Estuary'));
    history.fork.commit('Forge a record');
    return `the fork forges the record of ${id}`;
  },
  (history) => {
    const id = history.lesson();
    if (!isAdapted(history, id)) return undefined;
    history.fork.remove(`provider/lessons/${id}`);
    history.fork.commit(`Show the original of ${id} again`);
    return `the fork drops ${id}`;
  },
];
