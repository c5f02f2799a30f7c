import type { DataPath } from '../findings/yaml.ts';
import { isRecord } from './data.ts';
import { isLabelValue, isQualifiedName } from './formats.ts';
import type { ObjectProblem } from './object-problem.ts';

/** Fields with labels of Kubernetes wherever they stand; "labels" are such only in metadata: alerts have others. */
const LABEL_FIELDS = new Set(['matchLabels', 'nodeSelector']);
const isLabels = (key: string, path: DataPath): boolean =>
  LABEL_FIELDS.has(key) || (key === 'labels' && /metadata$/i.test(String(path.at(-1))));

/** Labels of an object: in metadata, templates and selectors. Schemas of definitions have fields of the same names. */
export function labelProblems(object: Readonly<Record<string, unknown>>, kind: string): ObjectProblem[] {
  return labelsBelow(kind === 'CustomResourceDefinition' ? { metadata: object.metadata } : object, []);
}

function labelsBelow(value: unknown, path: DataPath): ObjectProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => labelsBelow(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const inside = [...path, key];
    if (!isLabels(key, path) || !isRecord(item)) return labelsBelow(item, inside);
    return Object.entries(item).flatMap(([label, text]): ObjectProblem[] => {
      const wrong = isQualifiedName(label) ? undefined : `"${label}" cannot be the key of a label.`;
      const bad =
        typeof text === 'string' && !isLabelValue(text) ? `"${text}" cannot be the value of a label.` : undefined;
      const message = wrong ?? bad;
      if (message === undefined) return [];
      const remedy =
        'Use at most 63 letters, digits, hyphens, underscores and dots, with a letter or digit at both ends.';
      return [{ rule: 'label', path: [...inside, label], message, remedy }];
    });
  });
}
