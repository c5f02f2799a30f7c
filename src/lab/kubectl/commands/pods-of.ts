import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { untilObject } from '../client/until.ts';
import type { Found, Info } from '../resources/info.ts';

/** The address of Pods. */
export const PODS = { group: '', version: 'v1', name: 'pods', namespaced: true };

/** A Go type of a kind, as errors print it: `*v1.Service`. */
export function goType(object: Found): string {
  const version =
    String(object.apiVersion ?? '')
      .split('/')
      .at(-1) ?? '';
  return `*${version}.${String(object.kind ?? '')}`;
}

/** A selector of an object as text. */
export function selectorText(selector: unknown): string {
  const { matchLabels, matchExpressions } = asRecord(selector);
  const operators: Readonly<Record<string, (key: string, values: string) => string>> = {
    In: (key, values) => `${key} in (${values})`,
    NotIn: (key, values) => `${key} notin (${values})`,
    Exists: (key) => key,
    DoesNotExist: (key) => `!${key}`,
  };
  return [
    ...Object.entries(asRecord(matchLabels)).map(([key, value]) => `${key}=${String(value)}`),
    ...asList(matchExpressions).map(
      ({ key, operator, values }) =>
        operators[String(operator)]?.(String(key), Array.isArray(values) ? [...values].sort().join(',') : '') ?? '',
    ),
  ]
    .sort()
    .join(',');
}

/** The selector of the Pods of an object (`SelectorsForObject` of k8s.io/kubectl/pkg/polymorphichelpers). @throws Error if it has none. */
export function podSelector(object: Found): string {
  switch (object.kind) {
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Deployment':
    case 'Job':
      return selectorText(at(object, 'spec', 'selector'));
    case 'ReplicationController':
      return selectorText({ matchLabels: at(object, 'spec', 'selector') });
    case 'Service': {
      const selector = asRecord(at(object, 'spec', 'selector'));
      if (Object.keys(selector).length === 0) {
        throw new Error(
          `invalid service '${String(at(object, 'metadata', 'name'))}': Service is defined without a selector`,
        );
      }
      return selectorText({ matchLabels: selector });
    }
    default:
      throw new Error(`selector for ${goType(object)} not implemented`);
  }
}

/** How good a Pod is to look at: running and ready ones first. */
function rank(pod: Data): number {
  const isReady = asList(at(pod, 'status', 'conditions')).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  const phase = String(at(pod, 'status', 'phase') ?? '');
  const place = ['Running', 'Unknown', 'Pending'].indexOf(phase);
  return (at(pod, 'spec', 'nodeName') ? 0 : 100) + (place < 0 ? 50 : place * 10) + (isReady ? 0 : 1);
}

/** The Pods of a selector, the best to look at first; waits for one if there are none. @throws Error if none comes in time. */
export async function firstPods(call: Call, namespace: string, selector: string, timeout: number): Promise<Found[]> {
  const deadline = call.now() + timeout;
  for (;;) {
    const list = await call.client.json({ path: addressOf(PODS, namespace), query: { labelSelector: selector } });
    const pods = asList(list.items).map((pod) => ({ apiVersion: 'v1', kind: 'Pod', ...pod }) as Found);
    if (pods.length > 0) return pods.sort((a, b) => rank(a) - rank(b));
    if (call.now() >= deadline) throw new Error('timed out waiting for the condition');
    await call.context.clock.sleep(Math.min(1000, deadline - call.now()), call.context.signal);
    call.throwIfStopped();
  }
}

/** All containers of a Pod, with their places in it. */
export function containersOf(pod: Found): { container: Data; path: string; kind: 'init' | 'main' | 'ephem' }[] {
  const of = (list: string, path: string, kind: 'init' | 'main' | 'ephem') =>
    asList(at(pod, 'spec', list)).map((container) => ({
      container,
      path: `spec.${path}{${String(container.name)}}`,
      kind,
    }));
  return [
    ...of('containers', 'containers', 'main'),
    ...of('ephemeralContainers', 'ephemeralContainers', 'ephem'),
    ...of('initContainers', 'initContainers', 'init'),
  ];
}

/** The names of all containers, as errors list them: `main, side, prep (init)`. */
export function containerNames(pod: Found): string {
  return containersOf(pod)
    .map(({ container, kind }) => `${String(container.name)}${kind === 'main' ? '' : ` (${kind})`}`)
    .join(', ');
}

/** The container that is meant when none is named; says so if there are others. */
export function defaultContainer(call: Call, pod: Found, isQuiet = false): string {
  const wanted = String(asRecord(at(pod, 'metadata', 'annotations'))['kubectl.kubernetes.io/default-container'] ?? '');
  const name = String(at(pod, 'metadata', 'name'));
  const all = containersOf(pod);
  if (wanted !== '') {
    if (all.some(({ container }) => container.name === wanted)) return wanted;
    call.note(`Default container name ${JSON.stringify(wanted)} not found in pod ${name}`);
  }
  const first = String(asList(at(pod, 'spec', 'containers'))[0]?.name ?? '');
  if (all.length > 1 && !isQuiet)
    call.note(`Defaulted container ${JSON.stringify(first)} out of: ${containerNames(pod)}`);
  return first;
}

/** The error about a container that a Pod does not have. */
export function noContainer(pod: Found, name: string): Error {
  return new Error(
    `container ${name} is not valid for pod ${String(at(pod, 'metadata', 'name'))} out of: ${containerNames(pod)}`,
  );
}

/** Waits until something holds for a Pod's phase. @throws Error if the Pod goes. */
export async function untilPod(
  call: Call,
  info: Info,
  deadline: number,
  check: (phase: string, isReady: boolean) => boolean,
): Promise<Found> {
  let found: Found = info.object ?? {};
  await untilObject(call, info, deadline, (object, event) => {
    if (!object) {
      if (event) throw new Error(`pods ${JSON.stringify(info.name)} not found`);
      return false;
    }
    found = object;
    const isReady = asList(at(object, 'status', 'conditions')).some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
    return check(String(at(object, 'status', 'phase') ?? ''), isReady);
  });
  return found;
}
