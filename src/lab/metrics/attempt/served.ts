import type { Alertmanager } from '../alertmanager/alertmanager.ts';
import type { Prometheus } from '../server/prometheus.ts';
import type { Shop } from '../shop/shop.ts';
import { ExpositionText } from '../shop/text.ts';

/** The programs of a lab, which are asked about themselves. */
export interface Programs {
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager | undefined;
  readonly files: ReadonlyMap<string, string>;
  readonly loaded: { time: number; isLast: boolean };
}

const PROMETHEUS_VERSION = '3.13.0';
const ALERTMANAGER_VERSION = '0.35.0';

/** What Prometheus tells of itself. */
function prometheusText({ prometheus, loaded }: Programs): string {
  const targets = prometheus.scraping.targets().length;
  const rules = prometheus.groups.flatMap((group) => group.rules);
  return new ExpositionText()
    .metric('prometheus_build_info', 'gauge', 'What it was built from; always 1.', [
      [{ version: PROMETHEUS_VERSION }, 1],
    ])
    .one('prometheus_tsdb_head_series', 'gauge', 'Series in the head block.', prometheus.store.size)
    .one(
      'prometheus_sd_discovered_targets',
      'gauge',
      'Targets that were found.',
      targets + prometheus.scraping.dropped().length,
    )
    .one(
      'prometheus_config_last_reload_successful',
      'gauge',
      'Whether the last configuration could be taken.',
      loaded.isLast ? 1 : 0,
    )
    .one(
      'prometheus_config_last_reload_success_timestamp_seconds',
      'gauge',
      'When a configuration was taken the last time.',
      loaded.time / 1000,
    )
    .metric(
      'prometheus_rule_group_rules',
      'gauge',
      'Rules of a group.',
      prometheus.groups.map(({ group }) => [{ rule_group: group.name }, group.rules.length]),
    )
    .one(
      'prometheus_rule_evaluation_failing',
      'gauge',
      'Rules whose last evaluation failed.',
      rules.filter(({ health }) => health === 'err').length,
    )
    .toString();
}

/** What Alertmanager tells of itself. */
function alertmanagerText({ alertmanager }: Programs, time: number): string {
  const firing = alertmanager?.firing(time) ?? [];
  const suppressed = firing.filter(({ labels }) => alertmanager?.mutedBy(labels, time)).length;
  const counts = new Map<string, number>();
  for (const { integration } of alertmanager?.notifications ?? [])
    counts.set(integration.kind, (counts.get(integration.kind) ?? 0) + 1);
  return new ExpositionText()
    .metric('alertmanager_build_info', 'gauge', 'What it was built from; always 1.', [
      [{ version: ALERTMANAGER_VERSION }, 1],
    ])
    .metric('alertmanager_alerts', 'gauge', 'Alerts by state.', [
      [{ state: 'active' }, firing.length - suppressed],
      [{ state: 'suppressed' }, suppressed],
    ])
    .metric(
      'alertmanager_notifications_total',
      'counter',
      'Notifications that were sent.',
      [...counts].map(([integration, count]) => [{ integration }, count]),
    )
    .toString();
}

/** Serves what the programs of the lab tell of themselves, and the learner's own files. */
export function servePrograms(shop: Shop, stack: Programs): void {
  shop.serve('localhost:9090', '/metrics', () => ({ duration: 3, text: prometheusText(stack) }));
  for (const address of ['localhost:9093', 'alertmanager:9093'])
    shop.serve(address, '/metrics', (time) =>
      stack.alertmanager
        ? { duration: 2, text: alertmanagerText(stack, time) }
        : { duration: 1, error: 'dial tcp [::1]:9093: connect: connection refused' },
    );
  shop.serve('workshop:8000', '*', (_, __, path) => {
    const text = stack.files.get(path.slice(1));
    if (text === undefined) return { duration: 1, error: 'server returned HTTP status 404 Not Found' };
    // A text that ends as OpenMetrics does is served as that.
    const contentType = /# EOF\n?$/.test(text)
      ? 'application/openmetrics-text; version=1.0.0'
      : 'text/plain; version=0.0.4';
    return { duration: 1, text, contentType };
  });
}
