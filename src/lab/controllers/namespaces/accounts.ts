import { ApiError } from '../../api/core/errors.ts';
import { isSame } from '../../api/core/objects.ts';
import { type Client, type Controller, concernsOf, type Key, keyOf } from '../framework.ts';

/** Creates an object that every namespace has; one that is there already is no mistake. */
function createOnce(client: Client, plural: string, namespace: string, object: Record<string, unknown>): void {
  try {
    client.create(client.resource('', plural), object, namespace);
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.status.reason !== 'AlreadyExists') throw problem;
  }
}

/** A controller that looks at a namespace when something happens to it or to one object in it. */
function perNamespace(
  client: Client,
  name: string,
  plural: string,
  wanted: string,
  ensure: (key: Key, namespace: string) => void,
): Controller {
  const namespaces = client.resource('', 'namespaces');
  return {
    name,
    concerns: concernsOf(namespaces, [], ({ bucket, object, type }) =>
      bucket === `/${plural}` && type !== 'ADDED' && object.metadata.name === wanted
        ? [{ namespace: '', name: object.metadata.namespace ?? '' }]
        : [],
    ),
    reconcile(key) {
      const namespace = client.find(namespaces, '', key.name);
      if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return undefined;
      ensure(keyOf(namespace), key.name);
      return undefined;
    },
  };
}

/** Gives every namespace its ServiceAccount `default`. @see https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts */
export function serviceAccountController(client: Client): Controller {
  return perNamespace(client, 'serviceaccount', 'serviceaccounts', 'default', (_, namespace) => {
    if (client.find(client.resource('', 'serviceaccounts'), namespace, 'default')) return;
    createOnce(client, 'serviceaccounts', namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
  });
}

const NAME = 'kube-root-ca.crt';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Puts the certificate of the cluster's authority into every namespace. @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
export function rootCertificateController(client: Client, authority: string): Controller {
  const maps = client.resource('', 'configmaps');
  const data = { 'ca.crt': authority };
  return perNamespace(client, 'root-ca-certificate-publisher', 'configmaps', NAME, (_, namespace) => {
    const present = client.find(maps, namespace, NAME);
    if (!present) {
      createOnce(client, 'configmaps', namespace, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: NAME, namespace, annotations: { 'kubernetes.io/description': DESCRIPTION } },
        data,
      });
      return;
    }
    if (isSame(present.data, data) && present.metadata.annotations?.['kubernetes.io/description'] === DESCRIPTION)
      return;
    client.change(maps, { namespace, name: NAME }, (object) => {
      object.data = data;
      object.metadata.annotations = { ...object.metadata.annotations, 'kubernetes.io/description': DESCRIPTION };
      return true;
    });
  });
}
