import { METRICS, metricsResources } from '../api/resources/metrics.ts';
import type { ApiServer } from '../api/server.ts';
import { Client } from '../controllers/framework.ts';
import { timeText } from '../time/text.ts';

const NAME = 'metrics-server';
const NAMESPACE = 'kube-system';
const RBAC = 'rbac.authorization.k8s.io';

/**
 * Makes what the manifests of metrics-server make, as far as people see it, and serves its group.
 * @see https://github.com/kubernetes-sigs/metrics-server/tree/master/manifests/base
 */
export function addMetricsServer(server: ApiServer): void {
  server.catalog.add(metricsResources);
  const admin = new Client(server, 'kube-apiserver');
  const labels = { 'k8s-app': NAME };
  const put = (group: string, plural: string, kind: string, object: Record<string, unknown>, namespace = ''): void => {
    const apiVersion = group === '' ? 'v1' : `${group}/v1`;
    const metadata = { labels, ...(object.metadata as object) };
    admin.create(admin.resource(group, plural), { apiVersion, kind, ...object, metadata }, namespace);
  };
  const reads = { verbs: ['get', 'list', 'watch'] };
  const aggregated = Object.fromEntries(
    ['view', 'edit', 'admin'].map((role) => [`${RBAC}/aggregate-to-${role}`, 'true']),
  );
  put(RBAC, 'clusterroles', 'ClusterRole', {
    metadata: { name: 'system:aggregated-metrics-reader', labels: { ...labels, ...aggregated } },
    rules: [{ apiGroups: [METRICS], resources: ['pods', 'nodes'], ...reads }],
  });
  const metadata = { name: NAME };
  put('', 'serviceaccounts', 'ServiceAccount', { metadata }, NAMESPACE);
  put(
    '',
    'services',
    'Service',
    {
      metadata,
      spec: {
        selector: labels,
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https', appProtocol: 'https' }],
      },
    },
    NAMESPACE,
  );
  const container = {
    name: NAME,
    image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
    args: ['--cert-dir=/tmp', '--secure-port=10250', '--metric-resolution=15s', '--kubelet-insecure-tls'],
    ports: [{ name: 'https', containerPort: 10250, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '200Mi' } },
    readinessProbe: {
      httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' },
      periodSeconds: 10,
      initialDelaySeconds: 20,
    },
  };
  put(
    'apps',
    'deployments',
    'Deployment',
    {
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { serviceAccountName: NAME, priorityClassName: 'system-cluster-critical', containers: [container] },
        },
      },
    },
    NAMESPACE,
  );
  const service = { metadata: { name: `v1beta1.${METRICS}` } };
  put('apiregistration.k8s.io', 'apiservices', 'APIService', {
    ...service,
    spec: {
      service: { name: NAME, namespace: NAMESPACE, port: 443 },
      group: METRICS,
      version: 'v1beta1',
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  });
  const condition = {
    type: 'Available',
    status: 'True',
    lastTransitionTime: timeText(server.clock.now()),
    reason: 'Passed',
    message: 'all checks passed',
  };
  const services = admin.resource('apiregistration.k8s.io', 'apiservices');
  const object = admin.find(services, '', service.metadata.name);
  if (object) admin.writeStatus(services, object, { conditions: [condition] });
}
