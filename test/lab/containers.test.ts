import { beforeAll, describe, expect, test } from 'vitest';
import { Practice } from '../../src/lab/practice.ts';
import { Collector } from '../../src/lab/shell/streams.ts';

const MANIFEST = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a.txt: "one\\n", mode: fast}
---
apiVersion: v1
kind: Secret
metadata: {name: secret}
stringData: {pass: word}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: p}}
spec:
  volumes:
    - {name: settings, configMap: {name: settings}}
    - {name: secret, secret: {secretName: secret, items: [{key: pass, path: deep/pw}]}}
    - {name: shared, emptyDir: {}}
    - {name: about, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
  containers:
    - name: one
      image: nginx:1.29
      env:
        - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
        - {name: PASS, valueFrom: {secretKeyRef: {name: secret, key: pass}}}
        - {name: WHO, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: BOTH, value: "$(MODE)-$(NOPE)-$$(MODE)"}
        - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
      envFrom: [{prefix: ALL_, configMapRef: {name: settings}}]
      resources: {limits: {cpu: 1500m}}
      volumeMounts:
        - {name: settings, mountPath: /etc/settings}
        - {name: secret, mountPath: /etc/secret}
        - {name: shared, mountPath: /data}
        - {name: about, mountPath: /etc/about}
        - {name: settings, mountPath: /etc/one.txt, subPath: a.txt}
    - name: two
      image: busybox:1.37
      command: [sleep, infinity]
      volumeMounts: [{name: shared, mountPath: /shared}]
`;

describe('commands in containers', () => {
  const practice = new Practice(new Map([['p.yaml', MANIFEST]]));
  const run = (command: string) => practice.session.run(command);
  const inOne = (command: string) => run(`kubectl exec p -c one -- ${command}`);

  beforeAll(async () => {
    await run('kubectl apply -f p.yaml');
    await practice.settle();
  });

  test('have the environment that the manifest says', async () => {
    const { output } = await inOne('env');
    const lines = output.split('\n');
    for (const line of [
      'HOSTNAME=p',
      'MODE=fast',
      'PASS=word',
      'WHO=p',
      'BOTH=fast-$(NOPE)-$(MODE)',
      'CPU=2',
      'ALL_mode=fast',
    ])
      expect(lines).toContain(line);
    expect(lines).toContain('KUBERNETES_SERVICE_HOST=10.96.0.1');
  });

  test('see what is mounted, and its changes', async () => {
    expect((await inOne('cat /etc/settings/a.txt /etc/one.txt /etc/secret/deep/pw /etc/about/labels')).output).toBe(
      'one\none\nwordapp="p"',
    );
    expect((await inOne('ls /etc/settings')).output).toBe('a.txt\nmode\n');
    await run(`kubectl patch cm settings -p '{"data":{"a.txt":"two"}}'`);
    expect((await inOne('cat /etc/settings/a.txt')).output).toBe('one\n');
    await practice.cluster.clock.step(61_000);
    expect((await inOne('cat /etc/settings/a.txt /etc/one.txt')).output).toBe('twoone\n');
    const written = await inOne("sh -c 'echo x > /etc/settings/a.txt'");
    expect(written.errors).toContain('Read-only file system');
    await run(
      'kubectl exec p -c one -- cat /var/run/secrets/kubernetes.io/serviceaccount/token > t; kubectl exec p -c one -- cat /var/run/secrets/kubernetes.io/serviceaccount/ca.crt > ca',
    );
    const token = await run(
      'kubectl --kubeconfig=/dev/null --server=https://127.0.0.1:6443 --certificate-authority=ca --token=$(cat t) auth whoami -o jsonpath={.status.userInfo.username}',
    );
    expect(token.output).toBe('system:serviceaccount:default:default');
  });

  test('share a volume, and nothing else', async () => {
    await inOne("sh -c 'echo hi > /data/x; echo mine > /tmp/y'");
    expect((await run('kubectl exec p -c two -- cat /shared/x')).output).toBe('hi\n');
    expect((await run('kubectl exec p -c two -- cat /tmp/y')).code).toBe(1);
    expect((await inOne('cat /tmp/y')).output).toBe('mine\n');
  });

  test('end with their code, and keep output and errors apart', async () => {
    expect(await inOne("sh -c 'echo out; echo bad >&2; exit 3'")).toEqual({
      output: 'out\n',
      errors: 'bad\ncommand terminated with exit code 3\n',
      code: 3,
    });
    expect((await run("echo hello | kubectl exec -i p -c one -- sh -c 'cat | tr a-z A-Z'")).output).toBe('HELLO\n');
    expect((await run('timeout 2 kubectl exec p -c one -- sleep 60')).code).toBe(124);
  });

  test('say how full the disk of the node is, as busybox and Debian say it', async () => {
    expect((await inOne('df -P /data')).output).toBe(
      'Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda1        104857600 32505856  72351744      31% /data\n',
    );
    await run('kubectl run small --image=busybox -- sleep 60');
    await practice.settle();
    expect((await run('kubectl exec small -- df -P / /nope')).output).toBe(
      'Filesystem           1024-blocks    Used Available Capacity Mounted on\noverlay              104857600  32505856  72351744  31% /\n',
    );
    expect((await run('kubectl exec small -- df -h')).output).toMatch(/100\.0G +31\.0G +69\.0G +31% \//);
  });

  test('have no small programs either where their image has nothing but its own', async () => {
    await run('kubectl run alone --image=registry.k8s.io/coredns/coredns:v1.12.0');
    await practice.settle();
    for (const name of ['id', 'whoami', 'hostname', 'ps', 'ls', 'sh'])
      expect((await run(`kubectl exec alone -- ${name}`)).errors, name).toContain('executable file not found in $PATH');
  });

  test('say what is not there', async () => {
    expect((await run('kubectl exec p -c two -- bash')).errors).toContain(
      'exec: "bash": executable file not found in $PATH',
    );
    expect((await inOne('apt install vim')).errors).toContain('on your own cluster this works');
    expect((await run('kubectl exec p --as=jane -- ls')).errors).toContain('Forbidden');
    await run('kubectl run done --image=busybox --restart=Never -- true');
    await practice.settle();
    expect((await run('kubectl exec done -- ls')).errors).toContain('cannot exec into a container in a completed pod');
  });

  test('open a shell for a person who types', async () => {
    const lines = ['cd /data', 'X=1; echo $X-$HOSTNAME', 'nope', 'exit 4'];
    const input = { read: () => Promise.resolve(lines.length > 0 ? `${lines.shift()}\n` : undefined) };
    const [output, errors] = [new Collector(), new Collector()];
    const typing = (command: string) =>
      practice.cluster.clock.until(
        practice.session.type(command, { input, output, errors, signal: new AbortController().signal }),
      );
    expect(await typing('kubectl exec -it p -c one -- bash')).toBe(4);
    expect(output.text).toBe(
      'root@p:/# root@p:/data# 1-p\nroot@p:/data# bash: nope: command not found\nroot@p:/data# ',
    );
    lines.push('hostname');
    output.text = '';
    expect(await typing('kubectl exec -it p -c two -- sh')).toBe(0);
    expect(output.text).toBe('/ # p\n/ # ');
  });

  test('copy files in both directions', async () => {
    await run('echo one > a.txt; mkdir -p d/e; echo two > d/e/b.txt');
    await run('kubectl cp a.txt p:/data/ -c one; kubectl cp d default/p:/tmp -c one');
    expect((await inOne('cat /data/a.txt /tmp/d/e/b.txt')).output).toBe('one\ntwo\n');
    await run('kubectl cp p:/etc/hostname h.txt -c one; kubectl cp p:/tmp/d back -c one');
    expect((await run('cat h.txt back/e/b.txt')).output).toBe('p\ntwo\n');
    expect((await run('kubectl cp p:/nope x -c one')).errors).toContain('error: /nope no such file or directory');
    expect((await run('kubectl cp a.txt p:/etc/settings/x -c one')).code).toBe(1);
  });
});
