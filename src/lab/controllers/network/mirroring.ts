import { asList, type Data } from '../../../kubernetes/data.ts';
import { controllerOf, copy, isSame, type KubeObject, timeText } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { ownedBy } from '../pods.ts';
import { hasSelector, MANAGED, SERVICE, TRIGGER } from './endpoints.ts';

/** Mirrors Endpoints that people keep by hand into slices. @see https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#endpointslice-mirroring */
export function mirroringController(client: Client): Controller {
  const services = client.resource('', 'services');
  const endpoints = client.resource('', 'endpoints');
  const slices = client.resource('discovery.k8s.io', 'endpointslices');
  const MIRROR = 'endpointslicemirroring-controller.k8s.io';
  return {
    name: 'endpointslicemirroring-controller',
    concerns: concernsOf(endpoints, [], ({ bucket, object }) => (bucket === '/services' ? [keyOf(object)] : [])),
    reconcile(key) {
      const source = client.find(endpoints, key.namespace, key.name);
      const service = client.find(services, key.namespace, key.name);
      const present = client
        .list(slices, key.namespace)
        .filter(({ metadata }) => metadata.labels?.[SERVICE] === key.name && metadata.labels[MANAGED] === MIRROR);
      const isMirrored =
        source !== undefined &&
        service !== undefined &&
        !hasSelector(service) &&
        source.metadata.labels?.['endpointslice.kubernetes.io/skip-mirror'] !== 'true' &&
        controllerOf(source) === undefined;
      const wanted = isMirrored ? asList(source.subsets).map(mirrored) : [];
      for (const [index, slice] of wanted.entries()) {
        const old = present[index];
        if (!old)
          client.create(
            slices,
            {
              apiVersion: 'discovery.k8s.io/v1',
              kind: 'EndpointSlice',
              metadata: {
                generateName: `${key.name}-`,
                labels: { ...source?.metadata.labels, [MANAGED]: MIRROR, [SERVICE]: key.name },
                annotations: { [TRIGGER]: timeText(client.now()) },
                ownerReferences: [ownedBy(source as KubeObject)],
              },
              addressType: 'IPv4',
              ...slice,
            },
            key.namespace,
          );
        else if (!isSame(asList(old.endpoints), slice.endpoints) || !isSame(asList(old.ports), slice.ports))
          client.change(slices, keyOf(old), (object) => {
            Object.assign(object, copy(slice));
            return true;
          });
      }
      for (const old of present.slice(wanted.length)) client.remove(slices, keyOf(old));
      return undefined;
    },
  };
}

function mirrored(subset: Data): { endpoints: unknown[]; ports: unknown[] } {
  const one = (address: Data, ready: boolean): Record<string, unknown> => ({
    addresses: [address.ip],
    conditions: { ready },
    ...(address.hostname === undefined ? {} : { hostname: address.hostname }),
    ...(address.nodeName === undefined ? {} : { nodeName: address.nodeName }),
    ...(address.targetRef === undefined ? {} : { targetRef: address.targetRef }),
  });
  return {
    endpoints: [
      ...asList(subset.addresses).map((address) => one(address, true)),
      ...asList(subset.notReadyAddresses).map((address) => one(address, false)),
    ],
    ports: asList(subset.ports).map(({ name = '', ...port }) => ({ name, ...port })),
  };
}
