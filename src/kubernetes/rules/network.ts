import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asList, asTexts, type Data, isSet } from '../data.ts';
import { gatewayMilliseconds, isGatewayDuration } from '../formats.ts';
import { hostFault, isBlock, isStrictlyWithin } from '../hosts-and-images.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { addressProblem, fields, labelNameProblem, oneOfProblem, portProblem, repeated, text } from './values.ts';

const LOWEST_NODE_PORT = 30_000;
const HIGHEST_NODE_PORT = 32_767;

function nodePortProblem({ nodePort }: Data, path: DataPath, type: unknown): ObjectProblem | undefined {
  if (typeof nodePort !== 'number' || nodePort === 0) return undefined;
  const inside = [...path, 'nodePort'];
  if (type !== 'NodePort' && type !== 'LoadBalancer') {
    return problem(
      'conflict',
      inside,
      `A Service of type ${String(type)} has no nodePort.`,
      'Remove it, or write type: NodePort.',
    );
  }
  return nodePort >= LOWEST_NODE_PORT && nodePort <= HIGHEST_NODE_PORT
    ? undefined
    : problem(
        'port',
        inside,
        `The nodePort is ${nodePort}, but node ports go from 30000 to 32767.`,
        'Use a number in that range, or leave the choice to the cluster.',
      );
}

/** What the ports of a Service must be among each other. Source: ValidateService in pkg/apis/core/validation. */
function portsProblems(data: Data, path: DataPath, type: unknown): (ObjectProblem | undefined)[] {
  const ports = asList(data.ports);
  const inside = [...path, 'ports'];
  const unnamed = ports.length > 1 ? ports.findIndex(({ name }) => !isSet(name)) : -1;
  const seen = new Set<string>();
  const twice = ports.flatMap(({ port, protocol }, index) => {
    const key = `${String(port)}/${String(protocol ?? 'TCP')}`;
    const again = isSet(port) && seen.has(key);
    seen.add(key);
    return again
      ? [
          problem(
            'conflict',
            [...inside, index, 'port'],
            `The Service has port ${key.replace('/', ' of ')} twice.`,
            'Give each port a number of its own.',
          ),
        ]
      : [];
  });
  return [
    unnamed < 0
      ? undefined
      : problem(
          'missing-field',
          [...inside, unnamed],
          'The Service has several ports, and one of them has no name.',
          'Give each port a name, such as http.',
        ),
    ...repeated(ports, inside, {
      key: 'name',
      message: (name) => `Two ports of the Service are called "${name}".`,
      remedy: 'Give each port of a Service a name of its own.',
    }),
    ...twice,
    ...ports.map((port, index) => nodePortProblem(port, [...inside, index], type)),
  ];
}

function serviceProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { clusterIP, externalName, externalIPs, loadBalancerSourceRanges } = data;
  const type = data.type ?? 'ClusterIP';
  const headless = clusterIP === 'None';
  const fault =
    typeof externalName === 'string' && type === 'ExternalName'
      ? hostFault(externalName.replace(/\.$/, ''), false)
      : undefined;
  return [
    type === 'ExternalName' && !isSet(externalName)
      ? problem(
          'missing-field',
          path,
          'A Service of type ExternalName lacks the field "externalName".',
          'Add "externalName".',
        )
      : undefined,
    fault === undefined || /IP address/.test(fault)
      ? undefined
      : problem(
          'address',
          [...path, 'externalName'],
          `"${String(externalName)}" cannot be an externalName: it ${fault}.`,
          'Write the name of a host, such as db.example.com.',
        ),
    type !== 'ExternalName' && !headless && asList(data.ports).length === 0
      ? problem('missing-field', path, 'The Service has no ports.', 'Add at least one port.')
      : undefined,
    headless && (type === 'NodePort' || type === 'LoadBalancer')
      ? problem(
          'conflict',
          [...path, 'type'],
          `A Service of type ${String(type)} cannot have clusterIP: None.`,
          'Remove clusterIP, or the type.',
        )
      : undefined,
    headless || clusterIP === '' ? undefined : clusterAddressProblem(clusterIP, [...path, 'clusterIP']),
    ...asTexts(externalIPs).map((address, index) => addressProblem(address, [...path, 'externalIPs', index])),
    ...asTexts(loadBalancerSourceRanges).map((block, index) =>
      blockProblem(block.trim(), [...path, 'loadBalancerSourceRanges', index]),
    ),
    ...portsProblems(data, path, type),
  ];
}

