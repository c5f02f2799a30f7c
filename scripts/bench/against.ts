import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/cli/user-error.ts';
import { spareFolder } from '../../src/site/building.ts';
import { putAside, removeAside } from './aside.ts';
import { BUILD, type Measurement, measure } from './measure.ts';
import { installPeer, measurePeer, writePeerSite } from './starlight.ts';
import { writeSynthetic } from './synthetic.ts';

type Row = Record<string, string | number>;

/** The least of several runs, figure by figure: what else a machine does only adds to them. */
function least(runs: readonly Measurement[]): Measurement {
  const of = (key: keyof Measurement): number => Math.min(...runs.map((run) => run[key]));
  return { wall: of('wall'), cpu: of('cpu'), peak: of('peak') };
}

/** Builds our site of a synthetic curriculum with nothing remembered. */
async function measureOurs(root: string): Promise<Measurement> {
  const [dist, cache] = [join(root, 'dist'), join(root, 'cache')];
  const environment = { CURRICULUM_ROOT: root, OUT_DIR: dist, CACHE_DIR: cache, ASTRO_TELEMETRY_DISABLED: '1' };
  const made = [dist, cache, spareFolder];
  putAside(made);
  const measured = await measure(BUILD, environment);
  putAside(made);
  return measured;
}

/** How often each site is built, from what was typed. @throws UserError if it is no number of times */
function timesOf(text: string): number {
  const times = Number(text);
  if (!Number.isInteger(times) || times < 1) throw new UserError(`"${text}" is no number of runs. Write 1, 2, 3 …`);
  return times;
}

/**
 * Builds the same lessons with Starlight and here, in turn, with nothing remembered, and gives a table of what that costs.
 * @param words of the command line, `--against starlight` included: sizes, `--runs N`, `--mdx` @throws UserError
 */
export async function compareWithPeer(words: readonly string[]): Promise<Row[]> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      against: { type: 'string', default: '' },
      runs: { type: 'string', default: '1' },
      mdx: { type: 'boolean', default: false },
    },
  });
  if (values.against !== 'starlight')
    throw new UserError(`There is nothing called "${values.against}" to compare with. Write: --against starlight`);
  const wrong = positionals.find((word) => !/^[1-9]\d*$/.test(word));
  if (wrong !== undefined) throw new UserError(`"${wrong}" is no number of lessons. Write 100, 1000 …`);
  const times = timesOf(values.runs);
  const sizes = positionals.length > 0 ? positionals.map(Number) : [1000];
  const peer = resolve('.cache/bench/starlight');
  const versions = installPeer(peer);
  const table: Row[] = [];
  for (const size of sizes) {
    const root = resolve('.cache/bench', `against-${size}`);
    writeSynthetic(root, size);
    writePeerSite(root, peer, values.mdx);
    const ours: Measurement[] = [];
    const theirs: Measurement[] = [];
    for (let run = 0; run < times; run++) {
      theirs.push(await measurePeer(peer, size));
      ours.push(await measureOurs(root));
    }
    putAside([root, join(peer, 'src')]);
    table.push(...rowsOf(size, values.mdx ? `${versions}, MDX` : versions, least(theirs), least(ours)));
  }
  removeAside();
  return table;
}

function rowsOf(lessons: number, versions: string, theirs: Measurement, ours: Measurement): Row[] {
  const row = (site: string, { cpu, wall, peak }: Measurement): Row => ({
    lessons,
    site,
    'cpu s': cpu.toFixed(1),
    'clock s': wall.toFixed(1),
    'peak MiB': Math.round(peak),
  });
  const ratio = (key: keyof Measurement): string => (ours[key] / theirs[key]).toFixed(2);
  return [
    row(versions, theirs),
    row('Commonhelm', ours),
    { lessons, site: 'ratio', 'cpu s': ratio('cpu'), 'clock s': ratio('wall'), 'peak MiB': ratio('peak') },
  ];
}
