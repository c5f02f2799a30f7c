import type { Report, Request } from './protocol.ts';

/** How a program ended. */
export type Outcome = Exclude<Report, { kind: 'console' }>;

/** What a program wrote to its console. */
export type Line = Extract<Report, { kind: 'console' }>;

/** A program that is running. */
export interface Running {
  /** How it ended; it always does, at the latest when its time is up. */
  outcome: Promise<Outcome>;
  /** Ends it. */
  end(): void;
}

/** How long the frame may take to be ready, in milliseconds, before it is taken for refused. */
const PATIENCE_MS = 15_000;
/** How long it may take to say so once it has been loaded. */
const LOADED_MS = 2_000;
const SECONDS = 5;

/**
 * Runs JavaScript of lessons and of learners where it reaches nothing: in workers of a frame without an origin, whose policy
 * allows no connection. What it says is text; whoever shows it must not take it for HTML.
 */
export class Sandbox {
  private readonly frame: HTMLIFrameElement;
  private readonly running = new Map<string, { line: (line: Line) => void; done: (outcome: Outcome) => void }>();
  private count = 0;

  private constructor(frame: HTMLIFrameElement) {
    this.frame = frame;
    window.addEventListener('message', this.listen);
  }

  /** Opens a sandbox. @param address of /sandbox/ on this site. @throws if the frame is refused. */
  static async open(address: string): Promise<Sandbox> {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.referrerPolicy = 'no-referrer';
    frame.hidden = true;
    const sandbox = new Sandbox(frame);
    const ready = new Promise<void>((done, fail) => {
      const give = (): void => {
        sandbox.close();
        fail(new Error(`Nothing answers at ${address}.`));
      };
      let timer = setTimeout(give, PATIENCE_MS);
      // A page has come by then; one that says nothing is that of a browser without a network.
      const loaded = (): void => {
        clearTimeout(timer);
        timer = setTimeout(give, LOADED_MS);
      };
      frame.addEventListener('load', loaded);
      window.addEventListener('message', function wait({ source, data }: MessageEvent<{ ready?: unknown } | null>) {
        if (source !== frame.contentWindow || data?.ready !== true) return;
        window.removeEventListener('message', wait);
        // The page may be ready before all of it has been loaded.
        frame.removeEventListener('load', loaded);
        clearTimeout(timer);
        done();
      });
    });
    frame.src = address;
    document.body.append(frame);
    await ready;
    return sandbox;
  }

  /** Runs a program. @param options.seconds until it is ended; 60 at most. @param options.onLine is told what it prints. */
  run(source: string, { seconds = SECONDS, longest, onLine = () => {} }: RunOptions = {}): Running {
    const id = String(++this.count);
    const outcome = new Promise<Outcome>((done) => this.running.set(id, { line: onLine, done }));
    this.ask({ run: id, source, seconds, ...(longest === undefined ? {} : { longest }) });
    return { outcome, end: () => this.ask({ end: id }) };
  }

  /** A port at which programs of courses are run, to be handed to the worker of a practice cluster (actors.ts). */
  actors(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.frame.contentWindow?.postMessage({ actors: true }, '*', [port2]);
    return port1;
  }

  /** Ends every program, and removes the frame. */
  close(): void {
    window.removeEventListener('message', this.listen);
    this.frame.remove();
    for (const [id, { done }] of this.running) done({ id, kind: 'ended', reason: 'reader' });
    this.running.clear();
  }

  /** A frame without an origin can be named by none. */
  private ask(request: Request): void {
    this.frame.contentWindow?.postMessage(request, '*');
  }

  private readonly listen = ({ source, data }: MessageEvent<Report | null>): void => {
    if (source !== this.frame.contentWindow || typeof data?.id !== 'string') return;
    const program = this.running.get(data.id);
    if (!program) return;
    if (data.kind === 'console') {
      program.line(data);
      return;
    }
    this.running.delete(data.id);
    program.done(data);
  };
}

/** How a program is to be run. */
export interface RunOptions {
  seconds?: number;
  /** How many characters of its result are of use; more are cut. */
  longest?: number;
  onLine?: (line: Line) => void;
}
