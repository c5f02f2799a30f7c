/** The worker in which a lab on monitoring runs. */
import type { MonitoringLab } from '../../../lab/metrics/attempt/attempt.ts';
import { hold } from '../practice/hold.ts';
import { Kept } from '../practice/keep.ts';
import { Bench } from './bench.ts';
import type { Ask, Told } from './protocol.ts';

const tell = (told: Told): void => self.postMessage(told);

/** What is open in this worker. */
let open: { lab: MonitoringLab; kept: Kept; lock: string } | undefined;
let bench: Bench | undefined;

function close(): void {
  bench?.close();
  bench = undefined;
}

/** Begins a lab anew, or from a recording; the one before it ends. */
function begin(text?: string, isKept = false): void {
  if (!open) return;
  close();
  tell({ kind: 'beginning' });
  try {
    bench = new Bench({ ...open, tell, text, isKept });
  } catch (problem) {
    tell({ kind: 'problem', problem: 'failed', text: problem instanceof Error ? problem.message : String(problem) });
  }
}

async function goOn(): Promise<void> {
  if (open) begin(await open.kept.read(open.lab.lesson), true);
}

function taken(): void {
  close();
  tell({ kind: 'taken' });
}

async function openLab({ data, base, isAgain }: Extract<Ask, { kind: 'open' }>): Promise<void> {
  try {
    const answer = await fetch(data);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const lab = (await answer.json()) as MonitoringLab;
    open = { lab, kept: new Kept(base), lock: `practice:${base}${lab.lesson}` };
  } catch (problem) {
    tell({ kind: 'problem', problem: 'unreachable', text: problem instanceof Error ? problem.message : '' });
    return;
  }
  if (await hold(open.lock, isAgain, taken)) await goOn();
  else tell({ kind: 'elsewhere' });
}

self.onmessage = ({ data: ask }: MessageEvent<Ask>) => {
  switch (ask.kind) {
    case 'open':
      void openLab(ask);
      break;
    case 'take':
      if (open) void hold(open.lock, true, taken).then(goOn);
      break;
    case 'reset':
      begin();
      break;
    case 'import':
      if (!bench?.refuses(ask.text)) begin(ask.text);
      break;
    default:
      bench?.hear(ask);
  }
};
