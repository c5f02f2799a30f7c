import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ContentError } from '../curriculum/finding.ts';
import { ForkError } from './layers.ts';

/** Runs a command; what its user can mend is printed without a stack trace and ends the process with 1. */
export async function runCommand(command: () => Promise<void> | void): Promise<void> {
  try {
    await command();
  } catch (problem) {
    if (!(problem instanceof ForkError || problem instanceof ContentError || isUsage(problem))) throw problem;
    console.error(problem.message);
    process.exitCode = 1;
  }
}

/** An option that node:util's parseArgs does not know, or one without its value. */
function isUsage(problem: unknown): problem is Error {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  return code.startsWith('ERR_PARSE_ARGS');
}

/** Writes files below a folder and says so; with `dryRun` it only says so. Files that are there and named in `keep` stay. */
export function writeFiles(
  root: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  { dryRun, keep = [] }: { dryRun: boolean; keep?: readonly string[] },
): void {
  for (const [path, content] of files) {
    const target = join(root, path);
    const there = existsSync(target);
    if (there && keep.includes(path)) continue;
    console.log(`  ${dryRun ? 'would write' : there ? 'replaced' : 'wrote'}  ${path}`);
    if (dryRun) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** Root of the repository that commands work on. */
export function commandRoot(): string {
  return process.env.CURRICULUM_ROOT || process.cwd();
}

/** Today, YYYY-MM-DD. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
