import { expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { encode, encodeBoth } from '../../src/kubernetes/structs/encode.ts';
import { isSame } from '../../src/lab/api/core/objects.ts';
import { compare, shapeOfKind } from '../../src/lab/api/managers/fields.ts';

const next = random(7);
const pick = <Value>(...values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;

const labels = () => pick(undefined, null, {}, { app: pick('a', 'b') }, { app: 'a', tier: pick('x', 'y') });
const container = (name: string) => ({
  name,
  image: pick('one', 'two'),
  ports: pick(undefined, null, [], [{ containerPort: pick(80, 8080), protocol: pick(undefined, 'TCP') }]),
  resources: pick(undefined, null, {}, { limits: { cpu: pick('1', '2') } }),
  securityContext: pick(undefined, {}, { runAsUser: pick(0, 1) }),
});
const pod = () => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', labels: labels(), annotations: labels(), creationTimestamp: pick(null, undefined, '2026') },
  spec: pick(
    undefined,
    {},
    {
      containers: pick([], [container('a')], [container('b'), container('a')]),
      nodeName: pick(undefined, '', 'node'),
      hostNetwork: pick(undefined, false, true),
      nodeSelector: labels(),
      affinity: pick(undefined, null, {}, { nodeAffinity: pick(undefined, {}) }),
    },
  ),
  status: pick(undefined, {}, { phase: pick('', 'Running'), conditions: pick(undefined, [], [{ type: 'Ready' }]) }),
});

test('what differs between two objects is the same whether what they have in common is written or not', () => {
  const shape = shapeOfKind('core/v1.Pod');
  for (let run = 0; run < 4000; run++) {
    const [first, second] = [pod(), pod()];
    const type = 'core/v1.Pod';
    const whole = compare(encode(first, type), encode(second, type), shape);
    const [one, other] = encodeBoth(first, second, type, isSame);
    expect(compare(one, other, shape), JSON.stringify([first, second])).toEqual(whole);
  }
});
