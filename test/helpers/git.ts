import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Git } from '../../src/fork/git.ts';

/** A small git repository with nothing in it but what a test writes. */
export class PlainRepository extends Git {
  constructor(path: string) {
    const there = existsSync(join(path, '.git'));
    mkdirSync(path, { recursive: true });
    super(path);
    if (!there) this.run('init', '--quiet', '--initial-branch=main');
    if (this.try('config', '--local', 'user.name') !== undefined) return;
    this.run('config', 'user.name', 'Ada');
    this.run('config', 'user.email', 'ada@tiny.example');
  }

  /** A clone, whose remote is called upstream. */
  clone(path: string): PlainRepository {
    execFileSync('git', ['clone', '--quiet', '--origin', 'upstream', this.root, path], { stdio: 'ignore' });
    return new PlainRepository(path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Writes files and commits everything. @returns the commit. */
  put(message: string, files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.run('add', '--all');
    this.run('commit', '--quiet', '--message', message);
    return this.run('rev-parse', 'HEAD');
  }

  /** Puts a hook in place. */
  hook(name: string, script: string): void {
    this.write(`.git/hooks/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.root, `.git/hooks/${name}`), 0o755);
  }
}
