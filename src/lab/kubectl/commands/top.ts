import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { usageError } from '../errors.ts';
import { Columns } from '../print/columns.ts';
import { parseQuantity } from '../print/quantity.ts';
import type { Command } from './command.ts';

const GROUP = 'metrics.k8s.io';
const VERSIONS = ['v1beta1'];

/** @throws Error if nobody measures anything in this cluster */
async function needMetrics(call: Call): Promise<void> {
  const list = await call.client.json({ path: '/apis' });
  const group = asList(list.groups).find(({ name }) => name === GROUP);
  const served = asList(group?.versions).map(({ version }) => String(version));
  if (!served.some((version) => VERSIONS.includes(version))) throw new Error('Metrics API not available');
}

function nanosOf(usage: unknown, resource: string): bigint {
  return parseQuantity(String(asRecord(usage)[resource] ?? '0'))?.nanos ?? 0n;
}

const MILLI = 10n ** 6n;
const MEBI = 1024n * 1024n * 10n ** 9n;

/** Processor time in thousandths and memory in mebibytes, rounded as kubectl rounds. */
function cells(usage: unknown): [cpu: string, memory: string] {
  return [`${(nanosOf(usage, 'cpu') + MILLI - 1n) / MILLI}m`, `${nanosOf(usage, 'memory') / MEBI}Mi`];
}

function add(first: Data, second: unknown): Data {
  const sum = (resource: string): string => `${nanosOf(first, resource) + nanosOf(second, resource)}n`;
  return { cpu: sum('cpu'), memory: sum('memory') };
}

function sorted(call: Call, items: readonly Data[], usage: (item: Data) => unknown): Data[] {
  const by = call.flags.text('sort-by');
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new Error('--sort-by accepts only cpu or memory');
  const name = (item: Data): string =>
    `${String(at(item, 'metadata', 'namespace') ?? '')}/${String(at(item, 'metadata', 'name') ?? '')}`;
  return [...items].sort((one, other) => {
    if (by !== '') {
      const [first, second] = [nanosOf(usage(one), by), nanosOf(usage(other), by)];
      if (first !== second) return first > second ? -1 : 1;
    }
    return name(one) < name(other) ? -1 : 1;
  });
}

async function read(call: Call, folder: string, plural: string, single: string): Promise<readonly Data[]> {
  const { flags } = call;
  const path = `/apis/${GROUP}/v1beta1${folder}/${plural}`;
  if (single !== '') return [await call.client.json({ path: `${path}/${single}` })];
  const { items } = await call.client.json({
    path,
    query: {
      labelSelector: flags.text('selector') || undefined,
      fieldSelector: (flags.byName('field-selector') ? flags.text('field-selector') : '') || undefined,
    },
  });
  return asList(items);
}

const node: Command = {
  async run(call) {
    const { flags, words, path } = call;
    if (words.length > 1) throw usageError(path, `${words.join(' ')}`);
    await needMetrics(call);
    const found = await read(call, '', 'nodes', String(words[0] ?? ''));
    if (found.length === 0) throw new Error('metrics not available yet');
    const nodes = await call.client.json({ path: '/api/v1/nodes' });
    const field = flags.is('show-capacity') ? 'capacity' : 'allocatable';
    const columns = new Columns((text) => call.out(text));
    if (!flags.is('no-headers')) columns.line(['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)']);
    for (const item of sorted(call, found, ({ usage }) => usage)) {
      const name = String(at(item, 'metadata', 'name'));
      const own = asList(nodes.items).find((one) => at(one, 'metadata', 'name') === name);
      const whole = at(own, 'status', field);
      const share = (resource: string): string => {
        const all = nanosOf(whole, resource);
        return all === 0n ? '<unknown>' : `${(nanosOf(item.usage, resource) * 100n) / all}%`;
      };
      const [cpu, memory] = cells(item.usage);
      columns.line([name, cpu, share('cpu'), memory, share('memory')]);
    }
    columns.flush();
  },
};

const pod: Command = {
  async run(call) {
    const { flags, words, path } = call;
    if (words.length > 1) throw usageError(path, `${words.join(' ')}`);
    if (words.length > 0 && flags.text('selector') !== '')
      throw new Error('only one of NAME or selector can be provided');
    await needMetrics(call);
    const all = flags.is('all-namespaces');
    const { name: namespace } = call.namespace();
    const found = await read(call, all ? '' : `/namespaces/${namespace}`, 'pods', String(words[0] ?? ''));
    if (found.length === 0) {
      call.note(all ? 'No resources found' : `No resources found in ${namespace} namespace.`);
      return;
    }
    const total = (item: Data): Data => asList(item.containers).reduce((sum: Data, { usage }) => add(sum, usage), {});
    const each = flags.is('containers');
    const columns = new Columns((text) => call.out(text));
    if (!flags.is('no-headers'))
      columns.line([...(all ? ['NAMESPACE'] : []), ...(each ? ['POD'] : []), 'NAME', 'CPU(cores)', 'MEMORY(bytes)']);
    for (const item of sorted(call, found, total)) {
      const { name, namespace: own } = asRecord(item.metadata);
      const head = [...(all ? [String(own)] : []), String(name)];
      if (!each) columns.line([...head, ...cells(total(item))]);
      else for (const one of asList(item.containers)) columns.line([...head, String(one.name), ...cells(one.usage)]);
    }
    columns.flush();
  },
};

/** `kubectl top` (k8s.io/kubectl/pkg/cmd/top): what is used, if anybody measures it. */
export const top: Readonly<Record<string, Command>> = { 'top node': node, 'top pod': pod };
