import { bucketOf } from '../api/core/store.ts';
import { type Client, type Controller, keyOf } from './framework.ts';

/** How long the API server keeps an Event after it was last written (`--event-ttl`). */
const KEPT_MS = 3_600_000;

/** Lets Events end an hour after they were last written. @see https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ */
export function eventExpiry(client: Client): Controller {
  const events = client.resource('', 'events');
  const bucket = bucketOf(events);
  const written = new Map<string, number>();
  return {
    name: 'event-expiry',
    concerns: (change) => {
      if (change.bucket !== bucket) return [];
      const { uid } = change.object.metadata;
      if (change.type === 'DELETED') {
        written.delete(uid);
        return [];
      }
      const isKnown = written.has(uid);
      written.set(uid, client.now());
      return isKnown ? [] : [keyOf(change.object)];
    },
    reconcile(key) {
      const event = client.find(events, key.namespace, key.name);
      const left = event && (written.get(event.metadata.uid) ?? 0) + KEPT_MS - client.now();
      if (left === undefined) return undefined;
      if (left > 0) return left;
      client.remove(events, key);
      return undefined;
    },
  };
}
