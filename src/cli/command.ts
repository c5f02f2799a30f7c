/**
 * In this room: what commands share: errors for their users, the folder to work in, packages of the registry, paths of
 * our own files.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError } from '../findings/finding.ts';
import { systemErrorLine } from './system-error.ts';
import { UserError } from './user-error.ts';
import { writeAtomically } from './write-atomically.ts';

/** Runs a command; what its user can mend is printed without a stack trace and ends the process with 1. */
export async function runCommand(command: () => Promise<void> | void): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usage());
    return;
  }
  try {
    await command();
  } catch (problem) {
    process.exitCode = 1;
    if (isAbort(problem)) console.error('\nStopped; nothing was written.');
    else if (isUsage(problem)) console.error(`${problem.message}\n\n${usage()}`);
    else if (problem instanceof UserError || problem instanceof ContentError) console.error(problem.message);
    else {
      const line = systemErrorLine(problem);
      if (line === undefined) throw problem;
      console.error(line);
    }
  }
}

/** What a command says of itself: the comment at the top of its file. */
function usage(): string {
  const text = readFileSync(process.argv[1] ?? '', 'utf8');
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return comment
    .replace(/^ ?\*? ?/gm, '')
    .replaceAll('`', '')
    .trim();
}

/** Whether a question was answered with Ctrl-D or Ctrl-C. */
function isAbort(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'ABORT_ERR';
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
    console.log(`  ${dryRun ? 'would write' : there ? 'changed' : 'wrote'}  ${path}`);
    if (dryRun) continue;
    writeAtomically(target, content);
  }
}
