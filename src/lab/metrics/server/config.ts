import { type ConfigProblem, type Fields, readConfig } from '../config/fields.ts';
import { Labels } from '../promql/labels.ts';
import { EVALUATION_INTERVAL } from '../rules/file.ts';
import {
  readNative,
  readScrapeConfig,
  SCRAPE_DEFAULTS,
  type ScrapeConfig,
  type ScrapeDefaults,
} from '../scrape/config.ts';
import { type RelabelRule, readRelabelRules } from '../scrape/relabel.ts';

/** What of prometheus.yml matters here; times in milliseconds. */
export interface PrometheusConfig {
  evaluationInterval: number;
  externalLabels: Labels;
  ruleFiles: string[];
  scrapeConfigs: ScrapeConfig[];
  /** Addresses of the Alertmanagers that alerts are sent to. */
  alertmanagers: string[];
  /** What is done with the labels of alerts before they are sent. */
  alertRelabelConfigs: RelabelRule[];
}

/** Fields of Prometheus that are no mistake, and change nothing here. */
const WITHOUT_EFFECT = ['remote_write', 'remote_read', 'storage', 'tracing', 'otlp', 'runtime', 'scrape_config_files'];
const GLOBAL_WITHOUT_EFFECT = [
  'query_log_file',
  'rule_query_offset',
  'scrape_protocols',
  'metric_name_validation_scheme',
];

function readJobs(fields: Fields, defaults: ScrapeDefaults): ScrapeConfig[] {
  const names = new Set<string>();
  return fields.maps('scrape_configs').flatMap((entry) => {
    const config = readScrapeConfig(entry, defaults);
    if (!config) return [];
    if (names.has(config.jobName)) {
      entry.say(`found multiple scrape configs with job name "${config.jobName}"`);
      return [];
    }
    names.add(config.jobName);
    return [config];
  });
}

/** The addresses of Alertmanagers that are listed; what finds others finds nothing here. */
function readAlertmanagers(alerting: Fields): string[] {
  return alerting
    .maps('alertmanagers')
    .flatMap((entry) => entry.maps('static_configs').flatMap((group) => group.texts('targets')));
}

/** Reads prometheus.yml. There is no configuration if anything in it is wrong, as Prometheus does not start then. */
export function readPrometheusConfig(text: string): { config?: PrometheusConfig; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(text, 'The configuration of Prometheus', problems);
  const global = fields?.map('global');
  const scrapeInterval = global?.duration('scrape_interval') ?? SCRAPE_DEFAULTS.scrapeInterval;
  const given = global?.duration('scrape_timeout');
  const scrapeTimeout = given ?? Math.min(SCRAPE_DEFAULTS.scrapeTimeout, scrapeInterval);
  if (given !== undefined && given > scrapeInterval)
    global?.say('global scrape timeout greater than scrape interval', global.lineOf('scrape_timeout'));
  const nativeHistograms = (global && readNative(global)) ?? 'none';
  const alerting = fields?.map('alerting');
  const config = {
    evaluationInterval: global?.duration('evaluation_interval') || EVALUATION_INTERVAL,
    externalLabels: Labels.of(global?.pairs('external_labels') ?? []),
    ruleFiles: fields?.texts('rule_files') ?? [],
    scrapeConfigs: fields ? readJobs(fields, { scrapeInterval, scrapeTimeout, nativeHistograms }) : [],
    alertmanagers: alerting ? readAlertmanagers(alerting) : [],
    alertRelabelConfigs: alerting ? readRelabelRules(alerting, 'alert_relabel_configs') : [],
  };
  global?.finish('type config.plain (global)', GLOBAL_WITHOUT_EFFECT);
  alerting?.finish('type config.plain (alerting)');
  fields?.finish('type config.plain', WITHOUT_EFFECT);
  problems.sort((one, other) => one.line - other.line);
  return problems.length === 0 ? { config, problems } : { problems };
}
