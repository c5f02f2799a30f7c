import { describe, expect, test } from 'vitest';
import { pathName } from '../../src/findings/yaml.ts';
import { kubernetesProblems } from '../../src/kubernetes/validate.ts';
import { readManifests } from '../../src/kubernetes/yaml-documents.ts';

/** What is wrong with the objects of a text: `rule path: message | remedy`. */
function problems(text: string): string[] {
  return readManifests(text)
    .flatMap(({ value }) => kubernetesProblems(value))
    .map(({ rule, path, message, remedy }) => `${rule} ${pathName(path)}: ${message} | ${remedy}`);
}

const pod = (container: string, spec = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: web, image: "registry.example.com/web:1.0"${container === '' ? '' : `, ${container}`}}]
${spec === '' ? '' : `  ${spec}\n`}`;
const container = 'spec.containers[0]';
const object = (apiVersion: string, kind: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web}\n${rest}\n`;
const service = (spec: string): string => object('v1', 'Service', `spec: {${spec}}`);
const TEMPLATE = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}';
const workload = (kind: string, spec: string): string =>
  object('apps/v1', kind, `spec: {selector: {matchLabels: {app: web}}, ${TEMPLATE}, ${spec}}`);
const job = (spec: string, policy = 'restartPolicy: Never, '): string =>
  object(
    'batch/v1',
    'Job',
    `spec: {template: {spec: {${policy}containers: [{name: web, image: web}]}}${spec === '' ? '' : `, ${spec}`}}`,
  );
const cronJob = (schedule: string): string =>
  object(
    'batch/v1',
    'CronJob',
    `spec: {${schedule}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: web, image: web}]}}}}}`,
  );
