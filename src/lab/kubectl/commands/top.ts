import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { usageError } from '../errors.ts';
import { Columns } from '../print/columns.ts';
import { parseQuantity, thousandths } from '../print/quantity.ts';
import { parseSelector } from '../selectors.ts';
import type { Command } from './command.ts';

const GROUP = 'metrics.k8s.io';
const VERSIONS = ['v1beta1'];
const UNKNOWN = '<unknown>';

/** After how long a Pod without metrics is a mistake. */
const PATIENCE_MS = 2 * 60_000;

/** Amounts of resources in billionths, by their names. */
type Amounts = Readonly<Record<string, bigint>>;

/** @throws Error if nobody measures anything in this cluster */
async function needMetrics(call: Call): Promise<void> {
  const list = await call.client.json({ path: '/apis' });
  const group = asList(list.groups).find(({ name }) => name === GROUP);
  const served = asList(group?.versions).map(({ version }) => String(version));
  if (!served.some((version) => VERSIONS.includes(version))) throw new Error('Metrics API not available');
}

const nanos = (quantity: unknown): bigint => parseQuantity(String(quantity ?? '0'))?.nanos ?? 0n;
const milli = (amount: bigint): number => thousandths({ nanos: amount, family: 'decimal' });

function amountsOf(usage: unknown): Amounts {
  return Object.fromEntries(Object.entries(asRecord(usage)).map(([name, quantity]) => [name, nanos(quantity)]));
}

const GIGA = 10n ** 9n;
const MEBI = 1024n * 1024n;

/** Processor time in thousandths, all else in mebibytes, rounded as kubectl rounds. */
function cell(resource: string, amount = 0n): string {
  if (resource === 'cpu') return `${milli(amount)}m`;
  return `${(amount + GIGA - 1n) / GIGA / MEBI}Mi`;
}

function sum(all: readonly Amounts[]): Amounts {
  const total: Record<string, bigint> = {};
  for (const amounts of all)
    for (const [name, amount] of Object.entries(amounts)) total[name] = (total[name] ?? 0n) + amount;
  return total;
}

/** Which resources are shown, and how their columns are called. */
function resourcesOf({ flags }: Call): readonly (readonly [resource: string, column: string])[] {
  const swap = flags.is('show-swap') ? [['swap', 'SWAP'] as const] : [];
  return [['cpu', 'CPU'], ['memory', 'MEMORY'], ...swap];
}

const columnOf = ([resource, name]: readonly [string, string]): string =>
  `${name}(${resource === 'cpu' ? 'cores' : 'bytes'})`;

/** What was wanted besides names. @throws Error for what cannot be sorted by, or for a name and a selector */
function checked({ flags, words, path }: Call, use: string, both: string): void {
  if (words.length > 1) throw usageError(path, use);
  const by = flags.text('sort-by');
  if (by !== '' && by !== 'cpu' && by !== 'memory') throw new Error('--sort-by accepts only cpu or memory');
  const isSelected = ['selector', 'field-selector'].some((name) => flags.byName(name) && flags.text(name) !== '');
  if (words.length > 0 && isSelected) throw new Error(`only one of NAME or ${both} can be provided`);
}

/** Sorted by what was asked for, the greatest first; otherwise by name. */
function sorted(call: Call, items: readonly Data[], usage: (item: Data) => Amounts, name: (item: Data) => string) {
  const by = call.flags.text('sort-by');
  const [one, half] = by === 'cpu' ? [10n ** 6n, 10n ** 6n - 1n] : [GIGA, GIGA - 1n];
  const value = (item: Data): bigint => ((usage(item)[by] ?? 0n) + half) / one;
  return [...items].sort((first, second) => {
    if (by === '') return name(first) < name(second) ? -1 : 1;
    const [a, b] = [value(first), value(second)];
    return a > b ? -1 : a < b ? 1 : 0;
  });
}

/** The query of lists. @throws Error in the words of k8s.io/apimachinery/pkg/labels */
function queryOf({ flags }: Call): Record<string, string | undefined> {
  const fields = flags.byName('field-selector') ? flags.text('field-selector') : '';
  return {
    labelSelector: parseSelector(flags.text('selector')).text || undefined,
    fieldSelector: fields || undefined,
  };
}

const nameOf = (item: Data): string => String(at(item, 'metadata', 'name') ?? '');
const namespaceOf = (item: Data): string => String(at(item, 'metadata', 'namespace') ?? '');

/** One object, or all that a query selects. */
async function read(call: Call, path: string, query: Record<string, string | undefined>): Promise<readonly Data[]> {
  const [name] = call.words;
  if (name !== undefined) return [await call.client.json({ path: `${path}/${name}` })];
  return asList((await call.client.json({ path, query })).items);
}

