import type { DataPath } from '../../findings/yaml.ts';
import type { ObjectProblem, TypeRules } from '../object-problem.ts';
import { accessRules } from './access.ts';
import { choiceRules } from './choices.ts';
import { containerDetailRules } from './container-details.ts';
import { containerRules } from './containers.ts';
import { controllerRules } from './controllers.ts';
import { definitionRules } from './definitions.ts';
import { monitoringRules } from './monitoring.ts';
import { networkRules } from './network.ts';
import { objectRules } from './objects.ts';
import { podDetailRules } from './pod-details.ts';
import { podRules } from './pods.ts';
import { quantityRules } from './quantities.ts';

const GROUPS: readonly TypeRules[] = [
  accessRules,
  choiceRules,
  containerRules,
  containerDetailRules,
  controllerRules,
  definitionRules,
  monitoringRules,
  podDetailRules,
  networkRules,
  objectRules,
  podRules,
  quantityRules,
];

/** What a value of a type of the API lacks beyond the types of its fields. @param type such as `apps/v1/DeploymentSpec`. */
export function typeProblems(type: string, value: unknown, path: DataPath): ObjectProblem[] {
  return GROUPS.flatMap((rules) => rules[type]?.(value, path) ?? []);
}
