import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../../src/checks/programs/program.ts';
import { doctorText } from '../../../src/site/labs/doctor.ts';

const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
const script = join(folder, 'doctor.sh');
writeFileSync(script, doctorText());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What every machine has. */
const BASE = ['sh', 'uname', 'sed', 'grep', 'cat'];
const MEMORY = 8 * 2 ** 30;
const ENGINE = `case "$*" in *MemTotal*) echo ${MEMORY} ;; *Cgroup*) echo 2 ;; esac`;
const CLIENT = 'case "$1" in version) printf "Client Version: v1.36.3\\n" ;; *) exit 1 ;; esac';

let count = 0;
/** Runs doctor.sh where there are only some programs, which do what is given. */
function doctor(programs: Readonly<Record<string, string>>, argument = ''): { lines: string[]; status: number | null } {
  const bin = mkdtempSync(join(folder, `bin-${count++}-`));
  for (const name of BASE) symlinkSync(`/bin/${name}`, join(bin, name));
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const { stdout, stderr, status } = spawnSync('/bin/sh', [script, ...(argument ? [argument] : [])], {
    encoding: 'utf8',
    env: { PATH: bin },
    cwd: folder,
  });
  expect(stderr).toBe('');
  // Whatever Linux lets this machine watch is no matter here.
  return {
    lines: stdout.split('\n').filter((line) => !/inotify|lets you watch|^ok +(?:Linux|macOS)/.test(line)),
    status,
  };
}

describe('doctor.sh', () => {
  const ALL = { docker: ENGINE, kind: 'exit 0', kubectl: CLIENT, curl: 'exit 0', unzip: 'exit 0' };

  test('says that a cluster can be made where everything is', () => {
    const { lines, status } = doctor(ALL);
    expect(lines).toEqual([
      'ok       docker runs',
      'ok       docker has 8 GiB of memory',
      'ok       kind is installed',
      'ok       kubectl 1.36.3',
      'ok       curl',
      'ok       unzip',
      'note     There is no cluster yet. The lesson "Get a cluster of your own" makes one.',
      '',
      'You can make a cluster here.',
      '',
    ]);
    expect(status).toBe(0);
  });

  test('says what is missing, each with what to do, where nothing is', () => {
    const { lines, status } = doctor({});
    expect(lines.filter((line) => line.startsWith('missing')).map((line) => line.slice(9))).toEqual([
      'a container engine: Docker or Podman',
      'a program that makes clusters: kind or minikube',
      'kubectl',
      'curl',
      'unzip',
    ]);
    expect(lines).toContain('         https://kubernetes.io/docs/tasks/tools/');
    expect(lines.at(-2)).toBe('Missing: 5. Until it is there, use the practice cluster in the lessons.');
    expect(status).toBe(1);
  });

  test.each([
    ['an engine that does not answer', { docker: 'exit 1' }, /^missing {2}docker is installed, but its engine/],
    ['an old kubectl', { kubectl: 'echo "Client Version: v1.32.4"' }, /^missing {2}kubectl 1\.32\.4 is too old/],
    ['old control groups', { docker: ENGINE.replace('echo 2', 'echo 1') }, /^missing {2}docker uses version 1 of/],
    ['little memory', { docker: ENGINE.replace(String(MEMORY), String(2 ** 31)) }, /^note {5}docker has 2 GiB/],
  ])('sees %s', (_, programs, line) => {
    expect(doctor({ ...ALL, ...programs }).lines.filter((one) => line.test(one))).toHaveLength(1);
  });

  test('takes Podman where Docker does not run', () => {
    const { lines, status } = doctor({ ...ALL, docker: 'exit 1', podman: ENGINE });
    expect(lines).toContain('ok       podman runs');
    expect(status).toBe(0);
  });

  test('asks a cluster that is there whether its nodes are ready', () => {
    const kubectl = `case "$*" in *current-context) echo kind-x ;; *nodes*) printf 'True\\nFalse\\n' ;; *) echo "Client Version: v1.36.3" ;; esac`;
    expect(doctor({ ...ALL, kubectl }).lines).toContain(
      'note     The cluster of the current context "kind-x" answers; 1 of 2 nodes are ready.',
    );
  });

  test('explains itself, and takes nothing that it does not know', () => {
    expect(doctor({}, '--help')).toMatchObject({ status: 0 });
    expect(doctor({}, '--nonsense')).toMatchObject({ status: 2 });
  });

  test.skipIf(typeof findProgram('shellcheck') === 'string')('is clean for ShellCheck', () => {
    expect(spawnSync('shellcheck', ['--shell=sh', script], { encoding: 'utf8' }).stdout).toBe('');
  });
});
