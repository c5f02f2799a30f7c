import { asList, asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../api/core/selectors.ts';
import type { Client } from '../controllers/framework.ts';
import type { Protocol } from './doors.ts';

/** One end of a connection: an address, and the Pod that has it. */
export interface End {
  address: string;
  pod?: KubeObject | undefined;
}

/** Whether NetworkPolicies let a connection through. @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export class Policies {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Whether a connection to a port of a Pod is let through: what the one may send and the other one may get. */
  allows(from: End, to: End, port: number, protocol: Protocol): boolean {
    return (
      this.#allowsWay('Egress', from.pod, to, to.pod, port, protocol) &&
      this.#allowsWay('Ingress', to.pod, from, to.pod, port, protocol)
    );
  }

  #allowsWay(
    way: 'Ingress' | 'Egress',
    own: KubeObject | undefined,
    other: End,
    server: KubeObject | undefined,
    port: number,
    protocol: Protocol,
  ): boolean {
    // Pods in the network of their node are not held to any policy.
    if (!own || recordAt(own, 'spec').hostNetwork === true) return true;
    const policies = this.#client
      .list(this.#client.resource('networking.k8s.io', 'networkpolicies'), own.metadata.namespace)
      .filter(
        ({ spec }) =>
          asTexts(asRecord(spec).policyTypes).includes(way) &&
          matchesLabels(selectorOf(asRecord(spec).podSelector), own.metadata.labels ?? {}),
      );
    if (policies.length === 0) return true;
    const [field, peers] = way === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
    return policies.some(({ metadata, spec }) =>
      asList(asRecord(spec)[field]).some(
        (rule) =>
          isOf(asList(rule[peers]), (peer) => this.#isPeer(peer, metadata.namespace ?? '', other)) &&
          isOf(asList(rule.ports), (wanted) => isPort(wanted, server, port, protocol)),
      ),
    );
  }

  #isPeer({ ipBlock, podSelector, namespaceSelector }: Data, namespace: string, { address, pod }: End): boolean {
    if (ipBlock) {
      const { cidr, except } = asRecord(ipBlock);
      return isIn(address, String(cidr)) && !asTexts(except).some((block) => isIn(address, block));
    }
    if (!pod || recordAt(pod, 'spec').hostNetwork === true) return false;
    if (namespaceSelector) {
      const own = this.#client.find(this.#client.resource('', 'namespaces'), '', pod.metadata.namespace ?? '');
      if (!matchesLabels(selectorOf(namespaceSelector), own?.metadata.labels ?? {})) return false;
    } else if (pod.metadata.namespace !== namespace) return false;
    return podSelector === undefined || matchesLabels(selectorOf(podSelector), pod.metadata.labels ?? {});
  }
}

/** A list of a rule: empty or absent it stands for everything. */
const isOf = (list: readonly Data[], matches: (one: Data) => boolean): boolean =>
  list.length === 0 || list.some(matches);

function isPort(
  { port: wanted, endPort, protocol: spoken = 'TCP' }: Data,
  server: KubeObject | undefined,
  port: number,
  protocol: Protocol,
): boolean {
  if (spoken !== protocol) return false;
  if (wanted === undefined) return true;
  if (typeof wanted === 'number')
    return port === wanted || (endPort !== undefined && port > wanted && port <= Number(endPort));
  const { containers, initContainers } = server ? recordAt(server, 'spec') : { containers: [], initContainers: [] };
  return [...asList(containers), ...asList(initContainers)]
    .flatMap(({ ports }) => asList(ports))
    .some((one) => one.name === wanted && one.containerPort === port && (one.protocol ?? 'TCP') === protocol);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Whether an address is in a block such as `10.244.0.0/16`. */
export function isIn(address: string, block: string): boolean {
  const [base = '', length = '32'] = block.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}
