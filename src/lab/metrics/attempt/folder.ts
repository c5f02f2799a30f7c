import { YamlError } from '../../yaml/characters.ts';
import { parseDocument } from '../../yaml/parser.ts';
import { type AlertmanagerConfig, readAlertmanagerConfig } from '../alertmanager/config.ts';
import { type ConfigProblem, Fields } from '../config/fields.ts';
import { readRuleFile } from '../rules/file.ts';
import type { RuleGroup } from '../rules/rule.ts';
import { type Discovery, type ScrapeConfig, type TargetGroup, targetGroup } from '../scrape/config.ts';
import { type PrometheusConfig, readPrometheusConfig } from '../server/config.ts';
import { kubernetesTargets, type Role } from '../shop/discovery.ts';

/** What is wrong in a file of the learner's folder. With a warning the file is taken all the same. */
export interface FileProblem extends ConfigProblem {
  file: string;
  isWarning: boolean;
}

/** What the programs of a lab make of the learner's folder; what has a mistake is not there. */
export interface Configuration {
  prometheus?: { config: PrometheusConfig; groups: RuleGroup[]; found: Map<string, TargetGroup[]> };
  alertmanager?: AlertmanagerConfig;
  problems: FileProblem[];
}

export const PROMETHEUS_FILE = 'prometheus.yml';
export const ALERTMANAGER_FILE = 'alertmanager.yml';

/** The name in the folder of a path that a configuration names. */
export const nameOf = (path: string): string => path.replace(/^(?:\.\/|\/etc\/(?:prometheus|alertmanager)\/)+/, '');

/** Names of files that a pattern of a configuration means, in their order. */
export function matching(pattern: string, names: Iterable<string>): string[] {
  const literal = (text: string): string => text.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  const expression = new RegExp(
    `^${[...nameOf(pattern)].map((letter) => (letter === '*' ? '[^/]*' : letter === '?' ? '[^/]' : literal(letter))).join('')}$`,
  );
  return [...names].filter((name) => expression.test(name)).sort();
}

function readTargets(text: string, problems: ConfigProblem[]): TargetGroup[] {
  try {
    const node = parseDocument(text);
    if (node?.kind !== 'list') {
      if (node)
        problems.push({ line: 1, message: 'A file of targets has to be a list: entries with "targets" and "labels".' });
      return [];
    }
    return node.items.map((item) => {
      const fields = new Fields(item, problems, 'Each entry of a file of targets');
      const group = targetGroup(fields.texts('targets'), fields.pairs('labels'));
      fields.finish('type struct (targets, labels)');
      return group;
    });
  } catch (problem) {
    if (!(problem instanceof YamlError)) throw problem;
    problems.push({ line: Number(/line (\d+)/.exec(problem.message)?.[1] ?? 1), message: problem.message });
    return [];
  }
}

/** Reads the folder again and again, whenever a file is saved. */
export class FolderReader {
  private known: { text: string; read: ReturnType<typeof readPrometheusConfig> } | undefined;
  /** Targets of files as they were read without a mistake the last time: Prometheus keeps them. */
  private readonly targets = new Map<string, TargetGroup[]>();

  /** A reader that knows the same. */
  copy(): FolderReader {
    const copy = new FolderReader();
    copy.known = this.known;
    for (const [name, groups] of this.targets) copy.targets.set(name, groups);
    return copy;
  }

  read(files: ReadonlyMap<string, string>): Configuration {
    const problems: FileProblem[] = [];
    const say = (file: string, found: readonly ConfigProblem[], isWarning = false): void => {
      problems.push(...found.map((one) => ({ ...one, file, isWarning })));
    };
    const prometheus = this.prometheus(files, say);
    const text = files.get(ALERTMANAGER_FILE);
    const alertmanager = text === undefined ? undefined : readAlertmanagerConfig(text);
    if (alertmanager) say(ALERTMANAGER_FILE, alertmanager.problems);
    return {
      ...(prometheus && { prometheus }),
      ...(alertmanager?.config && { alertmanager: alertmanager.config }),
      problems,
    };
  }

  private prometheus(files: ReadonlyMap<string, string>, say: Say): Configuration['prometheus'] {
    const text = files.get(PROMETHEUS_FILE);
    if (text === undefined) {
      say(PROMETHEUS_FILE, [{ line: 1, message: 'open prometheus.yml: no such file or directory' }]);
      return undefined;
    }
    // The same text gives the same jobs, so that what goes on is not begun anew.
    if (this.known?.text !== text) this.known = { text, read: readPrometheusConfig(text) };
    const { config, problems } = this.known.read;
    say(PROMETHEUS_FILE, problems);
    if (!config) return undefined;
    const rules = readRules(config, files, say);
    const found = new Map(config.scrapeConfigs.map((job) => [job.jobName, this.found(job, files, say)]));
    return rules && { config, groups: rules, found };
  }

  private found(job: ScrapeConfig, files: ReadonlyMap<string, string>, say: Say): TargetGroup[] {
    return [...job.staticConfigs, ...job.discovery.flatMap((one) => this.discovered(one, files, say))];
  }

  private discovered(discovery: Discovery, files: ReadonlyMap<string, string>, say: Say): TargetGroup[] {
    if (discovery.kind === 'kubernetes') return kubernetesTargets(discovery.role as Role, discovery.namespaces);
    if (discovery.kind === 'other') {
      const message = `${discovery.field} finds nothing in this lab. Here are static_configs, file_sd_configs and kubernetes_sd_configs.`;
      say(PROMETHEUS_FILE, [{ line: discovery.line, message }], true);
      return [];
    }
    return discovery.files.flatMap((pattern) => {
      const names = matching(pattern, files.keys());
      if (names.length === 0 && !pattern.includes('*'))
        say(
          PROMETHEUS_FILE,
          [{ line: discovery.line, message: `"${pattern}" does not point to an existing file` }],
          true,
        );
      return names.flatMap((name) => this.fileTargets(name, files.get(name) ?? '', say));
    });
  }

  private fileTargets(name: string, text: string, say: Say): TargetGroup[] {
    const problems: ConfigProblem[] = [];
    const groups = readTargets(text, problems);
    say(name, problems);
    if (problems.length === 0) this.targets.set(name, groups);
    return (this.targets.get(name) ?? []).map((group) => ({
      ...group,
      targets: group.targets.map((labels) => labels.with('__meta_filepath', name)),
    }));
  }
}

type Say = (file: string, found: readonly ConfigProblem[], isWarning?: boolean) => void;

/** The groups of all files of rules; undefined if one of them has a mistake: then Prometheus keeps what it had. */
function readRules(
  { ruleFiles, evaluationInterval }: PrometheusConfig,
  files: ReadonlyMap<string, string>,
  say: Say,
): RuleGroup[] | undefined {
  const groups: RuleGroup[] = [];
  let isWrong = false;
  for (const pattern of ruleFiles) {
    const names = matching(pattern, files.keys());
    if (names.length === 0 && !pattern.includes('*'))
      say(PROMETHEUS_FILE, [{ line: 1, message: `"${pattern}" does not point to an existing file` }], true);
    for (const name of names) {
      const read = readRuleFile(files.get(name) ?? '', evaluationInterval);
      say(name, read.problems);
      isWrong ||= read.problems.length > 0;
      groups.push(...read.groups);
    }
  }
  return isWrong ? undefined : groups;
}
