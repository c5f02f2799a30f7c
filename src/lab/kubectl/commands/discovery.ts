import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import { byBytes } from '../../../kubernetes/structs/encode.ts';
import type { Call } from '../call.ts';
import { type Discovery, groupVersion, type Resource } from '../client/discovery.ts';
import { fullName } from '../client/mapper.ts';
import { asError, usageError } from '../errors.ts';
import { table } from '../print/columns.ts';
import { dataPrinter, noPrinter } from '../print/printer.ts';
import { inOrder } from '../print/typed.ts';
import { find } from '../resources/builder.ts';
import type { Command } from './command.ts';

/** Of each resource the version that its group prefers, of those that have it. */
function preferred({ groups, resources }: Discovery): Resource[] {
  return resources.filter((resource) => {
    const versions = groups.find(({ name }) => name === resource.group)?.versions ?? [];
    const served = versions.find((version) =>
      resources.some((one) => one.group === resource.group && one.name === resource.name && one.version === version),
    );
    return resource.version === served;
  });
}

function asJson(resource: Resource): Record<string, unknown> {
  const { name, singular, namespaced, group, version, kind, verbs, shortNames, categories } = resource;
  return {
    name,
    singularName: singular,
    namespaced,
    ...(group ? { group } : {}),
    version,
    kind,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
}

/** `kubectl api-resources` */
export const apiResources: Command = {
  async run(call) {
    const { flags } = call;
    if (call.words.length > 0) throw usageError('api-resources', `unexpected arguments: [${call.words.join(' ')}]`);
    const output = flags.text('output');
    const printer = dataPrinter(call, output);
    if (!printer && !['', 'wide', 'name'].includes(output))
      throw noPrinter(output, ['json', 'yaml', 'kyaml', 'name', 'wide']);
    const order = flags.text('sort-by');
    if (order !== '' && order !== 'name' && order !== 'kind') throw new Error('--sort-by accepts only name or kind');
    const key = ({ name, kind, group }: Resource): string =>
      order === 'name' ? name : order === 'kind' ? kind : group;
    const found = preferred(await call.client.discovery())
      .filter((one) => one.verbs.length > 0)
      .filter((one) => !flags.changed('api-group') || one.group === flags.text('api-group'))
      .filter((one) => !flags.changed('namespaced') || one.namespaced === flags.is('namespaced'))
      .filter((one) => flags.list('verbs').every((verb) => one.verbs.includes(verb)))
      .filter((one) => flags.list('categories').every((category) => one.categories.includes(category)))
      .sort((a, b) => byBytes(key(a), key(b)) || byBytes(a.name, b.name));
    if (printer) {
      printer(inOrder({ kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources: found.map(asJson) }));
      return;
    }
    if (output === 'name') {
      call.out(found.map((one) => `${fullName(one)}\n`).join(''));
      return;
    }
    const wide = output === 'wide';
    const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])];
    const lines = found.map((one) => [
      one.name,
      one.shortNames.join(','),
      groupVersion(one),
      String(one.namespaced),
      one.kind,
      ...(wide ? [one.verbs.join(','), one.categories.join(',')] : []),
    ]);
    call.out(table(flags.is('no-headers') ? lines : [header, ...lines]));
  },
};

/** `kubectl api-versions` */
export const apiVersions: Command = {
  async run(call) {
    if (call.words.length > 0) throw usageError('api-versions', `unexpected arguments: [${call.words.join(' ')}]`);
    let discovery: Discovery;
    try {
      discovery = await call.client.discovery();
    } catch (error) {
      throw new Error(`couldn't get available api versions from server: ${asError(error).message}`);
    }
    const versions = discovery.groups.flatMap(({ name, versions }) =>
      versions.map((version) => groupVersion({ group: name, version })),
    );
    call.out(
      versions
        .sort(byBytes)
        .map((version) => `${version}\n`)
        .join(''),
    );
  },
};

/** `kubectl cluster-info` */
export const clusterInfo: Command = {
  async run(call: Call) {
    const server = call.client.server.replace(/\/+$/, '');
    const result = await find(call, {
      words: ['services'],
      namespace: call.flags.text('namespace') || 'kube-system',
      defaultNamespace: true,
      selector: 'kubernetes.io/cluster-service=true',
      latest: true,
    });
    let error: unknown;
    await result
      .visit((info) => {
        call.out(`Kubernetes control plane is running at ${server}\n`);
        for (const service of asList(asRecord(info.object).items)) {
          const name = String(at(service, 'metadata', 'name'));
          const title = String(at(service, 'metadata', 'labels', 'kubernetes.io/name') ?? name);
          call.out(`${title} is running at ${link(server, service)}\n`);
        }
      })
      .catch((thrown: unknown) => {
        error = thrown;
      });
    call.out("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
    if (error !== undefined) throw error;
  },
};

function link(server: string, service: Readonly<Record<string, unknown>>): string {
  const [ingress] = asList(at(service, 'status', 'loadBalancer', 'ingress'));
  const ports = asList(at(service, 'spec', 'ports'));
  if (ingress)
    return ports.map(({ port }) => `http://${String(ingress.ip || ingress.hostname)}:${String(port)} `).join('');
  const name = String(at(service, 'metadata', 'name'));
  const [port] = ports;
  const scheme = port && (port.name === 'https' || port.port === 443) ? 'https' : '';
  const portName = String(port?.name ?? '');
  const target = scheme !== '' ? `${scheme}:${name}:${portName}` : portName !== '' ? `${name}:${portName}` : name;
  return `${server}/api/v1/namespaces/${String(at(service, 'metadata', 'namespace'))}/services/${target}/proxy`;
}
