import type { DataPath } from '../findings/yaml.ts';

/** Kinds of what may be wrong with an object. */
export type ObjectRule =
  | 'unknown-field'
  | 'type'
  | 'missing-field'
  | 'value'
  | 'api-version'
  | 'no-kind'
  | 'name'
  | 'label'
  | 'quantity'
  | 'port'
  | 'schedule'
  | 'address'
  | 'conflict'
  | 'reference'
  | 'selector'
  | 'external';

/** What is wrong with an object, and where in it. */
export interface ObjectProblem {
  rule: ObjectRule;
  path: DataPath;
  message: string;
  remedy: string;
  /** Whether the API server takes it, although nothing comes of it: a lesson may show that, and say so. */
  accepted?: true;
}

/** Makes a problem. */
export function problem(rule: ObjectRule, path: DataPath, message: string, remedy: string): ObjectProblem {
  return { rule, path, message, remedy };
}

/** Makes a problem of something that the API server takes, although nothing comes of it. */
export function acceptedProblem(rule: ObjectRule, path: DataPath, message: string, remedy: string): ObjectProblem {
  return { rule, path, message, remedy, accepted: true };
}

/** What a type of the API asks of its values beyond the types of their fields. */
export type TypeRule = (value: unknown, path: DataPath) => ObjectProblem[];

/** Rules by the name of a type: its path within its package, such as `apps/v1/DeploymentSpec`. */
export type TypeRules = Readonly<Record<string, TypeRule>>;