const policy = (spec: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', `spec: {podSelector: {}, ${spec}}`);
const role = (rule: string): string => object('rbac.authorization.k8s.io/v1', 'Role', `rules: [{${rule}}]`);
const scaler = (spec: string): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, ${spec}}`,
  );

/** Each a wrong object, what is said of it, and the right one. */
type Case = [wrong: string, said: string, right: string];

const check = (cases: readonly Case[]): void => {
  test.each(cases)('%#', (wrong, said, right) => {
    expect(problems(wrong)).toEqual([said]);
    expect(problems(right)).toEqual([]);
  });
};

describe('whole numbers and quantities', () => {
  const limits = (value: string): string => pod(`resources: {limits: {memory: ${value}}}`);
  const where = `"${container}.resources.limits.memory"`;
  const path = `${container}.resources.limits.memory`;
  const remedy =
    'Write a number, with a unit behind it if need be: 250m for a quarter of a core, 128Mi or 2Gi for bytes.';
  check([
    [
      workload('Deployment', 'replicas: 1.5'),
      'type spec.replicas: "spec.replicas" should be a whole number, but is the number 1.5. | Write a whole number there.',
      workload('Deployment', 'replicas: 2'),
    ],
    [
      limits('100mb'),
      `quantity ${path}: ${where} is "100mb", which is not a quantity. Did you mean "100M"? | ${remedy}`,
      limits('100M'),
    ],
    [
      limits('"1,5Gi"'),
      `quantity ${path}: ${where} is "1,5Gi", which is not a quantity. Did you mean "1.5Gi"? | ${remedy}`,
      limits('1.5Gi'),
    ],
    [limits('much'), `quantity ${path}: ${where} is "much", which is not a quantity. | ${remedy}`, limits('1e9')],
    [
      limits('128m'),
      `quantity ${path}: ${where} is 128m, which is 0.128 bytes: "m" stands for a thousandth. | Write Mi, for units of 1,048,576 bytes: 128Mi.`,
      limits('128Mi'),
    ],
    [
      limits('512'),
      `quantity ${path}: ${where} is 512, which is 512 bytes: no container can run in that. | Add the unit: 512Mi.`,
      limits('536870912'),
    ],
    [
      pod('resources: {requests: {cpu: "-1"}}'),
      `quantity ${container}.resources.requests.cpu: "${container}.resources.requests.cpu" is -1, which is less than nothing. | Write 0 or more.`,
      pod('resources: {requests: {cpu: 250m}}'),
    ],
    [
      pod('resources: {requests: {mem: 1Gi}}'),
      `value ${container}.resources.requests.mem: There is no resource "mem". | Use one of: cpu, memory, ephemeral-storage; or a resource with the domain of its driver, such as example.com/gpu.`,
      pod('resources: {limits: {example.com/gpu: 1, cpu: 1, hugepages-2Mi: 4Mi}}'),
    ],
    [
      object('v1', 'ResourceQuota', 'spec: {hard: {pods: 1.5}}'),
      'quantity spec.hard.pods: "spec.hard.pods" is 1.5, but objects are counted in whole numbers. | Write a whole number.',
      object(
        'v1',
        'ResourceQuota',
        'spec: {hard: {pods: "10", requests.cpu: 500m, limits.memory: 2Gi, count/jobs.batch: 3}}',
      ),
    ],
    [
      object('v1', 'LimitRange', 'spec: {limits: [{type: Container, default: {cpu: 1}, max: {cpu: 500m}}]}'),
      'conflict spec.limits[0].default.cpu: For cpu, default (1) is more than max (500m). | Lower default, or raise max.',
      object('v1', 'LimitRange', 'spec: {limits: [{type: Container, default: {cpu: 500m}, max: {cpu: 1}}]}'),
    ],
    [
      pod('resources: {requests: {memory: 1Gi}, limits: {memory: 512Mi}}'),
      `conflict ${container}.resources.requests.memory: The container requests 1Gi of memory, but its limit is 512Mi. | Lower the request, or raise the limit.`,
      pod('resources: {requests: {memory: 512Mi}, limits: {memory: 512Mi}}'),
    ],
  ]);
});

describe('containers', () => {
  check([
    [
      pod('ports: [{containerPort: 70000}]'),
      `port ${container}.ports[0].containerPort: "${container}.ports[0].containerPort" is 70000, which is not the number of a port. | Use a number from 1 to 65535.`,
      pod('ports: [{containerPort: 8080}]'),
    ],
    [
      pod('ports: [{name: prometheus-metrics, containerPort: 9090}]'),
      `port ${container}.ports[0].name: "prometheus-metrics" cannot be the name of a port: it has 18 characters; 15 are the most. | Use at most 15 lower-case letters, digits and hyphens, with at least one letter.`,
      pod('ports: [{name: metrics, containerPort: 9090}]'),
    ],
    [
      pod('image: "Web:1"').replace('image: "registry.example.com/web:1.0", ', ''),
      `value ${container}.image: "Web:1" cannot be the name of an image: it has capitals in its name. | Write it as registry.example.com/folder/name:tag.`,
      pod(''),
    ],
    [
      pod('').replace(', image: "registry.example.com/web:1.0"', ''),
      `missing-field ${container}: "${container}" lacks the field "image". | Add "image".`,
      pod(''),
    ],
    [
      pod('').replace('name: web, image', 'name: Web_1, image'),
      `name ${container}.name: "Web_1" cannot be the name of a container. | Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
      pod(''),
    ],
    [
      pod('env: [{name: A=B, value: x}]'),
      `name ${container}.env[0].name: "A=B" cannot be the name of an environment variable. | Use letters, digits and underscores.`,
      pod('env: [{name: A_B, value: x}]'),
    ],
    [
      pod('env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
      `conflict ${container}.env[0].valueFrom: The variable "A" has both value and valueFrom. | Keep the one that is meant.`,
      pod('env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
    ],
    [
      pod('env: [{name: A, value: x}, {name: A, value: z}]'),
      `conflict ${container}.env[1].name: The variable "A" is set twice in one container. | Keep one of the two.`,
      pod('env: [{name: A, value: x}, {name: A, value: "$(A)y"}]'),
    ],
    [
      pod('envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]'),
      `conflict ${container}.envFrom[0].secretRef: "${container}.envFrom[0]" has configMapRef and secretRef, but only one of them can be there. | Keep the one that is meant.`,
      pod('envFrom: [{configMapRef: {name: a}}, {prefix: DB_, secretRef: {name: b}}]'),
    ],
    [
      pod('livenessProbe: {httpGet: {port: 80}, exec: {command: [ls]}}'),
      `conflict ${container}.livenessProbe.exec: "${container}.livenessProbe" has httpGet and exec, but only one of them can be there. | Keep the one that is meant.`,
      pod('livenessProbe: {httpGet: {port: 80}}'),
    ],
    [
      pod('livenessProbe: {periodSeconds: 5}'),
      `missing-field ${container}.livenessProbe: "${container}.livenessProbe" has nothing that it could use. | Add one, such as httpGet.`,
      pod('livenessProbe: {periodSeconds: 5, tcpSocket: {port: 80}}'),
    ],
    [
      pod('livenessProbe: {successThreshold: 2, tcpSocket: {port: 80}}'),
      `conflict ${container}.livenessProbe.successThreshold: The successThreshold of a livenessProbe can only be 1. | Remove it, or move it to the readinessProbe.`,
      pod('readinessProbe: {successThreshold: 2, tcpSocket: {port: 80}}'),
    ],
    [
      pod('securityContext: {runAsNonRoot: true, runAsUser: 0}'),
      `conflict ${container}.securityContext.runAsUser: runAsUser: 0 is root, which runAsNonRoot: true forbids; the container would not start. | Give it another user, or remove runAsNonRoot.`,
      pod('securityContext: {runAsNonRoot: true, runAsUser: 10001}'),
    ],
    [
      pod('volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}]'),
      `conflict ${container}.volumeMounts[1].mountPath: Two volumes are mounted at "/a". | Give each a mountPath of its own.`,
      pod('volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]'),
    ],
  ]);
});

