import type { LabTask } from '../curriculum/schema/lab.ts';
import { statesOf } from '../curriculum/schema/lab-start.ts';
import type { Practice } from '../lab/practice.ts';
import { namedIn } from '../lab/runner/objects.ts';
import { WORK } from '../lab/session.ts';
import type { LabSource } from './begin.ts';

/** Verbs of kubectl behind which a kind and a name stand. */
const VERBS =
  /\bkubectl(?: +-n +\S+| +--?[\w-]+=\S+)* +(?:get|describe|delete|edit|label|annotate|patch|scale|top|wait) +([a-z][a-z.]*) +([a-z0-9][a-z0-9.-]*)(?=\s|$)/g;
/** `deployment/shop-web`. */
const PAIR = /(?<![\w./:@-])([a-z][a-z.]*)\/([a-z0-9][a-z0-9.-]*)(?![\w/:*<{…-]|\.{2})/g;
const FILE = /(?<![\w./:@$*-])([\w-][\w./-]*\.(?:ya?ml|json|sh|mjs|js|txt|env|conf|jsonpath))(?![\w./*-])/g;
const IMAGE = /(?<![\w./-])(registry\.example\.com\/[\w./-]+:[\w.-]*\w)/g;

/** Code in a text of Markdown: what stands between backticks, and in fences. */
function codeOf(text: string): string[] {
  return [...text.matchAll(/^ *```[^\n]*\n([\s\S]*?)^ *```|(`+)([^`](?:.*?[^`])?)\2(?!`)/gms)].map(
    ([, fence, , span]) => fence ?? span ?? '',
  );
}

/** What there is in a lab, from its beginning to the end of its solutions: files, objects and images; and which names of texts lead nowhere. */
export class Mentioned {
  readonly #source: LabSource;
  readonly #objects = new Set<string>();
  readonly #files = new Set<string>();
  #resources: Parameters<typeof namedIn>[0] = [];

  constructor(source: LabSource) {
    this.#source = source;
    for (const name of source.files.keys()) this.#files.add(name);
  }

  /** Takes note of all that there is now. */
  look({ clusters, files }: Practice): void {
    // Kinds that were there once are known: a solution may clean up.
    const resources = new Map(this.#resources.map((one) => [`${one.group}/${one.plural}`, one]));
    for (const { server } of clusters.values())
      for (const resource of server.catalog.all()) {
        resources.set(`${resource.group}/${resource.plural}`, resource);
        for (const { metadata } of server.registry.list(resource))
          this.#objects.add(`${resource.plural}/${metadata.name}`);
      }
    this.#resources = [...resources.values()];
    const walk = (folder: string): void => {
      for (const name of files.list(folder)) {
        const path = `${folder}/${name}`;
        if (files.kind(path) === 'folder') walk(path);
        else this.#files.add(path.slice(WORK.length + 1));
      }
    };
    if (files.kind(WORK) === 'folder') walk(WORK);
  }

  /** Whether the cluster knows a kind, as far as it has been looked at. */
  knowsKind(name: string): boolean {
    return namedIn(this.#resources, name.split('/')[0] ?? '') !== undefined;
  }

  /** What a hint of a task names that never was there, as somebody would say it. */
  unknownIn(hint: string, { text, solution }: LabTask): string[] {
    const found = codeOf(hint).flatMap((code) => [
      ...this.#unknownObjects(code),
      ...[...code.matchAll(FILE)].flatMap(([, name = '']) => (this.#hasFile(name) ? [] : [`the file "${name}"`])),
      ...[...code.matchAll(IMAGE)].flatMap(([, name = '']) => (this.#hasImage(name) ? [] : [`the image "${name}"`])),
    ]);
    // What the task asks for, or its solution names, is made by the learner.
    return [...new Set(found)].filter((what) => {
      const name = what.slice(what.indexOf('"') + 1, -1).replace(/^.* /, '');
      return !text.includes(name) && !solution.includes(name);
    });
  }

  #unknownObjects(code: string): string[] {
    return [...code.matchAll(VERBS), ...code.matchAll(PAIR)].flatMap(([, kind = '', name = '']) => {
      const resource = namedIn(this.#resources, kind);
      if (!resource || this.#objects.has(`${resource.plural}/${name}`)) return [];
      // Names of Pods that controllers make are other ones in every cluster; "pods/log" is a part of all Pods.
      const isPart = this.#resources.some(({ plural }) => plural === name) || SUBRESOURCES.has(name);
      return isPart ? [] : [`the object "${kind} ${name}"`];
    });
  }

  #hasFile(name: string): boolean {
    const plain = name.replace(/^\.\//, '');
    return this.#files.has(plain) || [...this.#files].some((path) => path.endsWith(`/${plain}`));
  }

  #hasImage(image: string): boolean {
    const { lab, files } = this.#source;
    const held = lab.cluster ? statesOf(lab.cluster).flatMap(({ images }) => images) : [];
    return held.includes(image) || [...files.values()].some((text) => text.includes(image));
  }
}

const SUBRESOURCES = new Set([
  'approval',
  'attach',
  'binding',
  'ephemeralcontainers',
  'eviction',
  'exec',
  'log',
  'portforward',
  'proxy',
  'resize',
  'scale',
  'status',
  'token',
]);
