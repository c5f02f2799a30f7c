import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import type { Client } from '../../controllers/framework.ts';
import { narrower, type Route } from './match.ts';

/** How a route stands with one listener of a Gateway: a reason why it is refused, or the hosts that it serves there. */
export type Standing =
  | { refused: 'NotAllowedByListeners' | 'NoMatchingListenerHostname' }
  | { hosts: (string | undefined)[] };

const orderOf = ({ metadata }: KubeObject): string =>
  `${metadata.creationTimestamp} ${metadata.namespace}/${metadata.name}`;

/** The listeners that a reference of a route to a Gateway means. */
export function listenersFor(gateway: KubeObject, { sectionName, port }: Data): readonly Data[] {
  return asList(recordAt(gateway, 'spec').listeners).filter(
    (one) => (sectionName === undefined || one.name === sectionName) && (port === undefined || one.port === port),
  );
}

/** How a route stands with a listener. @see https://gateway-api.sigs.k8s.io/concepts/security-model/ */
export function standing(client: Client, gateway: KubeObject, listener: Data, route: KubeObject): Standing {
  const { from = 'Same', selector } = asRecord(asRecord(listener.allowedRoutes).namespaces);
  const namespace = route.metadata.namespace ?? '';
  const labels = client.find(client.resource('', 'namespaces'), '', namespace)?.metadata.labels ?? {};
  const isAllowed =
    from === 'All' ||
    (from === 'Same' && namespace === gateway.metadata.namespace) ||
    (from === 'Selector' && matchesLabels(selectorOf(selector), labels));
  if (!isAllowed) return { refused: 'NotAllowedByListeners' };
  const wanted = asTexts(recordAt(route, 'spec').hostnames);
  const own = listener.hostname === undefined ? undefined : String(listener.hostname);
  const hosts = (wanted.length === 0 ? [undefined] : wanted)
    .map((host) => narrower(own, host))
    .filter((host) => host !== false);
  return hosts.length === 0 ? { refused: 'NoMatchingListenerHostname' } : { hosts };
}

/** The ways of an HTTPRoute for some hosts. */
export function waysOf(route: KubeObject, hosts: readonly (string | undefined)[]): Route[] {
  return asList(recordAt(route, 'spec').rules).flatMap((rule, number) => {
    const matches = asList(rule.matches);
    return (matches.length === 0 ? [{}] : matches).flatMap((match, index) =>
      hosts.map((host) => ({
        host,
        match,
        rule,
        namespace: route.metadata.namespace ?? '',
        order: `${orderOf(route)} ${String(number).padStart(3, '0')} ${String(index).padStart(3, '0')}`,
      })),
    );
  });
}

/** The ways of an Ingress: as rules of the Gateway API. @see https://kubernetes.io/docs/concepts/services-networking/ingress/ */
export function waysOfIngress(client: Client, ingress: KubeObject): Route[] {
  const { rules, defaultBackend } = recordAt(ingress, 'spec');
  const namespace = ingress.metadata.namespace ?? '';
  const toRule = (backend: unknown): Data => {
    const { name, port } = asRecord(asRecord(backend).service);
    const { number, name: called } = asRecord(port);
    const service = client.find(client.resource('', 'services'), namespace, String(name));
    const found = asList(asRecord(service?.spec).ports).find((one) => one.name === called);
    return { backendRefs: [{ name, port: number ?? found?.port }] };
  };
  const ways = asList(rules).flatMap(({ host, http }, number) =>
    asList(asRecord(http).paths).map(
      ({ path = '/', pathType, backend }, index): Route => ({
        host: host === undefined ? undefined : String(host),
        match: { path: { type: pathType === 'Exact' ? 'Exact' : 'PathPrefix', value: path } },
        rule: toRule(backend),
        namespace,
        order: `${orderOf(ingress)} ${String(number).padStart(3, '0')} ${String(index).padStart(3, '0')}`,
      }),
    ),
  );
  const last: Route = {
    host: undefined,
    match: {},
    rule: toRule(defaultBackend),
    namespace,
    order: `${orderOf(ingress)} last`,
  };
  return defaultBackend ? [...ways, last] : ways;
}

/** What is wrong with what a route refers to; undefined if nothing is. */
export function referenceProblem(client: Client, route: KubeObject): { reason: string; message: string } | undefined {
  const namespace = route.metadata.namespace ?? '';
  for (const rule of asList(recordAt(route, 'spec').rules))
    for (const { name, kind = 'Service', namespace: other = namespace } of asList(rule.backendRefs)) {
      if (kind !== 'Service')
        return { reason: 'InvalidKind', message: `${String(kind)} is not a kind that routes may refer to` };
      if (!mayRefer(client, namespace, String(other), String(name)))
        return { reason: 'RefNotPermitted', message: `no ReferenceGrant in ${String(other)} allows it` };
      if (!client.find(client.resource('', 'services'), String(other), String(name)))
        return { reason: 'BackendNotFound', message: `Service ${String(other)}/${String(name)} not found` };
    }
  return undefined;
}

/** Whether a route of one namespace may refer to a Service of another one. @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/ */
export function mayRefer(client: Client, from: string, to: string, name: string): boolean {
  if (from === to) return true;
  const { catalog } = client.server;
  const grants =
    catalog.find('gateway.networking.k8s.io', 'v1', 'referencegrants') ??
    catalog.find('gateway.networking.k8s.io', 'v1beta1', 'referencegrants');
  return (
    grants !== undefined &&
    client
      .list(grants, to)
      .some(
        ({ spec }) =>
          asList(asRecord(spec).from).some((one) => one.kind === 'HTTPRoute' && one.namespace === from) &&
          asList(asRecord(spec).to).some(
            (one) => one.kind === 'Service' && (one.name === undefined || one.name === name),
          ),
      )
  );
}
