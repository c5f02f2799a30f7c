import { isMap, isScalar, parseAllDocuments } from 'yaml';
import { closest } from '../../findings/suggest.ts';
import { areTargetGroups } from './targets.ts';

/** Kinds of files that Prometheus and Alertmanager read. */
export type PrometheusKind = 'rule-test' | 'rules' | 'configuration' | 'targets' | 'alertmanager';

/** Keys on the first level of a configuration of Prometheus 3. Source: https://prometheus.io/docs/prometheus/latest/configuration/configuration/. */
export const CONFIGURATION_KEYS: readonly string[] = [
  'global',
  'runtime',
  'rule_files',
  'scrape_config_files',
  'scrape_configs',
  'alerting',
  'remote_write',
  'remote_read',
  'storage',
  'tracing',
  'otlp',
];
/** Those of them that no other program's file has. */
const TELLING: ReadonlySet<string> = new Set(
  CONFIGURATION_KEYS.filter((key) => !['global', 'runtime', 'storage', 'tracing', 'otlp', 'alerting'].includes(key)),
);
/** Those that tell it together with nothing else that is unknown. */
const ALONE: ReadonlySet<string> = new Set(['alerting', 'tracing', 'otlp', 'global', 'storage']);

/** What only Prometheus and Alertmanager have under "global". */
const GLOBAL_KEYS =
  /^\s+["']?(?:scrape_|evaluation_|external_|query_log|rule_query_offset|body_size|sample_limit|label_|target_limit|keep_dropped|metric_name|always_scrape|convert_classic|smtp_|slack_|resolve_timeout|pagerduty_|opsgenie_|wechat_|victorops_|telegram_|webex_|jira_|rocketchat_|mattermost_|http_config)/m;

/** Keys on the first level of a configuration of Alertmanager. Source: https://prometheus.io/docs/alerting/latest/configuration/. */
export const ALERTMANAGER_KEYS: readonly string[] = [
  'global',
  'templates',
  'route',
  'inhibit_rules',
  'receivers',
  'mute_time_intervals',
  'time_intervals',
  'tracing',
];

/**
 * What a file with these keys on its first level is for.
 * @param text of the file; where there is only `tests` or `global`, which others have, too, what stands in it tells.
 */
export function kindByKeys(keys: readonly string[], text = ''): PrometheusKind | undefined {
  const testsRules = /\b(?:input_series|alert_rule_test|promql_expr_test|external_labels|start_timestamp)\b/.test(text);
  if (keys.join() === 'global' && /^\s+[a-z]+[A-Z]\w*\s*:/m.test(text) && !GLOBAL_KEYS.test(text)) return undefined;
  const has = (key: string): boolean => keys.includes(key);
  if (keys.length === 0 || has('apiVersion')) return undefined;
  if (has('tests') && (has('rule_files') || has('evaluation_interval') || (keys.length === 1 && testsRules)))
    return 'rule-test';
  if (has('groups') && keys.every((key) => key === 'groups' || key === 'namespace')) return 'rules';
  if (has('route') && (has('receivers') || keys.every((key) => ALERTMANAGER_KEYS.includes(key)))) return 'alertmanager';
  if (has('receivers') && has('inhibit_rules')) return 'alertmanager';
  // Collectors of OpenTelemetry, workflows of forges and the like have none of these.
  if (keys.some((key) => TELLING.has(key))) return 'configuration';
  const known = keys.every((key) => CONFIGURATION_KEYS.includes(key));
  if (known && keys.some((key) => ALONE.has(key)) && (keys.length > 1 || !has('storage'))) return 'configuration';
  // "scrape_config" is meant as a key that tells it.
  const meant = keys.flatMap((key) => closest(key, [...TELLING]) ?? []);
  const others = keys.filter((key) => !CONFIGURATION_KEYS.includes(key) && closest(key, [...TELLING]) === undefined);
  return meant.length > 0 && others.length === 0 && keys.some((key) => key.includes('_')) ? 'configuration' : undefined;
}

/** The keys on the first level of the only document of a text; none if it is broken, or has several documents. */
export function topKeys(text: string): string[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  const [document] = Array.isArray(documents) ? documents : [];
  if (!document || documents.length !== 1 || document.errors.length > 0 || !isMap(document.contents)) return [];
  return document.contents.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}

/** The data of the only document of a text; undefined if it is broken. */
function dataOf(text: string): unknown {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  const [document] = Array.isArray(documents) ? documents : [];
  return document && documents.length === 1 && document.errors.length === 0 ? document.toJS() : undefined;
}

/** What of Prometheus or Alertmanager a YAML text is; undefined if it is something else. */
export function prometheusKind(text: string): PrometheusKind | undefined {
  if (/^\s*(?:-\s*)?["']?targets["']?\s*:/m.test(text) && areTargetGroups(dataOf(text))) return 'targets';
  // Parsing everything would cost more than this look.
  if (!/^\s*[{"']?\s*[a-z_]+["']?\s*:/m.test(text)) return undefined;
  const keys = topKeys(text);
  const isStorage = keys.join() === 'storage' && /\b(?:tsdb|exemplars)["']?\s*:/.test(text);
  return isStorage ? 'configuration' : kindByKeys(keys, text);
}
