import { asList, asRecord, asTexts, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { asError } from '../errors.ts';
import type { Around, Describer } from './describer.ts';
import { count, labelsText, type Page, text } from './page.ts';

const SLICES = { group: 'discovery.k8s.io', version: 'v1', name: 'endpointslices', namespaced: true };
const SERVICES = { group: '', version: 'v1', name: 'services', namespaced: true };
const SERVICE_NAME = 'kubernetes.io/service-name';
const MOST_ENDPOINTS = 3;

/** Addresses of what is ready behind a port: three at most (`formatEndpointSlices`). */
function endpointsText(slices: readonly Data[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let total = 0;
  let hasMore = false;
  const add = (slice: Data, suffix: string): void => {
    for (const endpoint of asList(slice.endpoints)) {
      if (shown.length === MOST_ENDPOINTS) hasMore = true;
      if (at(endpoint, 'conditions', 'ready') === false) continue;
      const address = asTexts(endpoint.addresses)[0] ?? '';
      if (!hasMore)
        shown.push(suffix !== '' && address.includes(':') ? `[${address}]${suffix}` : `${address}${suffix}`);
      total++;
    }
  };
  for (const slice of slices) {
    const ports = asList(slice.ports);
    if (ports.length === 0) add(slice, '');
    for (const port of ports) if (text(port.name) === portName) add(slice, `:${count(port.port)}`);
  }
  return hasMore ? `${shown.join(',')} + ${total - MOST_ENDPOINTS} more...` : shown.join(',');
}

function slicesOf(around: Around, namespace: string, name: string): Promise<readonly Data[]> {
  return around.list(SLICES, namespace, { labelSelector: `${SERVICE_NAME}=${name}` });
}

function writePorts(page: Page, ports: readonly Data[], slices: readonly Data[]): void {
  for (const port of ports) {
    const name = text(port.name) || '<unset>';
    const protocol = text(port.protocol);
    page.line(0, 'Port:', name, `${count(port.port)}/${protocol}`);
    page.pair(0, 'TargetPort', `${text(port.targetPort ?? 0)}/${protocol}`);
    if (isSet(port.appProtocol)) page.pair(0, 'AppProtocol', port.appProtocol);
    if (count(port.nodePort) !== 0) page.line(0, 'NodePort:', name, `${count(port.nodePort)}/${protocol}`);
    page.pair(0, 'Endpoints', endpointsText(slices, text(port.name)));
  }
}

/** A Service, with the addresses behind it. */
export const service: Describer = async (page, object, around) => {
  const { name, namespace } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const joined = (value: unknown): string => asTexts(value).join(',');
  const slices = await slicesOf(around, text(namespace), text(name)).catch(() => []);
  page.head(object);
  page.pair(0, 'Selector', labelsText(spec.selector));
  page.pair(0, 'Type', spec.type);
  if (isSet(spec.ipFamilyPolicy)) page.pair(0, 'IP Family Policy', spec.ipFamilyPolicy);
  page.pair(0, 'IP Families', joined(spec.ipFamilies) || '<none>');
  page.pair(0, 'IP', spec.clusterIP);
  page.pair(0, 'IPs', joined(spec.clusterIPs) || '<none>');
  if (asTexts(spec.externalIPs).length > 0) page.pair(0, 'External IPs', joined(spec.externalIPs));
  if (spec.loadBalancerIP) page.pair(0, 'Desired LoadBalancer IP', spec.loadBalancerIP);
  if (spec.externalName) page.pair(0, 'External Name', spec.externalName);
  const ingress = asList(at(object, 'status', 'loadBalancer', 'ingress'));
  if (ingress.length > 0) {
    const addresses = ingress.map(({ ip, ipMode, hostname }) =>
      ip ? `${text(ip)}${isSet(ipMode) ? ` (${text(ipMode)})` : ''}` : text(hostname),
    );
    page.pair(0, 'LoadBalancer Ingress', addresses.join(', '));
  }
  writePorts(page, asList(spec.ports), slices);
  page.pair(0, 'Session Affinity', spec.sessionAffinity);
  if (spec.externalTrafficPolicy) page.pair(0, 'External Traffic Policy', spec.externalTrafficPolicy);
  if (isSet(spec.internalTrafficPolicy)) page.pair(0, 'Internal Traffic Policy', spec.internalTrafficPolicy);
  if (count(spec.healthCheckNodePort) !== 0) page.pair(0, 'HealthCheck NodePort', spec.healthCheckNodePort);
  if (asTexts(spec.loadBalancerSourceRanges).length > 0)
    page.pair(0, 'LoadBalancer Source Ranges', joined(spec.loadBalancerSourceRanges));
  if (isSet(spec.trafficDistribution)) page.pair(0, 'Traffic Distribution', spec.trafficDistribution);
  await around.events(page, object);
};

/** Endpoints. */
export const endpoints: Describer = async (page, object, around) => {
  page.head(object);
  page.line(0, 'Subsets:');
  for (const subset of asList(object.subsets)) {
    const addresses = (list: unknown): string =>
      asList(list)
        .map(({ ip }) => text(ip))
        .join(',') || '<none>';
    page.pair(1, 'Addresses', addresses(subset.addresses));
    page.pair(1, 'NotReadyAddresses', addresses(subset.notReadyAddresses));
    const ports = asList(subset.ports);
    if (ports.length > 0) {
      page.line(1, 'Ports:');
      page.line(2, 'Name', 'Port', 'Protocol');
      page.line(2, '----', '----', '--------');
    }
    for (const { name, port, protocol } of ports)
      page.line(2, text(name) || '<unset>', String(count(port)), text(protocol));
    page.line(0);
  }
  await around.events(page, object);
};

/** An EndpointSlice. */
export const endpointSlice: Describer = async (page, object, around) => {
  const orUnset = (value: unknown): string => (isSet(value) ? text(value) : '<unset>');
  page.head(object);
  page.pair(0, 'AddressType', object.addressType);
  const ports = asList(object.ports);
  if (ports.length === 0) page.line(0, 'Ports: <unset>');
  else {
    page.line(0, 'Ports:');
    page.line(1, 'Name', 'Port', 'Protocol');
    page.line(1, '----', '----', '--------');
  }
  for (const { name, port, protocol } of ports) page.line(1, text(name) || '<unset>', orUnset(port), text(protocol));
  const all = asList(object.endpoints);
  page.line(0, all.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of all) {
    page.pair(1, '- Addresses', asTexts(addresses).join(', ') || '<none>');
    page.line(2, 'Conditions:');
    page.pair(3, 'Ready', orUnset(asRecord(conditions).ready));
    page.pair(2, 'Hostname', orUnset(hostname));
    if (isSet(targetRef)) page.pair(2, 'TargetRef', `${text(at(targetRef, 'kind'))}/${text(at(targetRef, 'name'))}`);
    page.pair(2, 'NodeName', orUnset(nodeName));
    page.pair(2, 'Zone', orUnset(zone));
  }
  await around.events(page, object);
};

/** What an Ingress sends requests to, with the addresses behind it. */
async function backendText(around: Around, namespace: string, backend: Data): Promise<string> {
  if (isSet(backend.service)) {
    const { name, port } = asRecord(backend.service);
    const { number, name: portName } = asRecord(port);
    const known = `${text(name)}:${text(number || portName)}`;
    try {
      const slices = await slicesOf(around, namespace, text(name));
      const found = await around.get(SERVICES, namespace, text(name));
      const own = asList(at(found, 'spec', 'ports'))
        .filter((one) => (number ? one.port === number : portName !== undefined && one.name === portName))
        .at(-1);
      return `${known} (${endpointsText(slices, text(own?.name))})`;
    } catch (error) {
      return `${known} (<error: ${asError(error).message}>)`;
    }
  }
  if (!isSet(backend.resource)) return '';
  const { apiGroup, kind, name } = asRecord(backend.resource);
  return `APIGroup: ${isSet(apiGroup) ? text(apiGroup) : '<none>'}, Kind: ${text(kind)}, Name: ${text(name)}`;
}

/** An Ingress. */
export const ingress: Describer = async (page, object, around) => {
  const { name, namespace, labels, annotations } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  page.pair(0, 'Name', name);
  page.labels('Labels', labels);
  page.pair(0, 'Namespace', namespace);
  const addresses = asList(at(object, 'status', 'loadBalancer', 'ingress')).map(({ ip, hostname }) =>
    text(ip || hostname),
  );
  page.pair(0, 'Address', [...new Set(addresses.filter(Boolean))].sort().join(','));
  page.pair(0, 'Ingress Class', isSet(spec.ingressClassName) ? spec.ingressClassName : '<none>');
  const fallback = isSet(spec.defaultBackend)
    ? await backendText(around, text(namespace), asRecord(spec.defaultBackend))
    : '<default>';
  page.pair(0, 'Default backend', fallback);
  const secured = asList(spec.tls);
  if (secured.length > 0) page.line(0, 'TLS:');
  for (const { secretName, hosts } of secured) {
    const list = asTexts(hosts).join(',');
    page.line(1, secretName ? `${text(secretName)} terminates ${list}` : `SNI routes ${list}`);
  }
  page.line(0, 'Rules:');
  page.line(1, 'Host', 'Path', 'Backends');
  page.line(1, '----', '----', '--------');
  const rules = asList(spec.rules).filter(({ http }) => isSet(http));
  for (const { host, http } of rules) {
    page.line(1, text(host) || '*', '');
    for (const { path, backend } of asList(asRecord(http).paths)) {
      page.line(2, '', `${text(path)} `, await backendText(around, text(namespace), asRecord(backend)));
    }
  }
  if (rules.length === 0) page.line(1, '*', '*', fallback);
  page.annotations('Annotations', annotations);
  await around.events(page, object);
};

/** A class of Ingresses. */
export const ingressClass: Describer = async (page, object, around) => {
  const { controller, parameters } = asRecord(object.spec);
  page.head(object, { isNamespaced: false });
  page.pair(0, 'Controller', controller);
  if (isSet(parameters)) {
    const { apiGroup, kind, name } = asRecord(parameters);
    page.line(0, 'Parameters:');
    if (isSet(apiGroup)) page.pair(1, 'APIGroup', apiGroup);
    page.pair(1, 'Kind', kind);
    page.pair(1, 'Name', name);
  }
  await around.events(page, object);
};
