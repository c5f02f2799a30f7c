import { describe, expect, it } from 'vitest';
import { Terminal } from './terminal.ts';

const FILES = {
  'base/kustomization.yaml': 'resources: [all.yaml]\n',
  'base/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx, envFrom: [{configMapRef: {name: conf}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
  'prod/kustomization.yaml': `resources: [../base]
namePrefix: prod-
namespace: prod
labels: [{pairs: {env: prod}}]
images: [{name: nginx, newTag: "1.29"}]
replicas: [{name: web, count: 3}]
configMapGenerator: [{name: conf, literals: [A=1]}]
patches:
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/env
      value: [{name: X, value: "1"}]
`,
  'wrong/kustomization.yaml': 'resorces: []\n',
  'lost/kustomization.yaml': 'resources: [nofile.yaml]\n',
};

describe('kubectl kustomize', () => {
  it('puts an overlay together as the real one does', async () => {
    const { output, errors } = await new Terminal(FILES).run('kustomize prod');
    expect(errors).toBe('');
    expect(output).toBe(`apiVersion: v1
data:
  A: "1"
kind: ConfigMap
metadata:
  labels:
    env: prod
  name: prod-conf-89g4tffbfk
  namespace: prod
---
apiVersion: v1
kind: Service
metadata:
  labels:
    env: prod
  name: prod-web
  namespace: prod
spec:
  ports:
  - port: 80
  selector:
    app: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    env: prod
  name: prod-web
  namespace: prod
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - env:
        - name: X
          value: "1"
        envFrom:
        - configMapRef:
            name: prod-conf-89g4tffbfk
        image: nginx:1.29
        name: web
`);
  });

  it.each([
    ['wrong', 'error: invalid Kustomization: json: unknown field "resorces"\n'],
    [
      'lost',
      "error: accumulating resources: accumulation err='accumulating resources from 'nofile.yaml': evalsymlink failure on '/home/user/work/lost/nofile.yaml' : lstat /home/user/work/lost/nofile.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/home/user/work/lost/nofile.yaml' : lstat /home/user/work/lost/nofile.yaml: no such file or directory\n",
    ],
    [
      'nowhere',
      "error: must build at directory: not a valid directory: evalsymlink failure on 'nowhere' : lstat /home/user/work/nowhere: no such file or directory\n",
    ],
  ])('says what is wrong with %s', async (folder, errors) => {
    expect(await new Terminal(FILES).run(`kustomize ${folder}`)).toEqual({ output: '', errors, code: 1 });
  });

  it.each([
    [
      'a key twice',
      'a: "1"\n  b: "2"\n  a: "3"',
      'map[string]interface {}(nil): yaml: unmarshal errors:\n  line 7: mapping key "a" already defined at line 5',
    ],
    [
      'a key three times',
      'a: "1"\n  a: "2"\n  a: "3"',
      'map[string]interface {}(nil): yaml: unmarshal errors:\n  line 6: mapping key "a" already defined at line 5\n  line 7: mapping key "a" already defined at line 5\n  line 7: mapping key "a" already defined at line 6',
    ],
    [
      'no YAML',
      'a: "1"\n\tb: "2"',
      "accumulating resources: accumulating resources from 'it.yaml': MalformedYAMLError: yaml: line 6: found character that cannot start any token in File: it.yaml",
    ],
  ])('says of a file with %s what the real one says', async (_, data, problem) => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  ${data}\n`;
    const files = { 'it/kustomization.yaml': 'resources: [it.yaml]\n', 'it/it.yaml': text };
    const { output, errors } = await new Terminal(files).run('kustomize it');
    expect([output, errors]).toEqual(['', `error: ${problem}\n`]);
  });
});
