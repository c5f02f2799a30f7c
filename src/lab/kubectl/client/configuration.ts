import { asRecord } from '../../../kubernetes/data.ts';
import type { ApiRequest } from '../../api/protocol.ts';
import { absolutePath } from '../../shell/files.ts';
import type { Context } from '../../shell/program.ts';
import { readYaml } from '../../yaml/values.ts';
import { toYaml } from '../../yaml/write.ts';
import type { Flags } from '../cobra/flags.ts';
import { ConfigurationError } from '../errors.ts';
import { certificateSubject } from './certificate.ts';
import { type Kubeconfig, kubeconfigData, mergeKubeconfigs, type Named, readKubeconfig } from './kubeconfig.ts';

/** How the API server is reached, and as who. */
export interface Configuration {
  server: string;
  headers: Record<string, string>;
  certificate?: NonNullable<ApiRequest['certificate']>;
}

const NO_SERVER = 'http://localhost:8080';

/** The kubeconfig files that count, by the rules of `kubectl config --help`. */
export class ConfigurationFiles {
  readonly #context: Pick<Context, 'environment' | 'files' | 'folder' | 'output'>;
  readonly #flags: Flags;

  constructor(context: Pick<Context, 'environment' | 'files' | 'folder' | 'output'>, flags: Flags) {
    this.#context = context;
    this.#flags = flags;
  }

  get isExplicit(): boolean {
    return this.#flags.text('kubeconfig') !== '';
  }

  /** Names of the files, in their order. */
  get paths(): string[] {
    if (this.isExplicit) return [this.#flags.text('kubeconfig')];
    const variable = this.#context.environment.KUBECONFIG ?? '';
    if (variable !== '') return [...new Set(variable.split(':').filter(Boolean))];
    return [`${this.#context.environment.HOME ?? '/root'}/.kube/config`];
  }

  #absolute(path: string): string {
    return absolutePath(path, this.#context.folder);
  }

  #exists(path: string): boolean {
    return this.#absolute(path) === '/dev/null' || this.#context.files.kind(this.#absolute(path)) !== undefined;
  }

