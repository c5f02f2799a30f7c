import { asList, asRecord, asTexts } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Client } from '../controllers/framework.ts';
import type { VirtualAddresses } from './services.ts';

/** The domain of the cluster. */
export const DOMAIN = 'cluster.local';

/** What a name server answers. */
export interface Answer {
  code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL';
  /** Names that stand for another one, in the order in which they lead to it. */
  aliases: readonly { name: string; target: string }[];
  /** The name that the addresses belong to. */
  name: string;
  addresses: readonly string[];
  /** Records of services: who serves, and at which port. */
  servers: readonly { target: string; port: number }[];
  /** Names of an address. */
  pointers: readonly string[];
}

/** What is asked for. */
export type RecordType = 'A' | 'AAAA' | 'SRV' | 'PTR' | 'CNAME';

/**
 * The name server of the cluster: what CoreDNS answers about Services and Pods.
 * @see https://github.com/kubernetes/dns/blob/master/docs/specification.md
 */
export class Names {
  readonly #client: Client;
  readonly #virtual: VirtualAddresses;

  constructor(client: Client, virtual: VirtualAddresses) {
    this.#client = client;
    this.#virtual = virtual;
  }

  /** Answers for a whole name. */
  ask(written: string, type: RecordType = 'A', depth = 0): Answer {
    const name = written.toLowerCase().replace(/\.$/, '');
    const empty = { aliases: [], name, addresses: [], servers: [], pointers: [] };
    if (type === 'PTR') return { ...empty, ...this.#pointers(name) };
    // Beyond the cluster there is nobody who could be asked.
    if (name !== DOMAIN && !name.endsWith(`.${DOMAIN}`)) return { ...empty, code: 'SERVFAIL' };
    const labels = name.slice(0, -DOMAIN.length - 1).split('.');
    const found = this.#inDomain(labels);
    if (!found) return { ...empty, code: 'NXDOMAIN' };
    const { target, addresses = [], servers = [] } = found;
    if (target !== undefined) {
      const further = depth > 8 ? { ...empty, code: 'SERVFAIL' as const } : this.ask(target, type, depth + 1);
      return { ...further, aliases: [{ name, target: target.replace(/\.$/, '') }, ...further.aliases] };
    }
    return {
      ...empty,
      code: 'NOERROR',
      addresses: type === 'A' ? addresses : [],
      servers: type === 'SRV' ? servers : [],
    };
  }

  #inDomain(
    labels: readonly string[],
  ): { target?: string; addresses?: string[]; servers?: { target: string; port: number }[] } | undefined {
    const kind = labels.at(-1);
    const namespace = labels.at(-2) ?? '';
    if (kind === '' || (kind === 'svc' && labels.length === 1)) return {};
    if (!this.#client.find(this.#client.resource('', 'namespaces'), '', namespace)) return undefined;
    if (kind === 'pod') {
      const [, address] = /^(\d+-\d+-\d+-\d+)$/.exec(labels[0] ?? '') ?? [];
      if (labels.length === 2) return {};
      return labels.length === 3 && address !== undefined ? { addresses: [address.replaceAll('-', '.')] } : undefined;
    }
    if (kind !== 'svc') return undefined;
    if (labels.length === 2) return {};
    const service = this.#client.find(this.#client.resource('', 'services'), namespace, labels.at(-3) ?? '');
    if (!service) return undefined;
    const before = labels.slice(0, -3);
    const spec = recordAt(service, 'spec');
    if (spec.type === 'ExternalName')
      return before.length === 0 ? { target: String(spec.externalName).replace(/\.$/, '') } : undefined;
    const whole = `${service.metadata.name}.${namespace}.svc.${DOMAIN}`;
    const [port = '', protocol = ''] = before;
    if (before.length === 2 && port.startsWith('_') && protocol.startsWith('_'))
      return this.#servers(service, whole, port.slice(1), protocol.slice(1));
    if (spec.clusterIP !== 'None') return before.length === 0 ? { addresses: [String(spec.clusterIP)] } : undefined;
    const hosts = this.#hosts(service);
    if (before.length === 0) return hosts.length === 0 ? undefined : { addresses: hosts.map(({ address }) => address) };
    const own = hosts.filter(({ host }) => host === before[0]).map(({ address }) => address);
    return before.length === 1 && own.length > 0 ? { addresses: own } : undefined;
  }

  /** The Pods behind a headless Service that are ready, or that are published whether they are or not. */
  #hosts(service: KubeObject): { host: string; address: string }[] {
    return this.#virtual.slices(service).flatMap(({ endpoints }) =>
      asList(endpoints)
        .filter(({ conditions }) => asRecord(conditions).ready !== false)
        .flatMap(({ addresses, hostname }) =>
          asTexts(addresses).map((address) => ({ host: String(hostname ?? address.replaceAll('.', '-')), address })),
        ),
    );
  }

  #servers(service: KubeObject, whole: string, wanted: string, protocol: string) {
    const port = asList(recordAt(service, 'spec').ports).find(
      (one) => one.name === wanted && String(one.protocol ?? 'TCP').toLowerCase() === protocol,
    );
    if (!port) return undefined;
    if (recordAt(service, 'spec').clusterIP !== 'None')
      return { servers: [{ target: whole, port: Number(port.port) }] };
    const servers = this.#virtual.endpoints(service, port).map(({ address, port: number }) => ({
      target: `${this.#hosts(service).find((one) => one.address === address)?.host ?? address.replaceAll('.', '-')}.${whole}`,
      port: number,
    }));
    return servers.length > 0 ? { servers } : undefined;
  }

  #pointers(name: string): Pick<Answer, 'code' | 'pointers'> {
    const address = name
      .replace(/\.in-addr\.arpa$/, '')
      .split('.')
      .reverse()
      .join('.');
    const service = this.#virtual.ofAddress(address);
    const { name: own, namespace } = service?.metadata ?? {};
    if (service) return { code: 'NOERROR', pointers: [`${own}.${namespace}.svc.${DOMAIN}`] };
    for (const one of this.#client.list(this.#client.resource('', 'services'))) {
      if (recordAt(one, 'spec').clusterIP !== 'None') continue;
      const host = this.#hosts(one).find((found) => found.address === address)?.host;
      if (host !== undefined)
        return { code: 'NOERROR', pointers: [`${host}.${one.metadata.name}.${one.metadata.namespace}.svc.${DOMAIN}`] };
    }
    return { code: 'NXDOMAIN', pointers: [] };
  }
}
