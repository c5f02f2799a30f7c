import { spawnSync } from 'node:child_process';

/** Runs a command and shows what it complains about. Gives whether it succeeded. */
export function succeeds(command: string, args: readonly string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment }).status === 0;
}

/** Installs packages of Debian or Ubuntu where there is apt-get and the right to use it; elsewhere it does nothing. */
export function installSystemPackages(packages: readonly string[]): void {
  if (packages.length === 0 || !succeeds('sh', ['-c', 'command -v apt-get'])) return;
  const [program = 'apt-get', ...before] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  succeeds(program, [...before, 'update', '-qq']);
  succeeds(program, [...before, 'install', '-y', '-qq', ...packages]);
}
