import type { DataPath } from '../../findings/yaml.ts';
import { asRecord, asTexts, isRecord } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';

/** Keys of a group of targets. Source: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config. */
const KEYS: ReadonlySet<string> = new Set(['targets', 'labels']);

const isGroup = (value: unknown): boolean =>
  isRecord(value) && Array.isArray(value.targets) && Object.keys(value).every((key) => KEYS.has(key));

/** Whether data is what files for service discovery hold: groups of targets, or one of them alone. */
export function areTargetGroups(value: unknown): boolean {
  if (!Array.isArray(value)) return isGroup(value);
  return value.some(isGroup) && value.every((group) => group === null || isGroup(group));
}

/** What is wrong with groups of targets. @param isRelabeled whether relabeling may make hosts of URLs */
export function targetProblems(value: unknown, path: DataPath = [], isRelabeled = false): ObjectProblem[] {
  if (!Array.isArray(value)) return groupProblems(value, path, isRelabeled);
  return value.flatMap((group, index) => groupProblems(group, [...path, index], isRelabeled));
}

function groupProblems(value: unknown, path: DataPath, isRelabeled: boolean): ObjectProblem[] {
  if (value === null)
    return [problem('missing-field', path, 'This group of targets is empty.', 'Write its targets, or remove it.')];
  const { targets, labels } = asRecord(value);
  const urls = asTexts(targets).flatMap((target, number) =>
    /^\w+:\/\//.test(target) && !isRelabeled
      ? [
          problem(
            'value',
            [...path, 'targets', number],
            `The target "${target}" is a URL; a target is a host with a port.`,
            `Write ${target.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')}; "scheme" and "metrics_path" are settings of their own.`,
          ),
        ]
      : [],
  );
  const nested = Object.entries(asRecord(labels)).flatMap(([name, label]) =>
    typeof label === 'object' && label !== null
      ? [
          problem(
            'value',
            [...path, 'labels', name],
            `The label "${name}" has no text as its value.`,
            'Write one text.',
          ),
        ]
      : [],
  );
  return [...urls, ...nested];
}

const BINARY = /!!binary\s+["']?([A-Za-z0-9+/=]*)/g;

/** Bytes in a YAML text that are no text, by their line: Prometheus takes names and values in UTF-8 only. */
export function foreignBytes(text: string): number[] {
  return [...text.matchAll(BINARY)].flatMap(({ index, 1: encoded = '' }) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0)));
      return [];
    } catch {
      return [text.slice(0, index).split('\n').length];
    }
  });
}
