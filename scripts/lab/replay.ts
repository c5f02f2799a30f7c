import { readFileSync } from 'node:fs';
import gatewayDefinitions from '../../src/lab/boot/gateway.json' with { type: 'json' };
import { WORK } from '../../src/lab/folders.ts';
import { Practice } from '../../src/lab/practice.ts';
import { type Agreement, compare, type Recording, readRecording, transcript } from './recording.ts';

/** One command of a recording, as it came out. */
export interface Replayed {
  command: string;
  line: number;
  expected: string;
  printed: string;
  agreement: Agreement;
}

/** Where sessions about the Gateway API find its definitions. */
const DEFINITIONS = '/home/crds';

const PATIENCE_SECONDS = 240;
const SHELL_MS = 10;

/** Does in the practice cluster what was done in a recording. */
export async function replay(recording: Recording): Promise<Replayed[]> {
  // The nodes of the recorded cluster could pull images from anywhere, also from registries of examples.
  const said = [...recording.files.values(), ...recording.steps.map(({ command }) => command)].join('\n');
  const images = said.match(/\bregistry\.example\.(?:com|org|net)\/[\w./-]+:[\w.-]+/g) ?? [];
  // What ran in it was a stand-in: it invented what containers write, and ended all of them at once.
  const practice = new Practice(recording.files, { images, isStandIn: true });
  // Whoever recorded the sessions had the certificate of its authority at hand.
  practice.files.write(`${WORK}/ca.crt`, practice.cluster.authority);
  for (const definition of gatewayDefinitions) {
    const { metadata } = definition as { metadata: { name: string } };
    practice.files.makeFolder(DEFINITIONS);
    practice.files.write(`${DEFINITIONS}/${metadata.name}.json`, JSON.stringify(definition));
  }
  const { clock } = practice.cluster;
  await practice.settle();
  const all: Replayed[] = [];
  for (const { kind, command, seconds, expected, line } of recording.steps) {
    if (kind === 'settled') await practice.settle();
    else if (kind === 'waited') await clock.step(seconds * 1000);
    else if (kind === 'until') {
      const limit = clock.now() + PATIENCE_SECONDS * 1000;
      while ((await practice.session.run(command)).code !== 0 && clock.now() < limit) await clock.step(500);
    } else {
      const { output, errors, code } = await practice.session.run(command);
      // A shell begins for every command of a recording.
      await clock.step(SHELL_MS);
      if (kind === 'quiet') continue;
      const printed = transcript(output, errors, code);
      all.push({ command, line, expected, printed, agreement: compare(expected, printed, command) });
    }
  }
  return all;
}

/** Replays files, prints what differs, and how many commands agree. @returns whether all do */
export async function replayFiles(
  paths: readonly string[],
  { isQuiet, byTopic }: { isQuiet: boolean; byTopic: boolean },
): Promise<boolean> {
  let agree = 0;
  let total = 0;
  const topics = new Map<string, { agree: number; total: number }>();
  for (const path of paths) {
    const recording = readRecording(readFileSync(path, 'utf8'));
    const results = await replay(recording);
    const good = results.filter(({ agreement }) => agreement !== 'different');
    agree += good.length;
    total += results.length;
    const topic = topics.get(recording.topic) ?? { agree: 0, total: 0 };
    topics.set(recording.topic, { agree: topic.agree + good.length, total: topic.total + results.length });
    if (!isQuiet)
      for (const { command, line, expected, printed } of results.filter(({ agreement }) => agreement === 'different'))
        console.log(`${path}:${line}: $ ${command}\n--- recorded\n${expected}\n--- printed\n${printed}\n`);
    console.log(`${recording.name}: ${good.length} of ${results.length} agree`);
  }
  if (byTopic) console.log(topicTable(topics));
  console.log(`agree: ${agree} of ${total} commands`);
  return agree === total;
}

/** How many commands agree, by topic, as a table in Markdown. */
function topicTable(topics: ReadonlyMap<string, { agree: number; total: number }>): string {
  const rows = [...topics]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, { agree, total }]) => `| ${topic} | ${agree} of ${total} |`);
  return ['| topic | agree |', '|---|---|', ...rows].join('\n');
}
