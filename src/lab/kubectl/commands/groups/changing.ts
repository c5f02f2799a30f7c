import { applyLastApplied } from '../apply-last-applied.ts';
import { autoscale } from '../autoscale.ts';
import type { Command } from '../command.ts';
import { createAccess } from '../create-access.ts';
import { createAccounts } from '../create-accounts.ts';
import { createData } from '../create-data.ts';
import { createRest } from '../create-rest.ts';
import { createService } from '../create-service.ts';
import { createWorkloads } from '../create-workloads.ts';
import { diff } from '../diff.ts';
import { edit } from '../edit.ts';
import { expose } from '../expose.ts';
import { annotate, label } from '../label.ts';
import { patch } from '../patch.ts';
import { replace } from '../replace.ts';
import { rollout } from '../rollout.ts';
import { rolloutHistory } from '../rollout-history.ts';
import { run } from '../run.ts';
import { scale } from '../scale.ts';
import { set } from '../set.ts';
import { wait } from '../wait.ts';

/** Commands that make and change one thing at a time. */
export const commands: Readonly<Record<string, Command>> = {
  label,
  annotate,
  scale,
  patch,
  replace,
  expose,
  run,
  autoscale,
  diff,
  edit,
  wait,
  ...createWorkloads,
  ...createData,
  ...createAccess,
  ...createAccounts,
  ...createService,
  ...createRest,
  ...applyLastApplied,
  ...rollout,
  ...rolloutHistory,
  ...set,
};