describe('Pods', () => {
  check([
    [
      pod('', 'volumes: [{name: a, emptyDir: {}, configMap: {name: b}}]'),
      'conflict spec.volumes[0].configMap: "spec.volumes[0]" has emptyDir and configMap, but only one of them can be there. | Keep the one that is meant.',
      pod('', 'volumes: [{name: a, emptyDir: {}}, {name: b, configMap: {name: b}}]'),
    ],
    [
      pod('', 'volumes: [{name: a, secret: {secretName: b, defaultMode: 644}}]'),
      'value spec.volumes[0].secret.defaultMode: "spec.volumes[0].secret.defaultMode" is 644, which is more than 0777, the highest mode of a file. | Write it with a leading zero: 0644.',
      pod('', 'volumes: [{name: a, secret: {secretName: b, defaultMode: 0644}}]'),
    ],
    [
      pod('', 'initContainers: [{name: a, image: a, readinessProbe: {tcpSocket: {port: 80}}}]'),
      'conflict spec.initContainers[0].readinessProbe: The init container "a" has a readinessProbe, which only a container that keeps running can have. | Remove it; or, if it is a sidecar, add restartPolicy: Always to the init container.',
      pod('', 'initContainers: [{name: a, image: a, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 80}}}]'),
    ],
    [
      pod('', 'tolerations: [{key: a, operator: Exists, value: b}]'),
      'conflict spec.tolerations[0].value: A toleration with operator: Exists has no value. | Remove the value, or write operator: Equal.',
      pod('', 'tolerations: [{key: a, operator: Equal, value: b}, {operator: Exists}]'),
    ],
    [
      pod('', 'hostAliases: [{ip: 192.0.2.300, hostnames: [a]}]'),
      'address spec.hostAliases[0].ip: "spec.hostAliases[0].ip" is "192.0.2.300", which is not an IP address. | Write an address such as 192.0.2.10.',
      pod('', 'hostAliases: [{ip: 192.0.2.30, hostnames: [a]}]'),
    ],
    [
      workload('Deployment', 'replicas: 1').replace(
        'matchLabels: {app: web}',
        'matchExpressions: [{key: app, operator: Is}]',
      ),
      'value spec.selector.matchExpressions[0].operator: "Is" is not an operator of a selector. | Use one of: In, NotIn, Exists, DoesNotExist.',
      workload('Deployment', 'replicas: 1').replace(
        'matchLabels: {app: web}',
        'matchExpressions: [{key: app, operator: Exists}]',
      ),
    ],
    [
      workload('Deployment', 'replicas: 1').replace(
        'matchLabels: {app: web}',
        'matchExpressions: [{key: app, operator: In}]',
      ),
      'conflict spec.selector.matchExpressions[0]: The operator In needs values, but there are 0. | Add at least one value.',
      workload('Deployment', 'replicas: 1').replace(
        'matchLabels: {app: web}',
        'matchExpressions: [{key: app, operator: In, values: [web]}]',
      ),
    ],
  ]);
});

