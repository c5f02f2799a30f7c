import type { Call } from '../call.ts';
import { parseInteger } from '../cobra/values.ts';
import type { Command } from './command.ts';
import { createGenerated, onlyName, ownNamespace } from './create.ts';

/** What is wrong with the name of a port, joined as kubectl does. */
function portNameProblems(name: string): string {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems.join(',');
}

function portOf(text: string, nodePort: number): Record<string, unknown> {
  const [first = '', second] = text.split(':');
  let port: number;
  try {
    port = parseInteger(first, 'ParseUint');
  } catch {
    throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(first)}: invalid syntax`);
  }
  if (port > 65535) throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(first)}: value out of range`);
  let targetPort: number | string = port;
  if (second !== undefined) {
    if (/^[-+]?\d+$/.test(second)) {
      targetPort = Number(second);
      if (targetPort < 1 || targetPort > 65535) throw new Error('must be between 1 and 65535, inclusive');
    } else {
      const problems = portNameProblems(second);
      if (problems !== '') throw new Error(problems);
      targetPort = second;
    }
  }
  return { name: text.replaceAll(':', '-'), protocol: 'TCP', port, targetPort, ...(nodePort > 0 ? { nodePort } : {}) };
}

function service(type: string, required: readonly string[] = []): Command {
  return {
    required,
    async run(call: Call) {
      const { flags } = call;
      const name = onlyName(call);
      const clusterIP = type === 'ClusterIP' ? flags.text('clusterip') : '';
      const ports = flags.list('tcp');
      if (clusterIP !== 'None' && ports.length === 0 && type !== 'ExternalName')
        throw new Error('at least one tcp port specifier must be provided');
      const externalName = type === 'ExternalName' ? flags.text('external-name') : '';
      if (
        type === 'ExternalName' &&
        (externalName.length > 253 ||
          !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(externalName))
      ) {
        throw new Error(`invalid service external name ${externalName}`);
      }
      const nodePort = type === 'NodePort' ? flags.number('node-port') : 0;
      const labels = { app: name };
      const spec = {
        ports: ports.map((text) => portOf(text, nodePort)),
        selector: labels,
        ...(clusterIP === '' ? {} : { clusterIP }),
        type,
        ...(externalName === '' ? {} : { externalName }),
      };
      await createGenerated(
        call,
        { kind: 'Service', apiVersion: 'v1', metadata: { name, labels, ...ownNamespace(call) }, spec },
        { group: '', version: 'v1', name: 'services', namespaced: true, failure: `failed to create ${type} service: ` },
      );
    },
  };
}

/** Generators of Services. */
export const createService: Readonly<Record<string, Command>> = {
  'create service clusterip': service('ClusterIP'),
  'create service nodeport': service('NodePort'),
  'create service loadbalancer': service('LoadBalancer'),
  'create service externalname': service('ExternalName', ['external-name']),
};
