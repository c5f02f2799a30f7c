import { escalation } from '../access/escalation.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Admission, AdmissionPlugin } from '../core/registry.ts';
import { extending, further } from '../parts.ts';
import {
  defaultClasses,
  defaultTolerations,
  namespaceLifecycle,
  priority,
  serviceAccount,
  storageInUse,
} from './preparing.ts';

/** A plugin of a part: it is asked only where there is something that it goes by, and then the part has come with that. */
function later(
  name: string,
  isConcerned: (admission: Admission) => boolean,
  plugin: () => AdmissionPlugin,
): AdmissionPlugin {
  return {
    name,
    prepare: (admission) => {
      if (isConcerned(admission)) plugin().prepare?.(admission);
    },
    judge: (admission) => {
      if (isConcerned(admission)) plugin().judge?.(admission);
    },
  };
}

/** Whether there are objects of a resource, in the namespace of a request if they lie in namespaces. */
const thereAre =
  (group: string, plural: string) =>
  ({ registry, namespace }: Admission): boolean => {
    const resource = registry.catalog.builtIn(group, plural);
    return registry.list(resource, resource.namespaced ? namespace : '').length > 0;
  };

const extensions = (plural: string) => thereAre('admissionregistration.k8s.io', plural);

const saysLevel = (namespace: KubeObject | undefined): boolean =>
  Object.keys(namespace?.metadata.labels ?? {}).some((label) => label.startsWith('pod-security.kubernetes.io/'));

/** Whether a namespace says to which level it holds its Pods. */
function isLevelled({ registry, resource, namespace, object, old }: Admission): boolean {
  if (resource.group === '' && resource.plural === 'namespaces') return saysLevel(object) || saysLevel(old);
  return saysLevel(registry.find(registry.catalog.builtIn('', 'namespaces'), '', namespace));
}

/** The plugins that look at every change, in their order. @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  later('LimitRanger', thereAre('', 'limitranges'), () => further.here.limitRanger),
  serviceAccount,
  later('PodSecurity', isLevelled, () => further.here.podSecurity),
  priority,
  defaultTolerations,
  defaultClasses,
  storageInUse,
  later('MutatingAdmissionWebhook', extensions('mutatingwebhookconfigurations'), () => extending.here.mutatingWebhooks),
  escalation,
  later('ValidatingAdmissionPolicy', extensions('validatingadmissionpolicies'), () => extending.here.admissionPolicies),
  later(
    'ValidatingAdmissionWebhook',
    extensions('validatingwebhookconfigurations'),
    () => extending.here.validatingWebhooks,
  ),
  later('ResourceQuota', thereAre('', 'resourcequotas'), () => further.here.resourceQuota),
];
