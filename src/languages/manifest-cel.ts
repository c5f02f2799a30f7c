import type { Place } from '../findings/finding.ts';
import type { DataPath } from '../findings/yaml.ts';
import { type ManifestDocument, readManifests } from '../kubernetes/yaml-documents.ts';
import { celProblems } from './cel.ts';
import { unknownVariables } from './cel-variables.ts';
import type { CodeProblem } from './problem.ts';
import { yamlProblems } from './yaml.ts';

/** Kinds whose objects hold CEL. */
const KINDS =
  /^(?:(?:Validating|Mutating)AdmissionPolicy|(?:Validating|Mutating)WebhookConfiguration|CustomResourceDefinition)$/;

/** Lists whose entries hold CEL, with the keys under which it stands (Kubernetes API reference). */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  validations: ['expression', 'messageExpression'],
  variables: ['expression'],
  matchConditions: ['expression'],
  auditAnnotations: ['valueExpression'],
  'x-kubernetes-validations': ['rule', 'messageExpression'],
};

/** Names that an expression may use, by the kind of its object and by where it stands (Kubernetes API reference). */
function variablesOf(kind: string, path: DataPath): string[] | undefined {
  if (kind === 'CustomResourceDefinition') return ['self', 'oldSelf'];
  const asked = ['object', 'oldObject', 'request', 'authorizer'];
  if (kind.endsWith('WebhookConfiguration')) return asked;
  if (kind !== 'ValidatingAdmissionPolicy') return undefined;
  const list = path.at(-3);
  const all = [...asked, 'params', 'namespaceObject'];
  return list === 'matchConditions' ? all : [...all, 'variables'];
}

/** Strings with CEL below a value, with their paths. */
function expressionsIn(value: unknown, path: DataPath): { expression: string; path: DataPath }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]): { expression: string; path: DataPath }[] => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    const list = path.at(-2);
    const isExpression = typeof list === 'string' && Object.hasOwn(PLACES, list) && PLACES[list]?.includes(name);
    if (isExpression && typeof below === 'string') return [{ expression: below, path: here }];
    return expressionsIn(below, here);
  });
}

/** Documents of a text; none if an alias in it names no anchor, for which there is no value to look at. */
function documentsOf(text: string): ManifestDocument[] {
  return yamlProblems(text).length > 0 ? [] : readManifests(text);
}

/** CEL that cannot be parsed in admission policies, webhook configurations and CustomResourceDefinitions, at the place where it begins. */
export function manifestCelProblems(text: string): CodeProblem[] {
  if (!/AdmissionPolicy|WebhookConfiguration|CustomResourceDefinition/.test(text)) return [];
  return documentsOf(text).flatMap(({ value, place }) => {
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : '';
    if (!KINDS.test(kind)) return [];
    return expressionsIn(value, []).flatMap(({ expression, path }) => {
      const start: Place = place(path);
      const broken = celProblems(expression);
      const known = variablesOf(kind, path);
      const unknown = broken.length === 0 && known ? unknownVariables(expression, known) : [];
      return [...broken, ...unknown].map(({ message, remedy }) => ({ ...start, message, remedy }));
    });
  });
}