function clusterAddressProblem(value: unknown, path: DataPath): ObjectProblem | undefined {
  return typeof value === 'string' && /^none$/i.test(value)
    ? problem(
        'address',
        path,
        `"${pathName(path)}" is "${value}"; for a headless Service it is None, with a capital.`,
        'Write clusterIP: None.',
      )
    : addressProblem(value, path);
}

function blockProblem(block: unknown, path: DataPath): ObjectProblem | undefined {
  return typeof block !== 'string' || isBlock(block)
    ? undefined
    : problem(
        'address',
        path,
        `"${pathName(path)}" is "${block}", which is not a block of IP addresses.`,
        'Write an address and the length of its prefix, such as 10.0.0.0/8.',
      );
}

function ipBlockProblems({ cidr, except }: Data, path: DataPath): (ObjectProblem | undefined)[] {
  return [
    blockProblem(cidr, [...path, 'cidr']),
    ...asTexts(except).map((block, index) => {
      const inside = [...path, 'except', index];
      const wrong = blockProblem(block, inside);
      if (wrong || typeof cidr !== 'string' || !isBlock(cidr) || isStrictlyWithin(block, cidr)) return wrong;
      return problem(
        'conflict',
        inside,
        `"${block}" does not lie within "${cidr}", so that it cannot be an exception from it.`,
        'Write a smaller block that lies within the cidr.',
      );
    }),
  ];
}

function policyPortProblems({ port, endPort }: Data, path: DataPath): (ObjectProblem | undefined)[] {
  return [
    portProblem(port, [...path, 'port'], 'names'),
    portProblem(endPort, [...path, 'endPort'], 'numbers'),
    isSet(endPort) && typeof port !== 'number'
      ? problem(
          'conflict',
          [...path, 'endPort'],
          'endPort needs a port with a number.',
          'Write the number of the first port.',
        )
      : undefined,
    typeof port === 'number' && typeof endPort === 'number' && endPort < port
      ? problem(
          'conflict',
          [...path, 'endPort'],
          `endPort (${endPort}) is less than port (${port}).`,
          'Exchange the two.',
        )
      : undefined,
  ];
}

function hostProblem(host: unknown, path: DataPath, wildcard: boolean): ObjectProblem | undefined {
  const fault = typeof host === 'string' && host !== '' ? hostFault(host, wildcard) : undefined;
  return fault === undefined
    ? undefined
    : problem(
        'address',
        path,
        `"${String(host)}" cannot be a host: it ${fault}.`,
        'Write a name such as shop.example.com.',
      );
}

/** Paths that must begin with "/". Source: validateHTTPIngressPath in pkg/apis/networking/validation; CRDs of the Gateway API. */
function pathProblem(value: unknown, path: DataPath): ObjectProblem | undefined {
  return typeof value !== 'string' || value === '' || value.startsWith('/')
    ? undefined
    : problem('value', path, `The path "${value}" does not begin with "/".`, `Write /${value}.`);
}

function timeoutProblem({ request, backendRequest }: Data, path: DataPath): ObjectProblem | undefined {
  if (typeof request !== 'string' || typeof backendRequest !== 'string') return undefined;
  const [whole, part] = [request, backendRequest].map(gatewayMilliseconds);
  return whole !== undefined && part !== undefined && whole > 0 && part > whole
    ? problem(
        'conflict',
        [...path, 'backendRequest'],
        `backendRequest (${backendRequest}) is longer than request (${request}), of which it is a part.`,
        'Shorten backendRequest, or lengthen request.',
      )
    : undefined;
}

const GATEWAY = 'gateway.networking.k8s.io/v1';

