import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, asText, at, type Data, isSet } from '../data.ts';
import { containersOf, type PodTemplate, podOf } from '../workloads.ts';

/** That an object names another one. */
export interface Reference {
  kind: string;
  name: string;
  /** Where the name stands in the object. */
  path: DataPath;
  /** Namespace that it says; "" for objects that have none; undefined if it is that of the object itself. */
  namespace?: string | undefined;
  /** A key that the other object must have. */
  key?: { name: string; path: DataPath } | undefined;
  /** A port that the Service must have. */
  port?: { value: string | number; path: DataPath } | undefined;
  /** A listener that the Gateway must have. */
  section?: { name: string; path: DataPath } | undefined;
  /** Clusters bring objects of this kind, so that only a name that is nearly right is a mistake. */
  oftenGiven?: boolean;
}

/** References to one ConfigMap or Secret with the keys that they name. */
function source(
  kind: 'ConfigMap' | 'Secret',
  data: unknown,
  path: DataPath,
  nameField: 'name' | 'secretName' = 'name',
): Reference[] {
  const group = asRecord(data);
  const name = asText(group[nameField]);
  if (name === undefined || group.optional === true) return [];
  const own: Reference = { kind, name, path: [...path, nameField] };
  const key = asText(group.key);
  if (key !== undefined) return [{ ...own, key: { name: key, path: [...path, 'key'] } }];
  const items = asList(group.items).flatMap((item, index): Reference[] => {
    const inside = asText(item.key);
    return inside === undefined ? [] : [{ ...own, key: { name: inside, path: [...path, 'items', index, 'key'] } }];
  });
  return items.length > 0 ? items : [own];
}

/** @param templates names of a StatefulSet's claim templates: they take the place of volumes of the same names. */
function ofVolumes({ spec, path }: PodTemplate, templates: ReadonlySet<unknown>): Reference[] {
  return asList(spec.volumes).flatMap((volume, index) => {
    if (templates.has(volume.name)) return [];
    const inside = [...path, 'volumes', index];
    const claim = asText(at(volume, 'persistentVolumeClaim', 'claimName'));
    return [
      ...source('ConfigMap', volume.configMap, [...inside, 'configMap']),
      ...source('Secret', volume.secret, [...inside, 'secret'], 'secretName'),
      ...asList(at(volume, 'projected', 'sources')).flatMap((projection, number) => {
        const within = [...inside, 'projected', 'sources', number];
        return [
          ...source('ConfigMap', projection.configMap, [...within, 'configMap']),
          ...source('Secret', projection.secret, [...within, 'secret']),
        ];
      }),
      ...(claim === undefined
        ? []
        : [
            {
              kind: 'PersistentVolumeClaim',
              name: claim,
              path: [...inside, 'persistentVolumeClaim', 'claimName'],
            },
          ]),
    ];
  });
}

function ofEnvironment({ container, path }: { container: Data; path: DataPath }): Reference[] {
  return [
    ...asList(container.env).flatMap(({ valueFrom }, index) => {
      const inside = [...path, 'env', index, 'valueFrom'];
      return [
        ...source('ConfigMap', at(valueFrom, 'configMapKeyRef'), [...inside, 'configMapKeyRef']),
        ...source('Secret', at(valueFrom, 'secretKeyRef'), [...inside, 'secretKeyRef']),
      ];
    }),
    ...asList(container.envFrom).flatMap((group, index) => [
      ...source('ConfigMap', group.configMapRef, [...path, 'envFrom', index, 'configMapRef']),
      ...source('Secret', group.secretRef, [...path, 'envFrom', index, 'secretRef']),
    ]),
  ];
}

const pullSecrets = (list: unknown, path: DataPath): Reference[] =>
  asList(list).flatMap((item, index) => source('Secret', item, [...path, 'imagePullSecrets', index]));

function named(kind: string, value: unknown, path: DataPath, more: Partial<Reference> = {}): Reference[] {
  const name = asText(value);
  return name === undefined ? [] : [{ kind, name, path, ...more }];
}

function ofPod(pod: PodTemplate, object: Data): Reference[] {
  const { spec, path } = pod;
  const templates = asList(at(object, 'spec', 'volumeClaimTemplates')).map((claim) => at(claim, 'metadata', 'name'));
  const account = isSet(spec.serviceAccountName) ? 'serviceAccountName' : 'serviceAccount';
  return [
    ...ofVolumes(pod, new Set(templates)),
    ...containersOf(pod).flatMap(ofEnvironment),
    ...pullSecrets(spec.imagePullSecrets, path),
    ...named('ServiceAccount', spec[account], [...path, account]),
    ...named('PriorityClass', spec.priorityClassName, [...path, 'priorityClassName'], {
      namespace: '',
      oftenGiven: true,
    }),
  ];
}

function backend(value: unknown, path: DataPath): Reference[] {
  const service = asRecord(asRecord(value).service);
  const { number, name } = asRecord(service.port);
  const field = isSet(number) ? 'number' : 'name';
  const port = number ?? name;
  const inside = [...path, 'service'];
  return named('Service', service.name, [...inside, 'name'], {
    port:
      typeof port === 'number' || typeof port === 'string'
        ? { value: port, path: [...inside, 'port', field] }
        : undefined,
  });
}

