import type { Strategy } from '../core/strategy.ts';
import type { Resource } from '../resources/resource.ts';

const strategies: Readonly<Record<string, Strategy>> = {};

/** The rules of a resource's kind. */
export function strategyFor({ group, plural }: Resource): Strategy {
  return strategies[group === '' ? plural : `${plural}.${group}`] ?? {};
}
