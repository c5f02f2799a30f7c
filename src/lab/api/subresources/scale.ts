import { asRecord } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { badRequest } from '../core/errors.ts';
import { copy, group, type KubeObject, recordAt } from '../core/objects.ts';
import { valuesAt } from '../custom/paths.ts';
import { readBody, readObject } from '../http/decode.ts';
import type { Handler } from '../http/handler.ts';
import { representationOf } from '../http/represent.ts';
import { answer } from '../http/respond.ts';
import { type IncludeObject, type TableOf, table } from '../http/table.ts';
import { changeBy, patchKind, readPatch } from '../patch/patch.ts';
import type { Resource } from '../resources/resource.ts';
import { ageOf, column, selectorText } from '../tables/columns.ts';

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale', struct: 'autoscaling/v1.Scale' } as const;

/** How a scale is shown (`scaleColumnDefinitions` of pkg/printers/internalversion). */
const SCALES: TableOf = {
  columns: [
    column('Name'),
    column('Desired', { type: 'integer' }),
    column('Available', { type: 'integer' }),
    column('Age'),
  ],
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    Number(asRecord(spec).replicas ?? 0),
    Number(asRecord(status).replicas ?? 0),
    ageOf(metadata.creationTimestamp, now),
  ],
};

/** How many Pods an object wants and has, as `Scale`. @see https://kubernetes.io/docs/reference/kubernetes-api/ */
export function scaleOf(object: KubeObject, paths?: Resource['scalePaths']): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { replicas, selector } = recordAt(object, 'spec');
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), uid, resourceVersion, creationTimestamp };
  if (paths) {
    const at = (path: string | undefined): unknown => (path === undefined ? undefined : valuesAt(object, path)[0]);
    return {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata,
      spec: { replicas: at(paths.replicas) },
      status: { replicas: Number(at(paths.statusReplicas) ?? 0), selector: String(at(paths.selector) ?? '') },
    };
  }
  const text =
    object.kind === 'ReplicationController' ? selectorText({ matchLabels: selector }) : selectorText(selector);
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata,
    spec: { replicas },
    status: { replicas: Number(recordAt(object, 'status').replicas ?? 0), selector: text === '<none>' ? '' : text },
  };
}

/** Sets how many Pods an object wants, where its kind has that number. */
export function setReplicas(object: KubeObject, replicas: number, paths?: Resource['scalePaths']): void {
  const names = (paths?.replicas ?? '.spec.replicas').split('.').slice(1);
  const holder = names.slice(0, -1).reduce<Record<string, unknown>>((inner, one) => group(inner, one), object);
  holder[names.at(-1) as string] = replicas;
}

/** `…/scale` of workloads. */
export const scale: Handler = ({ server, request, info, verb, call }) => {
  const { resource, namespace, name } = info;
  const representation = representationOf(request.headers, info.query.pretty);
  const shown = (object: KubeObject) => {
    const made = scaleOf(object, resource.scalePaths);
    const { resourceVersion } = object.metadata;
    const include = (info.query.includeObject ?? 'Metadata') as IncludeObject;
    const body =
      representation.as === 'Table'
        ? table(SCALES, [made], { resourceVersion }, { ...resource, ...SCALE }, include, server.clock.now())
        : encode(made, SCALE.struct);
    return answer(body, representation, { warnings: call.warnings });
  };
  if (verb === 'get') return shown(server.registry.get(resource, namespace, name));
  const wanted = (old: KubeObject): KubeObject => {
    if (verb === 'patch') {
      const kind = patchKind(request);
      return changeBy(kind, readPatch(request.body ?? '', kind), { ...SCALE }, call)(scaleOf(old, resource.scalePaths));
    }
    const { data, duplicates } = readBody(request.body ?? '', request.headers['content-type'] ?? '', 'Scale');
    return readObject(data, duplicates, { ...SCALE }, call);
  };
  const { object } = server.registry.update(
    resource,
    namespace,
    name,
    {
      change: (old) => {
        const current = old as KubeObject;
        const given = wanted(current);
        if (given.metadata.name !== name)
          throw badRequest(`name in URL does not match name in Scale object: ${name} vs ${given.metadata.name ?? ''}`);
        const changed = copy(current);
        setReplicas(changed, Number(asRecord(given.spec).replicas ?? 0), resource.scalePaths);
        if (given.metadata.resourceVersion) changed.metadata.resourceVersion = given.metadata.resourceVersion;
        return changed;
      },
      subresource: 'scale',
    },
    call,
  );
  return shown(object);
};