describe('controllers', () => {
  check([
    [
      job('', ''),
      'missing-field spec.template.spec: The Pods of a Job need a restartPolicy, because the default, Always, is not allowed. | Add restartPolicy: Never, or restartPolicy: OnFailure.',
      job(''),
    ],
    [
      job('', 'restartPolicy: Always, '),
      'conflict spec.template.spec.restartPolicy: The Pods of a Job cannot have restartPolicy: Always. | Write restartPolicy: Never, or restartPolicy: OnFailure.',
      job('', 'restartPolicy: OnFailure, '),
    ],
    [
      workload('Deployment', 'replicas: 1').replace('spec: {containers', 'spec: {restartPolicy: Never, containers'),
      'conflict spec.template.spec.restartPolicy: The Pods of a Deployment cannot have restartPolicy: Never. | Write restartPolicy: Always.',
      workload('Deployment', 'replicas: 1'),
    ],
    [
      workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'),
      'conflict spec.strategy.rollingUpdate: "rollingUpdate" does not go with type: Recreate. | Remove it, or write type: RollingUpdate.',
      workload('Deployment', 'strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}'),
    ],
    [
      workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}'),
      'conflict spec.strategy.rollingUpdate.maxUnavailable: maxSurge and maxUnavailable are both 0, so that no Pod could ever be replaced. | Allow at least one Pod more, or one less.',
      workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}'),
    ],
    [
      workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: "1"}}'),
      'value spec.strategy.rollingUpdate.maxSurge: "spec.strategy.rollingUpdate.maxSurge" is "1", which is neither a whole number nor a percentage. | Write it without quotes: 1; or add a percent sign: 1%.',
      workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 1}}'),
    ],
    [
      workload('DaemonSet', 'updateStrategy: {rollingUpdate: {maxSurge: 1}}'),
      'conflict spec.updateStrategy.rollingUpdate.maxSurge: A DaemonSet takes maxSurge only with maxUnavailable: 0, and its default is 1. | Write maxUnavailable: 0 next to it.',
      workload('DaemonSet', 'updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}'),
    ],
    [
      workload('Deployment', 'progressDeadlineSeconds: 10, minReadySeconds: 10'),
      'conflict spec.minReadySeconds: progressDeadlineSeconds (10) must be more than minReadySeconds (10). | Raise progressDeadlineSeconds, or lower minReadySeconds.',
      workload('Deployment', 'progressDeadlineSeconds: 60, minReadySeconds: 10'),
    ],
    [
      job('completionMode: Indexed'),
      'missing-field spec: A Job with completionMode: Indexed needs "completions". | Add "completions".',
      job('completionMode: Indexed, completions: 3, parallelism: 2'),
    ],
    [
      cronJob('schedule: "0 0 * * 7"'),
      'schedule spec.schedule: "7" is out of range: the day of the week goes from 0 to 6. Sunday is 0. | Write five fields, such as "30 6 * * 1" for Mondays at half past six.',
      cronJob('schedule: "0 0 * * 0"'),
    ],
    [
      cronJob('schedule: "@daily", timeZone: Berlin'),
      'schedule spec.timeZone: "Berlin" is not a time zone. | Use a name of the IANA database, such as Europe/Berlin or Etc/UTC.',
      cronJob('schedule: "@daily", timeZone: Europe/Berlin'),
    ],
    [
      scaler('minReplicas: 5, maxReplicas: 3'),
      'conflict spec.minReplicas: minReplicas (5) is more than maxReplicas (3). | Lower minReplicas, or raise maxReplicas.',
      scaler('minReplicas: 3, maxReplicas: 3'),
    ],
    [
      scaler(
        'maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageValue: 1}}}]',
      ),
      'missing-field spec.metrics[0].resource.target: With type: Utilization there must be "averageUtilization". | Add "averageUtilization", or correct the type.',
      scaler(
        'maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]',
      ),
    ],
    [
      object('policy/v1', 'PodDisruptionBudget', 'spec: {minAvailable: 1, maxUnavailable: 1, selector: {}}'),
      'conflict spec.maxUnavailable: "spec" has minAvailable and maxUnavailable, but only one of them can be there. | Keep the one that is meant.',
      object('policy/v1', 'PodDisruptionBudget', 'spec: {maxUnavailable: 1, selector: {}}'),
    ],
  ]);
});

