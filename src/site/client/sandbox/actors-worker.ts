/**
 * Runs programs of courses for the practice cluster, in a worker that the frame made of this text (see sandbox-page.ts): several, one event after
 * the other. They may only say what they do.
 */
{
  type Hosted = import('../../../lab/course/runtime/index.ts').Hosted;
  type ActorAsk = import('./protocol.ts').ActorAsk;

  // A program may replace what it finds; what is said of it goes through what was there before.
  const say = self.postMessage.bind(self) as (said: import('./protocol.ts').ActorSaid) => void;
  // By another name it works in the global scope.
  // biome-ignore lint/security/noGlobalEval: running this text is what the sandbox is for
  const evaluate: (text: string) => unknown = eval;
  const actors = new Map<number, Hosted>();
  let current: Hosted | undefined;
  let last: Promise<void> = Promise.resolve();

  const hear = async (ask: ActorAsk): Promise<void> => {
    if ('open' in ask) actors.set(ask.open, evaluate(ask.source) as Hosted);
    else if ('end' in ask) actors.delete(ask.end);
    else {
      current = actors.get(ask.tell);
      const effects = (await current?.tell(ask.told)) ?? [];
      say({ id: ask.tell, number: ask.number, effects });
    }
  };
  self.onmessage = ({ data }: MessageEvent<ActorAsk>) => {
    last = last.then(() => hear(data));
  };
  self.addEventListener('error', (event) => {
    event.preventDefault();
    current?.failed(event.error, false);
  });
  self.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    current?.failed(event.reason, true);
  });
}
