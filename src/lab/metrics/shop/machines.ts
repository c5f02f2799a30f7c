import type { ShopProcess } from './process.ts';
import { ExpositionText, type Pairs } from './text.ts';
import { randomOf } from './wave.ts';
import { GIB, near, type World, waveOf } from './world.ts';

/** Which Pods run on which node. */
export const NODES: Readonly<Record<string, readonly string[]>> = {
  'node-1': ['shop-web-1', 'shop-api-1'],
  'node-2': ['shop-web-2', 'shop-db'],
  'node-3': ['shop-api-2', 'shop-mail'],
};

const CPUS = 2;
const MEMORY = 8 * GIB;
const FILLING_BYTES_PER_SECOND = 1.5 * 1024 * 1024;

/** Bytes that are free on a file system at a time. */
function available(
  world: World,
  node: string,
  { mountpoint, size, time }: { mountpoint: string; size: number; time: number },
): number {
  const name = `disk ${node} ${mountpoint}`;
  const free = size * 0.45 * near(world, name, 0.2);
  const wave = waveOf(world, name, { day: 0.004, noise: 0.006 }).at(time);
  const isFilling = node === 'node-2' && mountpoint === '/data';
  const filled = isFilling ? world.faults.seconds('full-disk', world.begin, time) * FILLING_BYTES_PER_SECOND : 0;
  return Math.max(0, Math.round((free * wave - filled) / 4096) * 4096);
}

function disks(text: ExpositionText, world: World, node: string, time: number): void {
  const all = [
    { device: '/dev/vda1', mountpoint: '/', fstype: 'ext4', size: 30 * GIB },
    ...(node === 'node-2' ? [{ device: '/dev/vdb', mountpoint: '/data', fstype: 'xfs', size: 50 * GIB }] : []),
    { device: 'tmpfs', mountpoint: '/run', fstype: 'tmpfs', size: 0.8 * GIB },
  ];
  const labels = ({ device, mountpoint, fstype }: (typeof all)[number]): Pairs => ({ device, mountpoint, fstype });
  text.metric(
    'node_filesystem_size_bytes',
    'gauge',
    'Bytes that a file system holds.',
    all.map((one) => [labels(one), Math.round(one.size)]),
  );
  text.metric(
    'node_filesystem_avail_bytes',
    'gauge',
    'Bytes that are free for users without privileges.',
    all.map((one) => [labels(one), available(world, node, { ...one, time })]),
  );
}

/** What the node exporter of a machine tells. @param processes those of the shop that run on it */
export function nodeMetrics(world: World, node: string, processes: readonly ShopProcess[], time: number): string {
  const text = new ExpositionText();
  const boot = world.begin - Math.round(86_400_000 * (20 + 20 * randomOf(world.seed, `boot ${node}`)()));
  const since = (time - boot) / 1000;
  const wave = waveOf(world, `cpu ${node}`, { day: 0.25, noise: 0.3 });
  const background = 0.05 * near(world, `cpu ${node}`) * wave.between(boot, time);
  // A process that was restarted begins at 0, its machine does not.
  const ofShop = processes.reduce((sum, one) => sum + one.usedSinceBegin(time), 0);
  const used = background + ofShop;
  const shares = { user: 0.72, system: 0.2, iowait: 0.08 };
  const cpu = Array.from({ length: CPUS }, (_, index): [Pairs, number][] => {
    const share = index === 0 ? 0.54 : 0.46;
    const busy = Object.entries(shares).map(([mode, part]): [Pairs, number] => [
      { cpu: String(index), mode },
      used * share * part,
    ]);
    return [[{ cpu: String(index), mode: 'idle' }, Math.max(0, since - used * share)], ...busy];
  }).flat();
  text.metric('node_cpu_seconds_total', 'counter', 'Seconds of a processor by what it did.', cpu);
  text.one('node_memory_MemTotal_bytes', 'gauge', 'Memory of the machine.', MEMORY);
  const held = 1.9 * GIB * waveOf(world, `memory ${node}`, { day: 0.05, noise: 0.06 }).at(time);
  const ofProcesses = processes.reduce((sum, one) => sum + one.resident(time), 0);
  text.one(
    'node_memory_MemAvailable_bytes',
    'gauge',
    'Memory that programs can still have.',
    Math.round(Math.max(0, MEMORY - held - ofProcesses)),
  );
  disks(text, world, node, time);
  const load = Math.round((0.2 + ofLoad(processes, time)) * wave.at(time) * 100) / 100;
  text.one('node_load1', 'gauge', 'Processes that want a processor, over one minute.', load);
  const received = 9_000 * wave.between(boot, time) + ofShop * 450_000;
  text.metric('node_network_receive_bytes_total', 'counter', 'Bytes that a network device received.', [
    [{ device: 'eth0' }, Math.floor(received)],
    [{ device: 'lo' }, Math.floor(received * 0.04)],
  ]);
  text.one('node_time_seconds', 'gauge', 'Time of the machine, in seconds since 1970.', time / 1000);
  text.one('node_boot_time_seconds', 'gauge', 'When the machine was started, in seconds since 1970.', boot / 1000);
  return text.toString();
}

const ofLoad = (processes: readonly ShopProcess[], time: number): number =>
  processes.reduce((sum, one) => sum + one.streams.reduce((rates, stream) => rates + stream.rate(time) * 0.006, 0), 0);
