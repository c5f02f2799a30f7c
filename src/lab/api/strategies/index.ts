import type { Strategy } from '../core/strategy.ts';
import { extending, further, isExtension, isFurther, keyOf } from '../parts.ts';
import type { Resource } from '../resources/resource.ts';
import { cluster } from './cluster.ts';
import { data } from './data.ts';
import { network } from './network.ts';
import { pods } from './pods.ts';
import { storage } from './storage.ts';
import { workloads } from './workloads.ts';

const strategies: Readonly<Record<string, Strategy>> = {
  pods,
  ...workloads,
  ...network,
  ...storage,
  ...data,
  ...cluster,
};

/** The rules of a resource's kind. @throws Error if they are in a part that is not loaded */
export function strategyFor(resource: Resource): Strategy {
  if (resource.schema) return extending.here.customStrategy(resource);
  const key = keyOf(resource);
  if (isExtension(resource)) return extending.here.strategies[key] ?? {};
  return strategies[key] ?? (isFurther(resource) ? further.here.strategies[key] : undefined) ?? {};
}
