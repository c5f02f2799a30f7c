import { describe, expect, test } from 'vitest';
import { checkFiles, paths, withChange, withFile } from '../helpers/fixture.ts';

const FILE = paths.bowlineFile.replace('mooring.yaml', 'objects.yaml');
const OTHER = paths.bowlineFile.replace('mooring.yaml', 'other.yaml');

/** What is wrong with manifests in the files of a lesson: `rule line:column message | remedy`. */
function problems(text: string, prose = '', other?: string): string[] {
  const changed = prose === '' ? undefined : withChange(paths.bowline, (before) => `${before}\n${prose}\n`);
  const files = withFile(FILE, text, changed);
  return checkFiles(other === undefined ? files : withFile(OTHER, other, files))
    .filter(({ rule }) => rule.startsWith('manifest/'))
    .map(({ rule, line, column, message, remedy }) => `${rule} ${line}:${column} ${message} | ${remedy}`);
}

const deployment = (container = '', spec = '', name = 'web', namespace = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: ${name}, image: ${name}${container === '' ? '' : `, ${container}`}}]
${spec === '' ? '' : `      ${spec}\n`}`;
const PORTS = 'ports: [{name: http, containerPort: 8080}]';
const object = (apiVersion: string, kind: string, name: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}\n`;
const service = (ports: string, selector = 'app: web', name = 'web'): string =>
  object('v1', 'Service', name, `spec: {selector: {${selector}}, ports: [${ports}]}`);
const join = (...objects: readonly string[]): string => objects.join('---\n');
const LABELS =
  'Write the same labels in the selector and in the Pod template; if the Pods come from elsewhere, add a comment such as "# External: Deployment/shop-db".';
const addOr = (what: string): string =>
  `Add it, or correct the name; if it is made elsewhere, add the comment "# External: ${what}".`;

describe('the selector of a Service', () => {
  test('has to match Pods, if there are some that it is meant for', () => {
    expect(problems(join(service('{port: 80, targetPort: http}', 'app: wev'), deployment(PORTS)))).toEqual([
      `manifest/selector 4:18 The Service "web" selects Pods with the labels app: wev, but no Pods in this lesson are selected; those of the Deployment "web" have app: web. | ${LABELS}`,
    ]);
    expect(problems(join(service('{port: 80, targetPort: http}'), deployment(PORTS)))).toEqual([]);
  });

  test('is left alone if its Pods are not there at all, or come from elsewhere', () => {
    const backend = service('{port: 80}', 'app: backend', 'backend');
    expect(problems(backend, '', deployment(PORTS))).toEqual([]);
    expect(problems(backend)).toEqual([]);
    expect(problems(`${join(service('{port: 80}', 'app: wev'), deployment())}# External: Deployment/wev\n`)).toEqual(
      [],
    );
  });

  test('may match Pods that a command makes or labels', () => {
    const lonely = service('{port: 80}', 'app: web');
    const pods = deployment('', '', 'wet');
    const fence = (command: string): string => `\`\`\`bash\n${command}\n\`\`\``;
    expect(problems(lonely, '', pods)).not.toEqual([]);
    expect(problems(lonely, fence('kubectl create deployment web --image=web'), pods)).toEqual([]);
    expect(problems(lonely, fence('kubectl run x --image=web -l app=web'), pods)).toEqual([]);
    expect(problems(lonely, fence('kubectl label pod x app=web'), pods)).toEqual([]);
  });

  test('chooses within its namespace', () => {
    const inside = service('{port: 80}').replace('name: web}', 'name: web, namespace: a}');
    expect(problems(join(inside, deployment('', '', 'web', 'b')))).toEqual([
      'manifest/selector 4:18 The Service "web" selects Pods with the labels app: web, but no Pods in this lesson are selected; those of the Deployment "web" are in the namespace "b". | Write both in one namespace.',
    ]);
    expect(problems(join(inside, deployment('', '', 'web', 'a')))).toEqual([]);
  });

  test('may name a label that controllers put on Pods', () => {
    const one = service('{port: 80}', 'statefulset.kubernetes.io/pod-name: web-0');
    expect(problems(join(one, deployment()))).toEqual([]);
  });

  test('is read in policies as well', () => {
    const policy = object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'web',
      'spec: {podSelector: {matchLabels: {app: wep}}}',
    );
    expect(problems(join(policy, deployment()))).toEqual([
      `manifest/selector 4:21 The NetworkPolicy "web" selects Pods with the labels app: wep, but no Pods in this lesson are selected; those of the Deployment "web" have app: web. | ${LABELS}`,
    ]);
    expect(problems(join(policy.replace('matchLabels: {app: wep}', ''), deployment()))).toEqual([]);
  });
});

