import { quote } from '../promql/format.ts';
import { Labels } from '../promql/labels.ts';
import { parseDuration } from '../promql/parse/literals.ts';
import type { ScrapeConfig, TargetGroup } from './config.ts';
import { relabel } from './relabel.ts';

/** Something that is scraped. */
export interface Target {
  /** Labels as they were found, before relabeling. */
  discovered: Labels;
  /** Labels that its samples get: none that begins with two underscores. */
  labels: Labels;
  /** What tells it from others: all labels after relabeling. */
  key: string;
  address: string;
  url: string;
  /** Milliseconds. */
  interval: number;
  timeout: number;
}

/** A target that is not scraped: a rule drops it, or (then there is a problem) it cannot be scraped. */
export interface DroppedTarget {
  discovered: Labels;
  problem?: string;
}

/** Milliseconds as a duration, such as 1m30s. Source: model.Duration.String. */
export function durationText(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  let rest = milliseconds;
  let text = '';
  // Years, weeks and days are only used if nothing is left.
  for (const [unit, size, isExact] of [
    ['y', 31_536_000_000, true],
    ['w', 604_800_000, true],
    ['d', 86_400_000, false],
    ['h', 3_600_000, false],
    ['m', 60_000, false],
    ['s', 1000, false],
    ['ms', 1, false],
  ] as const) {
    if (isExact && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

function discoveredLabels(config: ScrapeConfig, own: Labels, group: Labels): Labels {
  const standard: [string, string][] = [
    ['job', config.jobName],
    ['__scrape_interval__', durationText(config.scrapeInterval)],
    ['__scrape_timeout__', durationText(config.scrapeTimeout)],
    ['__metrics_path__', config.metricsPath],
    ['__scheme__', config.scheme],
    ...config.params.map(([name, values]): [string, string] => [`__param_${name}`, values[0] ?? '']),
  ];
  return Labels.of([...standard, ...group.pairs(), ...own.pairs()]);
}

/** The target that labels make after relabeling. Source: PopulateLabels of scrape/target.go. */
function targetOf(config: ScrapeConfig, discovered: Labels): Target | DroppedTarget {
  const kept = relabel(discovered, config.relabelConfigs);
  if (!kept) return { discovered };
  const address = kept.get('__address__');
  const [interval, timeout] = ['__scrape_interval__', '__scrape_timeout__'].map((name) =>
    parseDuration(kept.get(name)),
  );
  const problem = problemOf(address, interval, timeout);
  if (problem !== undefined || interval === undefined || timeout === undefined)
    return { discovered, problem: problem ?? 'no scrape interval' };
  const final = Labels.of([['instance', address], ...kept.pairs().filter(([name]) => !name.startsWith('__meta_'))]);
  const shown = Labels.of(final.pairs().filter(([name]) => !name.startsWith('__')));
  const url = urlOf(config, final);
  const times = { interval: interval * 1000, timeout: timeout * 1000 };
  return { discovered, labels: shown, key: final.key, address, url, ...times };
}

function problemOf(address: string, interval: number | undefined, timeout: number | undefined): string | undefined {
  if (address === '') return 'no address';
  if (address.includes('/')) return `${quote(address)} is not a valid hostname`;
  if (interval === undefined) return 'error parsing scrape interval: not a valid duration string';
  if (interval === 0) return 'scrape interval cannot be 0';
  if (timeout === undefined) return 'error parsing scrape timeout: not a valid duration string';
  if (timeout === 0) return 'scrape timeout cannot be 0';
  const [one, other] = [timeout, interval].map((seconds) => quote(durationText(seconds * 1000)));
  return timeout > interval ? `scrape timeout cannot be greater than scrape interval (${one} > ${other})` : undefined;
}

function urlOf(config: ScrapeConfig, labels: Labels): string {
  const params = new Map(config.params);
  for (const [name, value] of labels.pairs()) {
    const parameter = name.startsWith('__param_') ? name.slice('__param_'.length) : undefined;
    if (parameter !== undefined) params.set(parameter, [value, ...(params.get(parameter)?.slice(1) ?? [])]);
  }
  const query = [...params]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, values]) => values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`))
    .join('&');
  const path = labels.get('__metrics_path__');
  return `${labels.get('__scheme__')}://${labels.get('__address__')}${path}${query === '' ? '' : `?${query}`}`;
}

/** The targets of a job, each once, and what was found but is not scraped. */
export function targetsOf(
  config: ScrapeConfig,
  groups: readonly TargetGroup[],
): { targets: Target[]; dropped: DroppedTarget[] } {
  const targets = new Map<string, Target>();
  const dropped: DroppedTarget[] = [];
  for (const group of groups)
    for (const own of group.targets) {
      const target = targetOf(config, discoveredLabels(config, own, group.labels));
      if (!('key' in target)) dropped.push(target);
      else if (!targets.has(target.key)) targets.set(target.key, target);
    }
  return { targets: [...targets.values()], dropped };
}
