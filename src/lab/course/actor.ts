import {
  type HttpResponse,
  type ImageProgram,
  type Listener,
  NetworkError,
  type Process,
  type ProcessWorld,
} from '../node/process.ts';
import { absolutePath, FileError } from '../shell/files.ts';
import type { Timer } from '../time/clock.ts';
import { ChangedFiles } from './changed-files.ts';
import { NODE_VERSION } from './node-version.ts';
import { type Actor, ActorEnded, type ActorEvent, type CourseImage, type Effect, type FileAction } from './protocol.ts';

/** Exit codes: killed, no such program, a program that cannot be loaded. */
const KILLED = 137;
const NOT_FOUND = 127;
const FAILED = 1;

/** What gives an actor for a text: a worker of the sandbox in a page, a process of its own in Node. */
export type OpenActor = (program: string) => Actor;

/** A program that only says something, and ends. */
function saying(world: ProcessWorld, text: string, code: number, isError = true): Process {
  world.clock.after(0, () => {
    world.write(text, isError);
    world.exit(code);
  });
  return { signal: (name) => name === 'SIGKILL' && world.exit(KILLED) };
}

/** A program of an image of a course, run by actors. */
export function actorProgram(image: CourseImage, open: OpenActor): ImageProgram {
  const program = (world: ProcessWorld): Process => {
    const given = world.arguments.length > 0 ? world.arguments : image.command;
    const [node = '', ...words] = world.hasCommand ? world.arguments : [...image.entrypoint, ...given];
    // Whoever starts containers refuses other commands, if they are known not to be there.
    if (!/(?:^|\/)node$/.test(node)) return saying(world, `${node}: not found\n`, NOT_FOUND);
    const at = words.findIndex((word) => !word.startsWith('-'));
    const [flag = ''] = words;
    if (/^(?:-v|--version)$/.test(flag)) return saying(world, `${NODE_VERSION}\n`, 0, false);
    const folder = folderOf(world, image);
    const isCode = /^(?:-e|--eval)$/.test(flag);
    const path = isCode ? `${folder}/[eval]` : absolutePath(words[at] ?? '', folder);
    const text = isCode ? words[1] : image.programs[path];
    if (text === undefined)
      return saying(
        world,
        `Error: Cannot find module '${path}'\n  code: 'MODULE_NOT_FOUND'\n\nNode.js ${NODE_VERSION}\n`,
        FAILED,
      );
    return new ActorProcess(world, open(text), image, [node, path, ...words.slice(at + 1)]);
  };
  const { isAlone, folders, user, owned } = image;
  return Object.assign(program, { isAlone, folders: [...folders, image.folder], owner: { user, owned } });
}

/** The folder in which a container begins: where nobody has said one, that of its image. */
const folderOf = (world: ProcessWorld, image: CourseImage): string =>
  world.folder === '/' ? image.folder : world.folder;

/** One run of a program: carries events to its actor, and does what the actor says. */
class ActorProcess {
  readonly #world: ProcessWorld;
  readonly #actor: Actor;
  readonly #files: ChangedFiles;
  readonly #timers = new Map<number, Timer>();
  readonly #listeners = new Map<number, Listener>();
  readonly #answering = new Map<
    number,
    { resolve: (response: HttpResponse) => void; reject: (problem: Error) => void }
  >();
  readonly #asking = new Map<number, AbortController>();
  #last: Promise<void> = Promise.resolve();
  #requests = 0;
  #isOver = false;