describe('the ports of a Service', () => {
  test('lead to a port of the Pods', () => {
    expect(problems(join(service('{port: 80, targetPort: htpp}'), deployment(PORTS)))).toEqual([
      'manifest/port 4:61 The Service "web" sends to the port "htpp", but no container that it selects has a port of that name. Did you mean "http"? | Give the port of the container this name, or correct the targetPort.',
    ]);
    expect(problems(join(service('{port: 80, targetPort: 80}'), deployment(PORTS)))).toEqual([
      'manifest/port 4:61 The Service "web" sends to port 80, but the containers that it selects declare 8080. | Correct the targetPort, or declare the port under "ports" of the container.',
    ]);
    expect(problems(join(service('{port: 80}'), deployment(PORTS)))).toEqual([
      'manifest/port 4:45 The Service "web" sends to port 80, because it has no targetPort, but the containers that it selects declare 8080. | Add targetPort with the port of the container.',
    ]);
    expect(problems(join(service('{port: 80, targetPort: 8080}'), deployment(PORTS)))).toEqual([]);
  });

  test('are not judged if the Pods declare none', () => {
    expect(problems(join(service('{port: 80}'), deployment()))).toEqual([]);
  });

  test('fit if one of several versions has them', () => {
    const two = deployment('ports: [{name: web, containerPort: 80}]');
    expect(problems(join(service('{port: 80, targetPort: web}'), deployment(PORTS)), '', two)).toEqual([]);
  });

  test('are those that an Ingress and a route name', () => {
    const rules = (port: string): string =>
      `spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {${port}}}}}]}}]}`;
    const ingress = (port: string): string => object('networking.k8s.io/v1', 'Ingress', 'web', rules(port));
    const ports = '{name: http, port: 80, targetPort: 8080}';
    expect(problems(join(ingress('number: 8080'), service(ports), deployment(PORTS)))).toEqual([
      'manifest/port 4:106 The Service "web" has no port 8080; it has 80. | Name a port of the Service, which need not be that of its Pods.',
    ]);
    expect(problems(join(ingress('name: http'), service(ports), deployment(PORTS)))).toEqual([]);
    expect(problems(ingress('number: 80'))).toEqual([
      `manifest/reference 4:86 Nothing in this lesson makes the Service "web". | ${addOr('Service/web')}`,
    ]);
  });
});

