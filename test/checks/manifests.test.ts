import { describe, expect, test } from 'vitest';
import { checkFiles, paths, withChange, withFile } from '../helpers/fixture.ts';

const FILE = paths.bowlineFile.replace('mooring.yaml', 'object.yaml');

/** What is wrong with a manifest in the files of a lesson: `rule line: message | remedy`. */
function problems(text: string): string[] {
  return checkFiles(withFile(FILE, text))
    .filter(({ rule }) => rule.startsWith('manifest/'))
    .map(({ rule, line, message, remedy }) => `${rule} ${line}: ${message} | ${remedy}`);
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.0
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /, port: http}}
          env:
            - {name: COLORS, value: "on"}
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
`;
const changed = (from: string, to: string): string => {
  if (!DEPLOYMENT.includes(from)) throw new Error(`"${from}" is not there`);
  return DEPLOYMENT.replace(from, to);
};

describe('a manifest that a cluster takes', () => {
  test.each([
    ['a Deployment', DEPLOYMENT],
    [
      'two objects in one file',
      `${DEPLOYMENT}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n`,
    ],
    [
      'a number or a text where both may stand',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 50%, selector: {matchLabels: {app: web}}}\n',
    ],
    [
      'an HTTPRoute',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: [{name: gate}], rules: [{backendRefs: [{name: web, port: 80}]}]}\n# External: Service/web\n',
    ],
    [
      'a Role with a colon in its name',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: "shop:Reader"}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n',
    ],
    [
      'a time that YAML 1.1 would count in sixties',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hours}\ndata: {opens: 12:30}\n',
    ],
    ['a List', `apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n`],
    ['a fragment of an object', 'replicas: 3\nselector: {}\n'],
    [
      'the configuration of kind',
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: [{role: control-plane}]\n',
    ],
    [
      'data that looks like numbers, in quotes',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a.b-c}\ndata: {a: "1", b: "on", c: "null"}\n',
    ],
  ])('%s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe('a manifest that a cluster refuses', () => {
  test.each([
    [
      changed('replicas: 2', 'replica: 2'),
      'manifest/unknown-field 6: "spec" has no field "replica". Did you mean "replicas"? | Correct the name, or its indentation; "kubectl explain" lists the fields.',
    ],
    [
      changed('replicas: 2', 'replicas: "2"'),
      'manifest/type 6: "spec.replicas" should be a whole number, but is the text "2". | Write it without quotes: 2.',
    ],
    [
      changed('value: "on"', 'value: on'),
      'manifest/type 19: "spec.template.spec.containers[0].env[0].value" should be text, but on without quotes is a boolean in the YAML that kubectl reads. | Write it in quotes: "on".',
    ],
    [
      changed('value: "on"', 'value: 8080'),
      'manifest/type 19: "spec.template.spec.containers[0].env[0].value" should be text, but is the number 8080. | Write it in quotes: "8080".',
    ],
    [
      changed('apps/v1', 'extensions/v1beta1'),
      'manifest/api-version 1: Kubernetes does not serve Deployment in extensions/v1beta1. | Write apiVersion: apps/v1.',
    ],
    [
      changed('kind: Deployment', 'kind: Deploymnt'),
      'manifest/api-version 2: Kubernetes does not serve Deploymnt in apps/v1. Did you mean "Deployment"? | Correct the kind.',
    ],
    [
      changed('  selector:\n    matchLabels: {app: web}\n', ''),
      'manifest/missing-field 5: "spec" lacks the field "selector". | Add "selector".',
    ],
    [
      changed('matchLabels: {app: web}', 'matchLabels: {app: wev}'),
      'manifest/value 8: The selector wants app=wev, but the Pod template has app=web.',
    ],
    [
      changed('port: http}', 'port: htp}'),
      'manifest/value 17: The readinessProbe asks port htp, which the container does not declare.',
    ],
    [
      changed('volumes: [{name: data', 'volumes: [{name: date'),
      'manifest/value 20: The container mounts the volume "data", which the Pod does not have.',
    ],
    [changed('name: web\nspec', 'name: Web\nspec'), 'manifest/name 4: "Web" cannot be the name of an object.'],
    [
      changed('labels: {app: web}', 'labels: {app: web, note: "hello world"}'),
      'manifest/label 11: "hello world" cannot be the value of a label.',
    ],
    [
      changed('replicas: 2', 'replicas: 2\n  replicas: 3'),
      'manifest/yaml 7: This is not valid YAML: Map keys must be unique. | Keep one of the two keys.',
    ],
    [
      changed('replicas: 2', "replicas: 2\n  paused: 'false"),
      'manifest/yaml 7: This is not valid YAML: a quote is not closed. | Check the indentation and the quotes.',
    ],
    [
      changed('selector:\n', 'selectors:\n'),
      'manifest/unknown-field 7: "spec" has no field "selectors". Did you mean "selector"?',
    ],
    [changed('kind: Deployment\n', ''), 'manifest/no-kind 1: The object has no kind. | Add "kind".'],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancr, ports: [{port: 80}]}\n',
      'manifest/value 4: "spec.type" is "LoadBalancr", which is not one of its values. Did you mean "LoadBalancer"?',
    ],
  ])('is reported at its line (%#)', (text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });
});

describe('an invalid manifest on purpose', () => {
  test('is left alone, in a file and in a fence', () => {
    expect(problems(`# Invalid on purpose: a misspelled field.\n${changed('replicas: 2', 'replica: 2')}`)).toEqual([]);
    const fence = '\n```yaml invalid="no such kind"\napiVersion: v1\nkind: Pdo\n```\n';
    expect(checkFiles(withChange(paths.cleat, (text) => text + fence))).toEqual([]);
  });

  test('has to be invalid', () => {
    expect(problems(`# Invalid on purpose.\n${DEPLOYMENT}`)).toEqual([
      'manifest/valid-after-all 1: The manifest is said to be invalid on purpose, but it is valid. | Remove the words "invalid on purpose", or put the mistake back.',
    ]);
  });
});

