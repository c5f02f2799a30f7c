import { AUTHORITY } from './certificates/authority.ts';
import { certificatePem, keyPem } from './certificates/certificate.ts';
import { type Cluster, SERVER_ADDRESS } from './cluster.ts';

const DAY = 86_400_000;

/** Who an administrator is to the API server, whose certificate needs not be read again. */
export const ADMINISTRATOR = { name: 'kubernetes-admin', groups: ['system:masters'] };

/** A kubeconfig of ours whose context has a namespace, as `kubectl config set-context --current --namespace` writes it. */
export function withNamespace(kubeconfig: string, namespace: string): string {
  return kubeconfig.replace(/^( {4}cluster: .*\n)/m, (line) => `${line}    namespace: ${namespace}\n`);
}

/** The files that an administrator of a cluster has: a kubeconfig, and the certificate of the cluster's authority. */
export function administratorFiles({ clock, random, authority }: Cluster): { kubeconfig: string; authority: string } {
  const from = clock.now() - 60_000;
  const certificate = certificatePem({
    subject: { name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins'] },
    issuer: AUTHORITY,
    from,
    until: from + 365 * DAY,
    random,
  });
  const kubeconfig = `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${btoa(authority)}
    server: ${SERVER_ADDRESS}
  name: kind-lab
contexts:
- context:
    cluster: kind-lab
    user: kind-lab
  name: kind-lab
current-context: kind-lab
kind: Config
users:
- name: kind-lab
  user:
    client-certificate-data: ${btoa(certificate)}
    client-key-data: ${btoa(keyPem(random))}
`;
  return { kubeconfig, authority };
}
