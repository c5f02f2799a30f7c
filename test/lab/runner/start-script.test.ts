import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Practice } from '../../../src/lab/practice.ts';
import { beginLab } from '../../../src/lab/runner/begin.ts';
import { startScript } from '../../../src/lab/runner/script/start-script.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';
import { labArchive } from '../../../src/site/labs/archive.ts';
import { startParts } from '../../../src/site/labs/script-parts.ts';
import { checkOf, scripted, taskOf } from '../../helpers/lab-scripts.ts';
import { longTest } from '../../helpers/long.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const MANIFESTS = new Map([
  [
    'web.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1.29"}]}}}\n',
  ],
  ['other.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other, namespace: shop-test}\ndata: {a: "1"}\n'],
  [
    'fill.yaml',
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: fill, namespace: shop}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: fill, image: "busybox:1.37", command: [sleep, "2"]}]}}}\n',
  ],
  [
    'wrong.yaml',
    'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: wbe}, ports: [{port: 80}]}\n',
  ],
]);
const lab = scripted(
  [
    taskOf(
      'repair',
      { kind: 'kept', resource: 'Deployment', name: 'web', message: 'It is still the same.' },
      {
        kind: 'value',
        resource: 'Service',
        name: 'web',
        path: '{.spec.selector.app}',
        equals: 'web',
        message: 'It leads to web.',
      },
    ),
    taskOf('replace', {
      kind: 'kept',
      resource: 'Pod',
      selector: 'app=web',
      isKept: false,
      message: 'A Pod of the beginning is gone.',
    }),
  ],
  'shop',
  {
    namespaces: ['shop-test'],
    apply: ['web.yaml', 'other.yaml', 'fill.yaml'],
    faults: ['wrong.yaml'],
    nodes: [
      { name: 'worker2', labels: { disk: 'fast' }, taints: ['gpu=yes:NoSchedule'] },
      { name: 'control-plane', labels: { zone: 'a b'.replace(' ', '') } },
    ],
  },
);
const script = startScript(
  {
    ...lab,
    clusters: [
      {
        images: [],
        manifests: ['start/web.yaml', 'start/other.yaml', 'start/fill.yaml'],
        faults: ['faults/wrong.yaml'],
        forms: [[]],
      },
    ],
  },
  startParts(),
);

