import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import type { KubeObject } from '../../api/core/objects.ts';
import { matchesLabels, parseLabelSelector } from '../../api/core/selectors.ts';
import { amount } from '../../api/validation/quantities.ts';

/** What some Pods have to do: the practice cluster's own idea, as nobody visits what runs in it. */
export interface PodLoad {
  /** Label selector of the Pods. */
  selector: string;
  /** Only in this namespace. */
  namespace?: string | undefined;
  /** Processor time, such as `900m`. */
  cpu?: string | undefined;
  /** Memory that each uses, such as `64Mi`. */
  memory?: string | undefined;
  /** The processor time is that of all of them in a namespace together, as with requests of visitors; otherwise of each. */
  shared: boolean;
}

/** What a container uses: processor time in billionths, memory in bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

const NANO = 1e9;
const MEBI = 2 ** 20;

/** A number that depends on a text only (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}

/** What a container uses that has nothing to do: some thousandths of a processor and some mebibytes, by its image. */
function atRest(container: Data): Usage {
  const number = numberOf(String(container.image));
  return { cpu: 200_000 + (number % 1_800_000), memory: (4 + (number % 12)) * MEBI + (number % 256) * 1024 };
}

/** What a node uses by itself: kubelet, container runtime, operating system. */
export function systemUsage(name: string): Usage {
  const number = numberOf(name);
  return { cpu: 38_000_000 + (number % 24_000_000), memory: (310 + (number % 90)) * MEBI };
}

const isReady = ({ status }: KubeObject): boolean =>
  asList(asRecord(status).conditions).some((one) => one.type === 'Ready' && one.status === 'True');

/**
 * What each container of a Pod uses. What a Pod has to do, its first container does. No container gets more than its limit: a
 * processor is throttled there.
 * @param pods all Pods: those that share a load
 */
export function usageOf(pod: KubeObject, loads: readonly PodLoad[], pods: readonly KubeObject[]): Map<string, Usage> {
  const matches = ({ selector, namespace }: PodLoad, { metadata }: KubeObject): boolean =>
    metadata.namespace === (namespace ?? metadata.namespace) &&
    matchesLabels(parseLabelSelector(selector), metadata.labels ?? {});
  // Later ones go before earlier ones.
  const load = loads.findLast((one) => matches(one, pod));
  const usages = new Map<string, Usage>();
  for (const [index, container] of asList(at(pod.spec, 'containers')).entries()) {
    const usage = atRest(container);
    if (load && index === 0) {
      if (load.memory !== undefined) usage.memory = amount(load.memory);
      if (load.cpu !== undefined && isReady(pod)) {
        const isOne = (one: KubeObject): boolean =>
          one.metadata.namespace === pod.metadata.namespace && isReady(one) && matches(load, one);
        const sharers = load.shared ? pods.filter(isOne).length : 1;
        usage.cpu = Math.round((amount(load.cpu) * NANO) / sharers);
      }
    }
    const limit = (resource: string, factor: number): number => {
      const own = at(container.resources, 'limits', resource);
      return isSet(own) ? Math.round(amount(own) * factor) : Number.POSITIVE_INFINITY;
    };
    usages.set(String(container.name), {
      cpu: Math.min(usage.cpu, limit('cpu', NANO)),
      memory: Math.min(usage.memory, limit('memory', 1)),
    });
  }
  return usages;
}