/** What the API server asks of Services, policies and routes. Source: pkg/apis/{core,networking}/validation of Kubernetes; CRDs of the Gateway API. */
export const networkRules: TypeRules = {
  'v1/ServiceSpec': fields(serviceProblems),
  'v1/ServicePort': fields(({ name, port, targetPort }, path) => [
    labelNameProblem(name, [...path, 'name'], "a Service's port"),
    portProblem(port, [...path, 'port'], 'numbers'),
    portProblem(targetPort, [...path, 'targetPort'], 'names'),
  ]),
  'networking.k8s.io/v1/IPBlock': fields(ipBlockProblems),
  'networking.k8s.io/v1/NetworkPolicyPort': fields(policyPortProblems),
  'networking.k8s.io/v1/NetworkPolicyPeer': fields((data, path) => [
    isSet(data.ipBlock) && (isSet(data.podSelector) || isSet(data.namespaceSelector))
      ? problem(
          'conflict',
          [...path, 'ipBlock'],
          'ipBlock cannot stand together with a selector in one item of the list.',
          'Make two items of them.',
        )
      : undefined,
    ['ipBlock', 'podSelector', 'namespaceSelector'].some((key) => isSet(data[key]))
      ? undefined
      : problem(
          'missing-field',
          path,
          `"${pathName(path)}" names neither Pods nor addresses.`,
          'Add podSelector, namespaceSelector or ipBlock.',
        ),
  ]),
  'networking.k8s.io/v1/IngressSpec': fields(({ rules, defaultBackend }, path) => [
    asList(rules).length === 0 && !isSet(defaultBackend)
      ? problem('missing-field', path, 'The Ingress has neither rules nor a defaultBackend.', 'Add one of them.')
      : undefined,
  ]),
  'networking.k8s.io/v1/IngressRule': fields(({ host }, path) => [hostProblem(host, [...path, 'host'], true)]),
  'networking.k8s.io/v1/IngressTLS': fields(({ hosts }, path) =>
    asTexts(hosts).map((host, index) => hostProblem(host, [...path, 'hosts', index], true)),
  ),
  'networking.k8s.io/v1/HTTPIngressPath': fields((data, path) => [pathProblem(data.path, [...path, 'path'])]),
  'networking.k8s.io/v1/IngressBackend': fields((data, path) => [
    oneOfProblem(data, path, { among: ['service', 'resource'], example: 'service' }),
  ]),
  'networking.k8s.io/v1/ServiceBackendPort': fields((data, path) => [
    oneOfProblem(data, path, { among: ['name', 'number'], example: 'number' }),
    portProblem(data.number, [...path, 'number'], 'numbers'),
  ]),
  [`${GATEWAY}/Hostname`]: text((value, path) => hostProblem(value, path, true)),
  [`${GATEWAY}/PreciseHostname`]: text((value, path) => hostProblem(value, path, false)),
  [`${GATEWAY}/PortNumber`]: (value, path) =>
    [portProblem(value, path, 'numbers')].filter((found) => found !== undefined),
  [`${GATEWAY}/Duration`]: text((value, path) =>
    isGatewayDuration(value)
      ? undefined
      : problem(
          'value',
          path,
          `"${pathName(path)}" is "${value}", which is not a duration.`,
          'Write whole numbers with h, m, s or ms, such as 10s or 1m30s.',
        ),
  ),
  [`${GATEWAY}/HTTPRouteTimeouts`]: fields((data, path) => [timeoutProblem(data, path)]),
  [`${GATEWAY}/HTTPPathMatch`]: fields(({ type, value }, path) => [
    type === 'RegularExpression' ? undefined : pathProblem(value, [...path, 'value']),
  ]),
  [`${GATEWAY}/GatewaySpec`]: fields(({ listeners }, path) =>
    repeated(asList(listeners), [...path, 'listeners'], {
      key: 'name',
      message: (name) => `Two listeners are called "${name}".`,
      remedy: 'Give each listener of a Gateway a name of its own.',
    }),
  ),
};
