/** Why a receiver is notified. Source: NotifyReason of Alertmanager. */
export type NotifyReason =
  | 'first notification'
  | 'new alerts in group'
  | 'all alerts resolved'
  | 'new resolved alerts'
  | 'repeat interval elapsed';

/** What a receiver was told of a group the last time: keys of alerts. */
export interface LogEntry {
  time: number;
  firing: ReadonlySet<string>;
  resolved: ReadonlySet<string>;
}

const isSubset = (some: ReadonlySet<string>, of: ReadonlySet<string>): boolean => [...some].every((one) => of.has(one));

/** Why a receiver has to hear of a group; undefined if it knows all. Source: DedupStage.needsUpdate of notify/dedup_stage.go. */
export function notifyReason(
  entry: LogEntry | undefined,
  now: LogEntry,
  { repeatInterval, sendResolved }: { repeatInterval: number; sendResolved: boolean },
): NotifyReason | undefined {
  const { firing, resolved, time } = now;
  if (!entry) return firing.size > 0 ? 'first notification' : undefined;
  if (!isSubset(firing, entry.firing)) return entry.firing.size === 0 ? 'first notification' : 'new alerts in group';
  if (firing.size === 0) return entry.firing.size > 0 ? 'all alerts resolved' : undefined;
  if (sendResolved && !isSubset(resolved, entry.resolved)) return 'new resolved alerts';
  return entry.time < time - repeatInterval ? 'repeat interval elapsed' : undefined;
}