describe('Services, policies and routes', () => {
  const ingress = (spec: string): string => object('networking.k8s.io/v1', 'Ingress', `spec: {${spec}}`);
  const route = (spec: string): string =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', `spec: {parentRefs: [{name: gate}], ${spec}}`);
  const paths = 'http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}';
  check([
    [
      service('type: ExternalName'),
      'missing-field spec: A Service of type ExternalName lacks the field "externalName". | Add "externalName".',
      service('type: ExternalName, externalName: db.example.com'),
    ],
    [
      service('type: NodePort, ports: [{port: 80, nodePort: 8080}]'),
      'port spec.ports[0].nodePort: The nodePort is 8080, but node ports go from 30000 to 32767. | Use a number in that range, or leave the choice to the cluster.',
      service('type: NodePort, ports: [{port: 80, nodePort: 30080}]'),
    ],
    [
      service('ports: [{port: 80, nodePort: 30080}]'),
      'conflict spec.ports[0].nodePort: A Service of type ClusterIP has no nodePort. | Remove it, or write type: NodePort.',
      service('ports: [{port: 80}]'),
    ],
    [
      service('ports: [{port: 80}, {name: b, port: 81}]'),
      'missing-field spec.ports[0]: The Service has several ports, and one of them has no name. | Give each port a name, such as http.',
      service('ports: [{name: a, port: 80}, {name: b, port: 81}]'),
    ],
    [
      service('ports: [{name: a, port: 53}, {name: b, port: 53}]'),
      'conflict spec.ports[1].port: The Service has port 53 of TCP twice. | Give each port a number of its own.',
      service('ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]'),
    ],
    [
      service('ports: [{port: 80, targetPort: "8080"}]'),
      'port spec.ports[0].targetPort: "spec.ports[0].targetPort" is the text "8080", which is taken for the name of a port. | Write the number without quotes: 8080.',
      service('ports: [{port: 80, targetPort: 8080}]'),
    ],
    [
      service('clusterIP: none, ports: [{port: 80}]'),
      'address spec.clusterIP: "spec.clusterIP" is "none"; for a headless Service it is None, with a capital. | Write clusterIP: None.',
      service('clusterIP: None, ports: [{port: 80}]'),
    ],
    [
      policy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}]}]'),
      'address spec.egress[0].to[0].ipBlock.cidr: "spec.egress[0].to[0].ipBlock.cidr" is "10.0.0.0", which is not a block of IP addresses. | Write an address and the length of its prefix, such as 10.0.0.0/8.',
      policy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'),
    ],
    [
      policy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [192.168.0.0/16]}}]}]'),
      'conflict spec.egress[0].to[0].ipBlock.except[0]: "192.168.0.0/16" does not lie within "10.0.0.0/8", so that it cannot be an exception from it. | Write a smaller block that lies within the cidr.',
      policy('egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.96.0.0/16]}}]}]'),
    ],
    [
      policy('ingress: [{ports: [{port: 8080, endPort: 8000}]}]'),
      'conflict spec.ingress[0].ports[0].endPort: endPort (8000) is less than port (8080). | Exchange the two.',
      policy('ingress: [{ports: [{port: 8000, endPort: 8080}]}]'),
    ],
    [
      policy('ingress: [{from: [{}]}]'),
      'missing-field spec.ingress[0].from[0]: "spec.ingress[0].from[0]" names neither Pods nor addresses. | Add podSelector, namespaceSelector or ipBlock.',
      policy('ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]'),
    ],
    [
      ingress(`rules: [{host: "https://shop.example.com", ${paths}}]`),
      'address spec.rules[0].host: "https://shop.example.com" cannot be a host: it is a URL; write the name of the host alone. | Write a name such as shop.example.com.',
      ingress(`rules: [{host: "*.example.com", ${paths}}]`),
    ],
    [
      ingress(`rules: [{${paths.replace('path: /', 'path: shop')}}]`),
      'value spec.rules[0].http.paths[0].path: The path "shop" does not begin with "/". | Write /shop.',
      ingress(`rules: [{${paths}}]`),
    ],
    [
      route('rules: [{timeouts: {request: 1.5s}}]'),
      'value spec.rules[0].timeouts.request: "spec.rules[0].timeouts.request" is "1.5s", which is not a duration. | Write whole numbers with h, m, s or ms, such as 10s or 1m30s.',
      route('rules: [{timeouts: {request: 1500ms}}]'),
    ],
    [
      route('rules: [{timeouts: {request: 5s, backendRequest: 10s}}]'),
      'conflict spec.rules[0].timeouts.backendRequest: backendRequest (10s) is longer than request (5s), of which it is a part. | Shorten backendRequest, or lengthen request.',
      route('rules: [{timeouts: {request: 10s, backendRequest: 5s}}]'),
    ],
    [
      route('hostnames: ["shop.example.com:443"]'),
      'address spec.hostnames[0]: "shop.example.com:443" cannot be a host: it holds a port; write the name of the host alone. | Write a name such as shop.example.com.',
      route('hostnames: ["shop.example.com"]'),
    ],
    [
      route('rules: [{backendRefs: [{name: web, port: 0}]}]'),
      'port spec.rules[0].backendRefs[0].port: "spec.rules[0].backendRefs[0].port" is 0, which is not the number of a port. | Use a number from 1 to 65535.',
      route('rules: [{backendRefs: [{name: web, port: 80}]}]'),
    ],
  ]);
});

