import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../cli/user-error.ts';

/** A git command that failed: what it was, how it ended and what git said, in English. */
export class GitFailure extends UserError {
  readonly status: number | null;
  /** What git, and whatever it ran, printed; nothing of it is left out. */
  readonly said: string;
  /** What of that is output, byte by byte. */
  readonly output: string;

  constructor(
    words: readonly string[],
    { status, said, output }: { status: number | null; said: string; output: string },
  ) {
    super(`git ${words.join(' ')} failed${said === '' ? '' : `: ${said}`}`);
    this.status = status;
    this.said = said;
    this.output = output;
  }
}

/** An operation of git that was begun and not ended. */
export type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert';

/** Where git keeps what it is in the middle of. */
const OPERATIONS: readonly (readonly [Operation, string])[] = [
  ['merge', 'MERGE_HEAD'],
  ['cherry-pick', 'CHERRY_PICK_HEAD'],
  ['revert', 'REVERT_HEAD'],
  ['rebase', 'rebase-merge'],
  ['rebase', 'rebase-apply'],
];

/** The environment in which git speaks English, with the letters of the user's own locale, and asks nobody where nobody is. */
function environment(): NodeJS.ProcessEnv {
  const { LC_ALL: all, ...rest } = process.env;
  return {
    ...rest,
    ...(all === undefined ? {} : { LC_CTYPE: all }),
    LC_MESSAGES: 'C',
    LANGUAGE: '',
    ...(process.stdin.isTTY ? {} : { GIT_TERMINAL_PROMPT: '0' }),
  };
}

const lines = (text: string): string[] => text.split('\0').filter(Boolean);

/** Git in one working tree. */
export class Git {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Output of a git command without the last line end; undefined if it fails. */
  try(...words: string[]): string | undefined {
    try {
      return this.run(...words);
    } catch {
      return undefined;
    }
  }

  /** Output of a git command. @throws GitFailure with what git said. */
  run(...words: string[]): string {
    return this.feed(undefined, ...words);
  }

  /** Output of a git command that reads something. @throws GitFailure with what git said. */
  feed(input: string | undefined, ...words: string[]): string {
    const { status, stdout, stderr, error } = spawnSync('git', words, {
      cwd: this.root,
      encoding: 'utf8',
      env: environment(),
      ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
      maxBuffer: 1e9,
    });
    if (error && 'code' in error && error.code === 'ENOENT' && existsSync(this.root))
      throw new UserError(
        'The program git is not installed here, or not in the PATH. Get it from https://git-scm.com.',
      );
    if (error || status !== 0) {
      const said = [stderr, stdout].map((text) => (text ?? '').trim()).filter(Boolean);
      throw new GitFailure(words, {
        status,
        said: said.join('\n') || (error?.message ?? ''),
        output: stdout ?? '',
      });
    }
    return stdout.replace(/\n$/, '');
  }

  /** Whether the folder is a working tree of git. @throws GitFailure if git has another reason not to look into it. */
  get isRepository(): boolean {
    try {
      return this.run('rev-parse', '--is-inside-work-tree') === 'true';
    } catch (problem) {
      if (problem instanceof GitFailure && !/not a git repository/i.test(problem.said)) throw problem;
      return false;
    }
  }

  /** The commit that is checked out. */
  get head(): string | undefined {
    return this.try('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  }

  /** The branch that is checked out; undefined if none is. */
  get branch(): string | undefined {
    return this.try('symbolic-ref', '--quiet', '--short', 'HEAD');
  }

  /** Whether the clone has only the last part of the history. */
  get isShallow(): boolean {
    return this.try('rev-parse', '--is-shallow-repository') === 'true';
  }

  /** Full paths of things that git keeps, such as MERGE_HEAD or hooks/commit-msg. */
  paths(names: readonly string[]): string[] {
    const found = this.run('rev-parse', ...names.flatMap((name) => ['--git-path', name]));
    return found.split('\n').map((path) => resolve(this.root, path));
  }

  /** What was begun here and not ended. */
  get operation(): Operation | undefined {
    const paths = this.paths(OPERATIONS.map(([, name]) => name));
    return OPERATIONS[paths.findIndex((path) => existsSync(path))]?.[0];
  }

  /** The commit of a name; undefined if there is none. */
  commit(name: string): string | undefined {
    return this.try('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
  }

  /** The newest commit that two have in common; undefined if their histories never met. */
  base(one: string, other: string): string | undefined {
    return this.try('merge-base', one, other);
  }

  /** Whether a commit is part of the history of another one; of a commit that is not here it is not. */
  isPartOf(commit: string, history: string): boolean {
    return this.try('merge-base', '--is-ancestor', commit, history) !== undefined;
  }

  /** Paths below a folder that differ from what was committed. */
  changed(folder: string): string[] {
    const status = this.run('status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', folder);
    return lines(status).map((line) => line.slice(3));
  }

  /** Paths that a merge could not put together. */
  get conflicts(): string[] {
    return lines(this.run('diff', '--name-only', '-z', '--diff-filter=U'));
  }

  /** Mode and name of the content of every file of a commit, by path. */
  tree(commit: string): Map<string, string> {
    return new Map(
      lines(this.run('ls-tree', '-r', '-z', '--full-tree', commit)).map((line) => {
        const [what = '', path = ''] = line.split('\t');
        return [path, what];
      }),
    );
  }
}
