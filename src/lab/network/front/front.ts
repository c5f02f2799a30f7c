import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import type { Client } from '../../controllers/framework.ts';
import { type HttpRequest, type HttpResponse, NetworkError, type Peer, type PodNetwork } from '../../node/process.ts';
import { filtered, modified, type Route, routeFor } from './match.ts';
import { mayRefer } from './routes.ts';

const none = (status: number, body = ''): HttpResponse => ({
  status,
  headers: {
    ...(body === '' ? {} : { 'content-type': 'text/plain' }),
    'content-length': String(body.length),
    server: 'envoy',
  },
  body,
});

/** How long a proxy tries to connect with a server. */
const CONNECT_MS = 5000;

/** Answers a request as the proxy of a Gateway does: its words are those of Envoy. */
export async function throughFront(
  client: Client,
  network: Pick<PodNetwork, 'request'>,
  random: () => number,
  routes: readonly Route[],
  request: HttpRequest,
  peer: Peer,
): Promise<HttpResponse> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const route = routeFor(routes, request, host);
  if (!route) return none(404);
  const made = filtered(route, request);
  if ('location' in made)
    return { ...none(made.status), headers: { location: made.location, 'content-length': '0', server: 'envoy' } };
  const backend = chosen(asList(route.rule.backendRefs), random);
  if (!backend) return none(500);
  const namespace = String(backend.namespace ?? route.namespace);
  const service = client.find(client.resource('', 'services'), namespace, String(backend.name));
  if (!service || !mayRefer(client, route.namespace, namespace, String(backend.name))) return none(500);
  const headers = {
    ...made.request.headers,
    'x-forwarded-for': [made.request.headers['x-forwarded-for'], peer.address].filter(Boolean).join(','),
    'x-forwarded-proto': 'http',
    'x-envoy-external-address': peer.address,
  };
  try {
    const address = String(asRecord(service.spec).clusterIP);
    const place = address === 'None' ? undefined : address;
    const port = asList(asRecord(service.spec).ports).find((one) => one.port === backend.port);
    const headless = port && !place ? headlessPlace(client, service.metadata.name, namespace) : undefined;
    const target = place ?? headless;
    if (target === undefined || !port) return none(503, 'no healthy upstream');
    const response = await network.request(
      target,
      Number(headless ? (port.targetPort ?? port.port) : backend.port),
      { ...made.request, headers },
      { timeout: CONNECT_MS },
    );
    const change = asList(route.rule.filters).find(({ type }) => type === 'ResponseHeaderModifier');
    const answered = { ...response.headers, server: 'envoy' };
    return { ...response, headers: change ? modified(answered, asRecord(change.responseHeaderModifier)) : answered };
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    return problem.code === 'refused'
      ? none(503, 'no healthy upstream')
      : none(503, 'upstream connect error or disconnect/reset before headers. reset reason: connection timeout');
  }
}

/** An address of a Service that has none of its own. */
function headlessPlace(client: Client, name: string, namespace: string): string | undefined {
  const slices = client
    .list(client.resource('discovery.k8s.io', 'endpointslices'), namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
  const ready = slices
    .flatMap(({ endpoints }) => asList(endpoints))
    .find(({ conditions }) => asRecord(conditions).ready !== false);
  return Array.isArray(ready?.addresses) ? String(ready.addresses[0]) : undefined;
}

/** One of several servers, by their weights. */
function chosen(backends: readonly Data[], random: () => number): Data | undefined {
  const weights = backends.map(({ weight = 1 }) => Number(weight));
  let left = random() * weights.reduce((sum, one) => sum + one, 0);
  return backends.find((_, index) => {
    left -= weights[index] as number;
    return left < 0;
  });
}
