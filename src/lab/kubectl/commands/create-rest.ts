import { formatQuantity, parseQuantity } from '../print/quantity.ts';
import { parseSelector } from '../selectors.ts';
import type { Command } from './command.ts';
import { createGenerated, onlyName, ownNamespace } from './create.ts';

const QUANTITY_ERROR = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Amounts as `resource=amount` with commas between. @throws Error in kubectl's words. */
export function amounts(text: string): Record<string, string> | undefined {
  if (text === '') return undefined;
  const result: Record<string, string> = {};
  for (const statement of text.split(',')) {
    const parts = statement.split('=');
    if (parts.length !== 2) throw new Error(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    const quantity = parseQuantity(parts[1] ?? '');
    if (!quantity) throw new Error(QUANTITY_ERROR);
    result[parts[0] ?? ''] = formatQuantity(quantity);
  }
  return result;
}

const quota: Command = {
  async run(call) {
    const name = onlyName(call);
    if (name === '') throw new Error('name must be specified');
    const hard = amounts(call.flags.text('hard'));
    const text = call.flags.text('scopes');
    const scopes = text === '' ? undefined : text.split(',');
    if (scopes?.includes('')) throw new Error('invalid resource quota scope ""');
    await createGenerated(
      call,
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name, ...ownNamespace(call) },
        spec: { ...(hard ? { hard } : {}), ...(scopes ? { scopes } : {}) },
      },
      { group: '', version: 'v1', name: 'resourcequotas', namespaced: true, failure: 'failed to create quota: ' },
    );
  },
};

/** A selector as an object has it. @throws Error for one that cannot be read. */
export function labelSelector(text: string): Record<string, unknown> {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: Record<string, unknown>[] = [];
  const operators = { in: 'In', notin: 'NotIn', exists: 'Exists', '!': 'DoesNotExist' } as const;
  let requirements: ReturnType<typeof parseSelector>['requirements'];
  try {
    requirements = parseSelector(text).requirements;
  } catch (error) {
    throw new Error(`couldn't parse the selector string ${JSON.stringify(text)}: ${(error as Error).message}`);
  }
  for (const { key, operator, values } of requirements) {
    if (operator === '=') matchLabels[key] = values[0] ?? '';
    else if (operator === '!=' || operator === '<' || operator === '>') {
      const shown = operator === '<' ? 'lt' : operator === '>' ? 'gt' : operator;
      throw new Error(`${JSON.stringify(shown)} is not a valid label selector operator`);
    } else matchExpressions.push({ key, operator: operators[operator], ...(values.length > 0 ? { values } : {}) });
  }
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

function numberOrText(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

const poddisruptionbudget: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const [min, max, selector] = [flags.text('min-available'), flags.text('max-unavailable'), flags.text('selector')];
    if (name === '') throw new Error('name must be specified');
    if (selector === '') throw new Error('a selector must be specified');
    if (max === '' && min === '') throw new Error('one of min-available or max-unavailable must be specified');
    if (max !== '' && min !== '') throw new Error('min-available and max-unavailable cannot be both specified');
    if (min !== '' && !/^[0-9]+%?$/.test(min)) throw new Error('invalid format specified for min-available');
    if (max !== '' && !/^[0-9]+%?$/.test(max)) throw new Error('invalid format specified for max-unavailable');
    const amount = min !== '' ? { minAvailable: numberOrText(min) } : { maxUnavailable: numberOrText(max) };
    await createGenerated(
      call,
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name, ...ownNamespace(call) },
        spec: { ...amount, selector: labelSelector(selector) },
      },
      {
        group: 'policy',
        version: 'v1',
        name: 'poddisruptionbudgets',
        namespaced: true,
        failure: 'failed to create poddisruptionbudgets: ',
      },
    );
  },
};

const priorityclass: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    await createGenerated(
      call,
      {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value: flags.number('value'),
        globalDefault: flags.is('global-default'),
        description: flags.text('description'),
        preemptionPolicy: flags.text('preemption-policy'),
      },
      {
        group: 'scheduling.k8s.io',
        version: 'v1',
        name: 'priorityclasses',
        namespaced: false,
        failure: 'failed to create priorityclass: ',
      },
    );
  },
};

