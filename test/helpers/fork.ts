import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, copyProject, type Run, run, TINY } from './build.ts';
import { EditedFolder } from './edited-folder.ts';
import { jsonLdOf } from './html.ts';

const PROJECT = ['.gitattributes', 'schemas', 'scripts', 'package-lock.json', 'CITATION.cff', 'README.md'];

/** A git repository with the project and a curriculum: an original, or a fork of one. */
export class Repository extends EditedFolder {
  /** The original: this project with the tiny curriculum or another one, released and committed. */
  static async original(path: string, version: string, released: string, root = TINY): Promise<Repository> {
    mkdirSync(path, { recursive: true });
    copyProject(path);
    for (const name of PROJECT) cpSync(name, join(path, name), { recursive: true });
    cpSync(join(root, 'content'), join(path, 'content'), { recursive: true });
    writeFileSync(join(path, '.gitignore'), 'node_modules\ndist\n.cache\n.astro\n');
    const repository = new Repository(path);
    repository.git('init', '--quiet', '--initial-branch=main');
    await repository.release(version, released);
    return repository;
  }

  /** A clone, as somebody who forks has it: the packages are installed, and upstream is a remote of that name. */
  clone(path: string): Repository {
    execFileSync('git', ['clone', '--quiet', this.path, path]);
    const fork = new Repository(path);
    fork.git('remote', 'rename', 'origin', 'upstream');
    symlinkSync(resolve('node_modules'), join(path, 'node_modules'), 'dir');
    return fork;
  }

  git(...words: string[]): string {
    const name = ['-c', 'user.name=Ada', '-c', 'user.email=ada@tiny.example'];
    return execFileSync('git', [...name, ...words], { cwd: this.path, encoding: 'utf8' });
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  /** Runs one of the project's commands, such as `adapt`. */
  run(command: string, ...words: string[]): Promise<Run> {
    const identity = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@tiny.example' };
    return run(process.execPath, [join('scripts', `${command}.ts`), ...words], this.path, {
      ...identity,
      GIT_COMMITTER_NAME: identity.GIT_AUTHOR_NAME,
      GIT_COMMITTER_EMAIL: identity.GIT_AUTHOR_EMAIL,
    });
  }

  /** Runs a command that has to succeed. @throws with what it printed. */
  async must(command: string, ...words: string[]): Promise<string> {
    const { code, output } = await this.run(command, ...words);
    if (code !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  async release(version: string, released: string): Promise<void> {
    await this.must('release', version, '--date', released);
    this.commit(`Release ${version}`);
  }

  /** Rebrands with one of the fixtures. */
  rebrand(brand: string, ...words: string[]): Promise<Run> {
    return this.run('rebrand', ...rebrandFlags(brand), ...words);
  }

  has(path: string): boolean {
    return existsSync(join(this.path, path));
  }

  /**
   * Builds the site. @param inBrowser whether the build looks at pages in a browser, as it does where it finds one; that
   * takes seconds.
   */
  build({ inBrowser = false } = {}): Promise<Run> {
    return build({
      content: this.path,
      dist: join(this.path, 'dist'),
      cache: join(this.path, '.cache'),
      project: this.path,
      environment: inBrowser ? {} : { CHROME_PATH: join(this.path, 'no-browser') },
    });
  }

  /** A built page of the site. */
  page(path: string): string {
    return this.text(join('dist', path, 'index.html'));
  }

  /** What the colophon of a built lesson says of its changes, without tags. */
  changesOf(lesson: string): string {
    const part = /<dd data-attribution="changes">([\s\S]*?)<\/dd>/.exec(this.page(`lessons/${lesson}`))?.[1] ?? '';
    return part
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** The JSON-LD of a built lesson. */
  jsonLdOf(lesson: string): Record<string, unknown> {
    return jsonLdOf(this.page(`lessons/${lesson}`));
  }
}

/** The answers of a fixture's brand, as flags of `npm run rebrand`. */
export function rebrandFlags(brand: string): string[] {
  const folder = resolve('test/fixtures/brands', brand);
  const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Record<string, string>;
  const flags = Object.entries(answers).flatMap(([flag, answer]) => [`--${flag}`, answer]);
  return [...flags, '--logo', join(folder, 'logo.svg')];
}