describe('a reference', () => {
  const PASSWORD = 'env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: password}}}]';
  const secret = object('v1', 'Secret', 'db', 'stringData: {password: secret}');
  const missing = `manifest/reference 9:93 Nothing in this lesson makes the Secret "db". | ${addOr('Secret/db')}`;

  test('needs its object', () => {
    expect(problems(deployment(PASSWORD))).toEqual([missing]);
    expect(problems(join(deployment(PASSWORD), secret))).toEqual([]);
    expect(problems(deployment(PASSWORD), '', secret)).toEqual([]);
    expect(problems(deployment(PASSWORD.replace('key: password', 'key: password, optional: true')))).toEqual([]);
  });

  test('needs the key', () => {
    expect(problems(join(deployment(PASSWORD), secret.replace('password:', 'passwort:')))).toEqual([
      'manifest/reference 9:102 The Secret "db" has no key "password". Did you mean "passwort"? | Add the key to the Secret, or correct it.',
    ]);
  });

  test('may be to what a command of the lesson makes', () => {
    const fence = (command: string): string => `\`\`\`bash\n${command}\n\`\`\``;
    const make = 'kubectl create secret generic db --from-literal=';
    expect(problems(deployment(PASSWORD), fence(`${make}password=x`))).toEqual([]);
    expect(problems(deployment(PASSWORD), `Make it with \`${make}password=x\` first.`)).toEqual([]);
    expect(problems(deployment(PASSWORD), fence(`${make}user=x`))).toEqual([
      'manifest/reference 9:102 The Secret "db" has no key "password". | Add the key to the Secret, or correct it.',
    ]);
    expect(
      problems(deployment(PASSWORD), fence('kubectl create secret generic other --from-literal=password=x')),
    ).toEqual([missing]);
    expect(
      problems(
        deployment(PASSWORD),
        fence(
          'kubectl apply -f - <<EOF\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: x}\nEOF',
        ),
      ),
    ).toEqual([]);
  });

  test('is not answered by a manifest that is invalid on purpose', () => {
    expect(
      problems(deployment(PASSWORD), '', `# Invalid on purpose: no text.\n${secret.replace('secret}', '1}')}`),
    ).toEqual([missing]);
  });

  test('may be to what a declaration says to be made elsewhere, which has to be needed', () => {
    expect(problems(`# External: Secret/db (made in the lesson before)\n${deployment(PASSWORD)}`)).toEqual([]);
    expect(problems(`# External: Secret/db\n${join(deployment(PASSWORD), secret)}`)).toEqual([
      'manifest/external 1:13 The Secret "db" is said to be made elsewhere, but nothing in this lesson needs it from there. | Remove it from the declaration, or correct its name.',
    ]);
    expect(problems(`# External: secret db, Sekret/db\n${secret}`)).toEqual([
      'manifest/external 1:13 "secret db" names no object: an object made elsewhere is named by its kind and its name. | Write it as Secret/db-password.',
      'manifest/external 1:13 Nothing refers to objects of the kind "Sekret". Did you mean "Secret"? | Use one of: ConfigMap, Secret, ServiceAccount, PersistentVolumeClaim, PersistentVolume, Service, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Pod, Role, ClusterRole, Gateway, StorageClass, PriorityClass, IngressClass.',
    ]);
  });

  test('of a fence may be declared by its option', () => {
    const fence = (option: string): string => `\`\`\`yaml${option}\n${deployment(PASSWORD)}\`\`\``;
    const check = (option: string): string[] =>
      checkFiles(withChange(paths.cleat, (text) => `${text}\n${fence(option)}\n`))
        .filter(({ rule }) => rule.startsWith('manifest/'))
        .map(({ rule, message }) => `${rule}: ${message}`);
    expect(check('')).toEqual(['manifest/reference: Nothing in this lesson makes the Secret "db".']);
    expect(check(' external="Secret/db"')).toEqual([]);
    expect(check(' external="Secret/db, ConfigMap/a"')).toEqual([
      'manifest/external: The ConfigMap "a" is said to be made elsewhere, but nothing in this lesson needs it from there.',
    ]);
  });

  test.each([
    ['volumes: [{name: a, configMap: {name: settings}}]', 'ConfigMap', 'settings', '7:41'],
    ['volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]', 'PersistentVolumeClaim', 'data', ''],
    ['volumes: [{name: a, projected: {sources: [{secret: {name: token}}]}}]', 'Secret', 'token', ''],
    ['imagePullSecrets: [{name: registry}]', 'Secret', 'registry', ''],
    ['serviceAccountName: robot', 'ServiceAccount', 'robot', ''],
  ])('is found in %s', (spec, kind, name) => {
    const [found, ...more] = problems(deployment('', spec));
    expect(more).toEqual([]);
    expect(found).toContain(`Nothing in this lesson makes the ${kind} "${name}". | ${addOr(`${kind}/${name}`)}`);
  });

  test('of other kinds', () => {
    const target = (name: string): string =>
      object(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'web',
        `spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}}`,
      );
    expect(problems(join(target('wbe'), deployment()))).toEqual([
      `manifest/reference 4:86 Nothing in this lesson makes the Deployment "wbe". Did you mean "web"? | ${addOr('Deployment/wbe')}`,
    ]);
    const binding = (role: string): string =>
      object(
        'rbac.authorization.k8s.io/v1',
        'RoleBinding',
        'look',
        `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${role}}\nsubjects: [{kind: ServiceAccount, name: default}]`,
      );
    expect(problems(binding('Role, name: look'))).toEqual([
      `manifest/reference 4:66 Nothing in this lesson makes the Role "look". | ${addOr('Role/look')}`,
    ]);
    expect(problems(binding('ClusterRole, name: view'))).toEqual([]);
    expect(problems(binding('ClusterRole, name: "system:auth-delegator"'))).toEqual([]);
    const claim = (name: string): string =>
      object(
        'v1',
        'PersistentVolumeClaim',
        'a',
        `spec: {storageClassName: ${name}, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}`,
      );
    const fast = object('storage.k8s.io/v1', 'StorageClass', 'network', 'provisioner: example.com/disk');
    expect(problems(join(claim('netwrok'), fast))).toEqual([
      'manifest/reference 4:26 There is no StorageClass "netwrok" in this lesson. Did you mean "network"? | Correct the name; if it is made elsewhere, add the comment "# External: StorageClass/netwrok".',
    ]);
    expect(problems(join(claim('standard'), fast))).toEqual([]);
  });
});

describe('what is not judged', () => {
  const PULL = 'imagePullSecrets: [{name: registry}]';
  test('what a cluster gave back', () => {
    expect(problems(deployment('', PULL).replace('{name: web}', '{name: web, uid: 1-2-3}'))).toEqual([]);
  });

  test('a manifest whose objects are broken on purpose', () => {
    expect(problems(`# Broken on purpose, so that you can find the mistake.\n${deployment('', PULL)}`)).toEqual([]);
  });

  test('a mistake between objects may be the one that is meant', () => {
    expect(problems(`# Invalid on purpose: nobody makes the Secret.\n${deployment('', PULL)}`)).toEqual([]);
  });

  test('the patch of a Kustomization', () => {
    const kustomization =
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\npatches: [{path: objects.yaml}]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n';
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n';
    expect(problems(patch, '', kustomization)).toEqual([]);
    expect(problems(patch).length).toBe(2);
    const user = deployment('env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]');
    expect(problems(user, '', kustomization.replace('patches: [{path: objects.yaml}]\n', ''))).toEqual([]);
  });
});
