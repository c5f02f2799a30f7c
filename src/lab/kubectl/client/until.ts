import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import type { Found, Info } from '../resources/info.ts';
import { addressOf, groupVersion } from './discovery.ts';
import { events, type WatchEvent } from './events.ts';

/** The time by which something must have happened has gone. */
export class Timeout extends Error {}

/** A week: how long kubectl waits when nothing limits it. */
export const WEEK = 168 * 3.6e6;

/**
 * Watches one object until something holds for it (`UntilWithSync` of k8s.io/client-go/tools/watch).
 * @param check gets the object, or undefined when it is not there; true ends it.
 * @throws Timeout when `deadline` (milliseconds since 1970) has come; StatusError for what the server refuses.
 */
export async function untilObject(
  call: Call,
  info: Info,
  deadline: number,
  check: (object: Found | undefined, event: WatchEvent | undefined) => boolean,
): Promise<void> {
  const { resource, namespace, name } = info;
  if (!resource) throw new Error('local operation only');
  const path = addressOf(resource, namespace);
  const fieldSelector = `metadata.name=${name}`;
  for (;;) {
    const list = await call.client.json({ path, query: { fieldSelector } });
    const [item] = asList(list.items);
    const { kind } = resource;
    const present = item && { kind, apiVersion: groupVersion(resource), ...item };
    if (check(present, undefined)) return;
    if (call.now() >= deadline) throw new Timeout();
    const { stream } = await call.client.ask({
      path,
      query: {
        fieldSelector,
        watch: 'true',
        resourceVersion: String(asRecord(list.metadata).resourceVersion ?? ''),
        allowWatchBookmarks: 'true',
      },
    });
    if (!stream) throw new Error('the server sent no stream for a watch');
    const timer = call.context.clock.after(deadline - call.now(), () => stream.close());
    try {
      for await (const event of events(call, stream)) {
        if (event.type === 'BOOKMARK') continue;
        if (event.type === 'ERROR') break;
        if (check(event.type === 'DELETED' ? undefined : event.object, event)) return;
      }
    } finally {
      timer.cancel();
    }
    call.throwIfStopped();
    if (call.now() >= deadline) throw new Timeout();
  }
}
