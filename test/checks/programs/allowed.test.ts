import { describe, expect, test } from 'vitest';
import { isOffline } from '../../../src/checks/programs/allowed.ts';
import { plainPipeline } from '../../../src/checks/programs/pipeline.ts';

function isRun(line: string): boolean {
  const pipeline = plainPipeline(line);
  return pipeline?.commands.every(isOffline) ?? false;
}

const dry = '--dry-run=client -o yaml';

describe('commands of strangers', () => {
  test.each([
    // A cluster, a network.
    'kubectl apply -f x.yaml',
    'kubectl config view',
    'kubectl get pods',
    `kubectl create -f http://forge.example/x.yaml ${dry}`,
    `kubectl create -f x.yaml ${dry} --server=evil`,
    `kubectl create -f x.yaml ${dry} -s evil`,
    'helm template x oci://forge.example/chart',
    'helm template x . --enable-dns',
    'helm template x . --dry-run=server',
    'helm template x . --dependency-update',
    'helm dependency update',
    'promtool check service-discovery prometheus.yml job',
    'promtool check healthy',
    'promtool query instant x up',
    'amtool config routes test --alertmanager.url=localhost team=x',
    'amtool silence add x=y',
    // Flags that take back what another says, or that another takes for its value.
    'kubectl label --local --local=false -f x.yaml a=b',
    'kubectl label --local=false --local -f x.yaml a=b',
    'kubectl label --local=true --local=false -f x.yaml a=b',
    'kubectl label --local=false -f x.yaml a=b',
    'kubectl label -f x.yaml a=b -n --local',
    'kubectl label -f x.yaml a=b --field-manager --local',
    'kubectl patch -f x.yaml -p --local',
    'kubectl create -f x.yaml --dry-run=client --dry-run=none',
    'kubectl create -f x.yaml --dry-run=none --dry-run=client',
    'kubectl create -f x.yaml -n --dry-run=client',
    'kubectl version --client --client=false',
    'kubectl version -o --client',
    'kubectl version --client --output=yaml -ojson',
    'promtool check config --syntax-only --no-syntax-only prometheus.yml',
    'amtool config routes test --config.file=a.yml --config.file=b.yml team=x',
    'helm template x . --namespace a -n b',
    // Repositories, however they are written.
    'kubectl kustomize github.com/a/b',
    'kubectl kustomize GitHub.com/a/b',
    'kubectl kustomize git::forge',
    'kubectl kustomize a.git',
    // Other programs and settings.
    'kubectl kustomize . --enable-helm',
    'kubectl kustomize . --enable-alpha-plugins',
    'kubectl kustomize . --load-restrictor=LoadRestrictionsNone',
    `kubectl create -k . ${dry}`,
    `kubectl create -f x.yaml ${dry} --kubeconfig=evil`,
    `kubectl create -f x.yaml ${dry} --kubeconfig evil`,
    'helm template x . --post-renderer ./run.sh',
    'helm plugin install .',
    'sort --compress-program=./run.sh x',
    'sort --compress-prog ./run.sh x',
    'diff -l a b',
    "sed 's/a/b/e' x",
    "sed '1e reboot' x",
    'sed e x',
    './kubectl version --client',
    'env kubectl version --client',
    'PATH=. kubectl version --client',
    // Files elsewhere.
    `kubectl create configmap x --from-file=/etc/passwd ${dry}`,
    `kubectl create configmap x --from-file=key=/etc/passwd ${dry}`,
    `kubectl create configmap x '--from-file=key=/etc/passwd' ${dry}`,
    `kubectl create configmap x --from-file "../secret" ${dry}`,
    'kubectl create -f x.yaml --dry-run=client -o go-template-file=/etc/passwd',
    'kubectl patch --local -f x.yaml --patch-file=/etc/passwd',
    'kubectl kustomize -o/etc/x',
    'helm template x . --set-file a=/etc/passwd',
    'helm template x . -f=/etc/passwd',
    'helm template x . --values=a.yaml,/etc/passwd',
    'helm template x . --output-dir elsewhere',
    'promtool check rules @words',
    'grep -r x /',
    'grep -f /etc/passwd x',
    'grep --file=patterns x',
    'diff --to-file=/etc/passwd x',
    'ls -R ~',
    'ls ~root',
    'cut -d/ -f1 a/../../b',
    'wc --files0-from=names',
    'sha256sum -c names',
    'sed r/etc/passwd x',
    "sed 's/a/b/w x' y",
    "sed '-i../x/*' s/a/b/ y",
    'sed -f script x',
    "cat 'C:\\Windows\\win.ini'",
    "cat '\\\\host\\share'",
    'cat x > ../y',
    'cat x > /etc/y',
    // Without end.
    'tail -f x',
    'tail --pid=1 x',
    'base64 /dev/zero',
    "printf '%1000000000d' 1",
    "printf '%*d' 1000000000 1",
    "sed ':a;s/x/xx/;ta' x",
    // A shell.
    'cat x; id',
    'cat x && id',
    'cat "$(id)"',
    'cat < x',
    'cat *',
    'find . -exec ./run.sh',
  ])('%s is refused', (line) => {
    expect(isRun(line)).toBe(false);
  });

  test.each([
    `kubectl create deployment web --image=localhost:5000/web:1 ${dry}`,
    'kubectl create deployment web --image=web:1 --dry-run=client -o jsonpath=\'{..image}{"\\n"}\'',
    `kubectl create job x --image=y ${dry} -- sh -c 'echo --force'`,
    `kubectl create secret generic x --from-file=password ${dry} > secret.yaml`,
    'kubectl kustomize',
    'kubectl kustomize overlays/production',
    'kubectl label --local -f x.yaml a=b -oyaml',
    'kubectl label --local -f x.yaml -f y.yaml --overwrite -o yaml a=b',
    `kubectl create role x --verb get --verb list --resource pods ${dry}`,
    'helm template x . --set a=b --set c=d -f a.yaml -f b.yaml',
    'helm template x . --set a=b -f values.yaml -s templates/x.yaml',
    'helm lint --strict .',
    'promtool test rules tests.yml',
    'amtool config routes test --config.file=alertmanager.yml team=x',
    "sed -n '/kind/,/name/p' x",
    "sed -i.old 's/23:00/midnight/; s|a|b|g' x",
    "echo /x https://x | tr a-z A-Z | grep --count -oE 'X'",
    "printf 'a\\n%s 100%%' x | sort -k2,3n -t, | head -n 3",
    'tail -qn +2 x',
  ])('%s is run', (line) => {
    expect(isRun(line)).toBe(true);
  });
});
