import { asList, asRecord, asTexts } from '../../kubernetes/data.ts';
import { copy, group, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';

const FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** Accepts the names of custom resource definitions, has them served, and cleans up behind them. @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
export function definitionController(client: Client): Controller {
  const definitions = client.resource('apiextensions.k8s.io', 'customresourcedefinitions');
  const condition = (type: string, status: string, reason: string, message: string): Record<string, unknown> => ({
    type,
    status,
    lastTransitionTime: timeText(client.now()),
    reason,
    message,
  });
  return {
    name: 'definition-controller',
    concerns: concernsOf(definitions),
    reconcile(key) {
      const definition = client.find(definitions, key.namespace, key.name);
      if (!definition) return undefined;
      if (definition.metadata.deletionTimestamp !== undefined) return finish(definition);
      const conditions = asList(recordAt(definition, 'status').conditions);
      if (!conditions.some(({ type }) => type === 'NamesAccepted')) {
        const taken = conflict(definition);
        client.change(
          definitions,
          keyOf(definition),
          (object) => {
            const status = group(object, 'status');
            status.acceptedNames = taken ? { plural: '', kind: '' } : copy(asRecord(object.spec).names);
            status.conditions = taken
              ? [
                  condition('NamesAccepted', 'False', taken.reason, taken.message),
                  condition('Established', 'False', 'NotAccepted', 'not all names are accepted'),
                ]
              : [condition('NamesAccepted', 'True', 'NoConflicts', 'no conflicts found')];
            return true;
          },
          'status',
        );
        return undefined;
      }
      if (
        conditions.some(({ type, status }) => type === 'NamesAccepted' && status === 'True') &&
        !conditions.some(({ type }) => type === 'Established')
      )
        client.change(
          definitions,
          keyOf(definition),
          (object) => {
            const status = group(object, 'status');
            status.conditions = [
              ...asList(status.conditions),
              condition('Established', 'True', 'InitialNamesAccepted', 'the initial names have been accepted'),
            ];
            return true;
          },
          'status',
        );
      return undefined;
    },
  };

  function conflict(definition: KubeObject): { reason: string; message: string } | undefined {
    const { group: own, names } = recordAt(definition, 'spec');
    const { kind, plural, shortNames } = asRecord(names);
    for (const other of client.server.catalog.all().filter((resource) => resource.group === own)) {
      if (other.plural === plural && other.kind === kind) continue;
      if (other.kind === kind)
        return { reason: 'KindConflict', message: JSON.stringify(kind).concat(' is already in use') };
      const short = asTexts(shortNames).find((name) => other.shortNames.includes(name));
      if (short !== undefined)
        return { reason: 'ShortNamesConflict', message: `${JSON.stringify(short)} is already in use` };
    }
    return undefined;
  }

  function finish(definition: KubeObject): undefined {
    const { group: own, names } = recordAt(definition, 'spec');
    const resource = client.server.catalog
      .all()
      .find((one) => one.group === own && one.plural === asRecord(names).plural);
    const left = resource ? client.list(resource) : [];
    for (const object of left)
      if (resource && object.metadata.deletionTimestamp === undefined) client.remove(resource, keyOf(object));
    if (resource && client.list(resource).length > 0) return undefined;
    client.change(definitions, keyOf(definition), ({ metadata }) => {
      metadata.finalizers = (metadata.finalizers ?? []).filter((name) => name !== FINALIZER);
      return true;
    });
    return undefined;
  }
}
