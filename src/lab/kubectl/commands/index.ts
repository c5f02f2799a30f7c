import { apply } from './apply.ts';
import { applyLastApplied } from './apply-last-applied.ts';
import { auth } from './auth.ts';
import { autoscale } from './autoscale.ts';
import { certificate } from './certificate.ts';
import type { Command } from './command.ts';
import { config } from './config.ts';
import { create } from './create.ts';
import { createAccess } from './create-access.ts';
import { createAccounts } from './create-accounts.ts';
import { createData } from './create-data.ts';
import { createRest } from './create-rest.ts';
import { createService } from './create-service.ts';
import { createWorkloads } from './create-workloads.ts';
import { debug } from './debug.ts';
import { deleteCommand } from './delete.ts';
import { describe } from './describe.ts';
import { diff } from './diff.ts';
import { apiResources, apiVersions, clusterInfo } from './discovery.ts';
import { drain } from './drain.ts';
import { edges } from './edges.ts';
import { edit } from './edit.ts';
import { events } from './events.ts';
import { attach, exec } from './exec.ts';
import { explain } from './explain.ts';
import { expose } from './expose.ts';
import { get } from './get.ts';
import { kustomize } from './kustomize.ts';
import { annotate, label } from './label.ts';
import { logs } from './logs.ts';
import { cordon, taint, uncordon } from './nodes.ts';
import { patch } from './patch.ts';
import { cp, portForward } from './port-forward.ts';
import { replace } from './replace.ts';
import { rollout } from './rollout.ts';
import { rolloutHistory } from './rollout-history.ts';
import { run } from './run.ts';
import { scale } from './scale.ts';
import { set } from './set.ts';
import { top } from './top.ts';
import { version } from './version.ts';
import { wait } from './wait.ts';

/** All commands that do something, by their words. */
export const commands: Readonly<Record<string, Command>> = {
  get,
  describe,
  diff,
  edit,
  debug,
  explain,
  kustomize,
  events,
  apply,
  create,
  delete: deleteCommand,
  label,
  annotate,
  scale,
  patch,
  replace,
  expose,
  run,
  autoscale,
  wait,
  logs,
  exec,
  attach,
  cp,
  'port-forward': portForward,
  cordon,
  uncordon,
  drain,
  taint,
  version,
  'api-resources': apiResources,
  'api-versions': apiVersions,
  'cluster-info': clusterInfo,
  ...createWorkloads,
  ...createData,
  ...createAccess,
  ...createAccounts,
  ...createService,
  ...createRest,
  ...config,
  ...applyLastApplied,
  ...rollout,
  ...rolloutHistory,
  ...top,
  ...set,
  ...certificate,
  ...auth,
  ...edges,
};
