import { afterEach, describe, expect, test } from 'vitest';
import { type BegunLab, beginLesson, labOf } from '../../../scripts/lab/lesson.ts';
import type { LabTask } from '../../../src/curriculum/schema/lab.ts';
import type { TaskResult } from '../../../src/lab/runner/judge.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';
import { checkOf, scriptedLesson } from '../../helpers/lab-scripts.ts';
import { isLong, longTest } from '../../helpers/long.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const doneIn = (results: readonly TaskResult[]): string[] => results.filter(({ isDone }) => isDone).map(({ id }) => id);

/** Command lines of the reference solution: one list for each fence. */
function fencesOf({ solution }: LabTask): string[] {
  return [...solution.matchAll(/^ *```bash\n([\s\S]*?)^ *```/gm)].map(([, text = '']) => text);
}

const labs = [...getCurriculum().lessons.values()].filter(({ lab }) => lab?.cluster).map(({ id }) => id);
const judgedIn = (id: string): LabTask[] =>
  labOf(id).lab.tasks.filter(({ check }) => check.kind === 'conditions' || check.kind === 'state');

/** Solves a task as its solution says, until it is done: what follows may clean up. */
async function solve({ practice, judge }: BegunLab, task: LabTask): Promise<void> {
  for (const fence of fencesOf(task)) {
    await practice.session.run(fence);
    await practice.settle();
    if (doneIn(await judge.judge()).includes(task.id)) return;
  }
}

describe('labs of the curriculum in the practice cluster', () => {
  test('there are some', () =>
    expect(labs).toEqual(
      expect.arrayContaining([
        'declarative-management',
        'deployments',
        'health-logs-events',
        'labels-selectors-namespaces',
        'pods',
        'services-and-dns',
      ]),
    ));

  test.each(labs)('%s: no task is done at the start, and each is by its solution', async (id) => {
    const begun = await beginLesson(id, { seed: 1 });
    expect(doneIn(await begun.judge.judge())).toEqual([]);
    const done: string[] = [];
    for (const task of judgedIn(id)) {
      // All of a solution is done, so that the next task finds what it leaves.
      for (const fence of fencesOf(task)) {
        await begun.practice.session.run(fence);
        await begun.practice.settle();
        if (!done.includes(task.id) && doneIn(await begun.judge.judge()).includes(task.id)) done.push(task.id);
      }
      expect(done).toContain(task.id);
      expect(doneIn(await begun.judge.judge())).toEqual(done);
    }
  });

  test.each(labs)('%s: its tasks name objectives of the lesson', (id) => {
    const known =
      getCurriculum()
        .lessons.get(id)
        ?.objectives.map((objective) => objective.id) ?? [];
    for (const task of judgedIn(id)) {
      expect(task.objectives, task.id).not.toEqual([]);
      for (const objective of task.objectives) expect(known).toContain(objective);
    }
  });
});

