import type { ApiRequest } from './api/protocol.ts';
import { curlOver } from './images/tools/curl.ts';
import { readUrl } from './images/tools/url.ts';
import { Conversations } from './network/conversations.ts';
import type { Network } from './network/network.ts';
import { OUTSIDE } from './network/origin.ts';
import { NetworkError, type PodNetwork } from './node/process.ts';
import type { Context } from './shell/program.ts';
import { curl } from './shell/programs/curl.ts';

/** What listens on this computer for others than the API server, such as `kubectl port-forward`. */
function listenerAt(context: Context, host: string, port: number) {
  return context.connect(`http://${host === 'localhost' || host === '[::1]' ? '127.0.0.1' : host}:${port}`);
}

/**
 * `curl` of the computer before the clusters: it reaches what listens there, the API servers, and the nodes of the clusters with what they answer for.
 * Addresses of Pods and of Services belong to the cluster alone.
 */
export function outerCurl(networks: readonly Network[], context: Context): Promise<number> {
  const url = readUrl(context.arguments.findLast((word) => /^https?:\/\//.test(word)) ?? '');
  if (context.connect(`${url.scheme}://${url.host}:${url.port}`)) return Promise.resolve(curl(context));
  const hasAddress = (one: Network): boolean => one.nodeAt(url.host) !== undefined || one.externals.has(url.host);
  const network = networks.find(hasAddress) ?? (networks[0] as Network);
  const inner = new Conversations(network, OUTSIDE);
  const over: Pick<PodNetwork, 'request' | 'resolve'> = {
    resolve: (name) => inner.resolve(name),
    async request(host, port, request, asking) {
      const listener = listenerAt(context, host, port);
      if (!listener) return inner.request(host, port, request, asking);
      const { status, headers, body } = await listener({ ...request, method: request.method as ApiRequest['method'] });
      if (status === 0) throw new NetworkError('reset', 'Connection reset by peer', '127.0.0.1');
      return { status, headers, body };
    },
  };
  return curlOver(context, over);
}
