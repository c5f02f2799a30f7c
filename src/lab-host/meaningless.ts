import type { LabCondition } from '../curriculum/schema/lab-cluster.ts';
import { parseLabelSelector } from '../lab/api/core/selectors.ts';
import { JsonPath } from '../lab/kubectl/print/jsonpath.ts';
import type { Mentioned } from './mentioned.ts';

/** What somebody says who cannot read a text; undefined if it can be read. */
function complaintOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** Why the selector or the JSONPath of a condition cannot be read; undefined if they can. */
export function unreadable(condition: LabCondition): string | undefined {
  const { selector, path } = { selector: undefined, path: undefined, ...condition };
  const noSelector = selector === undefined ? undefined : complaintOf(() => parseLabelSelector(selector));
  if (noSelector !== undefined) return `"${selector}" is no label selector (${noSelector})`;
  if (condition.kind === 'file' || path === undefined) return undefined;
  const noPath = complaintOf(() => new JsonPath(path, true));
  return noPath === undefined ? undefined : `"${path}" is no JSONPath (${noPath})`;
}

/** Why nothing can ever be of the kind that a condition names: no such object is there then, whatever somebody does. */
export function unknownKind(condition: LabCondition, seen: Mentioned): string | undefined {
  if (!('resource' in condition) || seen.knowsKind(condition.resource)) return undefined;
  return `the cluster of this lab has no kind "${condition.resource}"`;
}
