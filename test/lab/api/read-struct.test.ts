import { expect, test } from 'vitest';
import { readStruct } from '../../../src/lab/api/http/read-struct.ts';

/** @see https://pkg.go.dev/encoding/json#Decoder: the number itself is named only where a whole one was wanted. */
test.each([
  ['core/v1.ConfigMap', { data: { VERSION: 1.1 } }, 'number into Go struct field ConfigMap.data of type string'],
  ['core/v1.ConfigMap', { data: { PORT: 8080 } }, 'number into Go struct field ConfigMap.data of type string'],
  ['core/v1.ConfigMap', { immutable: 0.5 }, 'number into Go struct field ConfigMap.immutable of type bool'],
  [
    'apps/v1.Deployment',
    { spec: { replicas: 1.5 } },
    'number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    'apps/v1.Deployment',
    { spec: { replicas: '3' } },
    'string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
])('%s: %j is refused in the words of Go', (struct, data, words) => {
  expect(readStruct(data, struct).problems).toEqual([`json: cannot unmarshal ${words}`]);
});
