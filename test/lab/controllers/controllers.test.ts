import { describe, expect, it } from 'vitest';
import { Practice } from '../../../src/lab/practice.ts';

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: c, image: "redis:8", volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: policy}
spec:
  backoffLimit: 5
  podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}
  template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.37", command: [sh, -c, "exit 42"]}]}}
`;

const CLAIMS = `apiVersion: v1
kind: PersistentVolume
metadata: {name: taken}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: "", hostPath: {path: /x}, claimRef: {namespace: a, name: b, uid: 3f0c8f5e-6d0a-4a55-9f0e-0d6c2b1a7e44}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: many}
spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: second}
spec: {accessModes: [ReadWriteOnce], storageClassName: "", volumeName: taken, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: user}
spec: {containers: [{name: c, image: "redis:8"}], volumes: [{name: m, persistentVolumeClaim: {claimName: many}}]}
`;

const CLASSES = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: low}
spec:
  replicas: 2
  selector: {matchLabels: {app: low}}
  template:
    metadata: {labels: {app: low}}
    spec: {containers: [{name: c, image: "nginx:1.29", resources: {requests: {cpu: 3500m}}}]}
`;

const URGENT = `apiVersion: v1
kind: Pod
metadata: {name: urgent}
spec: {priorityClassName: high, containers: [{name: c, image: "nginx:1.29", resources: {requests: {cpu: "3"}}}]}
`;

const CRON = `apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: "*/5 * * * *"
  jobTemplate:
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.37", command: [echo, hi]}]}}}
`;

async function practice(files: Record<string, string> = {}) {
  const cluster = new Practice(new Map(Object.entries(files)));
  return {
    cluster,
    run: async (line: string): Promise<string> => {
      const { output, errors } = await cluster.session.run(line);
      return output + errors;
    },
  };
}

describe('the beginning of a cluster', () => {
  it('has name service, roles and certificates in place, as if it had run for some minutes', async () => {
    const { run } = await practice();
    expect(await run('kubectl get deploy -A --no-headers')).toMatch(/^kube-system +coredns +2\/2 +2 +2 +4m/);
    expect(await run('kubectl auth can-i create selfsubjectaccessreviews --as jane')).toContain('yes');
    expect(await run('kubectl get cm,sa -n kube-public -o name')).toBe(
      'configmap/kube-root-ca.crt\nserviceaccount/default\n',
    );
    expect(await run("kubectl get clusterrole admin -o jsonpath='{.rules[0].resources}'")).toContain('pods/attach');
  });
});

