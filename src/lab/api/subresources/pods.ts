import { asList, asRecord } from '../../../kubernetes/data.ts';
import { remove } from '../core/delete.ts';
import { ApiError, badRequest, conflict } from '../core/errors.ts';
import { group, type KubeObject, recordAt } from '../core/objects.ts';
import { splitPath } from '../core/request-info.ts';
import { matchesLabels, selectorOf } from '../core/selectors.ts';
import { readBody } from '../http/decode.ts';
import type { Handler, Handling } from '../http/handler.ts';
import { representationOf } from '../http/represent.ts';
import { answer, text } from '../http/respond.ts';
import { inputOf } from '../protocol-input.ts';

const created = (
  { request, info, call }: Handling,
  body: unknown = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
) => answer(body, representationOf(request.headers, info.query.pretty), { status: 201, warnings: call.warnings });

/** `…/binding`: gives a Pod to a node. */
export const binding: Handler = (handling) => {
  const { server, request, info, call } = handling;
  const { data } = readBody(request.body ?? '', request.headers['content-type'] ?? '', 'Binding');
  const node = String(recordAt(data, 'target').name ?? '');
  const { resource, namespace, name } = info;
  const pod = server.registry.get(resource, namespace, name);
  const refuse = (why: string): never => {
    throw conflict({ group: '', plural: 'pods/binding' }, name, why);
  };
  if (pod.metadata.deletionTimestamp !== undefined)
    refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  const { nodeName } = recordAt(pod, 'spec');
  if (nodeName) refuse(`pod ${name} is already assigned to node ${JSON.stringify(nodeName)}`);
  server.registry.change(
    resource,
    namespace,
    name,
    (object) => {
      group(object, 'spec').nodeName = node;
      return true;
    },
    call,
    'binding',
  );
  return created(handling);
};

/** A Binding sent by itself: the Pod that it names is given to a node, and nothing of it is stored. */
export const legacyBinding: Handler = (handling) => {
  const { server, request, info } = handling;
  const { data } = readBody(request.body ?? '', request.headers['content-type'] ?? '', 'Binding');
  const name = String(recordAt(data, 'metadata').name ?? '');
  return binding({ ...handling, info: { ...info, resource: server.catalog.builtIn('', 'pods'), name } });
};

