import { asList, asRecord } from '../../kubernetes/data.ts';
import type { Resource } from '../api/resources/resource.ts';
import { serverOf } from '../contexts.ts';
import { ConfigurationFiles } from '../kubectl/client/configuration.ts';
import type { Kubeconfig } from '../kubectl/client/kubeconfig.ts';
import { type Flag, Flags } from '../kubectl/cobra/flags.ts';
import { findCommand, flagsOf } from '../kubectl/cobra/tree.ts';
import type { Context } from '../shell/program.ts';
import type { Offer } from './candidates.ts';
import { type ClusterNames, resourceNamed } from './cluster-names.ts';

/** What kubectl's words are completed from. */
export interface KubectlWorld extends Pick<Context, 'environment' | 'files' | 'folder'> {
  clusterAt: (server: string) => ClusterNames | undefined;
}

/** What stands on the line so far. */
export class KubectlLine {
  readonly world: KubectlWorld;
  /** The command, such as `rollout undo`. */
  readonly path: string;
  /** Words that are neither the command nor flags. */
  readonly words: readonly string[];
  /** Values of flags that were given, by name. */
  readonly given: ReadonlyMap<string, string>;
  /** The flag whose value is to come. */
  readonly waiting: Flag | undefined;
  readonly flags: Flags;
  /** Whether `--` stands before: what follows is for a container. */
  readonly isPassedOn: boolean;
  #config: Kubeconfig | undefined;

  /** @param before the words between `kubectl` and the one that is typed */
  constructor(before: readonly string[], world: KubectlWorld) {
    this.world = world;
    const dashes = before.indexOf('--');
    this.isPassedOn = dashes >= 0;
    const { path, rest } = findCommand(dashes < 0 ? before : before.slice(0, dashes));
    this.path = path;
    this.flags = flagsOf(path);
    const words: string[] = [];
    const given = new Map<string, string>();
    let waiting: Flag | undefined;
    for (const word of rest) {
      if (waiting) {
        given.set(waiting.name, word);
        waiting = undefined;
      } else if (/^--?\w/.test(word)) {
        const [, name = '', , value] = /^--?([^=]+)(=(.*))?$/s.exec(word) ?? [];
        const flag = word.startsWith('--') ? this.flags.byName(name) : this.flags.byLetter(name[0] ?? '');
        if (!flag) continue;
        const attached =
          value ?? (!word.startsWith('--') && name.length > 1 && flag.kind !== 'b' ? name.slice(1) : undefined);
        if (attached !== undefined) given.set(flag.name, attached);
        else if (flag.alone === undefined) waiting = flag;
        else given.set(flag.name, flag.alone);
      } else words.push(word);
    }
    this.words = words;
    this.given = given;
    this.waiting = this.isPassedOn ? undefined : waiting;
  }

  /** The kubeconfig that counts; an empty one where it cannot be read. */
  get config(): Kubeconfig {
    this.#config ??= readConfig(this);
    return this.#config;
  }

  /** The cluster that the command asks. */
  get cluster(): ClusterNames | undefined {
    const named = (flag: string): { [flag: string]: string } => {
      const value = this.given.get(flag);
      return value === undefined ? {} : { [flag]: value };
    };
    return this.world.clusterAt(
      this.given.get('server') ?? serverOf(this.config, { ...named('context'), ...named('cluster') }),
    );
  }

  /** The namespace in which names are looked for; empty for all. */
  get namespace(): string {
    if (this.given.get('all-namespaces') === 'true') return '';
    const named = this.given.get('namespace');
    if (named !== undefined) return named;
    const { contexts, currentContext } = this.config;
    const context = asRecord(contexts[this.given.get('context') ?? currentContext]);
    return String(context.namespace || 'default');
  }

  /** The resource that a word means. */
  resource(word: string): Resource | undefined {
    return this.cluster && resourceNamed(word, this.cluster);
  }

  /** Names of the objects of a resource. */
  names(word: string): string[] {
    const resource = this.resource(word);
    if (!resource || !this.cluster) return [];
    return this.cluster.objects(resource, this.namespace).map(({ metadata }) => metadata.name);
  }

  /** Containers of the Pod that a word means: a name, or `deployments/web`. */
  containers(word: string): string[] {
    const [kind = '', name] = word.includes('/') ? word.split('/') : ['pods', word];
    const resource = this.resource(kind);
    const object =
      resource && this.cluster?.objects(resource, this.namespace).find(({ metadata }) => metadata.name === name);
    const spec = asRecord(object?.spec);
    const pod = resource?.plural === 'pods' ? spec : asRecord(asRecord(spec.template).spec);
    return [...asList(pod.initContainers), ...asList(pod.containers)].map((one) => String(one.name));
  }
}

function readConfig({ world, given, flags }: KubectlLine): Kubeconfig {
  try {
    const path = given.get('kubeconfig');
    const own = new Flags([flags.byName('kubeconfig')].filter((flag) => flag !== undefined));
    const flag = own.byName('kubeconfig');
    if (path !== undefined && flag) own.set(flag, path);
    return new ConfigurationFiles({ ...world, output: { write: () => {} } }, own).read();
  } catch {
    // A broken kubeconfig is told by the command itself; Tab only offers nothing from it.
    return { clusters: {}, users: {}, contexts: {}, currentContext: '', preferences: {} };
  }
}

/** What Tab does with the word: files, folders, nothing, or offers. */
export type Offers = readonly Offer[] | { files: RegExp | undefined } | 'folders' | 'none';
