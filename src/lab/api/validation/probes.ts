import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { notNegative, portName, portNumber } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

const portOf = (field: string, port: unknown): Cause[] =>
  typeof port === 'string' ? portName(field, port) : portNumber(field, port ?? 0);

const HANDLERS: Readonly<Record<string, (action: Fields, path: string) => Cause[]>> = {
  exec: (action, path) =>
    Array.isArray(action.command) && action.command.length > 0 ? [] : [required(`${path}.command`, '')],
  httpGet: (action, path) => {
    const causes: Cause[] = action.path ? [] : [required(`${path}.path`, '')];
    causes.push(...portOf(`${path}.port`, action.port));
    if (!['HTTP', 'HTTPS'].includes(String(action.scheme)))
      causes.push(unsupported(`${path}.scheme`, action.scheme, ['HTTP', 'HTTPS']));
    asList(action.httpHeaders).forEach((header, index) => {
      if (!/^[-A-Za-z0-9]+$/.test(String(header.name ?? '')))
        causes.push(
          wrong(
            `${path}.httpHeaders[${index}].name`,
            header.name ?? '',
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
          ),
        );
    });
    return causes;
  },
  tcpSocket: (action, path) => portOf(`${path}.port`, action.port),
  grpc: (action, path) => portNumber(`${path}.port`, action.port ?? 0),
  sleep: () => [],
};

/** One action: of a probe, or around a container's life. */
export function validateHandler(handler: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  let count = 0;
  for (const [type, check] of Object.entries(HANDLERS)) {
    if (!isRecord(handler[type])) continue;
    if (count > 0) causes.push(refused(`${path}.${type}`, 'may not specify more than 1 handler type'));
    else causes.push(...check(asRecord(handler[type]), `${path}.${type}`));
    count++;
  }
  if (count === 0) causes.push(required(path, 'must specify a handler type'));
  return causes;
}

/** A probe of a container. @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
export function validateProbe(
  container: Fields,
  name: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  at: string,
): Cause[] {
  const probe = container[name];
  if (!isRecord(probe)) return [];
  const path = `${at}.${name}`;
  const causes = validateHandler(probe, path);
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ])
    causes.push(...notNegative(`${path}.${field}`, probe[field]));
  const grace = probe.terminationGracePeriodSeconds;
  if (typeof grace === 'number' && grace <= 0)
    causes.push(wrong(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (name === 'readinessProbe') {
    if (grace !== undefined)
      causes.push(wrong(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== undefined && probe.successThreshold !== 1)
    causes.push(wrong(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  return causes;
}