const node: Command = {
  async run(call) {
    const { flags } = call;
    checked(call, 'node [NAME | -l label]', '--selector');
    const query = queryOf(call);
    await needMetrics(call);
    const found = await read(call, `/apis/${GROUP}/v1beta1/nodes`, query);
    if (found.length === 0) throw new Error('metrics not available yet');
    const nodes = await read(call, '/api/v1/nodes', query);
    const resources = resourcesOf(call);
    const columns = new Columns((text) => call.out(text));
    if (!flags.is('no-headers'))
      columns.line(['NAME', ...resources.flatMap((one) => [columnOf(one), `${one[1]}(%)`]), '']);
    for (const item of sorted(call, found, ({ usage }) => amountsOf(usage), nameOf)) {
      const own = nodes.find((one) => nameOf(one) === nameOf(item));
      const whole = amountsOf(at(own, 'status', flags.is('show-capacity') ? 'capacity' : 'allocatable'));
      const swap = at(own, 'status', 'nodeInfo', 'swap', 'capacity');
      const used = amountsOf(item.usage);
      const cells = resources.flatMap(([resource]) => {
        if (resource === 'swap' && !isSet(swap)) return [UNKNOWN, UNKNOWN];
        const all = resource === 'swap' ? nanos(swap) : whole[resource];
        const shown = cell(resource, used[resource]);
        if (all === undefined) return [shown];
        const share = all === 0n ? 0 : (milli(used[resource] ?? 0n) / milli(all)) * 100;
        return [shown, `${Math.trunc(share)}%`];
      });
      columns.line([nameOf(item), ...cells, '']);
    }
    const measured = new Set(found.map(nameOf));
    for (const one of nodes)
      if (!measured.has(nameOf(one))) columns.line([nameOf(one), ...resources.flatMap(() => [UNKNOWN, UNKNOWN]), '']);
    columns.flush();
  },
};

/** A duration as Go writes it, of more than a minute. */
function duration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  return `${hours > 0 ? `${hours}h` : ''}${minutes % 60}m${(milliseconds % 60_000) / 1000}s`;
}

/** Why there are no metrics. @throws Error unless there are no Pods either */
async function checkEmpty(call: Call, namespace: string, query: Record<string, string | undefined>): Promise<void> {
  const pods = asList((await call.client.json({ path: `/api/v1/namespaces/${namespace}/pods`, query })).items);
  for (const pod of pods) {
    const age = call.now() - Date.parse(String(at(pod, 'metadata', 'creationTimestamp')));
    if (age > PATIENCE_MS)
      throw new Error(`Metrics not available for pod ${namespaceOf(pod)}/${nameOf(pod)}, age: ${duration(age)}`);
  }
  if (pods.length > 0) throw new Error('metrics not available yet');
}

const pod: Command = {
  async run(call) {
    const { flags } = call;
    checked(call, 'pod [NAME | -l label]', 'selector');
    const query = queryOf(call);
    await needMetrics(call);
    const all = flags.is('all-namespaces');
    const { name: namespace } = call.namespace();
    const folder = all ? '' : `/namespaces/${namespace}`;
    const found = await read(call, `/apis/${GROUP}/v1beta1${folder}/pods`, query);
    if (found.length === 0) {
      await checkEmpty(call, namespace, query);
      call.note(all ? 'No resources found' : `No resources found in ${namespace} namespace.`);
      return;
    }
    const total = (item: Data): Amounts => sum(asList(item.containers).map(({ usage }) => amountsOf(usage)));
    const each = flags.is('containers');
    const resources = resourcesOf(call);
    const cells = (used: Amounts): string[] => [...resources.map(([resource]) => cell(resource, used[resource])), ''];
    const heads = ['NAME', ...resources.map(columnOf)];
    const columns = new Columns((text) => call.out(text));
    // Without a head, kubectl counts only these columns when it places the sum.
    let width = heads.length;
    if (!flags.is('no-headers')) {
      const head = [...(all ? ['NAMESPACE'] : []), ...(each ? ['POD'] : []), ...heads];
      width = head.length;
      columns.line([...head, '']);
    }
    const full = (item: Data): string => (all ? `${namespaceOf(item)}/${nameOf(item)}` : nameOf(item));
    for (const item of sorted(call, found, total, full)) {
      const head = [...(all ? [namespaceOf(item)] : []), nameOf(item)];
      if (!each) columns.line([...head, ...cells(total(item))]);
      else
        for (const one of sorted(
          call,
          asList(item.containers),
          ({ usage }) => amountsOf(usage),
          ({ name }) => String(name),
        ))
          columns.line([...head, String(one.name), ...cells(amountsOf(one.usage))]);
    }
    if (flags.is('sum')) {
      columns.line([...Array<string>(width - 2).fill(''), '________', '________', '']);
      columns.line([...Array<string>(Math.max(0, width - 3) + 1).fill(''), ...cells(sum(found.map(total)))]);
    }
    columns.flush();
  },
};

/** `kubectl top` (k8s.io/kubectl/pkg/cmd/top): what is used, if anybody measures it. */
export const top: Readonly<Record<string, Command>> = { 'top node': node, 'top pod': pod };
