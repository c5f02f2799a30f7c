import { ApiError } from './api/core/errors.ts';
import type { Typed } from './api/core/services.ts';
import type { ApiResponse } from './api/protocol.ts';
import type { ContainerWorld } from './node/execute.ts';
import type { Mount } from './node/mounts.ts';
import { type Files, MemoryFiles } from './shell/files.ts';
import { MountedFiles } from './shell/mounted-files.ts';
import type { Program } from './shell/program.ts';
import { programs } from './shell/programs/index.ts';
import { Shell } from './shell/shell.ts';
import type { World } from './shell/state.ts';
import type { Clock } from './time/clock.ts';

/** Images with nothing in them but their own program. */
const BARE = /(?:^|\/)(?:pause|coredns|etcd|kube-[a-z-]+|distroless|hello-world|scratch)(?:[/:@]|$)/;
/** Images of which the shell is busybox: they have no bash. */
const SMALL = /(?:^|\/)(?:busybox|alpine|curl)(?:[:@]|$)|alpine/;

/** What real images have and the practice cluster has not yet. */
const ABSENT = [
  'wget',
  'curl',
  'nslookup',
  'dig',
  'ping',
  'nc',
  'ps',
  'top',
  'apt',
  'apt-get',
  'apk',
  'vi',
  'nginx',
  'redis-cli',
  'psql',
  'mysql',
  'tar',
  'kill',
  'netstat',
  'ss',
  'ip',
];

const absent =
  (name: string): Program =>
  async ({ errors }) => {
    errors.write(`${name}: the practice cluster has no ${name} in containers yet; on your own cluster this works.\n`);
    return 1;
  };

/** Commands that the shell of a person has, and containers have not. */
const NOT_THERE = ['jq', 'openssl', 'kubectl', 'k'];

/**
 * What runs commands in containers: a shell with the usual small programs, over the container's own files and its volumes. Processes of images do
 * not run; what reaches over the network says that it is not there.
 */
export class Containers {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #stores = new Map<string, Files>();
  readonly #programs: ReadonlyMap<string, Program>;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
    const there = [...programs].filter(([name]) => !NOT_THERE.includes(name));
    this.#programs = new Map([...there, ...ABSENT.map((name): [string, Program] => [name, absent(name)])]);
  }

  /** Runs a command. What it writes comes piece by piece, each with its channel before it: 1 what it prints, 2 its errors, 3 its exit code. @throws ApiError when there is no such program */
  run(world: ContainerWorld, command: readonly string[], { input, isTerminal }: Typed): ApiResponse {
    const [name = ''] = command;
    if (!this.#has(world, name))
      throw new ApiError(
        500,
        'InternalError',
        `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(name)}: executable file not found in $PATH`,
      );
    const pieces: string[] = [];
    const stopping = new AbortController();
    let wake: (() => void) | undefined;
    let isOver = false;
    const push = (channel: 1 | 2) => ({
      write: (text: string): void => {
        pieces.push(`${channel}${text}`);
        wake?.();
      },
    });
    const streams = { input, output: push(1), errors: push(2), signal: stopping.signal };
    const [, path = name] = /^\/(?:usr\/)?(?:local\/)?s?bin\/([\w.-]+)$/.exec(name) ?? [];
    const running = this.#shell(world, isTerminal).execute([path, ...command.slice(1)], streams);
    void running.then((code) => {
      pieces.push(`3${code}`);
      isOver = true;
      wake?.();
    });
    return {
      status: 200,
      headers: { 'content-type': 'text/plain', 'x-channels': 'yes' },
      warnings: [],
      body: '',
      stream: {
        next: async () => {
          while (pieces.length === 0 && !isOver)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          return pieces.shift();
        },
        close: () => stopping.abort(),
      },
    };
  }

  #has({ image }: ContainerWorld, name: string): boolean {
    if (BARE.test(image)) return false;
    const short = name.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '');
    if (short === 'bash') return !SMALL.test(image);
    return (
      ['sh', 'test', '[', 'pwd', 'true', 'false', 'kill', 'echo', 'printf'].includes(short) ||
      this.#programs.has(short) ||
      name.startsWith('./')
    );
  }

  #shell(container: ContainerWorld, isTerminal: boolean): Shell {
    const world: World = {
      clock: this.#clock,
      random: this.#random,
      files: this.#filesOf(container),
      connect: () => undefined,
      listen: () => undefined,
      isTerminal,
      programs: new Map([...this.#programs, ['hostname', hostname(container.hostname)]]),
    };
    return new Shell(world, {
      variables: new Map([...container.environment, ['PWD', container.folder], ['PS1', promptOf(container)]]),
      exported: new Set(container.environment.keys()),
      functions: new Map(),
      positional: [],
      folder: container.folder,
      code: 0,
      jobs: [],
      endsOnFailure: false,
      countsAllOfPipe: false,
    });
  }

  #filesOf({ id, hostname: name, address, mounts, folder }: ContainerWorld): Files {
    const own = this.#store(`container ${id}`, (files) => {
      for (const path of ['/bin', '/etc', '/home', '/proc', '/root', '/tmp', '/usr/bin', '/var/log', '/var/run'])
        files.makeFolder(path);
      files.write('/etc/hostname', `${name}\n`);
      files.write('/etc/hosts', `127.0.0.1\tlocalhost\n${address}\t${name}\n`);
      files.makeFolder(folder);
    });
    for (const { path } of mounts) showPlace(own, path);
    return new MountedFiles(
      own,
      mounts.map((mount) => ({
        path: mount.path,
        files: this.#volume(mount),
        root: root(mount),
        isReadOnly: mount.isReadOnly,
      })),
    );
  }

  /** The files of a volume: those that the cluster puts there are put there anew, because they may have changed. */
  #volume({ store, files, subPath }: Mount): Files {
    if (!files) return this.#store(store, (made) => subPath !== '' && made.makeFolder(`/${subPath}`));
    const made = new MemoryFiles();
    for (const [path, content] of files) {
      if (path.includes('/')) made.makeFolder(`/${path.slice(0, path.lastIndexOf('/'))}`);
      made.write(`/${path}`, content);
    }
    return made;
  }

  #store(key: string, fill: (files: Files) => unknown): Files {
    const known = this.#stores.get(key);
    if (known) return known;
    const made = new MemoryFiles();
    fill(made);
    this.#stores.set(key, made);
    return made;
  }
}

/** What a shell in a container writes before each command; `\\w` stands for its folder. */
const promptOf = ({ image, hostname: name }: ContainerWorld): string =>
  SMALL.test(image) ? '\\w # ' : `root@${name}:\\w# `;

const root = ({ subPath }: Mount): string => (subPath === '' ? '' : `/${subPath}`);

const hostname =
  (name: string): Program =>
  async ({ output }) => {
    output.write(`${name}\n`);
    return 0;
  };

/** Makes the place of a mount in the files around it, so that it is listed there. */
function showPlace(files: Files, path: string): void {
  if (files.kind(path) === undefined) files.makeFolder(path);
}
