/**
 * The one script of /sandbox/: takes programs from the page around it and runs each in a worker of its own. Nothing runs
 * unless a page of this site frames it, and frames it without an origin, whether or not the host sends headers.
 */
declare const WORKER: string;

{
  type Report = import('./protocol.ts').Report;
  type Said = import('./protocol.ts').Said;

  const LONGEST_SOURCE = 1_000_000;
  const LONGEST_TEXT = 10_000;
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

  const textOf = (said: Said): string | undefined =>
    typeof said.text === 'string' ? said.text.slice(0, LONGEST_TEXT) : undefined;

  const run = (id: string, source: string, seconds: number): void => {
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
      else if (data?.kind === 'result') finish(id, { id, kind: 'result', text: textOf(data) });
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

  if (window.parent !== window && window.origin === 'null') {
    window.addEventListener('message', ({ source, origin, data }: MessageEvent<Record<string, unknown> | null>) => {
      if (source !== window.parent || origin !== location.origin || typeof data !== 'object' || data === null) return;
      const { run: id, source: program, seconds, end } = data;
      if (typeof end === 'string') finish(end, { id: end, kind: 'ended', reason: 'reader' });
      if (typeof id !== 'string' || typeof program !== 'string' || typeof seconds !== 'number') return;
      if (id.length < 100 && seconds > 0) run(id, program, Math.min(seconds, MOST_SECONDS));
    });
    window.parent.postMessage({ ready: true }, location.origin);
  }
}
