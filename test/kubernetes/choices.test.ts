import { expect, test } from 'vitest';
import { pathName } from '../../src/findings/yaml.ts';
import { kubernetesProblems } from '../../src/kubernetes/validate.ts';
import { commandProblems } from '../../src/languages/commands/commands.ts';
import { commandTables } from '../../src/languages/commands/tables.ts';
import { promqlProblems } from '../../src/languages/promql/problems.ts';

const object = (apiVersion: string, kind: string, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});
const hook = (rest: object) =>
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    webhooks: [
      {
        name: 'a.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { url: 'https://a.example.com/' },
        ...rest,
      },
    ],
  });
const slice = (addressType: string, address: string) =>
  object('discovery.k8s.io/v1', 'EndpointSlice', { addressType, endpoints: [{ addresses: [address] }] });
const level = (type: string) =>
  object('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', { spec: { type } });

test.each([
  [hook({ sideEffects: 'Some' }), ['webhooks[0].sideEffects']],
  [hook({ failurePolicy: 'fail' }), ['webhooks[0].failurePolicy']],
  [hook({ failurePolicy: 'Fail', matchPolicy: 'Exact', sideEffects: 'NoneOnDryRun' }), []],
  [slice('IPv4', '192.0.2.300'), ['endpoints[0].addresses[0]']],
  [slice('IPv4', 'fd00::1'), ['endpoints[0].addresses[0]']],
  [slice('IPv6', 'fd00::1'), []],
  [slice('FQDN', 'a.example.com'), []],
  [level('Limit'), ['spec.type']],
  [level('Exempt'), []],
])('values that only the server names: %j', (value, places) => {
  expect(kubernetesProblems(value).map(({ path }) => pathName(path))).toEqual(places);
});

test.each([
  ['up{job=~"["}', 1],
  ['up{job!~"a("}', 1],
  ['up{job=~"*a"}', 1],
  ['up{job=~"a|b[0-9]+\\\\.c"}', 0],
  ['up{job=~"(?i)a[[:alpha:]]"}', 0],
  ['up{job="["}', 0],
])('regular expressions in conditions: %s', (query, count) => {
  expect(promqlProblems(query)).toHaveLength(count);
});

test.each([
  ['docker buildx histroy ls', 1],
  ['docker buildx history ls', 0],
  ['podman system conection list', 1],
  ['podman system connection list', 0],
  ['kustomize openapi fetch', 0],
  ['minikube service till', 0],
  ['kubectl apply -f-', 0],
])('commands of programs in tables: %s', (line, count) => {
  const words = line.split(' ');
  const table = commandTables.get(words[0] ?? '');
  expect(table && commandProblems(words, table)).toHaveLength(count);
});
