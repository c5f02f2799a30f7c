import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { validateLabels } from '../core/metadata.ts';
import type { KubeObject } from '../core/objects.ts';
import { dnsLabel, dnsSubdomain } from '../core/words.ts';
import { internalForm } from './internal-form.ts';
import { portName, portNumber } from './words.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

const isAddress = (text: string): boolean =>
  /^(\d{1,3})(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

/** What is wrong with a Service. Source: `ValidateService` in pkg/apis/core/validation. */
export function validateService(service: KubeObject): Cause[] {
  const spec = asRecord(service.spec);
  const ports = asList(spec.ports);
  const causes: Cause[] = [];
  const isHeadless = spec.clusterIP === 'None';
  if (ports.length === 0 && !isHeadless && spec.type !== 'ExternalName') causes.push(required('spec.ports', ''));
  if (spec.type === 'LoadBalancer' && isHeadless)
    causes.push(wrong('spec.clusterIPs[0]', 'None', "may not be set to 'None' for LoadBalancer services"));
  if (spec.type === 'NodePort' && isHeadless)
    causes.push(wrong('spec.clusterIPs[0]', 'None', "may not be set to 'None' for NodePort services"));
  if (spec.type === 'ExternalName') {
    const name = String(spec.externalName ?? '').replace(/\.$/, '');
    if (spec.clusterIP !== undefined && spec.clusterIP !== '')
      causes.push(refused('spec.clusterIPs', 'may not be set for ExternalName services'));
    if (name === '') causes.push(required('spec.externalName', ''));
    else causes.push(...dnsSubdomain(name).map((why) => wrong('spec.externalName', name, why)));
  }
  const names = new Set<unknown>();
  ports.forEach((port, index) => {
    const path = `spec.ports[${index}]`;
    const name = String(port.name ?? '');
    if (name === '') {
      if (ports.length > 1) causes.push(required(`${path}.name`, ''));
    } else {
      const problems = dnsLabel(name);
      causes.push(...problems.map((why) => wrong(`${path}.name`, name, why)));
      if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
      else names.add(name);
    }
    causes.push(...portNumber(`${path}.port`, port.port ?? 0));
    if (!port.protocol) causes.push(required(`${path}.protocol`, ''));
    else if (!PROTOCOLS.includes(String(port.protocol)))
      causes.push(unsupported(`${path}.protocol`, port.protocol, PROTOCOLS));
    if (typeof port.targetPort === 'string') causes.push(...portName(`${path}.targetPort`, port.targetPort));
    else causes.push(...portNumber(`${path}.targetPort`, port.targetPort ?? 0));
  });
  causes.push(...validateLabels(spec.selector, 'spec.selector'));
  if (!spec.sessionAffinity) causes.push(required('spec.sessionAffinity', ''));
  else if (spec.sessionAffinity !== 'None' && spec.sessionAffinity !== 'ClientIP')
    causes.push(unsupported('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']));
  const seconds = asRecord(asRecord(spec.sessionAffinityConfig).clientIP).timeoutSeconds;
  if (spec.sessionAffinity === 'ClientIP' && typeof seconds === 'number' && (seconds <= 0 || seconds > 86400))
    causes.push(
      wrong(
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
        seconds,
        'must be greater than 0 and less than 86400',
      ),
    );
  if (spec.type !== 'ExternalName' && spec.clusterIP && !isHeadless && !isAddress(String(spec.clusterIP)))
    causes.push(
      wrong('spec.clusterIPs[0]', spec.clusterIP, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'),
    );
  if (Array.isArray(spec.externalIPs))
    spec.externalIPs.forEach((address, index) => {
      if (!isAddress(String(address)))
        causes.push(
          wrong(`spec.externalIPs[${index}]`, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'),
        );
    });
  if (!spec.type) causes.push(required('spec.type', ''));
  else if (!TYPES.includes(String(spec.type))) causes.push(unsupported('spec.type', spec.type, TYPES));
  causes.push(...samePorts(ports, spec));
  const isOutside = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (!isOutside && spec.externalTrafficPolicy)
    causes.push(
      wrong(
        'spec.externalTrafficPolicy',
        spec.externalTrafficPolicy,
        'may only be set for externally-accessible services',
      ),
    );
  if (spec.externalTrafficPolicy && isOutside && !['Cluster', 'Local'].includes(String(spec.externalTrafficPolicy)))
    causes.push(unsupported('spec.externalTrafficPolicy', spec.externalTrafficPolicy, ['Cluster', 'Local']));
  if (spec.internalTrafficPolicy && !['Cluster', 'Local'].includes(String(spec.internalTrafficPolicy)))
    causes.push(unsupported('spec.internalTrafficPolicy', spec.internalTrafficPolicy, ['Cluster', 'Local']));
  return causes;
}

/** Two ports of one number and protocol, and node ports where none may be. */
function samePorts(
  ports: readonly Readonly<Record<string, unknown>>[],
  spec: Readonly<Record<string, unknown>>,
): Cause[] {
  const causes: Cause[] = [];
  if (spec.type === 'ClusterIP')
    ports.forEach((port, index) => {
      if (port.nodePort)
        causes.push(refused(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    });
  const nodePorts = new Set<string>();
  ports.forEach((port, index) => {
    if (!port.nodePort) return;
    const key = `${String(port.nodePort)}/${String(port.protocol)}`;
    if (nodePorts.has(key)) causes.push(duplicate(`spec.ports[${index}].nodePort`, port.nodePort));
    nodePorts.add(key);
  });
  const seen = new Set<string>();
  ports.forEach((port, index) => {
    const key = `${String(port.port)}/${String(port.protocol)}`;
    if (seen.has(key)) {
      const shown = { protocol: port.protocol, port: port.port, targetPort: 0 };
      causes.push(duplicate(`spec.ports[${index}]`, internalForm(shown, 'core/v1.ServicePort')));
    }
    seen.add(key);
  });
  return causes;
}

/** What an update of a Service may not change. */
export function validateServiceUpdate(service: KubeObject, old: KubeObject): Cause[] {
  const spec = asRecord(service.spec);
  const before = asRecord(old.spec);
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return [];
  const now = Array.isArray(spec.clusterIPs) ? spec.clusterIPs : [];
  const then = Array.isArray(before.clusterIPs) ? before.clusterIPs : [];
  if (then.length > 0 && now.length === 0)
    return [required('spec.clusterIPs[0]', 'primary clusterIP can not be unset')];
  return then.length > 0 && now[0] !== then[0] ? [wrong('spec.clusterIPs[0]', now, 'may not change once set')] : [];
}
