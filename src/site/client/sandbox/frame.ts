/**
 * The one script of /sandbox/: takes programs from the page around it and runs each in a worker of its own. Nothing runs
 * unless a page of this site frames it, and frames it without an origin, whether or not the host sends headers.
 */
declare const WORKER: string;
/** Text of the workers in which programs of courses run. */
declare const ACTORS: string;

{
  type Report = import('./protocol.ts').Report;
  type Said = import('./protocol.ts').Said;

  const LONGEST_SOURCE = 1_000_000;
  const LONGEST_TEXT = 10_000;
  /** How long a result may be, if the page asks for a longer one. */
  const LONGEST_RESULT = 30_000_000;
  const MOST_SAID = 1_000;
  const MOST_AT_ONCE = 4;
  const MOST_SECONDS = 60;
  const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;

  const programs = new Map<string, { worker: Worker; timer: number }>();
  const report = (message: Report): void => window.parent.postMessage(message, location.origin);

  const finish = (id: string, message?: Report): void => {
    const program = programs.get(id);
    if (!program) return;
    programs.delete(id);
    clearTimeout(program.timer);
    program.worker.terminate();
    if (message) report(message);
  };

  const textOf = (said: Said, longest = LONGEST_TEXT): string | undefined =>
    typeof said.text === 'string' ? said.text.slice(0, longest) : undefined;

  const run = (id: string, source: string, seconds: number, longest: number): void => {
    if (programs.has(id)) return;
    if (source.length > LONGEST_SOURCE || programs.size >= MOST_AT_ONCE) {
      report({ id, kind: 'ended', reason: 'too-much' });
      return;
    }
    const address = URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const timer = window.setTimeout(() => finish(id, { id, kind: 'ended', reason: 'time' }), seconds * 1000);
    programs.set(id, { worker, timer });
    let said = 0;
    worker.onmessage = ({ data }: MessageEvent<Said | null>) => {
      if (!programs.has(id)) return;
      if (++said > MOST_SAID) finish(id, { id, kind: 'ended', reason: 'too-much' });
      else if (data?.kind === 'result') finish(id, { id, kind: 'result', text: textOf(data, longest) });
      else if (data?.kind === 'error') finish(id, { id, kind: 'error', text: textOf(data) ?? '' });
      else if (data?.kind === 'console') {
        const level = LEVELS.find((one) => one === data.level) ?? 'log';
        report({ id, kind: 'console', level, text: textOf(data) ?? '' });
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      finish(id, { id, kind: 'error', text: (event.message ?? '').slice(0, LONGEST_TEXT) });
    };
    worker.postMessage(source);
    URL.revokeObjectURL(address);
  };

  /** How many workers programs of courses share, and how long (ms) one may be busy before it is taken for one that never comes to rest. */
  const MOST_HOMES = 12;
  const PATIENCE_MS = 3_000;

  type ActorAsk = import('./protocol.ts').ActorAsk;
  type ActorSaid = import('./protocol.ts').ActorSaid;

  /** Serves the practice cluster at a port: programs of courses, in a few workers. What never comes to rest is ended with all that run beside it. */
  const serveActors = (port: MessagePort): void => {
    const homes = new Set<{ worker: Worker; actors: Set<number>; waiting: Map<number, number> }>();
    type Home = typeof homes extends Set<infer One> ? One : never;
    const homeOf = new Map<number, Home>();
    const answer = (said: ActorSaid): void => port.postMessage(said);

    const close = (home: Home): void => {
      homes.delete(home);
      home.worker.terminate();
      for (const timer of home.waiting.values()) clearTimeout(timer);
      for (const id of home.actors) {
        homeOf.delete(id);
        answer({ id, ended: true });
      }
    };
    const make = (): Home => {
      const address = URL.createObjectURL(new Blob([ACTORS], { type: 'text/javascript' }));
      const worker = new Worker(address);
      URL.revokeObjectURL(address);
      const home: Home = { worker, actors: new Set(), waiting: new Map() };
      worker.onmessage = ({ data }: MessageEvent<ActorSaid | null>) => {
        // A program can say anything in the name of its worker; what it says for others is not heard.
        if (typeof data?.id !== 'number' || !home.actors.has(data.id) || !('number' in data)) return;
        const timer = home.waiting.get(data.number);
        if (timer === undefined) return;
        clearTimeout(timer);
        home.waiting.delete(data.number);
        answer(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        close(home);
      };
      homes.add(home);
      return home;
    };
    /** The worker with the fewest programs; a new one while there may be more. */
    const choose = (): Home => {
      const least = [...homes].sort((one, other) => one.actors.size - other.actors.size)[0];
      return least && (least.actors.size === 0 || homes.size >= MOST_HOMES) ? least : make();
    };
    port.onmessage = ({ data: ask }: MessageEvent<ActorAsk>) => {
      if ('open' in ask) {
        const home = choose();
        home.actors.add(ask.open);
        homeOf.set(ask.open, home);
        home.worker.postMessage(ask);
        return;
      }
      const id = 'tell' in ask ? ask.tell : ask.end;
      const home = homeOf.get(id);
      if (!home) {
        if ('tell' in ask) answer({ id, ended: true });
        return;
      }
      home.worker.postMessage(ask);
      if ('tell' in ask) {
        home.waiting.set(
          ask.number,
          window.setTimeout(() => close(home), PATIENCE_MS),
        );
        return;
      }
      home.actors.delete(id);
      homeOf.delete(id);
    };
  };

  if (window.parent !== window && window.origin === 'null') {
    window.addEventListener(
      'message',
      ({ source, origin, data, ports }: MessageEvent<Record<string, unknown> | null>) => {
        if (source !== window.parent || origin !== location.origin || typeof data !== 'object' || data === null) return;
        if (data.actors === true && ports[0]) serveActors(ports[0]);
        const { run: id, source: program, seconds, longest, end } = data;
        if (typeof end === 'string') finish(end, { id: end, kind: 'ended', reason: 'reader' });
        if (typeof id !== 'string' || typeof program !== 'string' || typeof seconds !== 'number') return;
        const most = typeof longest === 'number' ? Math.min(longest, LONGEST_RESULT) : LONGEST_TEXT;
        if (id.length < 100 && seconds > 0) run(id, program, Math.min(seconds, MOST_SECONDS), most);
      },
    );
    window.parent.postMessage({ ready: true }, location.origin);
  }
}
