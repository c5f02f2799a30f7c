import type { ShopProcess } from './process.ts';
import { ExpositionText } from './text.ts';
import { MIB, near, type World, waveOf } from './world.ts';

const DAY_MS = 86_400_000;

/** What the exporter of the shop's database tells. @param processes those that use it */
export function databaseMetrics(world: World, processes: readonly ShopProcess[], time: number): string {
  const text = new ExpositionText();
  const start = world.begin - 9 * DAY_MS;
  const segments = world.faults.segments(start, time);
  const requests = processes
    .filter(({ isApi }) => isApi)
    .flatMap(({ streams }) => streams)
    .reduce((sum, stream) => sum + stream.count(segments), 0);
  const idle = waveOf(world, 'database', { day: 0, noise: 0.2 });
  text.one('pg_up', 'gauge', 'Whether the database answers.', 1);
  text.metric('pg_stat_database_xact_commit_total', 'counter', 'Transactions that were committed.', [
    [{ datname: 'shop' }, requests * 2],
    [{ datname: 'postgres' }, Math.floor(0.4 * idle.between(start, time))],
  ]);
  const busy = processes
    .filter(({ isApi }) => isApi)
    .flatMap(({ streams }) => streams)
    .reduce((sum, stream) => sum + stream.rate(time) * stream.meanDelay(time), 0);
  text.metric('pg_stat_activity_count', 'gauge', 'Connections by state.', [
    [{ state: 'active' }, Math.max(1, Math.round(1 + busy * idle.at(time)))],
    [{ state: 'idle' }, Math.round(14 * idle.at(time))],
    [{ state: 'idle in transaction' }, Math.round(busy / 3)],
  ]);
  const size = 640 * MIB * near(world, 'database');
  text.metric('pg_database_size_bytes', 'gauge', 'Bytes of a database on its disk.', [
    [{ datname: 'shop' }, Math.round(size + requests * 310)],
    [{ datname: 'postgres' }, 7_602_703],
  ]);
  return text.toString();
}
