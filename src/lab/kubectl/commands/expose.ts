import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { updateLastApplied } from '../last-applied.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import { fileOptions, find } from '../resources/builder.ts';
import type { Found, Info } from '../resources/info.ts';
import type { Command } from './command.ts';
import { withOverrides } from './override.ts';

/** What a Service is made of. */
interface ServiceParts {
  name: string;
  selector: Record<string, string>;
  labels: Record<string, string>;
  ports: readonly string[];
  /** Protocols of the container ports, by port. */
  protocols: Readonly<Record<string, readonly string[]>>;
  flags: {
    protocol?: string;
    targetPort?: string;
    externalIP?: string;
    type?: string;
    loadBalancerIP?: string;
    sessionAffinity?: string;
    clusterIP?: string;
  };
}

function numberOrText(text: string): number | string {
  return /^[-+]?\d+$/.test(text) ? Number(text) : text;
}

/** A Service from its parts. @throws Error in kubectl's words. */
export function createService({ name, selector, labels, ports, protocols, flags }: ServiceParts): Found {
  const known = Object.keys(protocols).length > 0;
  const made = ports.flatMap((text, index) => {
    if (!/^[-+]?\d+$/.test(text)) throw new Error(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    const port = Number(text);
    const portName = ports.length > 1 ? `port-${index + 1}` : '';
    const found = flags.protocol || !known ? undefined : protocols[text];
    if (found && found.length > 1)
      return found.map((protocol) => ({ name: `port-${index + 1}-${protocol.toLowerCase()}`, port, protocol }));
    return [{ name: portName, port, protocol: flags.protocol || (found?.[0] ?? 'TCP') }];
  });
  const affinity = flags.sessionAffinity ?? '';
  if (!['', 'None', 'ClientIP'].includes(affinity)) throw new Error(`unknown session affinity: ${affinity}`);
  const type = flags.type ?? '';
  return typed({
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name, labels },
    spec: {
      ports: made.map((port) => ({
        ...port,
        targetPort: flags.targetPort ? numberOrText(flags.targetPort) : port.port,
      })),
      selector,
      clusterIP: flags.clusterIP ?? '',
      type,
      externalIPs: flags.externalIP ? [flags.externalIP] : [],
      sessionAffinity: affinity,
      loadBalancerIP: type === 'LoadBalancer' ? (flags.loadBalancerIP ?? '') : '',
    },
  });
}

const EXPOSABLE = [
  'ReplicationController',
  'Service',
  'Pod',
  'Deployment.apps',
  'ReplicaSet.apps',
  'Deployment.extensions',
  'ReplicaSet.extensions',
];

function podSpec(object: Found): unknown {
  return object.kind === 'Pod' ? object.spec : at(object, 'spec', 'template', 'spec');
}

/** Labels that a Service can select the Pods of an object by. @throws Error in kubectl's words. */
function selectorOf(object: Found): Record<string, string> {
  const refuse = (message: string): Error =>
    new Error(`couldn't retrieve selectors via --selector flag or introspection: ${message}`);
  const whole = (labels: unknown): Record<string, string> => asRecord(labels) as Record<string, string>;
  switch (object.kind) {
    case 'Pod': {
      const labels = whole(at(object, 'metadata', 'labels'));
      if (Object.keys(labels).length === 0) throw refuse('the pod has no labels and cannot be exposed');
      return labels;
    }
    case 'Service': {
      const selector = whole(at(object, 'spec', 'selector'));
      if (Object.keys(selector).length === 0) throw refuse('the service has no pod selector set');
      return selector;
    }
    case 'ReplicationController':
      return whole(at(object, 'spec', 'selector'));
    default: {
      const expressions = asList(at(object, 'spec', 'selector', 'matchExpressions'));
      if (expressions.length > 0) {
        const shown = expressions
          .map(
            ({ key, operator, values }) =>
              `{Key:${String(key)} Operator:${String(operator)} Values:[${Array.isArray(values) ? values.join(' ') : ''}]}`,
          )
          .join(' ');
        throw refuse(`couldn't convert expressions - "[${shown}]" to map-based selector format`);
      }
      return whole(at(object, 'spec', 'selector', 'matchLabels'));
    }
  }
}

