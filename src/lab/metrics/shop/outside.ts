import { ExpositionText } from './text.ts';
import { answers, near, type World, waveOf } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Minutes of the hour at which the backup ends. */
const BACKUP_AT_MS = 5 * 60_000;
const HISTORY_HOURS = 24 * 30;

/** When the last backup ended; there is one each hour, unless something keeps it from running. */
export function lastBackup({ faults }: World, time: number): number {
  const latest = Math.floor((time - BACKUP_AT_MS) / HOUR_MS) * HOUR_MS + BACKUP_AT_MS;
  for (let back = 0; back < HISTORY_HOURS; back++) {
    const moment = latest - back * HOUR_MS;
    if (!faults.isOn('late-backup', moment)) return moment;
  }
  return latest - HISTORY_HOURS * HOUR_MS;
}

/** What the Pushgateway holds: what the last backup has pushed. */
export function pushedMetrics(world: World, time: number): string {
  const last = lastBackup(world, time);
  const labels = { instance: '', job: 'backup' };
  const duration = 210 * near(world, 'backup') * waveOf(world, 'backup', { day: 0.05, noise: 0.2 }).at(last);
  return new ExpositionText()
    .metric(
      'shop_backup_last_success_timestamp_seconds',
      'gauge',
      'When the last backup ended well, in seconds since 1970.',
      [[labels, last / 1000]],
    )
    .metric('shop_backup_duration_seconds', 'gauge', 'Seconds that the last backup took.', [
      [labels, Math.round(duration * 10) / 10],
    ])
    .metric('push_time_seconds', 'gauge', 'When something was pushed the last time, in seconds since 1970.', [
      [labels, last / 1000 + 0.4],
    ])
    .toString();
}

/** Hosts of the shop that answer web requests, by the process that does. */
const HOSTS: Readonly<Record<string, string>> = {
  'shop-web-1:8080': 'shop-web-1',
  'shop-web-2:8080': 'shop-web-2',
  'shop-api-1:8080': 'shop-api-1',
  'shop-api-2:8080': 'shop-api-2',
  'shop.example': 'shop-web-1',
  'www.shop.example': 'shop-web-2',
};

/** What the blackbox exporter tells of a probe, or why there is none. */
export function probeMetrics(
  world: World,
  parameters: URLSearchParams,
  time: number,
): { text: string } | { error: string } {
  const target = parameters.get('target') ?? '';
  const module = parameters.get('module') ?? 'http_2xx';
  if (target === '') return { error: 'server returned HTTP status 400 Bad Request' };
  if (module !== 'http_2xx') return { error: 'server returned HTTP status 400 Bad Request' };
  const [, scheme = 'http', host = ''] = /^(?:(https?):\/\/)?([^/]+)/.exec(target) ?? [];
  const process = HOSTS[host];
  const isUp = process !== undefined && answers(world, process, time);
  const wave = waveOf(world, `probe ${host}`, { day: 0.1, noise: 0.4 }).at(time);
  const text = new ExpositionText()
    .one('probe_success', 'gauge', 'Whether the probe succeeded.', isUp ? 1 : 0)
    .one(
      'probe_duration_seconds',
      'gauge',
      'Seconds that the probe took.',
      isUp ? Math.round(0.06 * near(world, host) * wave * 1e6) / 1e6 : 0.0021,
    )
    .one('probe_http_status_code', 'gauge', 'The status of the answer; 0 if there was none.', isUp ? 200 : 0);
  if (isUp && scheme === 'https')
    text.one(
      'probe_ssl_earliest_cert_expiry',
      'gauge',
      'When the first certificate expires, in seconds since 1970.',
      certificateEnd(world, host) / 1000,
    );
  return { text: text.toString() };
}

/** The certificate of the shop's address ends soon, that of www does not. */
function certificateEnd({ begin }: World, host: string): number {
  const days = host === 'shop.example' ? 9 : 61;
  return Math.floor(begin / DAY_MS) * DAY_MS + days * DAY_MS;
}
