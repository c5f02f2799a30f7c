// Reads objects (JSON, one a line) and checks what no schema can: whether they fit together.
// node accept.mjs [kind/name that exists elsewhere …] < objects.json
import { readFileSync } from 'node:fs';

const objects = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const elsewhere = new Set(process.argv.slice(2));
const missing = [];
const lack = (where, what) => missing.push(`${where}: ${what}`);
const all = (kind) => objects.filter((object) => object.kind === kind);
const find = (kind, name) => all(kind).find((object) => object.metadata.name === name);
const called = (object) => `${object.kind}/${object.metadata.name}`;
const workloads = [...all('Deployment'), ...all('StatefulSet')];
const fits = (selector, labels) => Object.entries(selector ?? {}).every(([key, value]) => labels?.[key] === value);
const containers = (spec) => [...(spec.initContainers ?? []), ...spec.containers];
const ports = (container) => container.ports ?? [];
const declares = (container, port) => ports(container).some((p) => p.name === port || p.containerPort === port);
const opens = (spec, port) => containers(spec).some((container) => declares(container, port));

// 1. What the shop is made of.
for (const name of ['Deployment/shop-web', 'Deployment/shop-api', 'StatefulSet/shop-db', 'Service/shop-web',
  'Service/shop-api', 'Service/shop-db', 'HTTPRoute/shop']) {
  if (!find(...name.split('/'))) lack(name, 'is not there');
}

// 2. One namespace, and its rule.
const spaces = new Set(objects.filter((object) => object.kind !== 'Namespace').map((o) => o.metadata.namespace));
if (spaces.size !== 1 || spaces.has(undefined)) lack('all', 'objects have to name one and the same namespace');
for (const space of spaces) {
  if (space === undefined) continue;
  const labels = find('Namespace', space)?.metadata.labels;
  for (const mode of ['enforce', 'warn']) {
    if (labels?.[`pod-security.kubernetes.io/${mode}`] !== 'restricted') lack(`Namespace/${space}`, `${mode}: restricted`);
  }
}

// A reference to an object, with a key if it has to have one.
function refer(where, kind, name, key) {
  if (elsewhere.has(`${kind}/${name}`)) return;
  const found = find(kind, name);
  if (!found) lack(where, `refers to ${kind}/${name}, which is not there`);
  else if (key && !(key in { ...found.data, ...found.stringData })) lack(where, `${kind}/${name} has no key ${key}`);
}

function checkContainer(where, pod, container) {
  const image = container.image.split('@')[0].split('/').pop();
  if (!container.image.includes('@') && (!image.includes(':') || image.endsWith(':latest'))) lack(where, `a fixed tag for ${image}`);
  const { requests, limits } = container.resources ?? {};
  if (!requests?.cpu || !requests?.memory) lack(where, 'requests for cpu and memory');
  if (!limits?.memory) lack(where, 'a limit for memory');
  const own = container.securityContext ?? {};
  if (!(own.runAsNonRoot ?? pod.securityContext?.runAsNonRoot)) lack(where, 'runAsNonRoot: true');
  if ((own.seccompProfile ?? pod.securityContext?.seccompProfile)?.type !== 'RuntimeDefault') lack(where, 'seccompProfile RuntimeDefault');
  if (own.allowPrivilegeEscalation !== false) lack(where, 'allowPrivilegeEscalation: false');
  if (!own.capabilities?.drop?.includes('ALL')) lack(where, 'capabilities: drop ALL');
  if (!own.readOnlyRootFilesystem) lack(where, 'readOnlyRootFilesystem: true');
  for (const { name, value, valueFrom } of container.env ?? []) {
    const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
    if (map) refer(`${where} ${name}`, 'ConfigMap', map.name, map.key);
    if (secret) refer(`${where} ${name}`, 'Secret', secret.name, secret.key);
    const address = /^http:\/\/([a-z0-9-]+):(\d+)$/.exec(value ?? '');
    if (address && !find('Service', address[1])?.spec.ports?.some((p) => p.port === Number(address[2]))) {
      lack(`${where} ${name}`, `no Service has this address: ${value}`);
    }
  }
  for (const { configMapRef: map, secretRef: secret } of container.envFrom ?? []) {
    if (map) refer(where, 'ConfigMap', map.name);
    if (secret) refer(where, 'Secret', secret.name);
  }
}

