/**
 * Where every worker with a practice cluster begins: that of a lab, and that of the explorable figures of a page. They share the engine, and
 * each loads only what it needs besides. A worker is told by its name which of them it is.
 */
const early: MessageEvent[] = [];
self.onmessage = (event) => void early.push(event);

const begun = self.name === 'figures' ? import('../explore/worker.ts') : import('./lab-worker.ts');
begun
  .then(({ hear }) => {
    self.onmessage = hear;
    early.forEach(hear);
  })
  // The page hears of it as of everything that goes wrong in a worker.
  .catch(reportError);

<<<<<<< HEAD
/** What is open in this worker. */
let open: { lab: AttemptLab; kept: Kept; lock: string; programs: string; without: string | undefined } | undefined;
let bench: Bench | undefined;

/** How long nothing is loaded after the prompt is there: whoever has come wants to type. */
const QUIET_MS = 150;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Gets a way to the sandbox, once the page has opened it. */
let sandboxed: ((port: MessagePort | undefined) => void) | undefined;

/** The programs of the course that a lab's images have, for one attempt; none where the page cannot run them: images follow conventions then. */
async function programsOf({
  lab,
  programs,
}: {
  lab: AttemptLab;
  programs: string;
}): Promise<NonNullable<ClusterOptions['programs']>> {
  const none = (): undefined => undefined;
  if (!lab.hasPrograms) return none;
  const port = new Promise<MessagePort | undefined>((resolve) => {
    sandboxed = resolve;
  });
  tell({ kind: 'sandbox' });
  const answer = await fetch(programs);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const images = (await answer.json()) as CourseImages;
  const found = await port;
  if (!found) tell({ kind: 'no programs' });
  return found ? practiceActors(found, images) : none;
}

/** Begins a lab anew, or from a recording; the one before it ends. */
async function begin(text?: string, isKept = false): Promise<void> {
  if (!open) return;
  bench?.close();
  bench = undefined;
  tell({ kind: 'beginning' });
  try {
    bench = await Bench.open({ ...open, tell, text, isKept, programs: await programsOf(open) });
  } catch (problem) {
    tell({
      kind: 'problem',
      problem: problem instanceof StartProblem ? 'broken' : 'failed',
      text: problem instanceof Error ? problem.message : String(problem),
    });
    return;
  }
  await loadAll(() => pause(QUIET_MS)).catch(() => undefined);
  tell({ kind: 'loaded', addresses: performance.getEntriesByType('resource').map(({ name }) => name) });
}

/** Holds a lab for this tab: two tabs that keep the same attempt would overwrite each other. Gives whether it is free. */
function hold(name: string, steal: boolean): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // It is held until the tab is closed, or another one takes it.
        return lock === null ? undefined : new Promise<void>(() => {});
      })
      .catch(() => {
        bench?.close();
        bench = undefined;
        tell({ kind: 'taken' });
      });
  });
}

async function openLab({ id, data, programs, base, without, isAgain }: Extract<Ask, { kind: 'open' }>): Promise<void> {
  let lab: AttemptLab;
  try {
    const answer = await fetch(data);
    if (!answer.ok) throw new Error(`${answer.status}`);
    lab = (await answer.json()) as AttemptLab;
  } catch (problem) {
    tell({ kind: 'problem', problem: 'unreachable', text: problem instanceof Error ? problem.message : '' });
    return;
  }
  open = { lab, kept: new Kept(base), lock: `practice:${base}${id}`, programs, without };
  if (await hold(open.lock, isAgain)) await goOn();
  else tell({ kind: 'elsewhere' });
}

async function goOn(): Promise<void> {
  if (!open) return;
  const kept = await open.kept.read(open.lab.lesson);
  await begin(kept !== undefined && open.without !== undefined ? withoutLast(kept, open.without) : kept, true);
}

self.onmessage = ({ data: ask }: MessageEvent<Ask>) => {
  switch (ask.kind) {
    case 'open':
      void openLab(ask);
      break;
    case 'sandbox':
      sandboxed?.(ask.port);
      break;
    case 'take':
      if (open) void hold(open.lock, true).then(goOn);
      break;
    case 'reset':
      void begin();
      break;
    case 'import':
      if (bench?.refuses(ask.text)) break;
      void begin(ask.text);
      break;
    default:
      bench?.hear(ask);
  }
};
=======
export {};
>>>>>>> explore
