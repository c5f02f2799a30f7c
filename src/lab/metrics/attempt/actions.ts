import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';
import { type RecordingOf, type RecordingProblem, readRecording } from '../../attempt/recorded.ts';
import { FAULT_NAMES } from './fault-names.ts';

/** What a learner does in a lab on monitoring. Waiting is none: it is the time between two of them. */
export type MonitoringAction =
  | { kind: 'query'; expr: string }
  | { kind: 'write'; file: string; content: string }
  | { kind: 'remove'; file: string }
  | { kind: 'fault'; name: Fault; isOn: boolean }
  /** @property length milliseconds */
  | { kind: 'silence'; matchers: string[]; length: number; comment: string }
  | { kind: 'expire'; id: string };

const FORMAT = 'monitoring-attempt';
const VERSION = 1;

/** An attempt at a lab on monitoring, as all that was done in it. */
export type MonitoringRecording = RecordingOf<MonitoringAction>;

const STRINGS: Readonly<Record<MonitoringAction['kind'], readonly string[]>> = {
  query: ['expr'],
  write: ['file', 'content'],
  remove: ['file'],
  fault: ['name'],
  silence: ['comment'],
  expire: ['id'],
};

function isAction(value: Readonly<Record<string, unknown>>): boolean {
  const { kind } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(STRINGS, kind)) return false;
  if (!STRINGS[kind as MonitoringAction['kind']].every((name) => typeof value[name] === 'string')) return false;
  if (kind === 'fault')
    return typeof value.isOn === 'boolean' && (FAULT_NAMES as readonly unknown[]).includes(value.name);
  if (kind !== 'silence') return true;
  const { matchers, length } = value;
  return (
    Array.isArray(matchers) &&
    matchers.every((one) => typeof one === 'string') &&
    Number.isFinite(length) &&
    Number(length) > 0
  );
}

/** Begins what is recorded of an attempt. */
export function recordingOf(known: Omit<MonitoringRecording, 'format' | 'version'>): MonitoringRecording {
  return { format: FORMAT, version: VERSION, ...known };
}

/** A recording from a text that anybody may have written; or why it is none. */
export function parseMonitoringRecording(text: string): MonitoringRecording | RecordingProblem {
  return readRecording<MonitoringAction>(text, { format: FORMAT, version: VERSION, isAction });
}