/** What somebody may do who has not understood the task, or wants it done cheaply: the lab, the task, whether all before it is solved, and what is done. */
const WRONG: readonly [string, string, string, readonly string[]][] = [
  [
    'deployments',
    'roll-out',
    'made with 1.2 at once',
    ['sed -i s/:1.1/:1.2/ shop-web.yaml', 'kubectl apply -f shop-web.yaml', 'kubectl rollout status deploy/shop-web'],
  ],
  [
    'deployments',
    'roll-out',
    'a Pod without a Deployment',
    ['kubectl run shop-web --image=registry.example.com/shop-web:1.2 -l app=shop-web'],
  ],
  [
    'deployments',
    'undo-it',
    'applied anew, not undone',
    ['1.1', '1.2', '1.22', '1.2'].flatMap((tag) => [
      `sed -i s/shop-web:1.*/shop-web:${tag}/ shop-web.yaml`,
      'kubectl apply -f shop-web.yaml',
      'kubectl rollout status deploy/shop-web',
    ]),
  ],
  [
    'deployments',
    'back-in-line',
    'deleted and made anew',
    ['kubectl apply -f shop-web.yaml', 'sed -i s/:1.1/:1.2/ shop-web.yaml', 'kubectl replace --force -f shop-web.yaml'],
  ],
  [
    'services-and-dns',
    'repair-the-live-shop',
    'Pods labelled as the selectors want it',
    [
      'kubectl label pods -l app=shop-db tier=data',
      'kubectl label pods -l app=shop-api app=api --overwrite',
      'kubectl set env deploy/shop-web PORT=80',
      'kubectl rollout status deploy/shop-web',
      'sleep 40',
    ],
  ],
  [
    'services-and-dns',
    'repair-the-live-shop',
    'without the database',
    [
      'kubectl patch svc shop-web -p \'{"spec":{"ports":[{"port":8080,"targetPort":8080}]}}\'',
      'kubectl patch svc shop-api -p \'{"spec":{"selector":{"app":"shop-api"}}}\'',
      'sleep 40',
    ],
  ],
  [
    'services-and-dns',
    'repair-the-test-shop',
    'the port alone',
    [
      'kubectl patch svc shop-db -n shop-test -p \'{"spec":{"ports":[{"port":7070,"targetPort":7070}]}}\'',
      'kubectl patch svc shop-api -n shop-test -p \'{"spec":{"ports":[{"port":8080,"targetPort":"http"}]}}\'',
      'sleep 15',
    ],
  ],
  [
    'services-and-dns',
    'repair-the-test-shop',
    'nobody else left who matches',
    [
      'kubectl patch svc shop-db -n shop-test -p \'{"spec":{"ports":[{"port":7070,"targetPort":7070}]}}\'',
      'kubectl scale deploy/shop-web -n shop-test --replicas=0',
      'kubectl label pods -n shop-test -l app=shop-db part-of-',
      'sleep 40',
    ],
  ],
  [
    'services-and-dns',
    'write-the-names',
    'names that are longer than they need be',
    [
      'kubectl create configmap names --from-literal=n1=shop-api.shop.svc.cluster.local:8080 --from-literal=n2=shop-api.shop-test:8080 --from-literal=n3=shop-db.shop:7070 --from-literal=n4=mail:25',
    ],
  ],
  [
    'services-and-dns',
    'empty-the-list',
    'no copies of the API',
    ['kubectl scale deploy/shop-api --replicas=0', 'sleep 10'],
  ],
  ['services-and-dns', 'empty-the-list', 'the database deleted', ['kubectl delete statefulset shop-db', 'sleep 45']],
  [
    'services-and-dns',
    'across-namespaces',
    'another name that is none in full',
    ['kubectl create service externalname catalog -n shop-test --external-name=shop-api.shop'],
  ],
  [
    'services-and-dns',
    'open-a-door',
    'a second Service',
    [
      'kubectl expose deploy/shop-web --name=door --type=NodePort --port=8080',
      'kubectl patch svc door -p \'{"spec":{"ports":[{"port":8080,"nodePort":30080}]}}\'',
    ],
  ],
  [
    'pods',
    'from-memory',
    'without names and numbers',
    [
      'kubectl run shop-api --image=registry.example.com/shop-api:1.4 --port=8080 --labels=app=shop-api --env=LOG_LEVEL=debug --env=START_SECONDS=5',
      'kubectl wait --for=condition=Ready pod/shop-api --timeout=1m',
    ],
  ],
  [
    'pods',
    'from-memory',
    'a limit alone, which is the request too',
    [
      `echo '{apiVersion: v1, kind: Pod, metadata: {name: shop-api, labels: {app: shop-api}}, spec: {containers: [{name: shop-api, image: "registry.example.com/shop-api:1.4", ports: [{name: http, containerPort: 8080}], env: [{name: LOG_LEVEL, value: debug}, {name: START_SECONDS, value: "5"}], resources: {limits: {cpu: 100m, memory: 128Mi}}}]}}' | kubectl apply -f -`,
      'kubectl wait --for=condition=Ready pod/shop-api --timeout=1m',
    ],
  ],
  [
    'pods',
    'notice-board',
    'both helpers ordinary containers',
    [
      `echo '{apiVersion: v1, kind: Pod, metadata: {name: notice, labels: {app: notice}}, spec: {volumes: [{name: board, emptyDir: {}}], containers: [{name: web, image: "busybox:1.37", command: [httpd, -f, -p, "8080", -h, /www], ports: [{name: http, containerPort: 8080}], volumeMounts: [{name: board, mountPath: /www}]}, {name: writer, image: "busybox:1.37", command: [sh, -c, "while :; do date > /board/index.html; sleep 5; done"], volumeMounts: [{name: board, mountPath: /board}]}]}}' | kubectl apply -f -`,
      'kubectl wait --for=condition=Ready pod/notice --timeout=1m',
    ],
  ],
  [
    'pods',
    'notice-board',
    'a page that never changes',
    [
      `echo '{apiVersion: v1, kind: Pod, metadata: {name: notice, labels: {app: notice}}, spec: {volumes: [{name: board, emptyDir: {}}], initContainers: [{name: first, image: "busybox:1.37", command: [sh, -c, "echo Opening soon > /board/index.html"], volumeMounts: [{name: board, mountPath: /board}]}, {name: writer, image: "busybox:1.37", restartPolicy: Always, command: [sleep, infinity], volumeMounts: [{name: board, mountPath: /board}]}], containers: [{name: web, image: "busybox:1.37", command: [httpd, -f, -p, "8080", -h, /www], ports: [{name: http, containerPort: 8080}], volumeMounts: [{name: board, mountPath: /www}]}]}}' | kubectl apply -f -`,
      'kubectl wait --for=condition=Ready pod/notice --timeout=1m',
    ],
  ],
  [
    'pods',
    'one-restart',
    'deleted and made anew',
    [
      'kubectl delete pod notice --now',
      "sed -i '/name: web/,$ s/busybox:1.37/busybox:1.37.0/' notice.yaml",
      'kubectl apply -f notice.yaml',
      'kubectl wait --for=condition=Ready pod/notice --timeout=1m',
    ],
  ],
  ['pods', 'one-restart', 'the other container', ['kubectl set image pod/notice writer=busybox:1.37.0', 'sleep 60']],
  [
    'pods',
    'find-the-step',
    'guessed from the table',
    [
      'kubectl create configmap findings --from-literal=cache=image --from-literal=mailer=image --from-literal=report=1 --from-literal=ticker=1',
    ],
  ],
  [
    'pods',
    'repair-the-servers',
    'what is broken is deleted',
    ['kubectl delete pod mailer ticker --now', 'kubectl delete pod cache --now'],
  ],
  [
    'pods',
    'repair-the-servers',
    'all deleted and made anew, with nothing to do',
    [
      'kubectl delete pod -l lab=clinic --now',
      'for pod in cache mailer ticker; do kubectl run $pod --image=busybox:1.37 -l lab=clinic -- sleep infinity; done',
      'kubectl wait --for=condition=Ready pod -l lab=clinic --timeout=1m',
    ],
  ],
  [
    'pods',
    'let-it-end',
    'ends, and reports nothing',
    ['kubectl delete pod report --now', 'kubectl run report --image=busybox:1.37 --restart=Never -- true'],
  ],
  [
    'pods',
    'let-it-end',
    'never ends',
    [
      'kubectl delete pod report --now',
      "kubectl run report --image=busybox:1.37 --restart=OnFailure -- sh -c 'echo 12 orders today; sleep infinity'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'one-requirement',
    'right, and longer than need be',
    [
      "kubectl create configmap golf-1 --from-literal=h1='app=web,tier=front' --from-literal=h2='job=nightly' --from-literal=h3='!app' --from-literal=h4='track=canary'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'one-requirement',
    'as short, and others are picked',
    [
      "kubectl create configmap golf-1 --from-literal=h1='app=api' --from-literal=h2='app' --from-literal=h3='!job' --from-literal=h4='track=stable'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'missing-keys',
    'as Ana did it',
    [
      "kubectl create configmap golf-2 --from-literal=h5='!track' --from-literal=h6='!track' --from-literal=h7='track!=stable'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'missing-keys',
    'labels changed until a shorter one does',
    [
      'kubectl label pod web-3 api-3 db-1 db-2 x=',
      "kubectl create configmap golf-2 --from-literal=h5='!track' --from-literal=h6='app,!track' --from-literal=h7=x",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'short-or-safe',
    'the short one twice',
    [
      "kubectl create configmap golf-3 --from-literal=h8='track=stable,app!=mail' --from-literal=h9='track=stable,app!=mail'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'short-or-safe',
    'safe from the one that is known',
    [
      "kubectl create configmap golf-3 --from-literal=h8='track=stable,app!=mail' --from-literal=h9='track=stable,app notin (mail,search)'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'impossible',
    'too many',
    ["kubectl label pod -l '!job,!track' watch=yes", 'kubectl label pod web-3 watch=yes'],
  ],
  [
    'labels-selectors-namespaces',
    'impossible',
    'deleted and made anew',
    [
      'kubectl delete pod db-2 --now',
      'kubectl run db-2 --image=registry.k8s.io/pause:3.10 --labels=app=db,tier=back,watch=yes',
      'kubectl label pod web-3 watch=yes',
    ],
  ],
  [
    'labels-selectors-namespaces',
    'label-a-deployment',
    'the name alone',
    [
      "sed -e 's/^  name: shop-api$/  name: shop-api-partner/' shop-api.yaml | kubectl apply -f -",
      'kubectl rollout status -n shop deployment/shop-api-partner',
    ],
  ],
  [
    'labels-selectors-namespaces',
    'label-a-deployment',
    'the version in the selector',
    [
      `sed -e 's/^  name: shop-api$/  name: shop-api-partner/' -e s/shop-api-main/shop-api-partner/ -e s/1.4/1.5/ -e 's|runbook:.*|contact: it@partner.example.com|' -e 's|matchLabels:|&\\n      app.kubernetes.io/version: "1.5"|' shop-api.yaml | kubectl apply -f -`,
      'kubectl rollout status -n shop deployment/shop-api-partner',
    ],
  ],
  [
    'labels-selectors-namespaces',
    'set-aside',
    'the Deployment renamed, not a Pod',
    ['kubectl label deploy -n shop shop-api app.kubernetes.io/name=shop-api-sick --overwrite'],
  ],
  [
    'labels-selectors-namespaces',
    'set-aside',
    'another Pod started beside it',
    [
      'kubectl run shop-api-sick -n shop --image=registry.example.com/shop-api:1.4 --labels=app.kubernetes.io/name=shop-api-sick,app.kubernetes.io/instance=shop-api-main,pod-template-hash=1',
      'kubectl wait -n shop --for=condition=Ready pod/shop-api-sick --timeout=1m',
    ],
  ],
  [
    'declarative-management',
    'break-three-ways',
    'a release in place of a Pod',
    [
      "kubectl delete pod $(kubectl get pods -l app=shop-api -o jsonpath='{.items[0].metadata.name}')",
      'kubectl set image deploy/shop-api shop-api=registry.example.com/shop-api:1.5',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'declarative-management',
    'break-three-ways',
    'one of three',
    [
      'kubectl set image $(kubectl get pods -l app=shop-api -o name | head -n 1) shop-api=registry.example.com/shop-api:1.5',
      'sleep 45',
    ],
  ],
  [
    'declarative-management',
    'break-three-ways',
    'the Deployment scaled, not its ReplicaSet',
    [
      'kubectl scale deploy/shop-api --replicas=5',
      'kubectl scale deploy/shop-api --replicas=3',
      'kubectl set image $(kubectl get pods -l app=shop-api -o name | head -n 1) shop-api=registry.example.com/shop-api:1.5',
      'sleep 45',
    ],
  ],
  [
    'declarative-management',
    'find-the-drift',
    'both in the diff, and both set back',
    [
      'kubectl scale deploy/shop-api --replicas=8',
      `kubectl patch deploy shop-api -p '{"spec":{"minReadySeconds":30}}'`,
      'kubectl create configmap prediction --from-literal=diff=replicas,minReadySeconds --from-literal=replicas=3 --from-literal=minReadySeconds=0',
    ],
  ],
  [
    'declarative-management',
    'find-the-drift',
    'predicted, and not done',
    [
      'kubectl create configmap prediction --from-literal=diff=replicas --from-literal=replicas=3 --from-literal=minReadySeconds=30',
    ],
  ],
  [
    'declarative-management',
    'close-the-gap',
    'set in the cluster, not in the file',
    [
      'kubectl set image deploy/shop-api shop-api=registry.example.com/shop-api:1.5',
      'kubectl scale deploy/shop-api --replicas=8',
      `kubectl patch deploy shop-api -p '{"spec":{"minReadySeconds":10}}'`,
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'declarative-management',
    'close-the-gap',
    'the image alone, as Ben did it',
    [
      'kubectl scale deploy/shop-api --replicas=8',
      `kubectl patch deploy shop-api -p '{"spec":{"minReadySeconds":30}}'`,
      'sed -i s/1.4/1.5/ shop-api.yaml',
      'kubectl apply -k .',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'declarative-management',
    'close-the-gap',
    'deleted and made anew',
    [
      "sed -i -e 's/^  replicas: 3/  replicas: 8\\n  minReadySeconds: 10/' -e s/1.4/1.5/ shop-api.yaml",
      'kubectl delete deploy shop-api',
      'kubectl apply -k .',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'declarative-management',
    'own-a-field',
    'forced',
    [
      "sed -e 's/^  name: shop-web$/  name: shop-web-2/' -e 's/app: shop-web$/app: shop-web-2/' shop-web.yaml > web.yaml",
      'kubectl apply --server-side --field-manager=shop-repo -f web.yaml',
      'kubectl scale deploy/shop-web-2 --replicas=5',
      "sed -i -e s/1.1/1.2/ -e 's/replicas: 2/replicas: 5/' web.yaml",
      'kubectl apply --server-side --field-manager=shop-repo --force-conflicts -f web.yaml',
      'kubectl rollout status deploy/shop-web-2',
    ],
  ],
  [
    'declarative-management',
    'own-a-field',
    'set by hand, past the file',
    [
      "sed -e 's/^  name: shop-web$/  name: shop-web-2/' -e 's/app: shop-web$/app: shop-web-2/' shop-web.yaml > web.yaml",
      'kubectl apply --server-side --field-manager=shop-repo -f web.yaml',
      'kubectl scale deploy/shop-web-2 --replicas=5',
      'kubectl set image deploy/shop-web-2 shop-web=registry.example.com/shop-web:1.2',
      'kubectl rollout status deploy/shop-web-2',
    ],
  ],
  [
    'health-logs-events',
    'chain-reaction',
    'away for a moment only',
    ['kubectl scale sts/shop-db --replicas=0; sleep 3; kubectl scale sts/shop-db --replicas=1; sleep 20'],
  ],
  [
    'health-logs-events',
    'chain-reaction',
    'Pods deleted, not restarted',
    ['kubectl delete pods -l app=shop-api --now', 'kubectl rollout status deploy/shop-api'],
  ],
  [
    'health-logs-events',
    'slow-start',
    'liveness asks for the database',
    [
      `kubectl patch deploy shop-api -p '{"spec": {"template": {"spec": {"containers": [{"name": "shop-api", "env": [{"name": "START_SECONDS", "value": "45"}], "startupProbe": {"httpGet": {"path": "/startedz", "port": "http"}, "periodSeconds": 10, "failureThreshold": 12}, "readinessProbe": {"httpGet": {"path": "/readyz", "port": "http"}, "timeoutSeconds": 4}, "livenessProbe": {"httpGet": {"path": "/readyz", "port": "http"}, "periodSeconds": 5, "failureThreshold": 3, "timeoutSeconds": 3}}]}}}}'`,
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'health-logs-events',
    'slow-start',
    'a delay in place of a startup probe',
    [
      `sed 's/resources:/env: [{name: START_SECONDS, value: "45"}]\\n          resources:/; s/periodSeconds: 5/initialDelaySeconds: 120/' chain.yaml | kubectl apply -f -`,
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'health-logs-events',
    'slow-start',
    'killed at the first failure',
    [
      `kubectl patch deploy shop-api -p '{"spec": {"template": {"spec": {"containers": [{"name": "shop-api", "env": [{"name": "START_SECONDS", "value": "45"}], "startupProbe": {"httpGet": {"path": "/startedz", "port": "http"}, "periodSeconds": 10, "failureThreshold": 12}, "readinessProbe": {"httpGet": {"path": "/readyz", "port": "http"}, "timeoutSeconds": 4}, "livenessProbe": {"httpGet": {"path": "/healthz", "port": "http"}, "periodSeconds": 10, "failureThreshold": 1, "timeoutSeconds": 3}}]}}}}'`,
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'health-logs-events',
    'on-the-cluster',
    'with the probes of the beginning',
    ['kubectl scale sts/shop-db --replicas=0', 'sleep 60'],
  ],
  [
    'health-logs-events',
    'on-the-cluster',
    'without a liveness probe',
    [
      `kubectl patch deploy shop-api --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/livenessProbe"}]'`,
      'kubectl rollout status deploy/shop-api',
      'kubectl scale sts/shop-db --replicas=0',
      'sleep 60',
    ],
  ],
  [
    'health-logs-events',
    'four-faults',
    'each by a probe',
    [
      'kubectl create configmap ends --from-literal=crash=liveness --from-literal=hang=liveness --from-literal=leak=liveness --from-literal=errors=liveness',
    ],
  ],
  [
    'health-logs-events',
    'measure',
    'no requests',
    [
      'kubectl scale deploy/shop-api --replicas=1',
      'kubectl set env deploy/shop-api FAULT=error-rate=50',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'health-logs-events',
    'measure',
    'every request fails',
    [
      'kubectl scale deploy/shop-api --replicas=1',
      'kubectl set env deploy/shop-api FAULT=error-rate=100',
      'kubectl rollout status deploy/shop-api',
      'kubectl port-forward deploy/shop-api 8081:8080 > /dev/null & sleep 2; for i in $(seq 80); do curl -s -o /dev/null localhost:8081/products; done; kill %1',
    ],
  ],
  [
    'services-and-dns',
    'open-a-door',
    'another port inside',
    [
      'kubectl patch svc shop-web -p \'[{"op":"replace","path":"/spec/ports","value":[{"port":80,"targetPort":8080,"nodePort":30080}]},{"op":"replace","path":"/spec/type","value":"NodePort"}]\' --type=json',
    ],
  ],
];

/** Other ways to do the same: right, though the solution says something else. */
const RIGHT: readonly [string, string, readonly string[]][] = [
  [
    'deployments',
    'roll-out',
    [
      'kubectl apply -f shop-web.yaml',
      'kubectl rollout status deploy/shop-web',
      'kubectl set image deploy/shop-web shop-web=registry.example.com/shop-web:1.2',
      'kubectl rollout status deploy/shop-web',
    ],
  ],
  [
    'services-and-dns',
    'repair-the-live-shop',
    [
      'kubectl patch svc shop-web -p \'{"spec":{"ports":[{"port":8080,"targetPort":8080}]}}\'',
      'kubectl delete svc shop-api',
      'kubectl expose deploy/shop-api --port=8080',
      'kubectl patch svc shop-db --type=json -p \'[{"op":"remove","path":"/spec/selector/tier"}]\'',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'services-and-dns',
    'repair-the-test-shop',
    [
      'kubectl patch svc shop-db -n shop-test -p \'{"spec":{"ports":[{"port":7070,"targetPort":7070}]}}\'',
      'kubectl patch svc shop-api -n shop-test --type=merge -p \'{"spec":{"selector":{"app":"shop-api","part-of":null}}}\'',
      'kubectl rollout status deploy/shop-api -n shop-test',
    ],
  ],
  [
    'pods',
    'from-memory',
    [
      `echo '{apiVersion: v1, kind: Pod, metadata: {name: shop-api, labels: {app: shop-api}}, spec: {containers: [{name: shop-api, image: "registry.example.com/shop-api:1.4", ports: [{containerPort: 8080, name: http, protocol: TCP}], env: [{name: START_SECONDS, value: "5"}, {name: LOG_LEVEL, value: debug}], resources: {requests: {cpu: 0.1, memory: 65536Ki}, limits: {memory: 128Mi}}}]}}' | kubectl apply -f -`,
      'sleep 20',
    ],
  ],
  [
    'pods',
    'one-restart',
    [
      `kubectl patch pod notice -p '{"spec":{"containers":[{"name":"web","image":"docker.io/library/busybox:1.37.0"}]}}'`,
      'sleep 45',
    ],
  ],
  [
    'pods',
    'repair-the-servers',
    [
      'sed -i s/400Gi/400Mi/ broken.yaml',
      'kubectl delete pod cache ticker',
      'kubectl apply -f broken.yaml',
      'kubectl delete pod ticker',
      'kubectl set image pod/mailer mailer=busybox:1.37.0',
      "kubectl run ticker --image=busybox:1.37 -- /bin/sh -c 'while true; do date; sleep 5; done'",
      'kubectl wait --for=condition=Ready pod/cache pod/ticker --timeout=1m',
    ],
  ],
  [
    'pods',
    'let-it-end',
    [
      'kubectl delete pod report',
      'kubectl run report --image=busybox:1.37 --restart=Never -- echo 12 orders today',
      'sleep 5',
    ],
  ],
  [
    'labels-selectors-namespaces',
    'missing-keys',
    [
      "kubectl create configmap golf-2 --from-literal=h5='!track' --from-literal=h6='!track,app' --from-literal=h7='track!=stable,tier'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'short-or-safe',
    [
      "kubectl create configmap golf-3 --from-literal=h8='app!=mail,track=stable' --from-literal=h9='track in (stable), app in (api, web)'",
    ],
  ],
  [
    'labels-selectors-namespaces',
    'impossible',
    ['kubectl label pod db-2 watch=yes', `kubectl patch pod web-3 -p '{"metadata":{"labels":{"watch":"yes"}}}'`],
  ],
  [
    'labels-selectors-namespaces',
    'label-a-deployment',
    [
      "sed -e 's/^  name: shop-api$/  name: shop-api-partner/' -e s/shop-api-main/shop-api-partner/ -e s/1.4/1.5/ shop-api.yaml > partner.yaml",
      'kubectl apply -f partner.yaml',
      'kubectl annotate deploy -n shop shop-api-partner shop.example.com/contact=it@partner.example.com',
      'kubectl rollout status -n shop deployment/shop-api-partner',
    ],
  ],
  [
    'declarative-management',
    'break-three-ways',
    [
      'kubectl scale rs -l app=shop-api --replicas=5',
      'sleep 5',
      "kubectl delete pod $(kubectl get pods -l app=shop-api -o jsonpath='{.items[0].metadata.name}')",
      'sleep 5',
      `kubectl patch $(kubectl get pods -l app=shop-api -o name | head -n 1) -p '{"spec":{"containers":[{"name":"shop-api","image":"registry.example.com/shop-api:1.5"}]}}'`,
      'sleep 45',
    ],
  ],
  [
    'declarative-management',
    'close-the-gap',
    [
      'kubectl scale deploy/shop-api --replicas=8',
      `kubectl patch deploy shop-api -p '{"spec":{"minReadySeconds":30}}'`,
      "sed -i -e 's/^spec:/spec:\\n  minReadySeconds: 10/' -e 's/replicas: 3/replicas: 8/' shop-api.yaml",
      'kubectl apply -f shop-api.yaml',
      'sed -i s/1.4/1.5/ shop-api.yaml',
      'kubectl apply -f shop-api.yaml',
      'kubectl rollout status deploy/shop-api',
    ],
  ],
  [
    'declarative-management',
    'own-a-field',
    [
      "sed -e 's/^  name: shop-web$/  name: shop-web-2/' -e 's/app: shop-web$/app: shop-web-2/' shop-web.yaml > web.yaml",
      'kubectl apply --server-side --field-manager=shop-repo -f web.yaml',
      'kubectl scale deploy/shop-web-2 --replicas=5',
      "sed -i -e s/1.1/1.2/ -e 's/replicas: 2/replicas: 4/' web.yaml",
      'kubectl apply --server-side --field-manager=shop-repo --force-conflicts -f web.yaml',
      'kubectl scale deploy/shop-web-2 --replicas=5',
      'sed -i /replicas/d web.yaml',
      'kubectl apply --server-side --field-manager=shop-repo -f web.yaml',
      'kubectl rollout status deploy/shop-web-2',
    ],
  ],
  [
    'health-logs-events',
    'chain-reaction',
    [
      'kubectl scale sts/shop-db --replicas=0',
      "kubectl wait --for=jsonpath='{.status.containerStatuses[0].restartCount}'=1 pods -l app=shop-api --timeout=2m",
      'kubectl scale sts/shop-db --replicas=1',
      'kubectl wait --for=condition=Ready pods -l app=shop-api --timeout=10m',
    ],
  ],
  [
    'health-logs-events',
    'slow-start',
    [
      `kubectl patch deploy shop-api -p '{"spec": {"template": {"spec": {"containers": [{"name": "shop-api", "env": [{"name": "START_SECONDS", "value": "45"}], "startupProbe": {"httpGet": {"path": "/startedz", "port": "http"}, "periodSeconds": 10, "failureThreshold": 12}, "readinessProbe": {"httpGet": {"path": "/readyz", "port": "http"}, "timeoutSeconds": 4}, "livenessProbe": {"httpGet": {"path": "/healthz", "port": "http"}, "periodSeconds": 8, "failureThreshold": 2, "timeoutSeconds": 3}}]}}}}'`,
      'kubectl rollout status deploy/shop-api',
      'sleep 40',
    ],
  ],
  [
    'health-logs-events',
    'on-the-cluster',
    [
      `kubectl patch deploy shop-api -p '{"spec": {"template": {"spec": {"containers": [{"name": "shop-api", "env": [{"name": "START_SECONDS", "value": "0"}], "startupProbe": {"httpGet": {"path": "/startedz", "port": "http"}, "periodSeconds": 10, "failureThreshold": 12}, "readinessProbe": {"httpGet": {"path": "/readyz", "port": "http"}, "timeoutSeconds": 4}, "livenessProbe": {"httpGet": {"path": "/healthz", "port": "http"}, "periodSeconds": 8, "failureThreshold": 2, "timeoutSeconds": 3}}]}}}}'`,
      'kubectl rollout status deploy/shop-api',
      'sleep 40',
      'kubectl scale sts/shop-db --replicas=0',
      'sleep 60',
    ],
  ],
  [
    'services-and-dns',
    'across-namespaces',
    [
      `echo '{apiVersion: v1, kind: Service, metadata: {name: catalog, namespace: shop-test}, spec: {type: ExternalName, externalName: shop-api.shop.svc.cluster.local.}}' | kubectl apply -f -`,
    ],
  ],
];

/** Tasks that begin with what others have left. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ['write-the-names', 'empty-the-list', 'across-namespaces', 'open-a-door'].map((task) => [
      `services-and-dns ${task}`,
      ['repair-the-live-shop', 'repair-the-test-shop'],
    ]),
  ),
  'pods one-restart': ['notice-board'],
};

/** Begins a lab, and solves what comes before a task, where the task needs it. */
async function beforeTask(id: string, task: string, seed: number): Promise<BegunLab> {
  const begun = await beginLesson(id, { seed });
  for (const earlier of judgedIn(id)) if (NEEDS[`${id} ${task}`]?.includes(earlier.id)) await solve(begun, earlier);
  return begun;
}

describe('what is no solution, and what is one', () => {
  // The first of each task is tried each time, all of them every night.
  const wrong = WRONG.filter(([, task], index) => isLong || WRONG.findIndex(([, other]) => other === task) === index);
  test.each(wrong)('%s, %s: no solution: %s', async (id, task, _, commands) => {
    const begun = await beforeTask(id, task, 2);
    for (const command of commands) {
      const { errors } = await begun.practice.session.run(command);
      expect(errors).not.toMatch(/^error(?!.*progress deadline)|Error from server/m);
      await begun.practice.settle();
      expect(doneIn(await begun.judge.judge())).not.toContain(task);
    }
  });

  test.each(RIGHT)('%s, %s: another solution', async (id, task, commands) => {
    const begun = await beforeTask(id, task, 3);
    for (const command of commands) await begun.practice.session.run(command);
    await begun.practice.settle();
    expect(doneIn(await begun.judge.judge())).toContain(task);
  });
});

describe('check.sh agrees with the page, with the real kubectl', () => {
  let real: RealKubectl | undefined;
  afterEach(() => real?.stop());

  /** What both say of the conditions of a task; those that only the page judges are what it says. */
  async function compare(id: string, { judge }: BegunLab, task: LabTask): Promise<void> {
    const page = (await judge.judge()).find((one) => one.id === task.id);
    const { output, errors } = (await real?.result(`dash check.sh --wait 0 --json --task ${task.id}`)) ?? {
      output: '',
      errors: '',
    };
    expect(errors).toBe('');
    const { tasks } = JSON.parse(output) as { tasks: { conditions: { message: string; met: boolean | null }[] }[] };
    const said = tasks[0]?.conditions.map(({ message, met }, index) => [
      message,
      met ?? page?.conditions[index]?.isMet,
    ]);
    expect(said, `${id}, ${task.id}`).toEqual(page?.conditions.map(({ message, isMet }) => [message, isMet]));
  }
  const begin = async (id: string, seed: number): Promise<BegunLab> => {
    const begun = await beginLesson(id, { seed });
    real = await RealKubectl.start(begun.practice, new Map([['check.sh', checkOf(scriptedLesson(id))]]), 2000);
    return begun;
  };

  const some = isLong ? labs : ['deployments'];
  test.each(some)('%s: at the start, and after each solution', async (id) => {
    const begun = await begin(id, 1);
    for (const task of judgedIn(id)) {
      await compare(id, begun, task);
      await solve(begun, task);
      await compare(id, begun, task);
    }
  });

  longTest('it looks again while a rollout moves, and no longer', async () => {
    const begun = await beginLesson('deployments', { seed: 1 });
    real = await RealKubectl.start(
      begun.practice,
      new Map([['check.sh', checkOf(scriptedLesson('deployments'))]]),
      300,
    );
    for (const command of [
      'kubectl apply -f shop-web.yaml; kubectl rollout status deploy/shop-web',
      'kubectl set image deploy/shop-web shop-web=registry.example.com/shop-web:1.2',
    ])
      await begun.practice.session.run(command);
    expect(await real.result('dash check.sh --task roll-out --wait 0')).toMatchObject({
      code: 1,
      output: expect.stringContaining('✗ 1. Roll out'),
    });
    expect(await real.result('dash check.sh --task roll-out')).toMatchObject({
      code: 0,
      output: expect.stringContaining('✓ 1. Roll out'),
    });
    // Nothing moves: the task that is not done is told at once.
    await begun.practice.settle();
    expect(await real.result('dash check.sh')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/✓ 1\.[\s\S]*✗ 2\. Let a release stall[\s\S]*Hint: /),
    });
  });

  longTest.each(WRONG)('%s, %s: after what is no solution: %s', async (id, name, _, commands) => {
    const begun = await begin(id, 2);
    for (const command of commands) await begun.practice.session.run(command);
    await begun.practice.settle();
    for (const task of judgedIn(id)) if (task.id === name) await compare(id, begun, task);
  });
});
