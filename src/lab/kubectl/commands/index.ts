import type { Command } from './command.ts';
import { config } from './config.ts';
import { apiResources, apiVersions, clusterInfo } from './discovery.ts';
import { get } from './get.ts';
import { version } from './version.ts';

/** All commands that do something, by their words. */
export const commands: Readonly<Record<string, Command>> = {
  get,
  version,
  'api-resources': apiResources,
  'api-versions': apiVersions,
  'cluster-info': clusterInfo,
  ...config,
};
