import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mask } from '../../scripts/lab/recording.ts';
import { serve } from '../../scripts/lab/serve.ts';
import { programFolder } from '../../src/checks/programs/pinned.ts';
import { Practice } from '../../src/lab/practice.ts';

const run = promisify(execFile);

/** Reads of a state that both make from the same API server. */
const COMMANDS = [
  'get nodes',
  'get pods -A',
  'get all',
  'get deploy web -o yaml',
  'get deploy web -o json',
  'get pods -o wide --show-labels',
  'get svc,cm,sa',
  'get cm data -o yaml',
  'get secret pass -o jsonpath={.data}',
  'get pods -l app=web -o name',
  'get pods -o custom-columns=N:.metadata.name,I:.spec.containers[*].image',
  'get pods --sort-by=.metadata.name --no-headers',
  'get ns -o go-template={{range.items}}{{.metadata.name}}{{"\\n"}}{{end}}',
  'get nothing',
  'get pod nothing',
  'describe svc kubernetes',
  'describe cm data',
  'describe ns default',
  'api-versions',
  'api-resources --api-group=apps -o wide',
  'auth can-i list pods',
  'auth can-i list pods --as jane',
  'explain deployment.spec.strategy',
  'rollout history deploy/web',
  'rollout status deploy/web',
  'get --raw /api/v1/namespaces/default/configmaps/data',
  'create deployment x --image=nginx --dry-run=server -o yaml',
  'label cm data a=b --dry-run=server',
  'top nodes',
  'version -o json --client',
];

describe('the real kubectl and our own see the same', () => {
  const practice = new Practice();
  const kubectl = join(programFolder, 'kubectl');
  const configuration = join(mkdtempSync(join(tmpdir(), 'real-')), 'config');
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    for (const command of [
      'create deploy web --image=nginx:1.29 --replicas=2',
      'create cm data --from-literal=a=1',
      'create secret generic pass --from-literal=p=x',
    ])
      await practice.session.run(`kubectl ${command}`);
    await practice.settle();
    // Nothing moves on while both look: ages are equal.
    server = await serve((request) => practice.cluster.handle(request), 0);
    writeFileSync(
      configuration,
      `{apiVersion: v1, kind: Config, clusters: [{name: a, cluster: {server: "${server.address}"}}], contexts: [{name: a, context: {cluster: a, user: a}}], current-context: a, users: [{name: a, user: {}}]}`,
    );
  });
  afterAll(() => server.server.close());

  test.each(COMMANDS)('kubectl %s', async (command) => {
    const words = command.split(' ').map((word) => word.replaceAll('"\\n"', '"\\n"'));
    const real = await run(kubectl, words, { env: { KUBECONFIG: configuration, HOME: tmpdir(), TZ: 'UTC' } }).then(
      ({ stdout, stderr }) => ({ output: stdout, errors: stderr, code: 0 }),
      (problem: { stdout: string; stderr: string; code: number }) => ({
        output: problem.stdout,
        errors: problem.stderr,
        code: problem.code,
      }),
    );
    const own = await practice.session.run(`kubectl ${words.map((word) => `'${word}'`).join(' ')}`);
    const shown = ({ output, errors, code }: { output: string; errors: string; code: number }) => ({
      output: mask(output),
      errors: mask(errors),
      code,
    });
    expect(shown(own)).toEqual(shown(real));
  });
});
