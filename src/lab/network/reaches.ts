import { recordAt } from '../api/core/objects.ts';
import type { Cluster } from '../cluster.ts';
import { Conversations } from './conversations.ts';
import { originOf } from './origin.ts';
import { hostsFile, resolverFile, resolverOf } from './resolver.ts';

/** How long somebody who asks waits for a connection. */
const PATIENCE_MS = 5000;

/** Who is to reach what. */
export interface Attempt {
  /** The Pod. One that is not there reaches nothing. */
  from: { namespace: string; name: string };
  /** Such as `shop-api:8080` or `10.96.0.1:443`. */
  to: string;
}

/**
 * Whether a Pod reaches a port: really looks its name up and connects, as the Pod would, and says nothing. What is reached does not log it. The clock of
 * the cluster goes on by some milliseconds, or by five seconds where nobody answers.
 */
export function reaches(cluster: Pick<Cluster, 'clock' | 'network'>, attempt: Attempt): Promise<boolean> {
  return cluster.clock.until(attempted(cluster, attempt));
}

/** As {@link reaches}, where somebody else moves the clock. */
export async function attempted({ network }: Pick<Cluster, 'network'>, { from, to }: Attempt): Promise<boolean> {
  const { client } = network;
  const pod = client.find(client.resource('', 'pods'), from.namespace, from.name);
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(to) ?? [];
  const address = String(pod ? (recordAt(pod, 'status').podIP ?? '') : '');
  if (!pod || host === '' || address === '') return false;
  const files: Readonly<Record<string, string>> = {
    '/etc/hosts': hostsFile(pod, String(recordAt(pod, 'spec').hostname ?? from.name), address),
    '/etc/resolv.conf': resolverFile(resolverOf(pod)),
  };
  const talk = new Conversations(network, originOf(pod, address), { read: (path) => files[path] ?? '' });
  try {
    (await talk.connect(host, Number(port), { timeout: PATIENCE_MS })).close();
    return true;
  } catch {
    return false;
  }
}
