import { describe, expect, it } from 'vitest';
import { Terminal } from './terminal.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web, number: "1"}}
spec:
  containers:
  - {name: web, image: "nginx:1.29", args: ["yes", "null", "1e3", "a: b", "# c", "x\\ty"]}
  - {name: side, image: busybox}
`;

/** Prints the Pod of a file without a cluster, with a label more. */
async function show(...words: string[]): Promise<string> {
  const terminal = new Terminal({ 'pod.yaml': POD });
  const printed = await terminal.run(['label', '--local', '-f', 'pod.yaml', 'tier=front', ...words]);
  expect(printed.errors).toBe('');
  return printed.output;
}

describe('formats', () => {
  it('quotes in YAML what would be read as something else', async () => {
    expect(await show('-o', 'yaml')).toBe(`apiVersion: v1
kind: Pod
metadata:
  labels:
    app: web
    number: "1"
    tier: front
  name: web
spec:
  containers:
  - args:
    - "yes"
    - "null"
    - "1e3"
    - 'a: b'
    - '# c'
    - "x\\ty"
    image: nginx:1.29
    name: web
  - image: busybox
    name: side
`);
  });

  it.each([
    ['{.metadata.labels.tier}', 'front'],
    ['{.spec.containers[*].name}', 'web side'],
    ['{range .spec.containers[*]}{.name}={.image}{"\\n"}{end}', 'web=nginx:1.29\nside=busybox\n'],
    ['{.spec.containers[?(@.name=="side")].image}', 'busybox'],
    ['{.spec.containers[-1:].name}', 'side'],
    ['{..image}', 'nginx:1.29 busybox'],
    ['{.metadata.labels}', '{"app":"web","number":"1","tier":"front"}'],
  ])('JSONPath %s', async (path, output) => {
    expect(await show('-o', `jsonpath=${path}`)).toBe(output);
  });

  it.each([
    ['{{.metadata.name}}', 'web'],
    ['{{range .spec.containers}}{{.name}} {{end}}', 'web side '],
    [
      '{{range $i, $c := .spec.containers}}{{if $i}},{{end}}{{$c.image | printf "%q"}}{{end}}',
      '"nginx:1.29","busybox"',
    ],
    ['{{len .spec.containers}} {{index .metadata.labels "app"}}', '2 web'],
  ])('Go template %s', async (template, output) => {
    expect(await show('-o', `go-template=${template}`)).toBe(output);
  });

  it('names what there is', async () => {
    expect(await show('-o', 'name')).toBe('pod/web\n');
    expect(await show()).toBe('pod/web labeled\n');
  });
});

describe('generators', () => {
  const dry = (words: string): Promise<string> =>
    new Terminal().run(`create ${words} --dry-run=client -o yaml`).then(({ output }) => output);

  it('makes a ConfigMap and a Secret', async () => {
    expect(await dry('configmap conf --from-literal=a=1 --from-literal=b=x=y')).toBe(
      'apiVersion: v1\ndata:\n  a: "1"\n  b: x=y\nkind: ConfigMap\nmetadata:\n  name: conf\n',
    );
    expect(await dry('secret generic cred --from-literal=pw=x')).toBe(
      'apiVersion: v1\ndata:\n  pw: eA==\nkind: Secret\nmetadata:\n  name: cred\n',
    );
  });

  it('makes a Deployment', async () => {
    expect(await dry('deployment web --image=nginx:1.29 --replicas=2 --port=80')).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app: web
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  strategy: {}
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: nginx:1.29
        name: nginx
        ports:
        - containerPort: 80
        resources: {}
status: {}
`);
  });
});
