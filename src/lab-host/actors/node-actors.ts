import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { actorProgram } from '../../lab/course/actor.ts';
import { type Actor, ActorEnded, type CourseImages, type Effect, type Told } from '../../lab/course/protocol.ts';
import { sourceOf } from '../../lab/course/source.ts';
import type { ImageProgram } from '../../lab/node/process.ts';
import { fenced } from './fence.ts';

const INSIDE = fileURLToPath(new URL('./inside.mjs', import.meta.url));

/** How long a program may be busy with one event, in seconds, before it is taken for one that never comes to rest. */
const PATIENCE_S = 10;

interface Waiting {
  resolve: (effects: readonly Effect[]) => void;
  reject: (problem: Error) => void;
}

/** A process with the programs that run in it. */
class Home {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  /** Programs that the process has, and their numbers: a text of some hundred kilobytes is sent once. */
  readonly #programs = new Map<string, number>();
  #number = 0;
  #unsent: string[] = [];
  isOver = false;

  constructor() {
    this.#child = spawn(process.execPath, fenced(INSIDE), { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#child;
    if (!stdout || !stdin) throw new Error('A process without channels.');
    createInterface({ input: stdout }).on('line', (line) => {
      const { number, effects } = JSON.parse(line) as { number: number; effects: Effect[] };
      this.#waiting.get(number)?.resolve(effects);
      this.#waiting.delete(number);
      this.#hold();
    });
    stdin.on('error', () => {});
    this.#child.on('close', () => this.end());
    this.#hold();
  }

  /** Nobody waits for this process at the end of a command, unless somebody waits for an answer of it. */
  #hold(): void {
    const channels = [this.#child, this.#child.stdin, this.#child.stdout] as unknown as {
      ref?: () => void;
      unref?: () => void;
    }[];
    for (const one of channels) this.#waiting.size > 0 ? one.ref?.() : one.unref?.();
  }

  /** Says something to the process; what is said in one turn is sent at once, because each sending costs more than what is said. */
  say(words: object): void {
    if (this.#unsent.length === 0) process.nextTick(() => this.#send());
    this.#unsent.push(JSON.stringify(words));
  }

  #send(): void {
    this.#child.stdin?.write(`${this.#unsent.join('\n')}\n`);
    this.#unsent = [];
  }

  /** Makes an actor of a program. @param sourceOf gives the text of the program that makes it, if the process does not have it yet */
  open(id: number, program: string, sourceOf: () => string): void {
    let number = this.#programs.get(program);
    if (number === undefined) {
      number = this.#programs.size;
      this.#programs.set(program, number);
      this.say({ keep: number, source: sourceOf() });
    }
    this.say({ open: id, program: number });
  }

  tell(id: number, told: Told): Promise<readonly Effect[]> {
    if (this.isOver) return Promise.reject(new ActorEnded());
    const number = ++this.#number;
    const timer = setTimeout(() => this.end(), PATIENCE_S * 1000);
    return new Promise<readonly Effect[]>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#hold();
      this.say({ tell: id, number, told });
    }).finally(() => clearTimeout(timer));
  }

  /** Ends it, with all programs in it. */
  end(): void {
    this.isOver = true;
    this.#child.kill('SIGKILL');
    for (const { reject } of this.#waiting.values()) reject(new ActorEnded());
    this.#waiting.clear();
    this.#hold();
  }
}

/** Runs programs of images of courses in a process of their own, on the terminal and in tests. What never comes to rest is ended, with all that run beside it. */
export class NodeActors {
  readonly #images: CourseImages;
  #home: Home | undefined;
  #count = 0;

  constructor(images: CourseImages) {
    this.#images = images;
  }

  /** The program of an image; undefined if it is none of a course. */
  readonly program = (image: string): ImageProgram | undefined => {
    const found = Object.hasOwn(this.#images.images, image) ? this.#images.images[image] : undefined;
    return found && actorProgram(found, (program) => this.#open(program));
  };

  #open(program: string): Actor {
    if (!this.#home || this.#home.isOver) this.#home = new Home();
    const home = this.#home;
    const id = ++this.#count;
    home.open(id, program, () => sourceOf(this.#images.runtime, program));
    return { tell: (told) => home.tell(id, told), end: () => home.say({ end: id }) };
  }

  /** Ends all of them. */
  end(): void {
    this.#home?.end();
  }
}