// 3. Deployments and StatefulSets.
for (const workload of workloads) {
  const where = called(workload);
  const { selector, template, serviceName, volumeClaimTemplates = [] } = workload.spec;
  const pod = template.spec;
  if (!fits(selector.matchLabels, template.metadata.labels)) lack(where, 'the selector does not match the labels of its template');
  const rivals = workloads.filter((other) => fits(selector.matchLabels, other.spec.template.metadata.labels));
  if (rivals.some((other) => other !== workload)) lack(where, 'its selector matches the Pods of another, too');
  if (workload.kind === 'StatefulSet' && find('Service', serviceName)?.spec.clusterIP !== 'None') lack(where, `a headless Service ${serviceName}`);
  if (where === 'StatefulSet/shop-db' && !volumeClaimTemplates.some((claim) => claim.metadata.name === 'data')) lack(where, 'a volumeClaimTemplate data');

  const account = find('ServiceAccount', pod.serviceAccountName);
  const shared = workloads.some((other) => other !== workload && other.spec.template.spec.serviceAccountName === pod.serviceAccountName);
  if (!account || shared) lack(where, 'a ServiceAccount of its own');
  if ((pod.automountServiceAccountToken ?? account?.automountServiceAccountToken) !== false) lack(where, 'automountServiceAccountToken: false');

  const volumes = new Set(volumeClaimTemplates.map((claim) => claim.metadata.name));
  for (const { name, configMap, secret, persistentVolumeClaim: claim } of pod.volumes ?? []) {
    volumes.add(name);
    for (const item of configMap?.items ?? (configMap ? [{}] : [])) refer(`${where} volume ${name}`, 'ConfigMap', configMap.name, item.key);
    for (const item of secret?.items ?? (secret ? [{}] : [])) refer(`${where} volume ${name}`, 'Secret', secret.secretName, item.key);
    if (claim) refer(`${where} volume ${name}`, 'PersistentVolumeClaim', claim.claimName);
  }
  for (const container of containers(pod)) {
    checkContainer(`${where} ${container.name}`, pod, container);
    for (const { name } of container.volumeMounts ?? []) if (!volumes.has(name)) lack(`${where} ${container.name}`, `mounts ${name}, which is no volume`);
  }
  for (const container of pod.containers) {
    for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const probe = container[kind];
      if (!probe && kind !== 'startupProbe') lack(`${where} ${container.name}`, kind);
      const port = (probe?.httpGet ?? probe?.tcpSocket)?.port;
      if (port !== undefined && !declares(container, port)) lack(`${where} ${container.name}`, `${kind} asks port ${port}, which is not declared`);
    }
  }
}

// 4. Services, and the way in.
for (const service of all('Service')) {
  const behind = workloads.filter((workload) => fits(service.spec.selector, workload.spec.template.metadata.labels));
  if (behind.length !== 1) lack(called(service), `selects the Pods of ${behind.length} workloads instead of 1`);
  for (const { port, targetPort = port } of service.spec.ports ?? []) {
    for (const workload of behind) if (!opens(workload.spec.template.spec, targetPort)) lack(called(service), `sends to port ${targetPort}, which ${called(workload)} does not declare`);
  }
}
for (const route of all('HTTPRoute')) {
  for (const { name, namespace } of route.spec.parentRefs ?? []) refer(called(route), 'Gateway', namespace ? `${namespace}/${name}` : name);
  for (const { name, port } of route.spec.rules.flatMap((rule) => rule.backendRefs ?? [])) {
    refer(called(route), 'Service', name);
    if (find('Service', name) && !find('Service', name).spec.ports?.some((p) => p.port === port)) lack(called(route), `Service/${name} has no port ${port}`);
  }
}

for (const line of missing) console.log(line);
console.log(missing.length ? `${missing.length} missing` : `accepted: ${objects.length} objects for ${[...spaces]}`);
process.exitCode = missing.length ? 1 : 0;
