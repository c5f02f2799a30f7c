import { expect, test } from 'vitest';
import { pathName } from '../../src/findings/yaml.ts';
import { customKindsOf } from '../../src/kubernetes/custom/kinds.ts';
import { kubernetesProblems } from '../../src/kubernetes/validate.ts';
import { readManifests } from '../../src/kubernetes/yaml-documents.ts';

/** What is wrong with the last object of a text; definitions among the others count. */
function problems(text: string): string[] {
  const objects = readManifests(text).map(({ value }) => value);
  return kubernetesProblems(objects.at(-1), customKindsOf(objects)).map(
    ({ path, message }) => `${pathName(path)}: ${message}`,
  );
}

const route = (rule: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web}
spec:
  parentRefs: [{name: shop}]
  rules:
    - ${rule}
`;
const backend = 'backendRefs: [{name: web, port: 8080}]';

test.each([
  [
    `{filters: [{type: RequestRedirect}], ${backend}}`,
    'spec.rules[0].filters[0]: "spec.rules[0].filters[0]" breaks a rule of its definition: filter.requestRedirect must be specified for RequestRedirect filter.type.',
  ],
  [
    `{matches: [{path: {type: PathPrefix, value: /a//b}}], ${backend}}`,
    `spec.rules[0].matches[0].path: "spec.rules[0].matches[0].path" breaks a rule of its definition: must not contain '//' when type one of ['Exact', 'PathPrefix'].`,
  ],
  // Kind and group have defaults, with which the rule is asked.
  [
    '{backendRefs: [{name: web}]}',
    'spec.rules[0].backendRefs[0]: "spec.rules[0].backendRefs[0]" breaks a rule of its definition: Must have port for Service reference.',
  ],
  [
    `{matches: [{headers: [{name: version, value: a}, {name: version, value: b}]}], ${backend}}`,
    'spec.rules[0].matches[0].headers[1]: "spec.rules[0].matches[0].headers" has the item with name "version" twice.',
  ],
])('a route that the definition of its kind does not allow: %s', (rule, said) => {
  expect(problems(route(rule))).toEqual([said]);
});

test.each([
  `{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}`,
  `{matches: [{path: {type: RegularExpression, value: "/a//b"}}], ${backend}}`,
  '{backendRefs: [{group: example.com, kind: Bucket, name: web}]}',
  `{matches: [{headers: [{name: version, value: a}]}], timeouts: {request: 10s, backendRequest: 2s}, ${backend}}`,
  // A field of the experimental channel.
  `{retry: {codes: [500], attempts: 2}, ${backend}}`,
])('a route that it allows: %s', (rule) => {
  expect(problems(route(rule))).toEqual([]);
});

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: backups, kind: Backup}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              x-kubernetes-validations:
                - rule: self.keep <= self.most
                  message: keep must not be greater than most
                - rule: self.namespace == oldSelf.namespace
                - rule: "!has(self.__namespace__) || self.__namespace__ != 'kube-system'"
              properties:
                keep: {type: integer, default: 5}
                most: {type: integer}
                namespace: {type: string}
                tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
---
apiVersion: example.com/v1
kind: Backup
metadata: {name: shop}
spec: `;

test.each([
  ['{keep: 3, most: 4, namespace: shop, tags: [a, b]}', []],
  // What is not written has its default.
  ['{most: 4}', ['spec: "spec" breaks a rule of its definition: keep must not be greater than most.']],
  [
    '{most: 9, namespace: kube-system}',
    [
      `spec: "spec" breaks a rule of its definition: it does not hold: !has(self.__namespace__) || self.__namespace__ != 'kube-system'.`,
    ],
  ],
  ['{most: 9, tags: [a, b, a]}', ['spec.tags[2]: "spec.tags" has the item "a" twice.']],
])('rules that a lesson brings with a definition: %s', (spec, said) => {
  expect(problems(definition + spec)).toEqual(said);
});