  constructor(world: ProcessWorld, actor: Actor, image: CourseImage, words: readonly string[]) {
    this.#world = world;
    this.#actor = actor;
    this.#files = new ChangedFiles(world.files);
    for (const path of [...image.folders, folderOf(world, image)])
      if (world.files.kind(path) === undefined) world.files.makeFolder(path);
    const { hostname, address, random } = world;
    this.#tell({
      kind: 'start',
      arguments: words,
      environment: { ...image.environment, HOSTNAME: hostname, ...Object.fromEntries(world.environment) },
      // A container that says no folder begins in that of its image.
      folder: folderOf(world, image),
      hostname,
      address,
      user: image.user,
      seed: Math.floor(random() * 2 ** 32),
    });
  }

  signal(name: Parameters<ReturnType<ImageProgram>['signal']>[0]): void {
    if (name === 'SIGKILL') this.#exit(KILLED);
    else this.#tell({ kind: 'signal', name });
  }

  /** Tells the actor of something, after all that it was told before. */
  #tell(event: ActorEvent): void {
    this.#last = this.#last.then(() => this.#deliver(event));
  }

  async #deliver(event: ActorEvent): Promise<void> {
    if (this.#isOver) return;
    const { clock } = this.#world;
    const told = { now: clock.now(), event, files: this.#files.take() };
    let effects: readonly Effect[];
    try {
      effects = await clock.outside(() => this.#actor.tell(told));
    } catch (problem) {
      if (!(problem instanceof ActorEnded)) throw problem;
      this.#exit(KILLED);
      return;
    }
    for (const effect of effects) {
      if (this.#isOver) return;
      this.#do(effect);
    }
  }

  #do(effect: Effect): void {
    switch (effect.kind) {
      case 'log':
        this.#world.write(effect.text, effect.isError);
        break;
      case 'timer':
        this.#timers.set(
          effect.id,
          this.#world.clock.after(effect.milliseconds, () => {
            this.#timers.delete(effect.id);
            this.#tell({ kind: 'timer', id: effect.id });
          }),
        );
        break;
      case 'cancel':
        this.#timers.get(effect.id)?.cancel();
        this.#timers.delete(effect.id);
        break;
      case 'listen':
        this.#listen(effect);
        break;
      case 'close':
        this.#listeners.get(effect.id)?.close();
        this.#listeners.delete(effect.id);
        break;
      case 'respond':
        this.#answering.get(effect.id)?.resolve(effect.response);
        this.#answering.delete(effect.id);
        break;
      case 'reset':
        this.#answering.get(effect.id)?.reject(new NetworkError('reset', 'the connection was reset'));
        this.#answering.delete(effect.id);
        break;
      case 'ask':
        void this.#ask(effect);
        break;
      case 'abort':
        this.#asking.get(effect.id)?.abort();
        this.#asking.delete(effect.id);
        break;
      case 'write':
        this.#write(effect.id, effect.write);
        break;
      case 'memory':
        this.#world.useMemory(effect.bytes);
        break;
      case 'exit':
        this.#exit(effect.code);
        break;
    }
  }

  #listen({ id, port, host }: Extract<Effect, { kind: 'listen' }>): void {
    const listener = this.#world.network.listen(
      port,
      (request, peer) =>
        new Promise<HttpResponse>((resolve, reject) => {
          const number = ++this.#requests;
          this.#answering.set(number, { resolve, reject });
          this.#tell({ kind: 'request', id: number, server: id, request, peer });
        }),
      host,
    );
    if (listener !== 'in use') this.#listeners.set(id, listener);
    this.#tell({ kind: 'listened', id, isInUse: listener === 'in use' });
  }

  async #ask({ id, host, port, request }: Extract<Effect, { kind: 'ask' }>): Promise<void> {
    const abort = new AbortController();
    this.#asking.set(id, abort);
    let event: ActorEvent;
    try {
      event = {
        kind: 'answer',
        id,
        response: await this.#world.network.request(host, port, request, { signal: abort.signal }),
      };
    } catch (problem) {
      if (!(problem instanceof NetworkError)) throw problem;
      event = { kind: 'unanswered', id, problem: { code: problem.code, address: problem.address } };
    }
    // Whoever has given up is told nothing any more.
    if (this.#asking.delete(id)) this.#tell(event);
  }

  #write(id: number, write: FileAction): void {
    const { files } = this.#world;
    let problem: { code: string; message: string } | undefined;
    try {
      if (write.action === 'write') files.write(write.path, write.content);
      else if (write.action === 'append') files.append(write.path, write.content);
      else if (write.action === 'folder') files.makeFolder(write.path);
      else files.remove(write.path);
    } catch (thrown) {
      if (!(thrown instanceof FileError)) throw thrown;
      problem = { code: thrown.code, message: thrown.message };
    }
    this.#tell({ kind: 'written', id, ...(problem ? { problem } : {}) });
  }

  #exit(code: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers.values()) timer.cancel();
    for (const listener of this.#listeners.values()) listener.close();
    for (const abort of this.#asking.values()) abort.abort();
    for (const { reject } of this.#answering.values()) reject(new NetworkError('reset', 'the server has ended'));
    this.#actor.end();
    this.#world.exit(code);
  }
}