describe('a fence', () => {
  test('with commands that are wrong on purpose gives no finding of them', () => {
    const shown = (fence: string): string[] =>
      checkFiles(withChange(paths.cleat, (text) => `${text}\n\`\`\`${fence}\nkubectl get pods --namspace a\n\`\`\`\n`))
        .filter(({ rule }) => rule.startsWith('command/'))
        .map(({ message }) => message);
    expect(shown('bash')).toEqual([
      'kubectl get has no flag --namspace in version 1.36.3. Did you mean "--namespace"?',
    ]);
    expect(shown('bash invalid="no such flag"')).toEqual([]);
  });

  test('of a lesson is checked, with the line in the lesson', () => {
    const files = withChange(
      paths.cleat,
      (text) => `${text}\n\`\`\`yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspce: {}\n\`\`\`\n`,
    );
    const [finding] = checkFiles(files).filter(({ rule }) => rule === 'manifest/unknown-field');
    const line = (files.get(paths.cleat) ?? '').split('\n').indexOf('spce: {}') + 1;
    expect(finding).toMatchObject({
      file: paths.cleat,
      line,
      message: 'The object has no field "spce". Did you mean "spec"?',
    });
  });

  test('of a lab is checked, commands included', () => {
    const files = withChange(paths.bowlineLab, (text) =>
      text.replace('    solution:', '    hints:\n      - "```bash\\nkubectl gett pods\\n```"\n    solution:'),
    );
    expect(files).toBeDefined();
    const session = withChange(
      paths.cleat,
      (text) => `${text}\n\`\`\`terminal ran="here"\n$ kubectl get pods --selectr a=b\nnothing\n\`\`\`\n`,
    );
    const [finding] = checkFiles(session).filter(({ rule }) => rule === 'command/unknown-flag');
    const line = (session.get(paths.cleat) ?? '').split('\n').findIndex((one) => one.includes('--selectr')) + 1;
    expect(finding).toMatchObject({
      file: paths.cleat,
      line,
      column: 3,
      message: 'kubectl get has no flag --selectr in version 1.36.3. Did you mean "--selector"?',
    });
  });
});
