import type { Query } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';
import { further } from '../parts.ts';
import type { ApiRequest, ApiResponse } from '../protocol.ts';
import { aggregated, coreVersions, groupDocument, groupList, resourceList, rootPaths } from './discovery.ts';
import { representationOf } from './represent.ts';
import { answer, text } from './respond.ts';

/** What the server says of its version: that of the control plane that it stands for. */
const VERSION = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.2',
  gitCommit: 'unknown',
  gitTreeState: 'clean',
  buildDate: '2026-06-01T00:00:00Z',
  goVersion: 'go1.26.10',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

/** Answers paths that are no resources: discovery, health, version. Undefined if there is nothing. */
export function answerDocument(
  { catalog }: Services,
  request: ApiRequest,
  path: string,
  query: Query,
): ApiResponse | undefined {
  const clean = path.length > 1 ? path.replace(/\/$/, '') : path;
  const health = /^\/(healthz|livez|readyz)$/.exec(clean)?.[1];
  if (health !== undefined) return text('verbose' in query ? healthReport(health) : 'ok');
  const accept = request.headers.accept ?? '';
  const form = () => representationOf(request.headers, query.pretty);
  if (clean === '/version') return answer(VERSION, { ...form(), isPretty: query.pretty !== 'false' });
  if (clean === '/') return answer({ paths: rootPaths(catalog) }, { ...form(), isPretty: true });
  if (/as=APIGroupDiscoveryList/.test(accept) && (clean === '/api' || clean === '/apis')) {
    const response = answer(aggregated(catalog, clean === '/api'));
    return {
      ...response,
      headers: { 'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' },
    };
  }
  if (clean === '/openapi/v3') return answer(further.here.openApiIndex(catalog));
  const openApi = /^\/openapi\/v3\/(.+)$/.exec(clean)?.[1];
  const document = openApi === undefined ? documentAt(clean, catalog) : further.here.openApiDocument(catalog, openApi);
  return document === undefined ? undefined : answer(document, form());
}

function documentAt(path: string, catalog: Services['catalog']): unknown {
  if (path === '/api') return coreVersions;
  if (path === '/apis') return groupList(catalog);
  const core = /^\/api\/([^/]+)$/.exec(path);
  if (core) return resourceList(catalog, core[1] as string);
  const [, group, version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (group === undefined) return undefined;
  return version === undefined ? groupDocument(catalog, group) : resourceList(catalog, `${group}/${version}`);
}

/** What has to be well, in the order in which kube-apiserver asks. */
const CHECKS = [
  'ping',
  'log',
  'loopback-serving-certificate',
  'etcd',
  'poststarthook/start-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/storage-object-count-tracker-hook',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
  'poststarthook/start-system-namespaces-controller',
  'poststarthook/start-cluster-authentication-info-controller',
  'poststarthook/start-kube-apiserver-identity-lease-controller',
  'poststarthook/start-legacy-token-tracking-controller',
  'poststarthook/start-service-ip-repair-controllers',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/priority-and-fairness-config-producer',
  'poststarthook/bootstrap-controller',
  'poststarthook/start-kubernetes-service-cidr-controller',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-status-local-available-controller',
  'poststarthook/apiservice-status-remote-available-controller',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-discovery-controller',
  'poststarthook/kube-apiserver-autoregistration',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
] as const;

function healthReport(name: string): string {
  const all = name === 'readyz' ? [...CHECKS, 'shutdown'] : CHECKS;
  return `${all.map((check) => `[+]${check} ok\n`).join('')}${name} check passed\n`;
}
