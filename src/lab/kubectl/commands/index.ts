import { apply } from './apply.ts';
import type { Command } from './command.ts';
import { config } from './config.ts';
import { create } from './create.ts';
import { createAccess } from './create-access.ts';
import { createAccounts } from './create-accounts.ts';
import { createData } from './create-data.ts';
import { createRest } from './create-rest.ts';
import { createService } from './create-service.ts';
import { createWorkloads } from './create-workloads.ts';
import { deleteCommand } from './delete.ts';
import { apiResources, apiVersions, clusterInfo } from './discovery.ts';
import { get } from './get.ts';
import { annotate, label } from './label.ts';
import { patch } from './patch.ts';
import { scale } from './scale.ts';
import { version } from './version.ts';
import { wait } from './wait.ts';

/** All commands that do something, by their words. */
export const commands: Readonly<Record<string, Command>> = {
  get,
  version,
  'api-resources': apiResources,
  'api-versions': apiVersions,
  'cluster-info': clusterInfo,
  apply,
  create,
  ...createWorkloads,
  ...createData,
  ...createAccess,
  ...createAccounts,
  ...createService,
  ...createRest,
  ...config,
  delete: deleteCommand,
  label,
  annotate,
  scale,
  patch,
  wait,
};
