import { expect, test } from 'vitest';
import { topKeys } from '../../src/languages/monitoring/kinds.ts';
import { moduleProblems } from '../../src/languages/python-modules.ts';
import {
  etcdEnvironmentProblems,
  runtimeTomlProblems,
  runtimeYamlProblems,
} from '../../src/languages/runtime-configuration.ts';

const said = (problems: readonly { line: number; message: string }[]): string[] =>
  problems.map(({ line, message }) => `${line}: ${message}`);

test.each([
  ['[crio.runtime]\nconmom = ""\n', ['2: CRI-O has no "conmom" in [crio.runtime]. Did you mean "conmon"?']],
  [
    '[crio.runtime.runtimes.runc]\nruntime_pth = "/usr/bin/runc"\nmonitor_path = ""\n',
    ['2: CRI-O has no "runtime_pth" in [crio.runtime.runtimes.runc]. Did you mean "runtime_path"?'],
  ],
  ['[crio.images]\npause_image = "a"\n', ['1: CRI-O has no "images" in [crio]. Did you mean "image"?']],
  [
    '[crio.network]\nplugin_dirs = [\n  "/opt/cni/bin",\n]\n[crio.api]\nlisten = "/a"\n[crio.runtime.workloads.a.resources]\ncpushares = 5\n',
    [],
  ],
  [
    'version = 3\nroots = "/var/lib"\n[plugins."io.containerd.cri.v1.images"]\nsnapshotter = "overlayfs"\n[grpc]\nadress = "/a"\n',
    [
      '2: containerd has no "roots". Did you mean "root"?',
      '6: containerd has no "adress" in [grpc]. Did you mean "address"?',
    ],
  ],
  [
    'version = 3\n[plugins]\n  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]\n    SystemdCgroup = true\n[proxy_plugins.a]\ntype = "snapshot"\n',
    [],
  ],
  ['[tool.poetry]\nname = "till"\n', []],
  [
    '[crio.runtime]\nselinux = "true"\npids_limit = "1024"\nhooks_dir = "/a"\nlog_level = 3 # quiet\n',
    [
      '2: CRI-O wants true or false as "selinux", and this is a text.',
      '3: CRI-O wants a number as "pids_limit", and this is a text.',
      '4: CRI-O wants a list as "hooks_dir", and this is a text.',
      '5: CRI-O wants a text as "log_level", and this is a number.',
    ],
  ],
  [
    'version = "3"\nimports = [\n  "/etc/containerd/conf.d/*.toml",\n]\n[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]\nSystemdCgroup = "true"\n[grpc]\nuid = 0x0\n',
    [
      '1: containerd wants a number as "version", and this is a text.',
      '6: containerd wants true or false as "SystemdCgroup", and this is a text.',
    ],
  ],
])('configuration of a container runtime in TOML: %j', (text, expected) => {
  expect(said(runtimeTomlProblems(text))).toEqual(expected);
});

test.each([
  ['runtime-endpoint: unix:///run/crio.sock\ntimout: 2\n', ['2: crictl has no "timout". Did you mean "timeout"?']],
  ['runtime-endpoint: unix:///run/crio.sock\ntimeout: 2\ndebug: false\n', []],
  [
    'name: a\ndata-dirs: /var/lib/etcd\nlisten-client-urls: http://a:2379\n',
    ['2: etcd has no "data-dirs". Did you mean "data-dir"?'],
  ],
  ['name: a\nlisten-client-urls: http://a:2379\nclient-transport-security: {cert-file: a}\n', []],
  ['name: a\nbranch: main\n', []],
  [
    'runtime-endpoint: unix:///run/crio.sock\ntimeout: soon\n',
    ['2: crictl wants a number as "timeout", and this is a text.'],
  ],
  [
    'name: a\nlisten-client-urls: [http://a:2379]\nheartbeat-interval: "100"\nquota-backend-bytes: 8589934592\npre-vote: true\n',
    [
      '2: etcd wants a text as "listen-client-urls", and this is a list.',
      '3: etcd wants a number as "heartbeat-interval", and this is a text.',
    ],
  ],
])('configuration of crictl and etcd in YAML: %j', (text, expected) => {
  expect(said(runtimeYamlProblems(text, topKeys(text)))).toEqual(expected);
});

test('variables of etcd', () => {
  expect(said(etcdEnvironmentProblems('ETCD_NAME=a\nexport ETCD_DATA_DIRS=/var/lib/etcd\nETCD_POD=etcd-cp\n'))).toEqual(
    ['2: etcd reads no variable ETCD_DATA_DIRS. Did you mean "ETCD_DATA_DIR"?'],
  );
});

test('modules of Python', () => {
  const { problems, unknown } = moduleProblems(
    'import os, json as j\nimport reqests\nfrom kubernets import client\nimport ujson, till\nfrom . import a\n',
    new Set(['till']),
  );
  expect(said(problems)).toEqual([
    '2: Python has no module "reqests". Did you mean "requests"?',
    '3: Python has no module "kubernets". Did you mean "kubernetes"?',
  ]);
  expect(unknown).toEqual(['reqests', 'kubernets', 'ujson']);
});
