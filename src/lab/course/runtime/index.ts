/**
 * What programs of a course run in: small stand-ins for what Node gives them, on the clock, in the network and over the files of the practice
 * cluster. It is bundled to one text, which runs in a worker of the sandbox page, or in a process of its own.
 */

import { turn } from '../../time/clock.ts';
import type { Effect, Told } from '../protocol.ts';
import { Buffer, countBuffers } from './buffer.ts';
import { cryptoModule } from './crypto.ts';
import { events } from './events.ts';
import { fetchOf } from './fetch.ts';
import { fileModules } from './file-modules.ts';
import { ActorFiles } from './files.ts';
import { dateOf, performanceOf, signalOf, timersOf } from './globals.ts';
import { httpModule, type Server } from './http.ts';
import { Loop } from './loop.ts';
import { consoleOf, PracticeProcess } from './process.ts';
import { osModule, pathModule, url, util } from './small.ts';

/** Globals of browsers and workers that programs of Node do not find. */
const ABSENT = [
  'self',
  'window',
  'document',
  'postMessage',
  'onmessage',
  'importScripts',
  'indexedDB',
  'caches',
  'location',
  'WorkerGlobalScope',
  'Worker',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'require',
  'module',
  'exports',
];

/** The exit code of Node for a program that waits at its top level for what can never come. */
const NEVER = 13;

/** A program that runs, as the host of its worker or process sees it. */
export interface Hosted {
  tell(told: Told): Promise<readonly Effect[]>;
  /** Something was thrown while it was told something, or a promise was broken, and nobody caught it. */
  failed(problem: unknown, isPromise: boolean): void;
}

type Body = (...values: unknown[]) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...texts: string[]) => Body;

/**
 * Makes an actor of a program.
 * @param program text of a module, bundled, with what it imports of Node as `__node("node:http")` (`src/lab-host/bundle.ts`)
 */
export function host(program: string): Hosted {
  let running: Running | undefined;
  return {
    async tell({ now, event, files }) {
      if (event.kind === 'start') running = new Running(new Loop(event, now));
      if (!running) return [];
      running.loop.now = now;
      running.files.change(files);
      if (event.kind === 'start') running.begin(program);
      else running.hear(event);
      // Broken promises are told in a turn of their own.
      do {
        await turn();
        await turn();
      } while (running.loop.runImmediates());
      running.endIfDone();
      return running.loop.take();
    },
    failed: (problem, isPromise) => running?.process.failed(problem, isPromise),
  };
}

/** One run of a program. */
class Running {
  readonly loop: Loop;
  readonly files: ActorFiles;
  readonly process: PracticeProcess;
  readonly #servers = new Map<number, Server>();
  readonly #modules: ReadonlyMap<string, unknown>;
  readonly #globals: ReadonlyMap<string, unknown>;
  #isLoaded = false;

  constructor(loop: Loop) {
    this.loop = loop;
    this.files = new ActorFiles(loop);
    this.process = new PracticeProcess(loop);
    loop.uncaught = (problem) => this.process.failed(problem, false);
    countBuffers((bytes) => {
      loop.held += bytes;
    });
    const { fs, promises } = fileModules(this.files);
    const { timers, promises: timerPromises } = timersOf(loop);
    const crypto = cryptoModule(loop.random);
    const { fetch, Response } = fetchOf(loop);
    const performance = performanceOf(loop);
    const console = consoleOf(this.process, () => loop.now);
    const http = httpModule(loop, (server) => this.#servers.set(server.id, server));
    this.#modules = new Map<string, unknown>([
      ['http', http],
      ['fs', fs],
      ['fs/promises', promises],
      ['os', osModule(loop.start, () => (loop.now - loop.begun) / 1000, loop.random)],
      ['path', pathModule(loop.start.folder)],
      ['path/posix', pathModule(loop.start.folder)],
      ['url', url],
      ['util', util],
      ['events', events],
      ['buffer', { Buffer }],
      ['crypto', crypto],
      ['process', this.process],
      ['timers', timers],
      ['timers/promises', timerPromises],
      ['perf_hooks', { performance }],
      ['console', console],
    ]);
    const { promises: _, ...globalTimers } = timers;
    const own: Record<string, unknown> = {
      process: this.process,
      console,
      Buffer,
      fetch,
      Response,
      performance,
      crypto: crypto.webcrypto,
      Date: dateOf(loop),
      AbortSignal: signalOf(loop),
      Math: Object.create(Math, { random: { value: loop.random } }),
      ...globalTimers,
      ...Object.fromEntries(ABSENT.map((name) => [name, undefined])),
    };
    const world: unknown = Object.create(
      globalThis,
      Object.fromEntries(
        Object.entries(own).map(([name, value]) => [name, { value, writable: true, configurable: true }]),
      ),
    );
    this.#globals = new Map([...Object.entries(own), ['globalThis', world], ['global', world]]);
  }

  #module(name: string): unknown {
    const found = this.#modules.get(name.replace(/^node:/, ''));
    if (found === undefined)
      throw new Error(`The practice cluster has no ${name} for programs of courses; on your own cluster this works.`);
    return found;
  }

  begin(program: string): void {
    const script = `file://${this.loop.start.arguments[1] ?? '/'}`;
    const names = [...this.#globals.keys(), '__node', '__script'];
    const values = [...this.#globals.values(), (name: string) => this.#module(name), script];
    this.loop.run(() => {
      const body = new AsyncFunction(...names, `"use strict";\n${program}`);
      body(...values).then(
        () => {
          this.#isLoaded = true;
        },
        (problem: unknown) => this.process.failed(problem, false),
      );
    });
  }

  hear(event: Exclude<Told['event'], { kind: 'start' }>): void {
    const { loop } = this;
    switch (event.kind) {
      case 'timer':
        loop.fire(event.id);
        break;
      case 'signal':
        this.process.signal(event.name);
        break;
      case 'listened':
        loop.run(() => this.#servers.get(event.id)?.listened(event.isInUse));
        break;
      case 'request':
        loop.run(() => this.#servers.get(event.server)?.requested(event));
        break;
      case 'answer':
      case 'unanswered':
        loop.wake('answer', event.id, event);
        break;
      case 'written':
        loop.wake('written', event.id, event);
        break;
    }
  }

  /** Ends it when nothing can happen to it any more. */
  endIfDone(): void {
    if (this.loop.isOver || !this.loop.isIdle) return;
    if (this.#isLoaded) this.process.emit('beforeExit', 0);
    if (!this.#isLoaded && this.process.exitCode === undefined)
      this.process.stderr.write('Warning: Detected unsettled top-level await\n');
    this.process.leave(Number(this.process.exitCode ?? (this.#isLoaded ? 0 : NEVER)));
  }
}
