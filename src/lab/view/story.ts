import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { ApiServer } from '../api/server.ts';
import { isSystemNamespace } from './system-namespaces.ts';

/** A sentence on what has happened, as its key and what stands in it. */
export interface StoryEntry {
  /** When it happened last, in milliseconds since 1970. */
  at: number;
  key: StoryKey;
  values: Readonly<Record<string, string>>;
  /** How often. */
  count: number;
  isProblem: boolean;
}

/** Keys of sentences (src/strings/en.yaml). */
export type StoryKey = (typeof SENTENCES)[keyof typeof SENTENCES] | 'practiceStoryOther';

/** The sentence of each reason of an Event; of others their own message is shown. */
const SENTENCES = {
  Scheduled: 'practiceStoryScheduled',
  FailedScheduling: 'practiceStoryUnschedulable',
  Started: 'practiceStoryStarted',
  Killing: 'practiceStoryKilling',
  BackOff: 'practiceStoryBackOff',
  Unhealthy: 'practiceStoryUnhealthy',
  ScalingReplicaSet: 'practiceStoryScaling',
  SuccessfulDelete: 'practiceStoryRemoved',
  FailedCreate: 'practiceStoryNotMade',
  SuccessfulRescale: 'practiceStoryRescale',
} as const satisfies Record<string, string>;

/** Reasons that say nothing that others do not say as well. */
const NOISE = new Set(['Pulling', 'Pulled', 'Created', 'SuccessfulCreate', 'LeaderElection']);
/** How many sentences are told. */
const MOST = 100;

/** Whether an Event only says what another one says with its cause: `Error: ErrImagePull`. */
function isRepeated(reason: string, message: string): boolean {
  return reason === 'Failed' && /^Error: (?:ErrImagePull|ImagePullBackOff)$/.test(message.trim());
}

/** When an Event was seen last. */
function timeOf(event: KubeObject): number {
  const { lastTimestamp, eventTime, series } = event as {
    lastTimestamp?: unknown;
    eventTime?: unknown;
    series?: unknown;
  };
  const last = recordAt(series).lastObservedTime ?? lastTimestamp ?? eventTime ?? event.metadata.creationTimestamp;
  return Date.parse(String(last));
}

/** What a sentence says beside the object: the node, what was scaled, the rest of the message. */
function valuesOf(event: KubeObject): Record<string, string> {
  const message = String(event.message ?? '').trim();
  const { kind, name } = recordAt(event, 'involvedObject');
  return {
    object: `${String(kind)} ${String(name)}`,
    message,
    node: / to (\S+)$/.exec(message)?.[1] ?? '',
  };
}

/**
 * What has happened in a cluster since a moment, the latest first: its Events, in words that somebody reads who does not know them yet.
 * @param since in milliseconds since 1970
 */
export function story({ store }: Pick<ApiServer, 'store'>, since: number): StoryEntry[] {
  const entries: StoryEntry[] = [];
  for (const event of store.list('/events')) {
    const reason = String(event.reason);
    const at = timeOf(event);
    if (
      at < since ||
      NOISE.has(reason) ||
      isRepeated(reason, String(event.message)) ||
      isSystemNamespace(event.metadata.namespace ?? '')
    )
      continue;
    entries.push({
      at,
      key: Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : 'practiceStoryOther',
      values: valuesOf(event),
      count: Number(recordAt(event, 'series').count ?? event.count ?? 1),
      isProblem: event.type === 'Warning',
    });
  }
  return entries.sort((one, other) => other.at - one.at).slice(0, MOST);
}