describe('start.sh with the real kubectl', () => {
  let practice: Practice;
  let real: RealKubectl;
  const files = new Map([
    ['start.sh', script],
    ['check.sh', checkOf(lab)],
    ...[...MANIFESTS].map(([name, text]): [string, string] => [
      `${name === 'wrong.yaml' ? 'faults' : 'start'}/${name}`,
      text,
    ]),
  ]);
  beforeAll(async () => {
    practice = new Practice();
    await practice.settle();
    real = await RealKubectl.start(practice, files, 100);
  });
  afterAll(() => real?.stop());

  const look = async (own: Practice): Promise<string> =>
    (
      await own.session.run(
        `kubectl get deploy,cm,svc -n shop -o name; kubectl get cm -n shop-test -o name; kubectl get node -o jsonpath='{range .items[*]}{.metadata.labels.disk}{.metadata.labels.zone}{.spec.taints[*].key}{"\\n"}{end}'; kubectl get svc web -n shop -o jsonpath='{.spec.selector}'`,
      )
    ).output;
  const check = async (): Promise<string> => (await real.result('dash check.sh --wait 0 --json')).output;

  test('makes the state that the practice cluster begins with, once', async () => {
    const { output, errors, code } = await real.result('dash start.sh');
    expect([errors, code]).toEqual(['', 0]);
    expect(output).toContain('job.batch/fill condition met');
    expect(output).toContain('The lab can begin.');
    expect(await look(practice)).toBe(await look(await beginLab(lab.start, MANIFESTS)));
    expect((await real.result('kubectl config view --minify -o jsonpath={..namespace}')).output).toBe('shop');
    expect(await check()).toContain('"met": true}, {"message": "It leads to web.", "met": false}');

    await practice.session.run(`kubectl patch svc web -n shop -p '{"spec":{"selector":{"app":"web"}}}'`);
    expect(JSON.parse(await check())).toMatchObject({ finished: 1, judged: 2 });
    const again = await real.result('dash start.sh');
    expect(again).toMatchObject({
      code: 0,
      output: expect.stringContaining('has begun here already; what you have done stays'),
    });
    expect(JSON.parse(await check())).toMatchObject({ finished: 1 });

    // One more is no other one.
    await practice.session.run('kubectl scale deploy web -n shop --replicas=3; sleep 5');
    expect(await check()).toContain('{"message": "A Pod of the beginning is gone.", "met": false}');
    await practice.session.run('kubectl delete pods --all -n shop');
    expect(await check()).toContain('{"message": "A Pod of the beginning is gone.", "met": true}');

    await practice.session.run('kubectl delete deploy web -n shop');
    await practice.session.run('kubectl create deploy web -n shop --image=nginx:1.29');
    expect(await check()).toContain('{"message": "It is still the same.", "met": false}');
  });

  longTest('begins anew, and takes away what it has made', async () => {
    expect(await real.result('dash start.sh --reset')).toMatchObject({ code: 0, errors: '' });
    expect(await check()).toContain('"met": true}, {"message": "It leads to web.", "met": false}');
    expect(await real.result('dash start.sh --remove')).toMatchObject({ code: 0, errors: '' });
    await practice.settle();
    expect(
      (
        await practice.session.run(
          'kubectl get ns -o name; kubectl get cm -n default -o name; kubectl get node -L disk --no-headers',
        )
      ).output,
    ).not.toMatch(/shop|lab-|fast/);
    expect(await check()).toContain('"met": null, "why": "not known: the lab was not begun with start.sh"');
  });

  test('refuses other clusters, and says what is wrong', async () => {
    const rename = 'sed s/kind-lab/production/g "$KUBECONFIG" > other; KUBECONFIG=other dash start.sh';
    expect(await real.result(rename)).toMatchObject({
      code: 2,
      output: '',
      errors: expect.stringContaining('the current context is "production"'),
    });
    expect(await real.result('dash start.sh --frob')).toMatchObject({ code: 2 });
    expect(await real.result('dash start.sh --loader podman')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('--loader is kind or minikube'),
    });
  });

  test.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)('ShellCheck has nothing to say', () => {
    expect(spawnSync('shellcheck', ['-s', 'sh', '-'], { input: script, encoding: 'utf8' }).stdout).toBe('');
  });
});

