import { asList } from '../../../kubernetes/data.ts';
import { copy, group, isSame, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { dnsLabel } from '../core/words.ts';
import { serviceDefaults } from '../defaults/network.ts';
import { validateService, validateServiceUpdate } from '../validation/services.ts';
import { allocate, needsAddress, needsHealthPort, needsNodePort } from './addresses.ts';

type Spec = Record<string, unknown>;

/** The two fields for addresses say the same; families follow from them. The cluster knows IPv4 only. */
function normalize(spec: Spec, old?: Spec): void {
  const isEmpty = (value: unknown): boolean => value === undefined || value === '';
  if (!old) {
    if (!isEmpty(spec.clusterIP) && !Array.isArray(spec.clusterIPs)) spec.clusterIPs = [spec.clusterIP];
    return;
  }
  if (spec.clusterIP === old.clusterIP || !isSame(spec.clusterIPs, old.clusterIPs)) return;
  if (isEmpty(spec.clusterIP)) delete spec.clusterIPs;
  else spec.clusterIPs = [spec.clusterIP];
}

function families(spec: Spec): void {
  if (!needsAddress(spec)) return;
  const hasNone = !Array.isArray(spec.ipFamilies) || spec.ipFamilies.length === 0;
  const isLoose = spec.clusterIP === 'None' && Object.keys((spec.selector as Spec | undefined) ?? {}).length === 0;
  if (isLoose && spec.ipFamilyPolicy === undefined) {
    if (hasNone) spec.ipFamilies = ['IPv4', 'IPv6'];
    spec.ipFamilyPolicy = 'RequireDualStack';
    return;
  }
  if (hasNone) spec.ipFamilies = ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
}

/** What was given to a Service stays its own when an update does not say it. */
function keepAllocated(spec: Spec, old: Spec): void {
  if (needsAddress(old) && needsAddress(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP;
    if ((!Array.isArray(spec.clusterIPs) || spec.clusterIPs.length === 0) && spec.clusterIP === old.clusterIP)
      spec.clusterIPs = copy(old.clusterIPs);
  }
  if (needsNodePort(old) && needsNodePort(spec)) {
    const used = new Set(asList(spec.ports).map(({ nodePort }) => nodePort));
    for (const port of asList(spec.ports) as Spec[]) {
      if (port.nodePort) continue;
      const before = asList(old.ports).find(
        ({ port: number, protocol }) => number === port.port && protocol === port.protocol,
      );
      if (before?.nodePort && !used.has(before.nodePort)) port.nodePort = before.nodePort;
    }
  }
  if (needsHealthPort(old) && needsHealthPort(spec)) spec.healthCheckNodePort ||= old.healthCheckNodePort;
}

/** What belongs to the old type of a Service goes with it, unless the update says it anew. */
function dropOfOldType(spec: Spec, old: Spec): void {
  const drop = (...names: readonly string[]): void => {
    for (const name of names) if (isSame(spec[name], old[name])) delete spec[name];
  };
  if (needsAddress(old) && !needsAddress(spec)) {
    drop('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy');
  }
  if (needsNodePort(old) && !needsNodePort(spec)) {
    const before = new Set(asList(old.ports).map(({ nodePort }) => nodePort));
    for (const port of asList(spec.ports) as Spec[]) if (before.has(port.nodePort)) delete port.nodePort;
  }
  if (needsHealthPort(old) && !needsHealthPort(spec)) drop('healthCheckNodePort');
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer')
    drop('allocateLoadBalancerNodePorts', 'loadBalancerClass');
  const isOutside = ({ type }: Spec): boolean => type === 'NodePort' || type === 'LoadBalancer';
  if (isOutside(old) && !isOutside(spec)) drop('externalTrafficPolicy');
}

/** The rules of Services. @see https://kubernetes.io/docs/concepts/services-networking/service/ */
export const services: Strategy = {
  validateName: dnsLabel,
  defaults: serviceDefaults,
  prepareForCreate(object) {
    object.status = { loadBalancer: {} };
    const spec = group(object, 'spec');
    normalize(spec);
  },
  prepareForUpdate(object, old) {
    const spec = group(object, 'spec');
    const before = old.spec as Spec;
    normalize(spec, before);
    dropOfOldType(spec, before);
    keepAllocated(spec, before);
  },
  validate(object, around, old) {
    const causes = validateService(object);
    if (old) causes.push(...validateServiceUpdate(object, old));
    if (causes.length > 0) return causes;
    families(group(object, 'spec'));
    return allocate(object, around);
  },
  warnings(object: KubeObject) {
    const spec = group(object, 'spec');
    return spec.type !== 'ExternalName' && spec.externalName
      ? ['spec.externalName is ignored when spec.type is not "ExternalName"']
      : [];
  },
};
