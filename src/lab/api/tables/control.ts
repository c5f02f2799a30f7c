import { asList, asRecord } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, humanDuration, NAME, selectorText } from './columns.ts';
import { age, count, shown, table } from './table.ts';

function csrCondition(object: KubeObject): string {
  const { conditions, certificate } = recordAt(object, 'status');
  const has = (kind: string): boolean => asList(conditions).some(({ type }) => type === kind);
  const state = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return [
    state,
    ...(has('Failed') ? ['Failed'] : []),
    ...(certificate !== undefined && certificate !== '' ? ['Issued'] : []),
  ].join(',');
}

const signingRequests = table(
  [NAME, AGE, 'SignerName', 'Requestor', 'RequestedDuration', 'Condition'],
  (object, now) => {
    const { signerName, username, expirationSeconds } = recordAt(object, 'spec');
    return [
      object.metadata.name,
      age(object, now),
      shown(signerName),
      shown(username, ''),
      expirationSeconds === undefined ? '<none>' : humanDuration(Number(expirationSeconds) * 1000),
      csrCondition(object),
    ];
  },
);

const webhooks = table([NAME, 'Webhooks', AGE], (object, now) => [
  object.metadata.name,
  count(object.webhooks),
  age(object, now),
]);

const policies = table([NAME, 'Validations', 'ParamKind', AGE], (object, now) => {
  const { validations, paramKind } = recordAt(object, 'spec');
  const { apiVersion, kind } = asRecord(paramKind);
  return [
    object.metadata.name,
    count(validations),
    paramKind === undefined ? '<unset>' : `${String(apiVersion)}/${String(kind)}`,
    age(object, now),
  ];
});

const policyBindings = table([NAME, 'PolicyName', 'ParamRef', AGE], (object, now) => {
  const { policyName, paramRef } = recordAt(object, 'spec');
  const { namespace, name, selector } = asRecord(paramRef);
  return [
    object.metadata.name,
    shown(policyName, ''),
    paramRef === undefined
      ? '<unset>'
      : name === undefined
        ? selectorText(selector)
        : `${namespace === undefined ? '*' : String(namespace)}/${String(name)}`,
    age(object, now),
  ];
});

const flowSchemas = table(
  [NAME, 'PriorityLevel', 'MatchingPrecedence', 'DistinguisherMethod', AGE, 'MissingPL'],
  (object, now) => {
    const { priorityLevelConfiguration, matchingPrecedence, distinguisherMethod } = recordAt(object, 'spec');
    const dangling = asList(recordAt(object, 'status').conditions).find(({ type }) => type === 'Dangling');
    return [
      object.metadata.name,
      shown(asRecord(priorityLevelConfiguration).name),
      Number(matchingPrecedence),
      shown(asRecord(distinguisherMethod).type),
      age(object, now),
      shown(dangling?.status, '?'),
    ];
  },
);

const priorityLevels = table(
  [NAME, 'Type', 'NominalConcurrencyShares', 'Queues', 'HandSize', 'QueueLengthLimit', AGE],
  (object, now) => {
    const { type, limited } = recordAt(object, 'spec');
    const queuing = recordAt(limited, 'limitResponse', 'queuing');
    return [
      object.metadata.name,
      shown(type),
      shown(asRecord(limited).nominalConcurrencyShares),
      shown(queuing.queues),
      shown(queuing.handSize),
      shown(queuing.queueLengthLimit),
      age(object, now),
    ];
  },
);

/** Tables of what steers the API server, by qualified resource. */
export const controlTables: Readonly<Record<string, TableOf>> = {
  'certificatesigningrequests.certificates.k8s.io': signingRequests,
  'flowschemas.flowcontrol.apiserver.k8s.io': flowSchemas,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': priorityLevels,
  'validatingadmissionpolicies.admissionregistration.k8s.io': policies,
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': policyBindings,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhooks,
};
