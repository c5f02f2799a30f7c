import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, refused, required, unsupported, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { dnsLabel1035, dnsSubdomain } from '../core/words.ts';
import { validateSelector } from './selectors.ts';
import { portName, portNumber } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const WILDCARD = /^\*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

function hostProblems(host: string): string[] {
  if (!host.includes('*')) return dnsSubdomain(host);
  return WILDCARD.test(host)
    ? []
    : [
        `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ];
}

function backend(value: unknown, path: string): Cause[] {
  const { service, resource } = asRecord(value);
  if (isRecord(resource) && isRecord(service))
    return [wrong(path, '', 'cannot set both resource and service backends')];
  if (isRecord(resource)) return [];
  if (!isRecord(service)) return [wrong(path, '', 'resource or service backend is required')];
  const causes: Cause[] = [];
  const { name, port } = service;
  if (!name) causes.push(required(`${path}.service.name`, ''));
  else causes.push(...dnsLabel1035(String(name)).map((why) => wrong(`${path}.service.name`, name, why)));
  const { name: portText, number } = asRecord(port);
  const at = `${path}.service.port`;
  if (portText && number) causes.push(wrong(path, '', 'cannot set both port name & port number'));
  else if (!portText && !number) causes.push(required(path, 'port name or number is required'));
  else if (portText) causes.push(...portName(`${at}.name`, String(portText)));
  else causes.push(...portNumber(`${at}.number`, number));
  return causes;
}

const BAD_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];

function httpPath(entry: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  const text = String(entry.path ?? '');
  const { pathType } = entry;
  if (pathType === undefined) causes.push(required(`${path}.pathType`, 'pathType must be specified'));
  else if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!text.startsWith('/')) causes.push(wrong(`${path}.path`, text, 'must be an absolute path'));
    else {
      for (const bad of BAD_IN_PATHS)
        if (text.includes(bad)) causes.push(wrong(`${path}.path`, text, `must not contain '${bad}'`));
      for (const bad of BAD_ENDS)
        if (text.endsWith(bad)) causes.push(wrong(`${path}.path`, text, `cannot end with '${bad}'`));
    }
  } else if (pathType === 'ImplementationSpecific') {
    if (text !== '' && !text.startsWith('/')) causes.push(wrong(`${path}.path`, text, 'must be an absolute path'));
  } else causes.push(unsupported(`${path}.pathType`, pathType, PATH_TYPES));
  return [...causes, ...backend(entry.backend, `${path}.backend`)];
}

/** What is wrong with an Ingress. Source: pkg/apis/networking/validation. */
export function validateIngress(ingress: KubeObject, old?: KubeObject): Cause[] {
  const spec = asRecord(ingress.spec);
  const rules = asList(spec.rules);
  const causes: Cause[] = [];
  if (rules.length === 0 && !isRecord(spec.defaultBackend))
    causes.push(wrong('spec', [], 'either `defaultBackend` or `rules` must be specified'));
  if (isRecord(spec.defaultBackend)) causes.push(...backend(spec.defaultBackend, 'spec.defaultBackend'));
  rules.forEach((rule, index) => {
    const at = `spec.rules[${index}]`;
    const host = String(rule.host ?? '');
    if (host !== '') {
      if (/^(\d{1,3}\.){3}\d{1,3}$|:/.test(host))
        causes.push(wrong(`${at}.host`, host, 'must be a DNS name, not an IP address'));
      else causes.push(...hostProblems(host).map((why) => wrong(`${at}.host`, host, why)));
    }
    if (!isRecord(rule.http)) return;
    const paths = asList(rule.http.paths);
    if (paths.length === 0) causes.push(required(`${at}.http.paths`, ''));
    paths.forEach((entry, place) => {
      causes.push(...httpPath(entry, `${at}.http.paths[${place}]`));
    });
  });
  asList(spec.tls).forEach((entry, index) => {
    (Array.isArray(entry.hosts) ? entry.hosts : []).forEach((host, place) => {
      causes.push(...hostProblems(String(host)).map((why) => wrong(`spec.tls[${index}].hosts[${place}]`, host, why)));
    });
  });
  if (spec.ingressClassName !== undefined)
    causes.push(
      ...dnsSubdomain(String(spec.ingressClassName)).map((why) =>
        wrong('spec.ingressClassName', spec.ingressClassName, why),
      ),
    );
  const annotation = ingress.metadata.annotations?.['kubernetes.io/ingress.class'];
  if (!old && annotation !== undefined && spec.ingressClassName !== undefined && annotation !== spec.ingressClassName)
    causes.push(
      wrong(
        'annotations.kubernetes.io/ingress.class',
        annotation,
        'must match `ingressClassName` when both are specified',
      ),
    );
  return causes;
}

export function validateIngressClass({ spec: given }: KubeObject, old?: KubeObject): Cause[] {
  const { controller = '' } = asRecord(given);
  const text = String(controller);
  if (old) {
    const before = asRecord(old.spec).controller;
    if (before !== controller) return [wrong('spec.controller', controller, 'field is immutable')];
  }
  if (text === '') return [required('spec.controller', '')];
  return text.includes('/')
    ? []
    : [wrong('spec.controller', text, 'must be a domain-prefixed path (such as "acme.io/foo")')];
}

function peer(value: Fields, path: string): Cause[] {
  const kinds = ['podSelector', 'namespaceSelector', 'ipBlock'].filter((name) => isRecord(value[name]));
  const causes: Cause[] = [];
  for (const name of ['podSelector', 'namespaceSelector'])
    causes.push(...validateSelector(value[name], `${path}.${name}`));
  if (isRecord(value.ipBlock)) {
    const { cidr, except } = value.ipBlock;
    if (!cidr) causes.push(required(`${path}.ipBlock.cidr`, ''));
    else if (!isRange(String(cidr)))
      causes.push(
        wrong(`${path}.ipBlock.cidr`, cidr, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'),
      );
    (Array.isArray(except) ? except : []).forEach((range, index) => {
      if (!isRange(String(range)))
        causes.push(
          wrong(
            `${path}.ipBlock.except[${index}]`,
            range,
            'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
          ),
        );
    });
  }
  if (kinds.includes('ipBlock') && kinds.length > 1)
    causes.push(refused(path, 'may not specify both ipBlock and another peer'));
  if (kinds.length === 0) causes.push(required(path, 'must specify a peer'));
  return causes;
}

const isRange = (text: string): boolean => {
  const [, address = '', bits = ''] = /^([\d.]+|[0-9a-f:]+)\/(\d+)$/i.exec(text) ?? [];
  if (address.includes(':')) return Number(bits) <= 128;
  const parts = address.split('.');
  return parts.length === 4 && parts.every((part) => part !== '' && Number(part) < 256) && Number(bits) <= 32;
};

/** What is wrong with a NetworkPolicy. */
export function validateNetworkPolicy({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = validateSelector(spec.podSelector, 'spec.podSelector');
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const)
    asList(spec[direction]).forEach((rule, index) => {
      const at = `spec.${direction}[${index}]`;
      asList(rule.ports).forEach((port, place) => {
        const field = `${at}.ports[${place}]`;
        if (!['TCP', 'UDP', 'SCTP'].includes(String(port.protocol)))
          causes.push(unsupported(`${field}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']));
        if (typeof port.port === 'number') causes.push(...portNumber(`${field}.port`, port.port));
        else if (typeof port.port === 'string') causes.push(...portName(`${field}.port`, port.port));
        if (typeof port.endPort === 'number') {
          if (port.port === undefined)
            causes.push(required(`${field}.port`, 'must be specified when `endPort` is specified'));
          else if (typeof port.port === 'number' && port.endPort < port.port)
            causes.push(wrong(`${field}.endPort`, port.port, 'must be greater than or equal to `port`'));
        }
      });
      asList(rule[peers]).forEach((entry, place) => {
        causes.push(...peer(entry, `${at}.${peers}[${place}]`));
      });
    });
  const types = Array.isArray(spec.policyTypes) ? spec.policyTypes : [];
  const seen = new Set<unknown>();
  types.forEach((type, index) => {
    if (!['Ingress', 'Egress'].includes(String(type)))
      causes.push(unsupported(`spec.policyTypes[${index}]`, type, ['Egress', 'Ingress']));
    if (seen.has(type)) causes.push(duplicate(`spec.policyTypes[${index}]`, type));
    seen.add(type);
  });
  return causes;
}
