import { execFileSync } from 'node:child_process';

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

  /** Output of a git command. @throws Error with what git said. */
  run(...words: string[]): string {
    try {
      return execFileSync('git', words, {
        cwd: this.root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: 1e9,
      }).replace(/\n$/, '');
    } catch (problem) {
      const said = String((problem as { stderr?: unknown }).stderr ?? '').trim();
      throw new Error(`git ${words.join(' ')} failed${said === '' ? '' : `: ${said}`}`);
    }
  }

  /** Whether the folder is a working tree of git. */
  get isRepository(): boolean {
    return this.try('rev-parse', '--is-inside-work-tree') === 'true';
  }

  /** The commit that is checked out. */
  get head(): string | undefined {
    return this.try('rev-parse', 'HEAD');
  }

  /** Paths below a folder that differ from what was committed. */
  changed(folder: string): string[] {
    const status = this.try('status', '--porcelain', '--untracked-files=all', '--', folder) ?? '';
    return status
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(3));
  }
}
