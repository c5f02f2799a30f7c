/**
 * What code of labs on tracing runs in: several services, each as if it were a process of its own, on a clock that only they move. It is
 * bundled to one text, which runs in a worker of the sandbox page, or in a process without rights.
 */

import { events } from '../../course/runtime/events.ts';
import { randomFrom } from '../../random.ts';
import type { MakePackages } from '../packages/host.ts';
import type { CodeProblem, ConsoleLine, Export, Hop, RunInput, RunResult, SpanRecord } from '../run.ts';
import { BUILT_IN, SERVICES } from '../services.ts';
import { builtInFiles, builtInPath } from './built-in.ts';
import { AsyncLocalStorage, followPromises, frame, ROOT, restore, resume, settle, suspend, within } from './flow.ts';
import { globalsOf } from './globals.ts';
import { Loop } from './loop.ts';
import { MockSpans } from './mock-spans.ts';
import { type Exports, Loader } from './modules.ts';
import { Network } from './network.ts';
import { listenerOf, problemOf, shopOf } from './service.ts';

/** How long services go on after the last answer, in milliseconds: what is sent in batches or once a minute has left by then. */
const AFTER_MS = 65_000;
/** After so long nobody waits for an answer any more. */
const PATIENCE_MS = 120_000;
const MOST_LINES = 3_000;
const MOST_LINE = 20_000;

const USERS = ['ada', 'grace', 'linus', 'margaret', 'edsger'];
const ITEMS = ['lamp', 'chair', 'table'];

/** A seed of its own for everything that has a name. */
function seedOf(seed: number, name: string): number {
  let mixed = seed >>> 0;
  for (const letter of name) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return mixed;
}

/** One run of a scenario. */
class Run {
  readonly #input: RunInput;
  readonly #make: MakePackages;
  readonly #loop = new Loop();
  readonly #network: Network;
  readonly #files: Readonly<Record<string, string>>;
  readonly #hops: Hop[] = [];
  readonly #lines: ConsoleLine[] = [];
  readonly #problems: CodeProblem[] = [];
  readonly #exports: Export[] = [];
  readonly #mocks: MockSpans[] = [];
  readonly #worked = new Set<string>();
  #open: number;
  #until = Number.POSITIVE_INFINITY;