/** Whether a certificate's Secret is made by a program of the cluster. */
const isIssued = (object: Data): boolean =>
  Object.keys(asRecord(at(object, 'metadata', 'annotations'))).some(
    (key) => /^(cert-manager\.io|acme\.cert-manager\.io)\//.test(key) || key === 'kubernetes.io/tls-acme',
  );

function ofIngress(object: Data): Reference[] {
  const spec = asRecord(object.spec);
  return [
    ...backend(spec.defaultBackend, ['spec', 'defaultBackend']),
    ...asList(spec.rules).flatMap((rule, index) =>
      asList(at(rule, 'http', 'paths')).flatMap((entry, number) =>
        backend(entry.backend, ['spec', 'rules', index, 'http', 'paths', number, 'backend']),
      ),
    ),
    ...(isIssued(object)
      ? []
      : asList(spec.tls).flatMap((tls, index) =>
          named('Secret', tls.secretName, ['spec', 'tls', index, 'secretName']),
        )),
    ...named('IngressClass', spec.ingressClassName, ['spec', 'ingressClassName'], { namespace: '', oftenGiven: true }),
  ];
}

function ofRoute(object: Data): Reference[] {
  const spec = asRecord(object.spec);
  const parents = asList(spec.parentRefs).flatMap((parent, index): Reference[] => {
    if (isSet(parent.kind) && parent.kind !== 'Gateway') return [];
    const section = asText(parent.sectionName);
    const path = ['spec', 'parentRefs', index];
    return named('Gateway', parent.name, [...path, 'name'], {
      namespace: asText(parent.namespace),
      section: section === undefined ? undefined : { name: section, path: [...path, 'sectionName'] },
      oftenGiven: true,
    });
  });
  const backends = asList(spec.rules).flatMap((rule, index) =>
    asList(rule.backendRefs).flatMap((reference, number): Reference[] => {
      const { kind, group, name, namespace, port } = reference;
      if ((isSet(kind) && kind !== 'Service') || (isSet(group) && group !== '')) return [];
      const path = ['spec', 'rules', index, 'backendRefs', number];
      return named('Service', name, [...path, 'name'], {
        namespace: asText(namespace),
        port: typeof port === 'number' ? { value: port, path: [...path, 'port'] } : undefined,
      });
    }),
  );
  return [...parents, ...backends];
}

function ofGateway(object: Data): Reference[] {
  if (isIssued(object)) return [];
  return asList(at(object, 'spec', 'listeners')).flatMap((listener, index) =>
    asList(at(listener, 'tls', 'certificateRefs')).flatMap(({ kind, group, name, namespace }, number) =>
      (isSet(kind) && kind !== 'Secret') || (isSet(group) && group !== '')
        ? []
        : named('Secret', name, ['spec', 'listeners', index, 'tls', 'certificateRefs', number, 'name'], {
            namespace: asText(namespace),
          }),
    ),
  );
}

function ofBinding({ roleRef, subjects }: Data): Reference[] {
  const { kind, name } = asRecord(roleRef);
  return [
    ...(kind === 'Role' ? named('Role', name, ['roleRef', 'name']) : []),
    ...(kind === 'ClusterRole' ? named('ClusterRole', name, ['roleRef', 'name'], { namespace: '' }) : []),
    ...asList(subjects).flatMap((subject, index) =>
      subject.kind === 'ServiceAccount'
        ? named('ServiceAccount', subject.name, ['subjects', index, 'name'], { namespace: asText(subject.namespace) })
        : [],
    ),
  ];
}

/** Kinds of workloads that can be scaled. */
const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

function byKind(object: Data): Reference[] {
  const spec = asRecord(object.spec);
  switch (object.kind) {
    case 'StatefulSet':
      return named('Service', spec.serviceName, ['spec', 'serviceName']);
    case 'HorizontalPodAutoscaler': {
      const { kind, name } = asRecord(spec.scaleTargetRef);
      const path = ['spec', 'scaleTargetRef', 'name'];
      return typeof kind === 'string' && SCALABLE.has(kind) ? named(kind, name, path) : [];
    }
    case 'Ingress':
      return ofIngress(object);
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TCPRoute':
    case 'TLSRoute':
    case 'UDPRoute':
      return ofRoute(object);
    case 'Gateway':
      return ofGateway(object);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return ofBinding(object);
    case 'ServiceAccount':
      return pullSecrets(object.imagePullSecrets, []);
    case 'PersistentVolumeClaim':
      return [
        ...named('PersistentVolume', spec.volumeName, ['spec', 'volumeName'], { namespace: '' }),
        ...named('StorageClass', spec.storageClassName, ['spec', 'storageClassName'], {
          namespace: '',
          oftenGiven: true,
        }),
      ];
    default:
      return [];
  }
}

/** Everything that an object names by its name, optional references left out. */
export function referencesOf(object: Data): Reference[] {
  const pod = podOf(object);
  return [...(pod ? ofPod(pod, object) : []), ...byKind(object)];
}
