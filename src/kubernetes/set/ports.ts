import { didYouMean } from '../../findings/suggest.ts';
import { asList, asRecord, at } from '../data.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';
import { isInFragment, type ObjectSet, type SetObject } from './object.ts';
import { type SelectablePods, selectedPods } from './selectors.ts';

/** Ports that containers declare, as one text. */
const list = (ports: readonly unknown[]): string => [...new Set(ports.map(String))].join(', ');

/**
 * Ports of a Service that lead to no port of the Pods that it selects. What Pods listen on without declaring it cannot be
 * known, so that a number counts as wrong only if all of them declare ports.
 */
export function targetProblems(service: SetObject, pods: readonly SelectablePods[], set: ObjectSet): ObjectProblem[] {
  const { value } = service;
  const selected = selectedPods(service, pods);
  if (value.kind !== 'Service' || selected.length === 0) return [];
  const declared = selected.map(({ containers }) => containers?.flatMap(({ ports }) => asList(ports)));
  if (declared.some((ports) => ports === undefined)) return [];
  const all = declared.flatMap((ports) => ports ?? []);
  const names = all.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const numbers = all.map(({ containerPort }) => containerPort);
  const headless = at(value, 'spec', 'clusterIP') === 'None';
  const complete = !headless && declared.every((ports) => (ports ?? []).length > 0);
  const title = `The Service "${String(at(value, 'metadata', 'name'))}"`;
  return asList(asRecord(value.spec).ports).flatMap(({ port, targetPort }, index) => {
    const path = ['spec', 'ports', index];
    if (typeof targetPort === 'string') {
      if (/^\d+$/.test(targetPort) || names.includes(targetPort)) return [];
      if (isInFragment(set, targetPort)) return [];
      const message = `${title} sends to the port "${targetPort}", but no container that it selects has a port of that name.${didYouMean(targetPort, names)}`;
      const remedy = 'Give the port of the container this name, or correct the targetPort.';
      return [problem('port', [...path, 'targetPort'], message, remedy)];
    }
    const target = targetPort ?? port;
    if (!complete || numbers.includes(target) || isInFragment(set, String(target))) return [];
    const without = targetPort === undefined || targetPort === null;
    return [
      problem(
        'port',
        [...path, without ? 'port' : 'targetPort'],
        `${title} sends to port ${String(target)}${without ? ', because it has no targetPort' : ''}, but the containers that it selects declare ${list(numbers)}.`,
        without
          ? 'Add targetPort with the port of the container.'
          : 'Correct the targetPort, or declare the port under "ports" of the container.',
      ),
    ];
  });
}
