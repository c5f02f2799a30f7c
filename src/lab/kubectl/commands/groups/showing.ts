import type { Command } from '../command.ts';
import { describe } from '../describe.ts';
import { events } from '../events.ts';
import { top } from '../top.ts';

/** Commands that show more than a table. */
export const commands: Readonly<Record<string, Command>> = { describe, events, ...top };
