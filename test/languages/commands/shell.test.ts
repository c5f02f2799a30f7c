import { describe, expect, test } from 'vitest';
import { shellCommands } from '../../../src/languages/commands/shell.ts';

/** Commands of a text, each as its words with spaces between them. */
const commands = (text: string): string[] => shellCommands(text).map(({ words }) => words.join(' '));

describe('commands that other commands run', () => {
  test.each([
    ['sudo -u root kubectl get pods', ['sudo -u root kubectl get pods', 'kubectl get pods']],
    ['sudo -E bash -c "a b; c"', ['sudo -E bash -c a b; c', 'bash -c a b; c', 'a b', 'c']],
    ['env A=b kubectl get pods', ['env A=b kubectl get pods', 'kubectl get pods']],
    ['timeout -s KILL 30 a b', ['timeout -s KILL 30 a b', 'a b']],
    ['xargs -n 1 kubectl delete pod', ['xargs -n 1 kubectl delete pod', 'kubectl delete pod …']],
    [
      'watch -n2 "kubectl get pods | grep web"',
      ['watch -n2 kubectl get pods | grep web', 'kubectl get pods', 'grep web'],
    ],
    ['ssh -i key node-1 sudo crictl ps', ['ssh -i key node-1 sudo crictl ps', 'sudo crictl ps', 'crictl ps']],
    ['kubectl exec -it web -- etcdctl get a', ['kubectl exec -it web -- etcdctl get a', 'etcdctl get a']],
    [
      'kubectl debug node/n1 -it --image=busybox -- chroot /host crictl ps',
      ['kubectl debug node/n1 -it --image=busybox -- chroot /host crictl ps', 'chroot /host crictl ps', 'crictl ps'],
    ],
    ['crictl exec -it 3f2a etcdctl version', ['crictl exec -it 3f2a etcdctl version', 'etcdctl version']],
    ['docker exec -e A=b kind-worker crictl ps', ['docker exec -e A=b kind-worker crictl ps', 'crictl ps']],
    ['minikube kubectl -- get pods', ['minikube kubectl -- get pods', 'kubectl get pods']],
    ['/usr/local/bin/etcdctl get a; k get po', ['etcdctl get a', 'kubectl get po']],
    ['kubectl apply -f a.yaml -- b', ['kubectl apply -f a.yaml -- b']],
  ])('%s', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });
});

describe('what is no command', () => {
  test.each([
    [
      'cat <<EOF | kubectl apply -f -\nkind: Pod\nkubectl gett $(a)\nEOF\nkubectl get pods',
      ['cat', 'kubectl apply -f -', 'kubectl get pods'],
    ],
    ["cat > x <<'END'\na\nEND\nb", ['cat', 'b']],
    ['cat <<-EOF\n\ta\n\tEOF\nb', ['cat', 'b']],
    ['a <<EOF\nnever closed', ['a']],
    ['grep x <<< "some text"', ['grep x']],
    ['a 2>/dev/null >out <in &>all b', ['a b']],
    ['a >&2; b 2>&1', ['a', 'b']],
    ['kubectl logs <pod name> --tail=3 --image=<image>:1', ['kubectl logs <pod name> --tail=3 --image=<image>:1']],
    ['A="x y" B=$(c d) e', ['c d', 'e']],
    ['(a b && c) | d', ['a b', 'c', 'd']],
    ['diff <(a b) <(c)', ['a b', 'c', 'diff $(…) $(…)']],
    ['a `b c` d', ['b c', 'a $(…) d']],
    ['echo "now $(a "b c") and `d`"', ['a b c', 'd', 'echo now $(a "b c") and `d`']],
    ["echo '$(a) `b`'", ['echo $(a) `b`']],
    ['until kubectl get pod x; do sleep 1; done', ['kubectl get pod x', 'sleep 1', 'done']],
    ['if ! a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e', 'fi']],
    [
      'kubectl get pods -o jsonpath=\'{.items[?(@.a=="b")].c}\'',
      ['kubectl get pods -o jsonpath={.items[?(@.a=="b")].c}'],
    ],
    ["it's never closed", ['its never closed']],
  ])('%s', (text, expected) => {
    expect(commands(text)).toEqual(expected);
  });
});

test('every command knows where it begins', () => {
  const text = 'A=1 kubectl get a | B=2 c\nx "$(kubectl get d)" && sudo e f';
  expect(shellCommands(text).map(({ words, column }) => [words.join(' '), text.slice(column, column + 4)])).toEqual([
    ['kubectl get a', 'kube'],
    ['c', 'c\nx '],
    ['kubectl get d', 'kube'],
    ['x $(kubectl get d)', 'x "$'],
    ['sudo e f', 'sudo'],
    ['e f', 'sudo'],
  ]);
});