describe('controllers', () => {
  it('makes Pods of a StatefulSet one after the other, each with its claim, named by the hash of the real one', async () => {
    const { run, cluster } = await practice({ 'db.yaml': SET });
    await run('kubectl apply -f db.yaml');
    await cluster.settle();
    expect(await run('kubectl get pods,pvc -o name')).toBe(
      'pod/db-0\npod/db-1\npersistentvolumeclaim/data-db-0\npersistentvolumeclaim/data-db-1\n',
    );
    expect(await run("kubectl get sts db -o jsonpath='{.status.currentRevision} {.status.readyReplicas}'")).toBe(
      'db-6c64c58f57 2',
    );
  });

  it('says why a claim gets no volume: of a mode that a directory cannot be, or of somebody else', async () => {
    const { run, cluster } = await practice({ 'claims.yaml': CLAIMS });
    await run('kubectl apply -f claims.yaml');
    await cluster.settle();
    expect(await run('kubectl get pvc -o custom-columns=N:.metadata.name,P:.status.phase --no-headers')).toMatch(
      /^many +Pending\nsecond +Pending$/m,
    );
    const events = await run('kubectl get events -o jsonpath=\'{range .items[*]}{.reason}: {.message}{"\\n"}{end}\'');
    expect(events).toContain(
      'ProvisioningFailed: failed to provision volume with StorageClass "standard": NodePath only supports ReadWriteOnce',
    );
    expect(events).toContain('FailedBinding: volume "taken" already bound to a different claim.');
  });

  it('makes no further Pod once a Job has failed, and takes the one away that was restarted in place', async () => {
    const { run, cluster } = await practice({
      'job.yaml': JOB.replace('restartPolicy: Never', 'restartPolicy: OnFailure')
        .replace('backoffLimit: 5', 'backoffLimit: 2')
        .replace(/ {2}podFailurePolicy.*\n/, ''),
    });
    await run('kubectl apply -f job.yaml; kubectl wait --for=condition=Failed job/policy --timeout=3m');
    await cluster.settle();
    expect(await run('kubectl get pods')).toBe('No resources found in default namespace.\n');
    expect(await run('kubectl get events --field-selector reason=SuccessfulCreate -o name')).toMatch(/^event\S+\n$/);
  });

  it('ends a Job as its failure policy says', async () => {
    const { run, cluster } = await practice({ 'job.yaml': JOB });
    await run('kubectl apply -f job.yaml');
    await cluster.settle();
    expect(await run("kubectl get job policy -o jsonpath='{.status.conditions[1].type} {.status.failed}'")).toBe(
      'Failed 1',
    );
  });

  it('fires CronJobs at their time', async () => {
    const { run } = await practice({ 'cron.yaml': CRON });
    await run('kubectl apply -f cron.yaml');
    await run('sleep 310');
    expect(await run('kubectl get jobs -o name')).toMatch(/^job.batch\/tick-\d{8}\n$/);
  });

  it('deletes what belonged to an owner, and leaves it when asked to', async () => {
    const { run } = await practice();
    await run('kubectl create deployment web --image=nginx:1.29');
    await run('sleep 3');
    await run('kubectl delete deploy web --cascade=orphan');
    await run('sleep 1');
    expect(await run('kubectl get rs -o name')).toMatch(/^replicaset/);
    await run('kubectl delete rs --all');
    await run('sleep 3');
    expect(await run('kubectl get pods')).toBe('No resources found in default namespace.\n');
  });

  it('empties a namespace before it goes', async () => {
    const { run } = await practice();
    await run('kubectl create ns a');
    await run('kubectl create cm held -n a');
    await run('kubectl delete ns a');
    expect(await run('kubectl get ns a')).toContain('namespaces "a" not found');
  });

  it('takes Pods off a node with a taint that they do not put up with', async () => {
    const { run } = await practice();
    await run('kubectl create deployment web --image=nginx:1.29 --replicas=4');
    await run('sleep 3');
    await run('kubectl taint node worker out=now:NoExecute');
    await run('sleep 5');
    expect(await run('kubectl get pods -o jsonpath={.items[*].spec.nodeName}')).toBe('worker2 worker2 worker2 worker2');
  });
});

describe('the scheduler', () => {
  it('makes room for more important Pods', async () => {
    const { run } = await practice({ 'all.yaml': CLASSES, 'urgent.yaml': URGENT });
    await run('kubectl apply -f all.yaml');
    await run('sleep 3');
    await run('kubectl apply -f urgent.yaml');
    await run('sleep 6');
    expect(await run("kubectl get pod urgent -o jsonpath='{.status.phase}'")).toBe('Running');
    expect(await run('kubectl get events --field-selector reason=Preempted -o name')).toContain('event/low-');
  });

  it('keeps the room that it made for a Pod from Pods of less importance that wait', async () => {
    const { run } = await practice({ 'all.yaml': CLASSES, 'urgent.yaml': URGENT });
    await run('kubectl apply -f all.yaml');
    await run('kubectl create deployment batch --image=registry.k8s.io/pause:3.10 --replicas=20');
    await run('kubectl set resources deployment batch --requests=cpu=500m');
    await run('sleep 30');
    await run('kubectl apply -f urgent.yaml');
    await run('sleep 60');
    expect(await run("kubectl get pod urgent -o jsonpath='{.status.phase}'")).toBe('Running');
    const gone = await run('kubectl get events --field-selector reason=Preempted -o name');
    await run('sleep 60');
    expect(await run('kubectl get events --field-selector reason=Preempted -o name')).toBe(gone);
  });
});