function isHealthy(pod: KubeObject): boolean {
  return asList(recordAt(pod, 'status').conditions).some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** `…/eviction`: deletes a Pod if the budgets allow it. @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/ */
export const eviction: Handler = (handling) => {
  const { server, request, info, call } = handling;
  const { data } = readBody(request.body ?? '', request.headers['content-type'] ?? '', 'Eviction');
  const { resource, namespace, name } = info;
  const options = asRecord(asRecord(data).deleteOptions);
  const { registry } = server;
  const pod = registry.get(resource, namespace, name);
  const inner = {
    ...call,
    isDryRun: call.isDryRun || (Array.isArray(options.dryRun) && options.dryRun.includes('All')),
  };
  const { phase } = recordAt(pod, 'status');
  const isOver =
    phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined;
  if (!isOver) {
    const budgets = server.catalog.builtIn('policy', 'poddisruptionbudgets');
    const matching = registry
      .list(budgets, namespace)
      .filter(
        (budget) =>
          recordAt(budget, 'spec').selector !== undefined &&
          matchesLabels(selectorOf(recordAt(budget, 'spec').selector), pod.metadata.labels ?? {}),
      );
    if (matching.length > 1)
      throw new ApiError(
        500,
        '',
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      );
    const [budget] = matching;
    if (budget) spend(handling, pod, budget, inner);
  }
  remove(registry, resource, namespace, name, options, inner);
  return created(handling);
};

function spend({ server }: Handling, pod: KubeObject, budget: KubeObject, call: Handling['call']): void {
  const budgets = server.catalog.builtIn('policy', 'poddisruptionbudgets');
  const {
    disruptionsAllowed = 0,
    currentHealthy = 0,
    desiredHealthy = 0,
    observedGeneration,
  } = recordAt(budget, 'status');
  const { unhealthyPodEvictionPolicy } = recordAt(budget, 'spec');
  if (!isHealthy(pod)) {
    if (unhealthyPodEvictionPolicy === 'AlwaysAllow') return;
    if (Number(currentHealthy) >= Number(desiredHealthy) && Number(desiredHealthy) > 0) return;
  }
  const tooMany = (message: string, details: string): ApiError =>
    new ApiError(429, 'TooManyRequests', message, { causes: [{ reason: 'DisruptionBudget', message: details }] });
  if (Number(observedGeneration ?? 0) < Number(budget.metadata.generation ?? 0))
    throw tooMany(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      `The disruption budget ${budget.metadata.name} is still being processed by the server.`,
    );
  if (Number(disruptionsAllowed) <= 0)
    throw tooMany(
      "Cannot evict pod as it would violate the pod's disruption budget.",
      `The disruption budget ${budget.metadata.name} needs ${Number(desiredHealthy)} healthy pods and has ${Number(currentHealthy)} currently`,
    );
  server.registry.change(
    budgets,
    budget.metadata.namespace ?? '',
    budget.metadata.name,
    (object) => {
      const status = group(object, 'status');
      status.disruptionsAllowed = Number(disruptionsAllowed) - 1;
      status.disruptedPods = {
        ...asRecord(status.disruptedPods),
        [pod.metadata.name]: new Date(server.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      };
      return true;
    },
    call,
    'status',
  );
}

/** `…/log`: what a container has written; the node's agent knows it. */
export const log: Handler = ({ server, info }) => {
  const pod = server.registry.get(info.resource, info.namespace, info.name);
  const spec = recordAt(pod, 'spec');
  const names = [...asList(spec.containers), ...asList(spec.initContainers), ...asList(spec.ephemeralContainers)].map(
    ({ name }) => String(name),
  );
  const wanted = info.query.container ?? '';
  const containers = asList(spec.containers).map(({ name }) => String(name));
  if (wanted === '' && containers.length > 1) {
    const inits = asList(spec.initContainers).map(({ name }) => String(name));
    throw badRequest(
      `a container name must be specified for pod ${info.name}, choose one of: [${containers.join(' ')}]${inits.length > 0 ? ` or one of the init containers: [${inits.join(' ')}]` : ''}`,
    );
  }
  if (wanted !== '' && !names.includes(wanted))
    throw badRequest(`container ${wanted} is not valid for pod ${info.name}`);
  const kubelet = server.kubelets.get(String(spec.nodeName ?? ''));
  if (!kubelet) {
    if (spec.nodeName)
      throw new ApiError(500, 'InternalError', `Internal error occurred: nodes "${String(spec.nodeName)}" not found`);
    return text('', 200, 'text/plain');
  }
  return kubelet.log(pod, { ...info.query, container: wanted === '' ? (containers[0] as string) : wanted });
};

/** `…/exec`, `…/attach`, `…/portforward`, `…/proxy`: streams into containers. What a container gets comes in the body, as one text. */
export const stream: Handler = ({ server, info, request }) => {
  const pod = server.registry.get(info.resource, info.namespace, info.name);
  const { phase } = recordAt(pod, 'status');
  const what = info.subresource?.name ?? '';
  if (info.resource.plural === 'pods' && !recordAt(pod, 'spec').nodeName && what !== 'proxy')
    throw badRequest(`pod ${info.name} does not have a host assigned`);
  if (phase === 'Succeeded' || phase === 'Failed')
    throw badRequest(`cannot ${what} a container in a completed pod; current phase is ${phase}`);
  const kubelet = server.kubelets.get(String(recordAt(pod, 'spec').nodeName ?? ''));
  const { container = '' } = info.query;
  const typed = { input: request.input ?? inputOf(request.body ?? ''), isTerminal: info.query.tty === 'true' };
  if (kubelet && what === 'exec') {
    const command = splitPath(request.path).all.flatMap(([name, value]) => (name === 'command' ? [value] : []));
    return kubelet.execute(pod, container, command, typed);
  }
  if (kubelet && what === 'attach') return kubelet.attach(pod, container, typed);
  if (kubelet && what === 'portforward') return kubelet.forward(pod, Number(info.query.ports), request.body ?? '');
  throw new ApiError(
    501,
    'NotImplemented',
    `The practice cluster has no ${what} into containers yet; on your own cluster this works.`,
  );
};
