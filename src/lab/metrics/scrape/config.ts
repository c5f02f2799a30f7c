import type { Fields } from '../config/fields.ts';
import { Labels } from '../promql/labels.ts';
import { type RelabelRule, readRelabelRules } from './relabel.ts';

/** Labels of targets that were found together, each target as its labels. */
export interface TargetGroup {
  targets: Labels[];
  labels: Labels;
}

/** Where a job looks for targets that it does not list itself. */
export type Discovery =
  | { kind: 'kubernetes'; role: string; namespaces: string[]; line: number }
  | { kind: 'file'; files: string[]; line: number }
  /** Any other, by its field, such as dns_sd_configs. */
  | { kind: 'other'; field: string; line: number };

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
  /** Native histograms: none, in place of classic ones, or besides them. */
  nativeHistograms: 'none' | 'only' | 'both';
  staticConfigs: TargetGroup[];
  /** What else finds targets. */
  discovery: Discovery[];
  relabelConfigs: RelabelRule[];
  metricRelabelConfigs: RelabelRule[];
}

/** What counts for all jobs that say nothing else. */
export interface ScrapeDefaults {
  scrapeInterval: number;
  scrapeTimeout: number;
  nativeHistograms?: ScrapeConfig['nativeHistograms'];
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
    nativeHistograms: defaults.nativeHistograms ?? 'none',
    staticConfigs: [],
    discovery: [],
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

/** Roles of kubernetes_sd_configs. Source: Role of discovery/kubernetes. */
const ROLES = ['node', 'pod', 'service', 'endpoints', 'endpointslice', 'ingress'];
/** Fields of kubernetes_sd_configs and file_sd_configs that are no mistake, and change nothing here. */
const DISCOVERY_WITHOUT_EFFECT = [
  'api_server',
  'attach_metadata',
  'authorization',
  'kubeconfig_file',
  'refresh_interval',
  'selectors',
  'tls_config',
];

function readDiscovery(fields: Fields): Discovery[] {
  const kubernetes = fields.maps('kubernetes_sd_configs').map((entry): Discovery => {
    const role = entry.text('role') ?? '';
    const namespaces = entry.map('namespaces');
    const found = { kind: 'kubernetes' as const, role, namespaces: namespaces?.texts('names') ?? [], line: entry.line };
    if (role === '') entry.say('role missing (one of: pod, service, endpoints, endpointslice, node, ingress)');
    else if (!ROLES.includes(role))
      entry.say(`unknown Kubernetes SD role ${JSON.stringify(role)}`, entry.lineOf('role'));
    namespaces?.finish('type kubernetes.NamespaceDiscovery', ['own_namespace']);
    entry.finish('type kubernetes.SDConfig', DISCOVERY_WITHOUT_EFFECT);
    return found;
  });
  const files = fields.maps('file_sd_configs').map((entry): Discovery => {
    const named = entry.texts('files');
    if (named.length === 0) entry.say('file service discovery config must contain at least one path name');
    for (const name of named)
      if (!/^[^*]*(\*[^/]*)?\.(json|yml|yaml|JSON|YML|YAML)$/.test(name))
        entry.say(`path name ${JSON.stringify(name)} is not valid for file discovery`, entry.lineOf('files'));
    entry.finish('type file.SDConfig', DISCOVERY_WITHOUT_EFFECT);
    return { kind: 'file', files: named, line: entry.line };
  });
  const others = fields
    .names()
    .filter((name) => name.endsWith('_sd_configs') && !['kubernetes_sd_configs', 'file_sd_configs'].includes(name))
    .map((field): Discovery => ({ kind: 'other', field, line: fields.lineOf(field) }));
  return [...kubernetes, ...files, ...others];
}

/** Which native histograms are wanted; undefined if nothing is said. Source: scrape_native_histograms and always_scrape_classic_histograms of the configuration of Prometheus 3.8. */
export function readNative(fields: Fields): ScrapeConfig['nativeHistograms'] | undefined {
  const isNative = fields.boolean('scrape_native_histograms');
  const isBoth = fields.boolean('always_scrape_classic_histograms') ?? false;
  if (isNative === undefined) return undefined;
  return isNative ? (isBoth ? 'both' : 'only') : 'none';
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
    nativeHistograms: readNative(fields),
    staticConfigs: fields.maps('static_configs').map(readStatic),
    discovery: readDiscovery(fields),
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
