import { AUTHORITY } from './certificates/authority.ts';
import { certificatePem, keyPem } from './certificates/certificate.ts';
import type { Cluster } from './cluster.ts';

const DAY = 86_400_000;

/** Who an administrator is to the API server, whose certificate needs not be read again. */
export const ADMINISTRATOR = { name: 'kubernetes-admin', groups: ['system:masters'] };

/** A kubeconfig of ours one of whose contexts has a namespace, as `kubectl config set-context NAME --namespace` writes it. */
export function withNamespace(kubeconfig: string, namespace: string, context: string): string {
  return kubeconfig.replace(`    cluster: ${context}\n`, (line) => `${line}    namespace: ${namespace}\n`);
}

/** The certificate of an administrator and its key, as a kubeconfig has them. */
function credentials({ clock, random, server }: Cluster): string {
  const from = clock.now() - 60_000;
  const certificate = certificatePem({
    subject: { name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins'] },
    issuer: AUTHORITY,
    from,
    until: from + 365 * DAY,
    signer: server.signer,
    random,
  });
  return `    client-certificate-data: ${btoa(certificate)}
    client-key-data: ${btoa(keyPem(random))}
`;
}

/** The kubeconfig of who administers some clusters, by their contexts: named as kind does, and the first is the current one. */
export function administratorConfig(clusters: ReadonlyMap<string, Cluster>): string {
  const all = [...clusters];
  const each = (entry: (name: string, cluster: Cluster) => string): string =>
    all.map(([name, cluster]) => `- ${entry(name, cluster)}`).join('');
  return `apiVersion: v1
clusters:
${each(
  (name, { authority, address }) => `cluster:
    certificate-authority-data: ${btoa(authority)}
    server: ${address}
  name: ${name}
`,
)}contexts:
${each(
  (name) => `context:
    cluster: ${name}
    user: ${name}
  name: ${name}
`,
)}current-context: ${all[0]?.[0]}
kind: Config
users:
${each(
  (name, cluster) => `name: ${name}
  user:
${credentials(cluster)}`,
)}`;
}
