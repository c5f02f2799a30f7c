/** The worker in which the practice cluster of a lab runs. */
import type { AttemptLab } from '../../../lab/attempt/attempt.ts';
import { parseRecording, withoutLast } from '../../../lab/attempt/recording.ts';
import type { ClusterOptions } from '../../../lab/cluster.ts';
import type { CourseImages } from '../../../lab/course/protocol.ts';
import { StartProblem } from '../../../lab/runner/begin.ts';
import { loadAll } from '../../../lab/time/part.ts';
import { practiceActors } from '../sandbox/actors.ts';
import { Bench } from './bench.ts';
import { hold } from './hold.ts';
import { Kept } from './keep.ts';
import type { Ask, Told } from './protocol.ts';

const tell = (told: Told): void => self.postMessage(told);

/** What is open in this worker. */
let open:
  | {
      lab: AttemptLab;
      kept: Kept;
      lock: string;
      programs: string;
      without: string | undefined;
      sitting: Extract<Ask, { kind: 'open' }>['sitting'];
    }
  | undefined;
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
async function begin(text?: string, isKept = false, seed?: number): Promise<void> {
  if (!open) return;
  bench?.close();
  bench = undefined;
  tell({ kind: 'beginning' });
  try {
    const programs = await programsOf(open);
    bench = await Bench.open({ ...open, tell, text, seed, isKept, programs, mode: open.sitting?.mode });
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

/** Another tab has taken the lab. */
function taken(): void {
  bench?.close();
  bench = undefined;
  tell({ kind: 'taken' });
}

async function openLab(ask: Extract<Ask, { kind: 'open' }>): Promise<void> {
  const { id, data, programs, base, without, isAgain, sitting } = ask;
  let lab: AttemptLab;
  try {
    const answer = await fetch(data);
    if (!answer.ok) throw new Error(`${answer.status}`);
    lab = (await answer.json()) as AttemptLab;
  } catch (problem) {
    tell({ kind: 'problem', problem: 'unreachable', text: problem instanceof Error ? problem.message : '' });
    return;
  }
  open = { lab, kept: new Kept(base), lock: `practice:${base}${id}`, programs, without, sitting };
  if (await hold(open.lock, isAgain, taken)) await goOn();
  else tell({ kind: 'elsewhere' });
}

/** Whether what is kept was done in the practice exam that is sat now, and in no earlier one. Labs are sat as long as one likes. */
function isOf(text: string, sitting: Extract<Ask, { kind: 'open' }>['sitting']): boolean {
  const recording = parseRecording(text);
  return sitting === undefined || typeof recording === 'string' || recording.start >= sitting.since;
}

async function goOn(): Promise<void> {
  if (!open) return;
  const read = await open.kept.read(open.lab.lesson);
  const kept = read !== undefined && isOf(read, open.sitting) ? read : undefined;
  await begin(kept !== undefined && open.without !== undefined ? withoutLast(kept, open.without) : kept, true);
}

/** Does what the page asks. */
export const hear = ({ data: ask }: MessageEvent<Ask>): void => {
  switch (ask.kind) {
    case 'open':
      void openLab(ask);
      break;
    case 'sandbox':
      sandboxed?.(ask.port);
      break;
    case 'take':
      if (open) void hold(open.lock, true, taken).then(goOn);
      break;
    case 'reset':
      void begin(undefined, false, ask.isSame ? bench?.seed : undefined);
      break;
    case 'import':
      if (bench?.refuses(ask.text)) break;
      void begin(ask.text);
      break;
    default:
      bench?.hear(ask);
  }
};
