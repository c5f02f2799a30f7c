import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { copy, isSame, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { equalTo, matchesLabels } from '../../api/core/selectors.ts';
import { bucketOf } from '../../api/core/store.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded, isReady, ownedBy } from '../pods.ts';

export const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';
export const SERVICE = 'kubernetes.io/service-name';
export const MANAGED = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';
/** How many addresses one slice holds. */
const SLICE_SIZE = 100;

/** Whether a Service finds Pods by itself. */
export function hasSelector(service: KubeObject): boolean {
  const spec = recordAt(service, 'spec');
  return spec.type !== 'ExternalName' && Object.keys(asRecord(spec.selector)).length > 0;
}

/** The number of a Service's port in a Pod; undefined if the Pod has none of that name. @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
export function targetPort(pod: KubeObject, { targetPort: target, port, protocol = 'TCP' }: Data): number | undefined {
  if (typeof target !== 'string') return Number(target ?? port);
  const spec = recordAt(pod, 'spec');
  const sidecars = asList(spec.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...asList(spec.containers), ...sidecars])
    for (const one of asList(container.ports))
      if (one.name === target && (one.protocol ?? 'TCP') === protocol) return Number(one.containerPort);
  return undefined;
}

const isHeadless = (service: KubeObject): boolean => recordAt(service, 'spec').clusterIP === 'None';

/** The Pods behind a Service that have an address and have not ended. */
function podsOf(client: Client, service: KubeObject): KubeObject[] {
  const requirements = equalTo(recordAt(service, 'spec').selector);
  return client
    .list(client.resource('', 'pods'), service.metadata.namespace)
    .filter(
      (pod) =>
        matchesLabels(requirements, pod.metadata.labels ?? {}) &&
        !hasEnded(pod) &&
        typeof recordAt(pod, 'status').podIP === 'string',
    );
}

/** Ports of a Service as they are in one Pod. */
function portsIn(service: KubeObject, pod: KubeObject): Record<string, unknown>[] {
  return asList(recordAt(service, 'spec').ports).flatMap((one) => {
    const port = targetPort(pod, one);
    if (port === undefined) return [];
    return [
      {
        ...(one.appProtocol === undefined ? {} : { appProtocol: one.appProtocol }),
        name: one.name ?? '',
        port,
        protocol: one.protocol ?? 'TCP',
      },
    ];
  });
}

function isReadyFor(service: KubeObject, pod: KubeObject): boolean {
  return recordAt(service, 'spec').publishNotReadyAddresses === true || isReady(pod);
}

const referenceTo = ({ kind, metadata }: KubeObject): Record<string, unknown> => ({
  kind,
  name: metadata.name,
  namespace: metadata.namespace,
  uid: metadata.uid,
});

/** The name of a Pod behind a headless Service. */
export function hostname(service: KubeObject, pod: KubeObject): Record<string, unknown> {
  const spec = recordAt(pod, 'spec');
  return spec.hostname && spec.subdomain === service.metadata.name ? { hostname: spec.hostname } : {};
}

export function endpoint(client: Client, service: KubeObject, pod: KubeObject): Record<string, unknown> {
  const node = client.find(client.resource('', 'nodes'), '', String(recordAt(pod, 'spec').nodeName));
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const isTerminating = pod.metadata.deletionTimestamp !== undefined;
  const isServing = isReady(pod);
  const publishes = recordAt(service, 'spec').publishNotReadyAddresses === true;
  return {
    addresses: [recordAt(pod, 'status').podIP],
    conditions: { ready: publishes || (isServing && !isTerminating), serving: isServing, terminating: isTerminating },
    ...hostname(service, pod),
    nodeName: recordAt(pod, 'spec').nodeName,
    targetRef: referenceTo(pod),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The labels that what belongs to a Service takes over from it. */
function labelsOf(service: KubeObject, further: Record<string, string>): Record<string, string> {
  const own = Object.entries(service.metadata.labels ?? {}).filter(
    ([name]) => name !== MANAGED && name !== SERVICE && name !== HEADLESS,
  );
  return { ...Object.fromEntries(own), ...further, ...(isHeadless(service) ? { [HEADLESS]: '' } : {}) };
}

/** Which Services a change of a Pod concerns, beside a Service's own. */
export function concerns(client: Client, owned: readonly string[]): Controller['concerns'] {
  const services = client.resource('', 'services');
  const resources = owned.map((plural) =>
    client.resource(plural === 'endpointslices' ? 'discovery.k8s.io' : '', plural),
  );
  const endpoints = bucketOf(client.resource('', 'endpoints'));
  return concernsOf(services, resources, ({ bucket, object, previous }) => {
    if (bucket === endpoints && owned.includes('endpoints')) return [keyOf(object)];
    if (bucket !== '/pods') return [];
    return client
      .list(services, object.metadata.namespace)
      .filter(
        (service) =>
          hasSelector(service) &&
          [object, previous].some(
            (pod) => pod && matchesLabels(equalTo(recordAt(service, 'spec').selector), pod.metadata.labels ?? {}),
          ),
      )
      .map(keyOf);
  });
}

/** Keeps EndpointSlices of Services with selectors. @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
export function endpointSliceController(client: Client): Controller {
  const services = client.resource('', 'services');
  const slices = client.resource('discovery.k8s.io', 'endpointslices');
  return {
    name: 'endpointslice-controller',
    concerns: concerns(client, ['endpointslices']),
    reconcile(key) {
      const service = client.find(services, key.namespace, key.name);
      if (!service || service.metadata.deletionTimestamp !== undefined || !hasSelector(service)) return undefined;
      const wanted = wantedSlices(client, service);
      const present = client
        .list(slices, key.namespace)
        .filter(
          ({ metadata }) =>
            metadata.labels?.[SERVICE] === key.name &&
            metadata.labels[MANAGED] === SLICE_CONTROLLER &&
            metadata.deletionTimestamp === undefined,
        );
      const labels = labelsOf(service, { [MANAGED]: SLICE_CONTROLLER, [SERVICE]: key.name });
      const annotations = { [TRIGGER]: timeText(client.now()) };
      for (const [index, slice] of wanted.entries()) {
        const old = present[index];
        if (!old) {
          client.create(
            slices,
            {
              apiVersion: 'discovery.k8s.io/v1',
              kind: 'EndpointSlice',
              metadata: { generateName: `${key.name}-`, labels, annotations, ownerReferences: [ownedBy(service)] },
              addressType: 'IPv4',
              ...copy(slice),
            },
            key.namespace,
          );
          continue;
        }
        const isEqual =
          isSame(asList(old.endpoints), slice.endpoints ?? []) &&
          isSame(asList(old.ports), slice.ports ?? []) &&
          isSame(old.metadata.labels, labels);
        if (!isEqual)
          client.change(slices, keyOf(old), (object) => {
            object.metadata.labels = labels;
            object.metadata.annotations = { ...object.metadata.annotations, ...annotations };
            Object.assign(object, { endpoints: undefined, ports: undefined }, copy(slice));
            return true;
          });
      }
      for (const old of present.slice(wanted.length)) client.remove(slices, keyOf(old));
      return undefined;
    },
  };
}

/** The slices that a Service shall have: one for each set of port numbers, and an empty one if nothing is behind it. */
function wantedSlices(client: Client, service: KubeObject): { endpoints?: unknown[]; ports?: unknown[] }[] {
  const byPorts = new Map<string, { endpoints: unknown[]; ports: unknown[] }>();
  for (const pod of podsOf(client, service)) {
    const ports = portsIn(service, pod);
    const known = byPorts.get(JSON.stringify(ports)) ?? { endpoints: [], ports };
    known.endpoints.push(endpoint(client, service, pod));
    byPorts.set(JSON.stringify(ports), known);
  }
  const made = [...byPorts.values()].flatMap(({ endpoints, ports }) => {
    const parts = [];
    for (let from = 0; from < endpoints.length; from += SLICE_SIZE)
      parts.push({ endpoints: endpoints.slice(from, from + SLICE_SIZE), ports });
    return parts;
  });
  return made.length > 0 ? made : [{}];
}

/** Keeps Endpoints of Services with selectors, the older form of slices. @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/ */
export function endpointsController(client: Client): Controller {
  const services = client.resource('', 'services');
  const resource = client.resource('', 'endpoints');
  return {
    name: 'endpoint-controller',
    concerns: concerns(client, ['endpoints']),
    reconcile(key) {
      const service = client.find(services, key.namespace, key.name);
      if (!service) {
        const old = client.find(resource, key.namespace, key.name);
        // What somebody has made by hand for a Service that is still to come stays.
        if (old?.metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller')
          client.remove(resource, key);
        return undefined;
      }
      if (!hasSelector(service)) return undefined;
      const subsets = subsetsOf(client, service);
      const labels = labelsOf(service, { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
      const old = client.find(resource, key.namespace, key.name);
      const annotations = { [TRIGGER]: timeText(client.now()) };
      if (!old) {
        const metadata = { name: key.name, labels, annotations };
        client.create(
          resource,
          { apiVersion: 'v1', kind: 'Endpoints', metadata, ...(subsets.length > 0 ? { subsets } : {}) },
          key.namespace,
        );
        return undefined;
      }
      if (isSame(asList(old.subsets), subsets) && isSame(old.metadata.labels, labels)) return undefined;
      client.change(resource, key, (object) => {
        object.metadata.labels = labels;
        object.metadata.annotations = { ...object.metadata.annotations, ...annotations };
        if (subsets.length > 0) object.subsets = copy(subsets);
        else delete object.subsets;
        return true;
      });
      return undefined;
    },
  };
}

function subsetsOf(client: Client, service: KubeObject): Record<string, unknown>[] {
  const groups = new Map<string, { ready: unknown[]; unready: unknown[]; ports: Record<string, unknown>[] }>();
  const pods = podsOf(client, service).filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined || recordAt(service, 'spec').publishNotReadyAddresses === true,
  );
  for (const pod of pods) {
    const ports = portsIn(service, pod).map(({ name, ...port }) => ({ ...(name === '' ? {} : { name }), ...port }));
    const known = groups.get(JSON.stringify(ports)) ?? { ready: [] as unknown[], unready: [] as unknown[], ports };
    groups.set(JSON.stringify(ports), known);
    const address = {
      ...hostname(service, pod),
      ip: recordAt(pod, 'status').podIP,
      nodeName: recordAt(pod, 'spec').nodeName,
      targetRef: referenceTo(pod),
    };
    (isReadyFor(service, pod) ? known.ready : known.unready).push(address);
  }
  const byAddress = (a: unknown, b: unknown): number => (String(asRecord(a).ip) < String(asRecord(b).ip) ? -1 : 1);
  return [...groups.values()].map(({ ready, unready, ports }) => ({
    ...(ready.length > 0 ? { addresses: ready.sort(byAddress) } : {}),
    ...(unready.length > 0 ? { notReadyAddresses: unready.sort(byAddress) } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
}
