import { ApiError } from '../api/core/errors.ts';
import { uniqueId } from '../api/core/metadata.ts';
import type { ApiServer } from '../api/server.ts';
import { Client } from '../controllers/framework.ts';
import type { Runtime } from '../node/execute.ts';
import type { Images } from '../node/images.ts';
import { Pace } from '../node/times.ts';
import { kubeSystem, type Placed } from './kube-system.ts';
import { startKubelet } from './nodes.ts';
import { beginnings, namespaces, nodeObject, nodePlans } from './objects.ts';
import { bootstrapBindings, bootstrapRoles } from './roles.ts';
import { systemObjects } from './system.ts';

const RBAC = 'rbac.authorization.k8s.io';
const BOOTSTRAP = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

/** What the bootstrap controllers may do in two namespaces, as far as people see it. */
const signer: readonly Placed[] = [
  [
    RBAC,
    'roles',
    'kube-public',
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: {
        name: 'system:controller:bootstrap-signer',
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
        labels: BOOTSTRAP,
      },
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resourceNames: ['cluster-info'], resources: ['configmaps'], verbs: ['update'] },
        { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
      ],
    },
  ],
  [
    RBAC,
    'rolebindings',
    'kube-public',
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: {
        name: 'system:controller:bootstrap-signer',
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
        labels: BOOTSTRAP,
      },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'system:controller:bootstrap-signer' },
      subjects: [{ kind: 'ServiceAccount', name: 'bootstrap-signer', namespace: 'kube-system' }],
    },
  ],
];

/** Makes what every cluster has from its beginning, and starts the agents of its nodes. @param number of the cluster: further ones have other addresses in the network of all */
export function beginCluster(server: ApiServer, images: Images, runtime: Runtime, number: number): void {
  const admin = new Client(server, 'kube-apiserver');
  const now = server.clock.now();
  for (const [bucket, object] of systemObjects(server.catalog, now, () => uniqueId(server.registry.random)))
    server.store.put(bucket, object);
  for (const name of namespaces)
    admin.create(admin.resource('', 'namespaces'), { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const put = ([group, plural, namespace, object]: Placed): void => {
    const resource = admin.resource(group, plural);
    const { status, ...given } = object;
    try {
      const made = admin.create(resource, given, namespace);
      if (status === undefined) return;
      const change = (one: Record<string, unknown>): true => {
        one.status = status;
        return true;
      };
      admin.change(resource, { namespace, name: made.metadata.name }, change, 'status');
    } catch (problem) {
      // Addresses of Services are there already when the server gives them out itself.
      if (!(problem instanceof ApiError) || problem.status.reason !== 'AlreadyExists') throw problem;
    }
  };
  for (const object of bootstrapRoles()) put([RBAC, 'clusterroles', '', object]);
  for (const object of bootstrapBindings()) put([RBAC, 'clusterrolebindings', '', object]);
  for (const one of [...signer, ...beginnings]) put(one);
  const paces = { start: new Pace(), stop: new Pace() };
  const plans = nodePlans.map((plan) => ({ ...plan, address: plan.address.replace('.0.', () => `.${number}.`) }));
  for (const plan of plans) {
    put(['', 'nodes', '', nodeObject(plan, now)]);
    startKubelet(server, plan, { images, runtime, paces });
  }
  const names = plans.map(({ name }) => name);
  const address = plans.find(({ isControlPlane }) => isControlPlane)?.address ?? '';
  for (const one of kubeSystem(address, names, now)) put(one);
}