const namespace: Command = {
  async run(call) {
    const name = onlyName(call);
    if (name === '') throw new Error('name must be specified');
    await createGenerated(
      call,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      { group: '', version: 'v1', name: 'namespaces', namespaced: false, failure: '' },
    );
  },
};

const RULE =
  /^(?<host>[\w*\-.]*)(?<path>\/.*)=(?<svcname>[\w-]+):(?<svcport>[\w-]+)(,(?<istls>tls)=?(?<secretname>[\w-]+)?)?/;

function backend(service: string): Record<string, unknown> {
  const [name = '', port = ''] = service.split(':');
  return { service: { name, port: /^-?\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function tlsOf(rules: readonly string[]): Record<string, unknown>[] {
  const tls: { hosts?: string[]; secretName?: string }[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    const parts = rule.split(',');
    if (parts.length !== 2) continue;
    const [host = ''] = rule.split('/');
    const secret = (parts[1] ?? '').split('=')[1] ?? '';
    if (seen.has(host)) continue;
    seen.add(host);
    const known = tls.find(({ secretName = '' }) => secretName === secret);
    if (known) {
      known.hosts = [...(known.hosts ?? []), host];
      continue;
    }
    const entry = { ...(host === '' ? {} : { hosts: [host] }), ...(secret === '' ? {} : { secretName: secret }) };
    if (Object.keys(entry).length > 0) tls.push(entry);
  }
  return tls;
}

function rulesOf(rules: readonly string[]): Record<string, unknown>[] {
  const hosts = new Map<string, Record<string, unknown>[]>();
  for (const rule of rules) {
    const [text = ''] = rule.split(',');
    const slash = text.indexOf('/');
    const host = text.slice(0, slash);
    const [where = '', service = ''] = text.slice(slash + 1).split('=');
    const isPrefix = `/${where}`.endsWith('*');
    const path = {
      path: isPrefix ? `/${where}`.slice(0, -1) : `/${where}`,
      pathType: isPrefix ? 'Prefix' : 'Exact',
      backend: backend(service),
    };
    hosts.set(host, [...(hosts.get(host) ?? []), path]);
  }
  return [...hosts].map(([host, paths]) => ({ ...(host === '' ? {} : { host }), http: { paths } }));
}

const ingress: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const [fallback, ingressClass] = [flags.text('default-backend'), flags.text('class')];
    const rules = flags.list('rule');
    if (fallback === '' && rules.length === 0) {
      throw new Error(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    for (const rule of rules) {
      if (!RULE.test(rule))
        throw new Error(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
    }
    const annotations = flags.list('annotation').map((text) => {
      const equals = text.indexOf('=');
      if (equals < 0) throw new Error(`annotation ${text} is invalid and should be in format key=[value]`);
      return [text.slice(0, equals), text.slice(equals + 1)] as const;
    });
    if (fallback !== '' && fallback.split(':').length !== 2)
      throw new Error('default-backend should be in format servicename:serviceport');
    const spec = {
      ...(ingressClass === '' ? {} : { ingressClassName: ingressClass }),
      ...(fallback === '' ? {} : { defaultBackend: backend(fallback) }),
      tls: tlsOf(rules),
      rules: rulesOf(rules),
    };
    await createGenerated(
      call,
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name, annotations: Object.fromEntries(annotations), ...ownNamespace(call) },
        spec,
      },
      {
        group: 'networking.k8s.io',
        version: 'v1',
        name: 'ingresses',
        namespaced: true,
        failure: 'failed to create ingress: ',
      },
    );
  },
};

/** All other generators. */
export const createRest: Readonly<Record<string, Command>> = {
  'create quota': quota,
  'create poddisruptionbudget': poddisruptionbudget,
  'create priorityclass': priorityclass,
  'create namespace': namespace,
  'create ingress': ingress,
};
