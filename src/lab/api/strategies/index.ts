import type { Strategy } from '../core/strategy.ts';
import { customStrategy } from '../custom/strategy.ts';
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

/** The rules of a resource's kind. */
export function strategyFor(resource: Resource): Strategy {
  const { group, plural, schema } = resource;
  if (schema) return customStrategy(resource);
  return strategies[group === '' ? plural : `${plural}.${group}`] ?? {};
}
