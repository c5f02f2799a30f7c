import type { Fields } from '../config/fields.ts';
import { Labels } from '../promql/labels.ts';
import { type RelabelRule, readRelabelRules } from './relabel.ts';

/** Labels of targets that were found together, each target as its labels. */
export interface TargetGroup {
  targets: Labels[];
  labels: Labels;
}

/** How a job is scraped; times in milliseconds. */
export interface ScrapeConfig {
  jobName: string;
  scrapeInterval: number;
  scrapeTimeout: number;
  metricsPath: string;
  scheme: string;
  params: [string, string[]][];
  honorLabels: boolean;
  honorTimestamps: boolean;
  /** Most samples that a scrape may give after relabeling; 0 for any number. */
  sampleLimit: number;
  staticConfigs: TargetGroup[];
  relabelConfigs: RelabelRule[];
  metricRelabelConfigs: RelabelRule[];
}

/** What counts for all jobs that say nothing else. */
export interface ScrapeDefaults {
  scrapeInterval: number;
  scrapeTimeout: number;
}

/** Source: DefaultGlobalConfig of Prometheus. */
export const SCRAPE_DEFAULTS: ScrapeDefaults = { scrapeInterval: 60_000, scrapeTimeout: 10_000 };

/** Fields of Prometheus that are no mistake, and change nothing here. */
const WITHOUT_EFFECT = [
  'authorization',
  'basic_auth',
  'body_size_limit',
  'enable_compression',
  'fallback_scrape_protocol',
  'follow_redirects',
  'label_limit',
  'label_name_length_limit',
  'label_value_length_limit',
  'oauth2',
  'proxy_url',
  'scrape_protocols',
  'target_limit',
  'tls_config',
];

/** A job with all that is not given filled in. */
export function scrapeConfig(
  given: Partial<ScrapeConfig> & { jobName: string },
  defaults: ScrapeDefaults = SCRAPE_DEFAULTS,
): ScrapeConfig {
  const scrapeInterval = given.scrapeInterval ?? defaults.scrapeInterval;
  return {
    scrapeInterval,
    scrapeTimeout: Math.min(defaults.scrapeTimeout, scrapeInterval),
    metricsPath: '/metrics',
    scheme: 'http',
    params: [],
    honorLabels: false,
    honorTimestamps: true,
    sampleLimit: 0,
    staticConfigs: [],
    relabelConfigs: [],
    metricRelabelConfigs: [],
    ...given,
  };
}

/** A group of targets by their addresses, with labels that all of them get. */
export function targetGroup(
  addresses: readonly string[],
  labels: Iterable<readonly [string, string]> = [],
): TargetGroup {
  return { targets: addresses.map((address) => Labels.of([['__address__', address]])), labels: Labels.of(labels) };
}

function readStatic(fields: Fields): TargetGroup {
  const group = targetGroup(fields.texts('targets'), fields.pairs('labels'));
  fields.finish('type struct (static_configs)');
  return group;
}

/**
 * Reads an entry of scrape_configs. What is wrong is reported at its line; undefined if the job has no name, or times that do not fit.
 * Service discovery (fields that end with _sd_configs) is left to whoever knows the targets.
 */
export function readScrapeConfig(fields: Fields, defaults: ScrapeDefaults = SCRAPE_DEFAULTS): ScrapeConfig | undefined {
  const jobName = fields.text('job_name') ?? '';
  const params = fields.map('params');
  const given = {
    jobName,
    scrapeInterval: fields.duration('scrape_interval'),
    scrapeTimeout: fields.duration('scrape_timeout'),
    metricsPath: fields.text('metrics_path'),
    scheme: fields.text('scheme'),
    params: params?.names().map((name): [string, string[]] => [name, params.texts(name)]),
    honorLabels: fields.boolean('honor_labels'),
    honorTimestamps: fields.boolean('honor_timestamps'),
    sampleLimit: fields.number('sample_limit'),
    staticConfigs: fields.maps('static_configs').map(readStatic),
    relabelConfigs: readRelabelRules(fields, 'relabel_configs'),
    metricRelabelConfigs: readRelabelRules(fields, 'metric_relabel_configs'),
  };
  const discovery = fields.names().filter((name) => name.endsWith('_sd_configs'));
  fields.finish('type config.ScrapeConfig', [...WITHOUT_EFFECT, ...discovery]);
  const written = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const config = scrapeConfig({ ...written, jobName }, defaults);
  if (jobName === '') fields.say('job_name is empty');
  if (config.scrapeTimeout > config.scrapeInterval)
    fields.say(`scrape timeout greater than scrape interval for scrape config with job name "${jobName}"`);
  return jobName === '' || config.scrapeTimeout > config.scrapeInterval ? undefined : config;
}