/** Ports of an object with their protocols, in their order. */
function portsOf(object: Found): { ports: string[]; protocols: Record<string, string[]> } {
  const protocols: Record<string, string[]> = {};
  const ports: string[] = [];
  const add = (port: unknown, protocol: unknown): void => {
    const key = String(port);
    if (!ports.includes(key)) ports.push(key);
    const known = protocols[key] ?? [];
    const name = String(protocol ?? 'TCP') || 'TCP';
    protocols[key] = known.includes(name) ? known : [...known, name];
  };
  if (object.kind === 'Service')
    for (const { port, protocol } of asList(at(object, 'spec', 'ports'))) add(port, protocol);
  else {
    for (const container of asList(at(podSpec(object), 'containers'))) {
      for (const { containerPort, protocol } of asList(container.ports)) add(containerPort, protocol);
    }
  }
  return { ports, protocols };
}

function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const parts = pair.split('=');
      if (parts.length !== 2) throw new Error(`unexpected label spec: ${pair}`);
      if (parts[0] === '') throw new Error('unexpected empty label key');
      return parts as [string, string];
    }),
  );
}

function serviceFor(call: Call, info: Info): Found {
  const { flags } = call;
  const object = info.object ?? {};
  const group = info.resource?.group ?? '';
  const kind = `${info.resource?.kind ?? ''}${group === '' ? '' : `.${group}`}`;
  if (!EXPOSABLE.includes(kind)) throw new Error(`cannot expose a ${kind}`);
  const selector = flags.text('selector') === '' ? selectorOf(object) : undefined;
  const { ports: found, protocols } = portsOf(object);
  const isHeadless = flags.text('cluster-ip') === 'None';
  const given = flags.text('port');
  if (given === '' && found.length === 0 && !isHeadless)
    throw new Error("couldn't find port via --port flag or introspection");
  const labels =
    flags.text('labels') === ''
      ? (asRecord(at(object, 'metadata', 'labels')) as Record<string, string>)
      : parseLabels(flags.text('labels'));
  const chosen = selector ?? parseLabels(flags.text('selector'));
  if (Object.keys(chosen).length === 0) throw new Error('selector must be specified');
  return createService({
    name: flags.text('name') || info.name.slice(0, 63),
    selector: chosen,
    labels,
    ports: given === '' ? found : given.split(','),
    protocols,
    flags: {
      protocol: flags.text('protocol'),
      targetPort: flags.text('target-port'),
      externalIP: flags.text('external-ip'),
      type: flags.text('type'),
      loadBalancerIP: flags.text('load-balancer-ip'),
      sessionAffinity: flags.text('session-affinity'),
      clusterIP: flags.text('cluster-ip'),
    },
  });
}

/** `kubectl expose` (k8s.io/kubectl/pkg/cmd/expose). */
export const expose: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = dryRunOf(call);
    const printer = operationPrinter(call, withDryRun('exposed', dryRun));
    const { name: namespace, isExplicit } = call.namespace();
    const result = await find(call, {
      ...fileOptions(flags),
      words: call.words,
      namespace,
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length > 0,
      flatten: true,
      continueOnError: true,
    });
    await result.visit(async (info) => {
      const service = withOverrides(call, serviceFor(call, info), 'merge');
      if (dryRun === 'client') {
        printer(isExplicit ? typed({ ...service, metadata: { ...asRecord(service.metadata), namespace } }) : service);
        return;
      }
      printer(
        await call.client.json({
          method: 'POST',
          path: addressOf({ group: '', version: 'v1', name: 'services', namespaced: true }, namespace),
          query: {
            dryRun: dryRun === 'server' ? 'All' : undefined,
            fieldManager: flags.text('field-manager') || undefined,
          },
          body: updateLastApplied(service, flags.is('save-config')),
        }),
      );
    });
  },
};