  constructor(make: MakePackages, input: RunInput) {
    this.#input = input;
    this.#make = make;
    this.#open = input.scenario.requests;
    this.#files = { ...input.files, ...builtInFiles(input.files) };
    this.#network = new Network({
      loop: this.#loop,
      random: randomFrom(seedOf(input.seed, 'network')),
      hasCollector: input.hasCollector,
      onHop: (hop) => this.#hops.push(hop),
      onExport: (sent) => this.#exports.push(sent),
    });
  }

  async result(): Promise<RunResult> {
    const services = SERVICES.filter((name) => BUILT_IN.includes(name) || this.#isGiven(name));
    settle(
      Promise.all(services.map((name) => within(ROOT, () => this.#boot(name)))),
      () => this.#send(),
      () => {},
    );
    const isAtRest = await this.#loop.run(() => this.#until);
    if (!isAtRest) this.#fail('', new Error('The services never come to rest: something happens again and again.'));
    else if (this.#open > 0)
      this.#fail('', new Error(`Nobody has answered ${this.#open} of the requests: a promise is never kept.`));
    this.#complain();
    const mock: SpanRecord[] = this.#mocks.flatMap((one) => one.records(this.#input.start));
    const hops = this.#hops.toSorted((one, other) => one.at - other.at);
    return { hops, lines: this.#lines, problems: this.#problems, exports: this.#exports, mock };
  }

  /** Something was thrown that nobody caught. */
  fail(problem: unknown): void {
    this.#fail('', problem);
  }

  #isGiven = (service: string): boolean => Object.hasOwn(this.#input.files, `${service}.js`);

  #fail(service: string, problem: unknown): void {
    const found = problemOf(problem, service);
    const same = ({ file, line, message }: CodeProblem): boolean =>
      file === found.file && line === found.line && message === found.message;
    if (!this.#problems.some(same)) this.#problems.push(found);
  }

  #say(service: string, level: ConsoleLine['level'], text: string): void {
    if (this.#lines.length > MOST_LINES) return;
    const said =
      this.#lines.length === MOST_LINES
        ? `More than ${MOST_LINES} lines: the rest is left out.`
        : text.slice(0, MOST_LINE);
    this.#lines.push({ at: this.#loop.now, service, level, text: said });
  }

  async #boot(name: string): Promise<void> {
    this.#network.listeners.set(name, undefined);
    const { start, seed, scenario } = this.#input;
    const failed = (problem: unknown): void => this.#fail(name, problem);
    const global = globalsOf({
      loop: this.#loop,
      start,
      seed: seedOf(seed, name),
      service: name,
      say: (level, text) => this.#say(name, level, text),
      failed,
    });
    const shop = shopOf({
      name,
      loop: this.#loop,
      network: this.#network,
      scenario,
      random: randomFrom(seedOf(seed, `${name} shop`)),
      console: global.console,
      onWork: () => this.#worked.add(name),
    });
    global.fetch = shop.fetch;
    try {
      const loader = new Loader({ service: name, files: this.#files, packages: this.#packages(name, global), global });
      const file = this.#isGiven(name) ? `${name}.js` : builtInPath(name);
      const begin = (await loader.load(file)).default;
      if (typeof begin !== 'function')
        throw new TypeError(
          `${file} exports no function as its default. Write: export default (shop) => ({ 'GET /checkout': async (request) => ({ body: … }) })`,
        );
      const handlers = (await within(ROOT, () => begin(shop))) as Record<string, unknown> | undefined;
      this.#network.listeners.set(name, listenerOf(handlers ?? {}, failed));
    } catch (problem) {
      failed(problem);
    }
  }

  /** The packages of one service, with those of Node that have a stand-in. */
  #packages(name: string, global: Record<string, unknown>): Record<string, Exports> {
    const { performance, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval } = global;
    const node: Record<string, Exports> = {
      async_hooks: { AsyncLocalStorage },
      events: { EventEmitter: events, once: events.once },
      perf_hooks: { performance },
      timers: { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval },
      'timers/promises': { setTimeout: (milliseconds: number) => this.#loop.sleep(milliseconds) },
    };
    const require = (asked: string): Exports => node[asked.replace(/^node:/, '')] ?? {};
    const made = this.#make({
      ...global,
      require,
      __suspend: suspend,
      __resume: resume,
      __frame: frame,
      __restore: restore,
    });
    this.#mocks.push(new MockSpans(name, made.opentracing?.MockTracer as ConstructorParameters<typeof MockSpans>[1]));
    return Object.fromEntries(
      Object.entries({ ...made, ...node }).map(([key, exports]) => [key, { ...exports, default: exports }]),
    );
  }

  /** Sends the requests of the scenario. */
  #send(): void {
    const { scenario, seed } = this.#input;
    const random = randomFrom(seedOf(seed, 'client'));
    const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
    const [method = 'GET', path = '/'] = scenario.request.split(' ');
    for (let request = 1; request <= scenario.requests; request++) {
      const url = new URL(path, `http://${scenario.to}/`);
      const query = { user: one(USERS), item: one(ITEMS), payment: random() < 0.7 ? 'card' : 'transfer' };
      for (const [key, value] of Object.entries(query))
        if (!url.searchParams.has(key)) url.searchParams.set(key, value);
      this.#loop.after((request - 1) * scenario.every, () => {
        this.#until = this.#loop.now + PATIENCE_MS;
        const asked = this.#network.ask('client', url, { method, headers: scenario.headers }, request);
        settle(
          asked,
          () => this.#answered(),
          (problem) => {
            this.#answered();
            this.#fail('client', problem);
          },
        );
      });
    }
  }

  #answered(): void {
    this.#open--;
    if (this.#open === 0) this.#until = this.#loop.now + AFTER_MS;
  }

  /** Says what a scenario was to do, and could not. */
  #complain(): void {
    const { fails, slow } = this.#input.scenario;
    for (const service of new Set([fails, slow]))
      if (service !== undefined && this.#isGiven(service) && !this.#worked.has(service))
        this.#say(
          service,
          'error',
          `This scenario disturbs shop.work() of ${service}, and ${service}.js did not call it.`,
        );
  }
}

let current: Run | undefined;

/** Runs a scenario. @param make makes a copy of the packages for each service */
export async function run(make: MakePackages, input: RunInput): Promise<RunResult> {
  followPromises();
  current = new Run(make, input);
  return current.result();
}

/** Tells the run of a promise that was broken, and nobody caught it. */
export const unhandled = (problem: unknown): void => current?.fail(problem);
