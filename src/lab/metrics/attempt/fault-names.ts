import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';

/** All faults of the shop, by name; one that is missing here, or not in the schema, is no type. */
const ALL: Readonly<Record<Fault, true>> = {
  latency: true,
  errors: true,
  leak: true,
  'dead-target': true,
  restart: true,
  surge: true,
  'full-disk': true,
  'late-backup': true,
};
export const FAULT_NAMES = Object.keys(ALL) as Fault[];
