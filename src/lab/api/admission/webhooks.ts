import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { internal } from '../core/errors.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { isExempt, isMatched } from './matching.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The address of a webhook, and why nothing answers there: the practice cluster runs no servers that speak TLS. */
function call({ clientConfig, timeoutSeconds }: Fields, { registry }: Admission): { url: string; problem: string } {
  const { url, service } = asRecord(clientConfig);
  const timeout = `timeout=${String(timeoutSeconds ?? 10)}s`;
  if (isRecord(service)) {
    const { name = '', namespace = '', path = '', port = 443 } = service;
    const address = `https://${String(name)}.${String(namespace)}.svc:${String(port)}${String(path)}?${timeout}`;
    const found = registry.find(registry.catalog.builtIn('', 'services'), String(namespace), String(name));
    if (!found) return { url: address, problem: `service "${String(name)}" not found` };
    const host = String(asRecord(found.spec).clusterIP ?? '');
    return { url: address, problem: `dial tcp ${host}:${String(port)}: connect: connection refused` };
  }
  const address = String(url ?? '');
  const { hostname, port } = new URL(address);
  const isNumber = /^[\d.]+$/.test(hostname);
  return {
    url: `${address}${address.includes('?') ? '&' : '?'}${timeout}`,
    problem:
      isNumber || hostname === 'localhost'
        ? `dial tcp ${isNumber ? hostname : '127.0.0.1'}:${port || '443'}: connect: connection refused`
        : `dial tcp: lookup ${hostname} on 10.96.0.10:53: no such host`,
  };
}

function ask(admission: Admission, plural: string): void {
  if (isExempt(admission)) return;
  const { registry } = admission;
  const configurations = registry.catalog.builtIn('admissionregistration.k8s.io', plural);
  for (const configuration of registry.list(configurations))
    for (const webhook of asList(configuration.webhooks)) {
      if (!isMatched(webhook, webhook.rules, undefined, admission) || webhook.failurePolicy === 'Ignore') continue;
      const { url, problem } = call(webhook, admission);
      throw internal(
        `failed calling webhook "${String(webhook.name)}": failed to call webhook: Post "${url}": ${problem}`,
      );
    }
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ */
export const mutatingWebhooks: AdmissionPlugin = {
  name: 'MutatingAdmissionWebhook',
  prepare: (admission) => ask(admission, 'mutatingwebhookconfigurations'),
};

export const validatingWebhooks: AdmissionPlugin = {
  name: 'ValidatingAdmissionWebhook',
  judge: (admission) => ask(admission, 'validatingwebhookconfigurations'),
};
