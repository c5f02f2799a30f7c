import type { Command } from '../command.ts';
import { cp } from '../copy.ts';
import { debug } from '../debug.ts';
import { attach, exec } from '../exec.ts';
import { logs } from '../logs.ts';
import { portForward } from '../port-forward.ts';

/** Commands that look into containers. */
export const commands: Readonly<Record<string, Command>> = {
  logs,
  exec,
  attach,
  cp,
  'port-forward': portForward,
  debug,
};
