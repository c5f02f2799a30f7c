import { group, type KubeObject } from '../core/objects.ts';
import type { Strategy } from '../core/strategy.ts';
import { dnsLabel } from '../core/words.ts';

/** Every namespace carries its name as a label, so that selectors can name it. */
function label(object: KubeObject): void {
  object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name };
}

/** The rules of namespaces. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
export const namespaces: Strategy = {
  validateName: dnsLabel,
  defaults: (object) => {
    if (object.metadata.name) label(object);
  },
  prepareForCreate(object) {
    const spec = group(object, 'spec');
    const finalizers = Array.isArray(spec.finalizers) ? spec.finalizers : [];
    if (!finalizers.includes('kubernetes')) spec.finalizers = [...finalizers, 'kubernetes'];
    object.status = { phase: 'Active' };
    label(object);
  },
};