  /** Where new things are written. */
  get defaultPath(): string {
    const { paths } = this;
    return paths.find((path) => this.#exists(path)) ?? paths.at(-1) ?? '';
  }

  /** One file; empty if there is none. @throws Error if it cannot be read. */
  readFile(path: string): Kubeconfig {
    if (!this.#exists(path) || this.#absolute(path) === '/dev/null') return readKubeconfig({});
    const text = this.#context.files.read(this.#absolute(path));
    let data: unknown;
    try {
      data = readYaml(text);
    } catch (error) {
      throw new Error(`error loading config file ${JSON.stringify(path)}: ${(error as Error).message}`);
    }
    const { kind, apiVersion } = asRecord(data);
    if (kind !== undefined && kind !== 'Config') {
      throw new Error(
        `error loading config file ${JSON.stringify(path)}: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion ?? 'v1')} in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"`,
      );
    }
    return readKubeconfig(data);
  }

  /** All files as one. @throws Error if a file cannot be read or, being named on the command line, is not there. */
  read(): Kubeconfig {
    if (this.isExplicit && !this.#exists(this.paths[0] ?? '')) {
      throw new Error(`stat ${this.paths[0]}: no such file or directory`);
    }
    return mergeKubeconfigs(this.paths.map((path) => this.readFile(path)));
  }

  /** As `read`, but a file that is named and not there counts as an empty one: it will be made. */
  readForChange(): Kubeconfig {
    return mergeKubeconfigs(this.paths.map((path) => this.readFile(path)));
  }

  /** Writes what has changed: each thing to the file in which it was, new ones to the default file. */
  write(changed: Kubeconfig): void {
    const before = this.readForChange();
    const files = new Map(this.paths.map((path) => [path, this.readFile(path)]));
    const { defaultPath } = this;
    const dirty = new Set<string>();
    const fileOf = (path: string): Kubeconfig => {
      dirty.add(path);
      const known = files.get(path) ?? readKubeconfig({});
      files.set(path, known);
      return known;
    };
    const section = (pick: (config: Kubeconfig) => Named): void => {
      const now = pick(changed);
      const then = pick(before);
      const home = (name: string): string =>
        this.paths.find((path) => Object.hasOwn(pick(files.get(path) ?? readKubeconfig({})), name)) ?? defaultPath;
      for (const [name, value] of Object.entries(now)) {
        if (JSON.stringify(value) !== JSON.stringify(then[name])) pick(fileOf(home(name)))[name] = value;
      }
      for (const name of Object.keys(then)) if (!Object.hasOwn(now, name)) delete pick(fileOf(home(name)))[name];
    };
    section((config) => config.clusters);
    section((config) => config.users);
    section((config) => config.contexts);
    if (changed.currentContext !== before.currentContext) {
      const setter = this.paths.find((path) => (files.get(path)?.currentContext ?? '') !== '');
      fileOf(changed.currentContext === '' ? (setter ?? defaultPath) : defaultPath).currentContext =
        changed.currentContext;
    }
    if (JSON.stringify(changed.preferences) !== JSON.stringify(before.preferences))
      fileOf(defaultPath).preferences = changed.preferences;
    for (const path of dirty) {
      const absolute = this.#absolute(path);
      if (absolute === '/dev/null') continue;
      this.#context.files.makeFolder(absolute.slice(0, absolute.lastIndexOf('/')) || '/');
      this.#context.files.write(absolute, toYaml(kubeconfigData(files.get(path) ?? readKubeconfig({}))));
    }
  }

  /** The context that counts, with what the command line says instead. */
  #current(): { config: Kubeconfig; context: Record<string, unknown> } {
    const config = this.read();
    const wanted = this.#flags.text('context');
    const name = wanted || config.currentContext;
    const known = config.contexts[name];
    if (!known && name !== '') {
      throw new ConfigurationError(`context was not found for specified context: ${name}`);
    }
    const context = { ...known };
    for (const field of ['cluster', 'user', 'namespace']) {
      const given = this.#flags.byName(field)?.kind === 's' ? this.#flags.text(field) : '';
      if (given !== '') context[field] = given;
    }
    return { config, context };
  }

  /** The namespace, and whether the command line names it. */
  namespace(): { name: string; isExplicit: boolean } {
    const given = this.#flags.text('namespace');
    if (given !== '') return { name: given, isExplicit: true };
    const { context } = this.#current();
    return { name: String(context.namespace || 'default'), isExplicit: false };
  }

  /** How the API server is reached. @throws Error for what does not exist. */
  connection(): Configuration {
    const { config, context } = this.#current();
    const flags = this.#flags;
    const userName = String(context.user ?? '');
    const isUserGiven = flags.byName('user')?.kind === 's' && flags.text('user') !== '';
    if (isUserGiven && !config.users[userName]) throw new Error(`auth info ${JSON.stringify(userName)} does not exist`);
    const clusterName = String(context.cluster ?? '');
    const cluster = config.clusters[clusterName];
    const isServerGiven = flags.text('server') !== '';
    if (flags.text('cluster') !== '' && !cluster && !isServerGiven) {
      throw new Error(`no server found for cluster ${JSON.stringify(clusterName)}`);
    }
    const server = flags.text('server') || String(cluster?.server ?? '') || NO_SERVER;
    const user = { ...config.users[userName] };
    const identity = this.#identity(user, userName);
    const isKnown = identity.headers.authorization !== undefined || identity.certificate !== undefined || user.exec;
    if (server.startsWith('https://') && !isKnown) {
      // Who says nothing about himself is asked, and nobody is there to answer.
      this.#context.output.write('Please enter Username: ');
      throw new Error('EOF');
    }
    return { server: server.includes('://') ? server : `http://${server}`, ...identity };
  }

  #identity(user: Record<string, unknown>, userName: string): Pick<Configuration, 'headers' | 'certificate'> {
    const flags = this.#flags;
    const headers: Record<string, string> = {};
    const own = (name: string): string => (flags.byName(name)?.kind === 's' ? flags.text(name) : '');
    const tokenFile = String(user.tokenFile ?? '');
    const token =
      own('token') ||
      String(user.token ?? '') ||
      (tokenFile === '' ? '' : this.#context.files.read(this.#absolute(tokenFile)).trim());
    if (token !== '') headers.authorization = `Bearer ${token}`;
    const name = own('username') || String(user.username ?? '');
    if (name !== '' && token === '') {
      headers.authorization = `Basic ${btoa(`${name}:${own('password') || String(user.password ?? '')}`)}`;
    }
    const as = flags.text('as') || String(user.as ?? '');
    if (as !== '') {
      headers['impersonate-user'] = as;
      const groups = flags.list('as-group');
      if (groups.length > 0) headers['impersonate-group'] = groups.join(',');
      if (flags.text('as-uid') !== '') headers['impersonate-uid'] = flags.text('as-uid');
      for (const extra of flags.list('as-user-extra')) {
        const [key = '', value = ''] = extra.split('=');
        headers[`impersonate-extra-${key.toLowerCase()}`] = value;
      }
    } else if (
      flags.list('as-group').length > 0 ||
      flags.text('as-uid') !== '' ||
      flags.list('as-user-extra').length > 0
    )
      throw new Error(`requesting uid, groups or user-extra for ${userName} without impersonating a user`);
    const path = own('client-certificate') || String(user['client-certificate'] ?? '');
    const text =
      path !== ''
        ? this.#context.files.read(this.#absolute(path))
        : decode(String(user['client-certificate-data'] ?? ''));
    const certificate = text === '' ? undefined : certificateSubject(text);
    return { headers, ...(certificate ? { certificate } : {}) };
  }
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}