describe('images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-script-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Programs that only write down how they were called: neither clusters nor builds are at hand. */
  function calls(context: string, programs: readonly string[], options = '', held = ''): string[] {
    const bin = mkdtempSync(join(folder, 'bin-'));
    const log = join(bin, 'log');
    mkdirSync(join(bin, 'app'));
    for (const program of programs)
      writeFileSync(
        join(bin, program),
        `#!/bin/sh\necho ${program} "$@" >> ${log}\n[ "$1" != profile ] || echo '"Name":"other"'\n`,
        { mode: 0o755 },
      );
    writeFileSync(
      join(bin, 'kubectl'),
      `#!/bin/sh\ncase "$*" in *current-context*) echo ${context};; *images*) printf '${held}';; *lab-tiny*edition=*) ;; *"get "*default*namespace*|*namespace*default*) echo default;; *"get "*) echo 'Error (NotFound)' >&2; exit 1;; esac\n`,
      { mode: 0o755 },
    );
    const images = [
      {
        containerfile: 'app/Containerfile',
        folder: 'app',
        target: 'web',
        names: ['example.com/web:1', 'example.com/web:2'],
      },
    ];
    writeFileSync(
      join(bin, 'start.sh'),
      startScript(
        {
          ...scripted([taskOf('a', { kind: 'exists', resource: 'Pod', name: 'a', message: 'm' })], 'shop'),
          clusters: [{ images, manifests: [], faults: [], forms: [[]] }],
        },
        startParts(),
      ),
    );
    const { stderr, status } = spawnSync('/bin/sh', ['-c', `exec dash ${bin}/start.sh ${options}`], {
      encoding: 'utf8',
      env: { PATH: `${bin}:/usr/bin:/bin`, TMPDIR: bin },
    });
    const told = spawnSync('cat', [log], { encoding: 'utf8' })
      .stdout.replaceAll(bin, 'TMP')
      .replace(/image-\d+/g, 'image-N');
    return [
      `${status} ${stderr.split('\n')[0]}`.trim(),
      ...told.split('\n').filter((line) => line !== '' && !/ info$|profile list/.test(line)),
    ];
  }
  const BUILD = (builder: string) => [
    `${builder} build -f app/Containerfile --target web -t example.com/web:1 app`,
    `${builder} tag example.com/web:1 example.com/web:2`,
  ];

  test.each([
    [
      'kind-shop-dev',
      ['docker', 'kind'],
      '',
      [
        ...BUILD('docker'),
        ...['1', '2'].flatMap((tag) => [
          'docker version --format {{.Server.Arch}}',
          `docker save --platform linux/ -o TMP/lab-image-N.tar example.com/web:${tag}`,
          'kind load image-archive TMP/lab-image-N.tar --name shop-dev',
        ]),
      ],
    ],
    [
      'other',
      ['docker', 'minikube'],
      '--context other',
      [
        ...BUILD('docker'),
        'minikube image load example.com/web:1 --profile other',
        'minikube image load example.com/web:2 --profile other',
      ],
    ],
    [
      'kind-x',
      ['podman', 'kind'],
      '',
      [
        ...BUILD('podman'),
        ...['1', '2'].flatMap((tag) => [
          `podman save -o TMP/lab-image-N.tar example.com/web:${tag}`,
          'kind load image-archive TMP/lab-image-N.tar --name x',
        ]),
      ],
    ],
    ['kind-x', ['docker', 'kind'], '--no-images', []],
  ] as const)('%s with %j %s', (context, programs, options, expected) => {
    expect(calls(context, programs, options)).toEqual(['0', ...expected]);
  });
  test('are not built again when the nodes hold them', () => {
    expect(calls('kind-x', ['docker', 'kind'], '', 'example.com/web:1\\nexample.com/web:2\\n')).toEqual(['0']);
  });
  test('what is missing is said', () => {
    expect(calls('kind-x', ['kind'])[0]).toMatch(/^2 .*there has to be Docker or Podman/);
    expect(calls('minikube', ['docker'])[0]).toMatch(/^2 .*does not tell how images come into its cluster/);
  });
});

describe('lab.zip', () => {
  const lesson = getCurriculum().lessons.get('deployments');
  if (!lesson) throw new Error('There is no lesson "deployments".');
  const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

  test('holds the lab, the sources of its images, scripts, credit and license; the same every time', () => {
    const bytes = labArchive(lesson);
    expect(labArchive(lesson)).toEqual(bytes);
    const files = unzipSync(bytes);
    const names = Object.keys(files).map((name) => name.replace('lab-deployments/', ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'README.md',
        'NOTICE.txt',
        'check.sh',
        'doctor.sh',
        'start.sh',
        'shop-web.yaml',
        'app/Containerfile',
        'app/web/server.mjs',
      ]),
    );
    expect(text(files['lab-deployments/app/Containerfile'])).toBe(
      readFileSync('content/courses/introduction/app/Containerfile', 'utf8'),
    );
    expect(text(files['lab-deployments/README.md'])).toMatch(
      /Creative Commons Attribution 4\.0[\s\S]*Apache License 2\.0/,
    );
    for (const script of ['check.sh', 'start.sh'])
      expect(text(files[`lab-deployments/${script}`])).toContain('# License: Creative Commons Attribution 4.0');
  });
});