describe('settings, storage, access and names', () => {
  const claim = (spec: string): string => object('v1', 'PersistentVolumeClaim', `spec: {${spec}}`);
  const binding = (rest: string): string => object('rbac.authorization.k8s.io/v1', 'RoleBinding', rest);
  const storage = 'resources: {requests: {storage: 1Gi}}';
  check([
    [
      object('v1', 'ConfigMap', 'data: {"a/b": x}'),
      'name data.a/b: "a/b" cannot be a key of a ConfigMap or Secret. | Use letters, digits, hyphens, underscores and dots.',
      object('v1', 'ConfigMap', 'data: {a.b: x}'),
    ],
    [
      object('v1', 'Secret', 'type: kubernetes.io/tls\nstringData: {tls.crt: x}'),
      'missing-field type: A Secret of type kubernetes.io/tls lacks the key "tls.key". | Add "tls.key" under data or stringData.',
      object('v1', 'Secret', 'type: kubernetes.io/tls\nstringData: {tls.crt: x, tls.key: z}'),
    ],
    [
      claim(storage),
      'missing-field spec: The claim names no access mode. | Add accessModes, such as [ReadWriteOnce].',
      claim(`accessModes: [ReadWriteOnce], ${storage}`),
    ],
    [
      claim('accessModes: [ReadWriteOnce]'),
      'missing-field spec: The claim does not say how much storage it wants. | Add resources.requests.storage.',
      claim(`accessModes: [ReadWriteOnce], ${storage}`),
    ],
    [
      object(
        'v1',
        'PersistentVolume',
        'spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], local: {path: /a}}',
      ),
      'missing-field spec: A local volume needs nodeAffinity, which says on which node it is. | Add nodeAffinity.',
      object(
        'v1',
        'PersistentVolume',
        'spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}',
      ),
    ],
    [
      role('apiGroups: [""], resources: [deployments], verbs: [get]'),
      'value rules[0].apiGroups[0]: The resource "deployments" is in the API group "apps", which the rule does not name; it allows nothing. | Add "apps" to apiGroups, or make a rule of its own for it.',
      role('apiGroups: ["", apps], resources: [deployments, pods/log], verbs: [get]'),
    ],
    [
      role('apiGroups: [""], resources: [Pod], verbs: [get]'),
      'value rules[0].resources[0]: "Pod" is not the name of a resource. Did you mean "pods"? | Write resources in the plural and in lower case, as "kubectl api-resources" lists them.',
      role('apiGroups: ["*"], resources: [pods], verbs: ["*"]'),
    ],
    [
      role('resources: [pods], verbs: [get]'),
      'missing-field rules[0]: "rules[0]" lacks the field "apiGroups". | Add "apiGroups"; for Pods and the like, write [""].',
      role('apiGroups: [""], resources: [pods], verbs: [get]'),
    ],
    [
      binding(
        'roleRef: {kind: Role, name: a, apiGroup: rbac.authorization.k8s.io}\nsubjects: [{kind: serviceaccount, name: a}]',
      ),
      'value subjects[0].kind: "serviceaccount" cannot be the kind of a subject. | Use one of: ServiceAccount, User, Group.',
      binding(
        'roleRef: {kind: Role, name: a, apiGroup: rbac.authorization.k8s.io}\nsubjects: [{kind: ServiceAccount, name: a}]',
      ),
    ],
    [
      service('ports: [{port: 80}]').replace('name: web', 'name: web.v1'),
      'name metadata.name: "web.v1" cannot be the name of a Service. | Use at most 63 lower-case letters, digits and hyphens, without dots.',
      service('ports: [{port: 80}]').replace('name: web', 'name: web-v1'),
    ],
    [
      cronJob('schedule: "@daily"').replace('name: web', `name: ${'a'.repeat(53)}`),
      'name metadata.name: The name of the CronJob has 53 characters; it may have 52 at most, because its Jobs get a number behind it. | Shorten it.',
      cronJob('schedule: "@daily"').replace('name: web', `name: ${'a'.repeat(52)}`),
    ],
    [
      job('').replace('name: web', 'labels: {a: b}'),
      'missing-field metadata: The object has no name. | Add metadata.name.',
      job('').replace('name: web', 'generateName: web-'),
    ],
    [
      job('').replace('name: web', 'generateName: Web_'),
      'name metadata.generateName: "Web_" cannot be the beginning of an object\'s name. | Use lower-case letters, digits, hyphens and dots, with a letter or digit at the beginning.',
      job('').replace('name: web', 'generateName: web.'),
    ],
  ]);
});
