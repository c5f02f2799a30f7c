import { notFound } from '../../api/core/errors.ts';
import { type KubeObject, timeText } from '../../api/core/objects.ts';
import type { RequestInfo } from '../../api/core/request-info.ts';
import type { PodMetrics, Services } from '../../api/core/services.ts';
import { representationOf } from '../../api/http/represent.ts';
import { answer } from '../../api/http/respond.ts';
import { selection } from '../../api/http/select.ts';
import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import { METRICS } from '../../api/resources/metrics.ts';
import { amount } from '../../api/validation/quantities.ts';

/** What was measured on a node. */
export interface NodeMetrics {
  name: string;
  timestamp: number;
  window: number;
  usage: Readonly<Record<string, string>>;
}

/** Who has measured. */
export interface Measured {
  of(pod: KubeObject): PodMetrics | undefined;
  ofNode(name: string): NodeMetrics | undefined;
}

/** An answer of the metrics server: about one Pod or node, or about several. */
interface Item {
  metadata: Record<string, unknown>;
  timestamp: string;
  window: string;
  usage?: Readonly<Record<string, string>>;
  containers?: readonly { name: string; usage: Readonly<Record<string, string>> }[];
}

/** A duration of less than a minute as Go writes it. */
const seconds = (milliseconds: number): string => `${milliseconds / 1000}s`;

/**
 * Answers requests to `metrics.k8s.io`. @throws ApiError
 * @see https://github.com/kubernetes-sigs/metrics-server/tree/master/pkg/api
 */
export function answerMetrics(
  server: Services,
  samples: Measured,
  request: ApiRequest,
  info: RequestInfo,
  verb: string,
): ApiResponse {
  const { resource, namespace, name, query } = info;
  const isPod = resource.plural === 'pods';
  const own = server.catalog.builtIn('', resource.plural);
  const itemOf = (object: KubeObject): Item[] => {
    const { labels } = object.metadata;
    const found = isPod ? samples.of(object) : samples.ofNode(object.metadata.name);
    if (!found) return [];
    const metadata = {
      name: object.metadata.name,
      ...(isPod ? { namespace: object.metadata.namespace } : {}),
      creationTimestamp: timeText(server.clock.now()),
      ...(labels === undefined ? {} : { labels }),
    };
    const times = { timestamp: timeText(found.timestamp), window: seconds(found.window) };
    return [{ metadata, ...times, ...('usage' in found ? { usage: found.usage } : { containers: found.containers }) }];
  };
  const representation = representationOf(request.headers, query.pretty);
  const head = (kind: string) => ({ kind, apiVersion: `${METRICS}/v1beta1` });
  if (verb === 'get') {
    const [item] = itemOf(server.registry.get(own, namespace, name));
    if (!item)
      throw notFound({ ...resource, plural: resource.kind.toLowerCase() }, isPod ? `${namespace}/${name}` : name);
    return representation.as === 'Table'
      ? answer(tableOf([item]), representation)
      : answer({ ...head(resource.kind), ...item }, representation);
  }
  const selects = selection(server.registry, own, query);
  const items = server.registry.list(own, namespace).filter(selects).flatMap(itemOf);
  if (representation.as === 'Table') return answer(tableOf(items), representation);
  return answer({ ...head(`${resource.kind}List`), metadata: {}, items }, representation);
}

function tableOf(items: readonly Item[]): Record<string, unknown> {
  const column = (name: string, format: string, description = '') => ({
    name,
    type: 'string',
    format,
    description,
    priority: 0,
  });
  const rows = items.map((item) => {
    const all = item.containers?.map(({ usage }) => usage) ?? [item.usage ?? {}];
    const sum = (resource: string): number => all.reduce((total, usage) => total + amount(usage[resource] ?? '0'), 0);
    const cells = [item.metadata.name, `${Math.round(sum('cpu') * 1e9)}n`, `${sum('memory') / 1024}Ki`, item.window];
    return { cells, object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: item.metadata } };
  });
  const columns = [
    column('Name', 'name', 'Name of the resource'),
    column('cpu', 'quantity'),
    column('memory', 'quantity'),
    column('Window', 'duration'),
  ];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: rows.length > 0 ? columns : null,
    rows: rows.length > 0 ? rows : null,
  };
}
