/**
 * Runs one program in a worker that the frame made of this text (see sandbox-page.ts): it has neither a document nor an
 * origin, and the frame's policy lets it reach nothing. It may only say something.
 */
{
  // A program may replace what it finds; what is said of it goes through what was there before.
  const say = self.postMessage.bind(self) as (said: import('./protocol.ts').Said) => void;
  const print = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value);
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  };
  // By another name it works in the global scope, where the program's own declarations belong.
  // biome-ignore lint/security/noGlobalEval: running this text is what the sandbox is for
  const evaluate: (text: string) => unknown = eval;
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    console[level] = (...values: unknown[]) => say({ kind: 'console', level, text: values.map(print).join(' ') });
  self.onmessage = async ({ data }: MessageEvent<string>) => {
    self.onmessage = null;
    try {
      const value: unknown = await evaluate(data);
      say(value === undefined ? { kind: 'result' } : { kind: 'result', text: print(value) });
    } catch (problem) {
      say({ kind: 'error', text: print(problem) });
    }
  };
}
