import { describe, expect, test } from 'vitest';
import { commandProblems } from '../../../src/languages/commands/commands.ts';
import { flagsOf, subcommandsOf } from '../../../src/languages/commands/help.ts';
import { shellCommands } from '../../../src/languages/commands/shell.ts';
import { commandTables } from '../../../src/languages/commands/tables.ts';

/** What is wrong with a command line, as messages. */
function problems(line: string): string[] {
  return shellCommands(line).flatMap(({ words }) => {
    const table = commandTables.get(words[0] ?? '');
    return table ? commandProblems(words, table).map(({ message }) => message) : [];
  });
}

describe('commands that exist', () => {
  test.each([
    'kubectl get pods -A -o wide',
    'kubectl get pods -n shop --selector app=web -o jsonpath="{.items[*].metadata.name}"',
    'kubectl get deploy/web -oyaml',
    'kubectl create deployment web --image=nginx --replicas 3 --dry-run=client -o yaml',
    'kubectl create deployment web --image nginx --dry-run client',
    'kubectl create -f pod.yaml',
    'kubectl create secret generic db --from-literal=password=$PASSWORD',
    'kubectl create ns shop',
    'kubectl exec -it web-0 -c app -- sh -c "ls --nonsense"',
    'kubectl run trial --rm -it --image=busybox -- sh',
    'kubectl logs -f deploy/web --tail=20 --since 5m',
    'kubectl rollout undo deployment/web --to-revision=2',
    'kubectl config set-context --current --namespace shop',
    'kubectl -n shop get pods',
    'kubectl --context kind-shop get nodes',
    'kubectl apply -f - <<EOF',
    'kubectl get pods | grep web && kubectl delete pod web-0 --wait=false',
    'kubectl get <type> …',
    'sudo kubectl get pods > out.txt 2>&1',
    'NAME=$(kubectl get pods -o name | head -1)',
    'kubectl label node n1 disk=ssd # kubectl nonsense',
    'helm upgrade --install shop ./chart -f values.yaml --set image.tag=1.5 --wait',
    'helm repo add stable https://charts.example/',
    'helm ls -A',
    'echo kubectl gett pods',
  ])('%s', (line) => {
    expect(problems(line)).toEqual([]);
  });
});

describe('commands that do not', () => {
  test.each([
    ['kubectl gte pods', 'kubectl has no command "gte" in version 1.36.3. Did you mean "get"?'],
    [
      'kubectl rollout undoo deployment/web',
      'kubectl rollout has no command "undoo" in version 1.36.3. Did you mean "undo"?',
    ],
    [
      'kubectl get pods --selectr app=web',
      'kubectl get has no flag --selectr in version 1.36.3. Did you mean "--selector"?',
    ],
    ['kubectl run web --image=nginx --replicas=3', 'kubectl run has no flag --replicas in version 1.36.3.'],
    ['kubectl get pods -Z', 'kubectl get has no flag -Z in version 1.36.3.'],
    ['kubectl get pods -n', 'kubectl get: the flag -n needs a value.'],
    ['kubectl create deployment web --image', 'kubectl create deployment: the flag --image needs a value.'],
    ['kubectl get pods | kubectl aply -f -', 'kubectl has no command "aply" in version 1.36.3. Did you mean "apply"?'],
    ['X=$(kubectl gett pods)', 'kubectl has no command "gett" in version 1.36.3. Did you mean "get"?'],
    [
      'kubectl config use-contxt kind',
      'kubectl config has no command "use-contxt" in version 1.36.3. Did you mean "use-context"?',
    ],
    ['helm instal shop ./chart', 'helm has no command "instal" in version 4.2.3. Did you mean "install"?'],
    ['helm upgrade shop ./chart --recreate-pods', 'helm upgrade has no flag --recreate-pods in version 4.2.3.'],
  ])('%s', (line, message) => {
    expect(problems(line).join('\n')).toContain(message);
  });
});

describe('a shell line', () => {
  test.each([
    ['a b "c d" e', [['a', 'b', 'c d', 'e']]],
    ["a 'b; c' && d | e", [['a', 'b; c'], ['d'], ['e']]],
    ['A=1 B=2 c d', [['c', 'd']]],
    [
      'a $(b c) d',
      [
        ['b', 'c'],
        ['a', '$(…)', 'd'],
      ],
    ],
    ['a > out 2>&1 b', [['a', 'b']]],
    ['a \\\n  b', [['a', 'b']]],
    ['a # b', [['a']]],
    ['a; b &\nc', [['a'], ['b'], ['c']]],
    ['for x in 1 2; do kubectl get x; done', [['for', 'x', 'in', '1', '2'], ['kubectl', 'get', 'x'], ['done']]],
  ])('%s is taken apart', (line, words) => {
    expect(shellCommands(line).map((command) => command.words)).toEqual(words);
  });
});

describe('help', () => {
  test('of kubectl and of cobra is read', () => {
    expect(flagsOf("Options:\n    -o, --output='':\n\tOutput.\n    --all=false:\n\tAll.\n")).toEqual({
      '-o': true,
      '--output': true,
      '--all': false,
    });
    expect(
      flagsOf('Flags:\n  -n, --namespace string   the namespace\n      --atomic             all or nothing\n'),
    ).toEqual({ '-n': true, '--namespace': true, '--atomic': false });
    expect(
      subcommandsOf(
        'Usage:\n  x\n\nAvailable Commands:\n  undo          Undo it\n  status        Say it\n\nOptions:\n  nothing  else\n',
      ),
    ).toEqual(['undo', 'status']);
  });
});
