import { asList, asRecord, asTexts } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { DOMAIN } from './names.ts';

/** How names are looked up in a container. */
export interface Resolver {
  servers: readonly string[];
  search: readonly string[];
  options: readonly string[];
}

/** The name server of the cluster. */
export const NAME_SERVER = '10.96.0.10';
/** What the nodes themselves ask. */
const OF_NODE: Resolver = { servers: ['172.18.0.1'], search: [], options: ['ndots:0'] };

/** How a Pod looks names up. @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy */
export function resolverOf(pod: KubeObject): Resolver {
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = recordAt(pod, 'spec');
  const { nameservers, searches, options } = asRecord(dnsConfig);
  const namespace = pod.metadata.namespace ?? 'default';
  const own: Resolver =
    dnsPolicy === 'None'
      ? { servers: [], search: [], options: [] }
      : dnsPolicy === 'Default' || (dnsPolicy === 'ClusterFirst' && hostNetwork === true)
        ? OF_NODE
        : {
            servers: [NAME_SERVER],
            search: [`${namespace}.svc.${DOMAIN}`, `svc.${DOMAIN}`, DOMAIN],
            options: ['ndots:5'],
          };
  const added = asList(options).map(({ name, value }) => (value === undefined ? String(name) : `${name}:${value}`));
  const isAgain = (option: string): boolean => added.some((one) => one.split(':')[0] === option.split(':')[0]);
  return {
    servers: [...own.servers, ...asTexts(nameservers)],
    search: [...own.search, ...asTexts(searches)],
    options: [...own.options.filter((option) => !isAgain(option)), ...added],
  };
}

/** `/etc/resolv.conf` of a container. */
export function resolverFile({ servers, search, options }: Resolver): string {
  return [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...servers.map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
    '',
  ].join('\n');
}

/** What `/etc/resolv.conf` says: containers may have changed theirs. */
export function readResolver(text: string): Resolver {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const of = (word: string): string[] => lines.filter(([first]) => first === word).flatMap(([, ...rest]) => rest);
  return {
    servers: of('nameserver'),
    search: lines.findLast(([first]) => first === 'search')?.slice(1) ?? [],
    options: of('options'),
  };
}

/** The whole names that are tried for one, in their order: one with few dots is tried in the domains of the search list first. */
export function candidates(name: string, { search, options }: Resolver): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const ndots = Number(options.find((option) => option.startsWith('ndots:'))?.slice(6) ?? 1);
  const searched = search.map((domain) => `${name}.${domain}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

/** `/etc/hosts` of a container. @see https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/ */
export function hostsFile(pod: KubeObject, hostname: string, address: string): string {
  const { hostAliases, subdomain } = recordAt(pod, 'spec');
  const own = subdomain
    ? `${hostname}.${String(subdomain)}.${pod.metadata.namespace}.svc.${DOMAIN}\t${hostname}`
    : hostname;
  const aliases = asList(hostAliases).map(({ ip, hostnames }) => `${String(ip)}\t${asTexts(hostnames).join('\t')}\n`);
  return [
    '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n',
    `${address}\t${own}\n`,
    ...(aliases.length > 0 ? ['\n# Entries added by HostAliases.\n', ...aliases] : []),
  ].join('');
}

/** The address that a hosts file gives a name. */
export function inHosts(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .find(([address = '', ...names]) => /^[\d.]+$/.test(address) && names.includes(name))?.[0];
}
