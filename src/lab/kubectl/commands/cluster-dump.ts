import { asList, asRecord } from '../../../kubernetes/data.ts';
import { Call } from '../call.ts';
import { asError } from '../errors.ts';
import { operationPrinter } from '../print/printer.ts';
import { inOrder } from '../print/typed.ts';
import type { Command } from './command.ts';

/** Lists of a namespace: names of files, and where they are found. */
const LISTS = [
  ['events', '/api/v1', 'events'],
  ['replication-controllers', '/api/v1', 'replicationcontrollers'],
  ['services', '/api/v1', 'services'],
  ['daemonsets', '/apis/apps/v1', 'daemonsets'],
  ['deployments', '/apis/apps/v1', 'deployments'],
  ['replicasets', '/apis/apps/v1', 'replicasets'],
  ['pods', '/api/v1', 'pods'],
] as const;

/** `kubectl cluster-info dump` (k8s.io/kubectl/pkg/cmd/clusterinfo): lists of what there is and all logs, one after the other or each in a file. */
export const clusterDump: Command = {
  async run(call) {
    const { flags, client } = call;
    const folder = flags.text('output-directory');
    const isInFiles = folder !== '' && folder !== '-';
    const format = flags.text('output').toLowerCase();
    const extension = format === 'json' || format === 'yaml' ? `.${format}` : '.txt';
    let path = '';
    const write = (text: string): void => {
      if (!isInFiles) {
        call.out(text);
        return;
      }
      const file = call.absolute(`${folder}/${path}`);
      call.files.makeFolder(file.slice(0, file.lastIndexOf('/')) || '/');
      call.files.append(file, text);
    };
    const begin = (name: string): void => {
      path = name;
      const file = call.absolute(`${folder}/${path}`);
      if (isInFiles && call.files.kind(file) === 'file') call.files.remove(file);
    };
    const inner = new Call({ ...call.context, output: { write } }, call.path, flags, call.words, call.dash);
    const print = operationPrinter(inner, '');
    const dump = async (name: string, address: string): Promise<Record<string, unknown>> => {
      const list = await client.json({ path: address });
      begin(`${name}${extension}`);
      if (format === 'name') throw new Error(`list types are not supported by name printing: *v1.${String(list.kind)}`);
      print(inOrder(list));
      return list;
    };
    await dump('nodes', '/api/v1/nodes');
    for (const namespace of await namespacesOf(call)) {
      let pods: Record<string, unknown> = {};
      for (const [name, base, plural] of LISTS)
        pods = await dump(`${namespace}/${name}`, `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`);
      for (const pod of asList(pods.items)) {
        const name = String(asRecord(pod.metadata).name);
        const spec = asRecord(pod.spec);
        begin(`${namespace}/${name}/logs.txt`);
        for (const container of [...asList(spec.initContainers), ...asList(spec.containers)]) {
          const which = `${String(container.name)} of pod ${namespace}/${name}`;
          write(`==== START logs for container ${which} ====\n`);
          await client
            .ask({
              path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${name}/log`,
              query: { container: String(container.name) },
            })
            .then(
              ({ body }) => write(body),
              (error: unknown) => write(`Request log error: ${asError(error).message}\n`),
            );
          write(`==== END logs for container ${which} ====\n`);
        }
      }
    }
    if (isInFiles) call.out(`Cluster info dumped to ${folder}\n`);
  },
};

async function namespacesOf(call: Call): Promise<readonly string[]> {
  const { flags } = call;
  if (flags.is('all-namespaces')) {
    const { items } = await call.client.json({ path: '/api/v1/namespaces' });
    return asList(items).map(({ metadata }) => String(asRecord(metadata).name));
  }
  const given = flags.list('namespaces');
  return given.length > 0 ? given : ['kube-system', call.namespace().name];
}
