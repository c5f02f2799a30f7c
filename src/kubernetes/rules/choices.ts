import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asList, asTexts, type Data } from '../data.ts';
import { isAddress } from '../hosts-and-images.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { fields } from './values.ts';

/** Fields of types whose few values the published types do not name. */
type Choices = Readonly<Record<string, readonly string[]>>;

function choiceProblems(data: Data, path: DataPath, choices: Choices): ObjectProblem[] {
  return Object.entries(choices).flatMap(([field, values]) => {
    const value = data[field];
    if (typeof value !== 'string' || values.includes(value)) return [];
    const where = [...path, field];
    return [
      problem(
        'value',
        where,
        `"${pathName(where)}" is "${value}", which is not one of its values.${didYouMean(value, values)}`,
        `Use one of: ${values.join(', ')}.`,
      ),
    ];
  });
}

const webhook: Choices = {
  matchPolicy: ['Equivalent', 'Exact'],
  sideEffects: ['None', 'NoneOnDryRun'],
};

/** Addresses of an EndpointSlice that are none of its kind. */
function sliceProblems({ addressType, endpoints }: Data, path: DataPath): ObjectProblem[] {
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return [];
  return asList(endpoints).flatMap(({ addresses }, index) =>
    asTexts(addresses).flatMap((address, number) =>
      isAddress(address) && address.includes(':') === (addressType === 'IPv6')
        ? []
        : [
            problem(
              'address',
              [...path, 'endpoints', index, 'addresses', number],
              `"${address}" is no address of the kind ${addressType}.`,
              'Correct the address, or the addressType.',
            ),
          ],
    ),
  );
}

/**
 * What the API server takes of fields whose few values stand in its validation only. Source: pkg/apis/admissionregistration,
 * pkg/apis/flowcontrol and pkg/apis/discovery of Kubernetes 1.36, validation.go.
 */
export const choiceRules: TypeRules = {
  'admissionregistration.k8s.io/v1/ValidatingWebhook': fields((data, path) => choiceProblems(data, path, webhook)),
  'admissionregistration.k8s.io/v1/MutatingWebhook': fields((data, path) =>
    choiceProblems(data, path, { ...webhook, reinvocationPolicy: ['Never', 'IfNeeded'] }),
  ),
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfigurationSpec': fields((data, path) =>
    choiceProblems(data, path, { type: ['Exempt', 'Limited'] }),
  ),
  'flowcontrol.apiserver.k8s.io/v1/LimitResponse': fields((data, path) =>
    choiceProblems(data, path, { type: ['Queue', 'Reject'] }),
  ),
  'discovery.k8s.io/v1/EndpointSlice': fields(sliceProblems),
};
