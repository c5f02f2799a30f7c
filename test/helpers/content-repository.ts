import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCurriculum } from '../../src/assembly/load.ts';
import { adaptLesson, declineUpdate, recordAdaptation } from '../../src/fork/adapt.ts';
import { Git } from '../../src/fork/git.ts';
import { readFork } from '../../src/fork/layers.ts';
import { recordText, takenCommit, upstreamRecord, upstreamRepository } from '../../src/fork/record.ts';
import { temporaryFolder } from './build.ts';
import { EditedFolder } from './edited-folder.ts';
import { BRAND, LOGO, releasedFiles } from './layer.ts';

/** Content without the project around it, in a real repository: what is read from git can be tried without a build. */
export class ContentRepository extends EditedFolder {
  /** An original with the tiny curriculum, released and committed. */
  static original(path: string): ContentRepository {
    mkdirSync(path, { recursive: true });
    const repository = new ContentRepository(path);
    repository.git('init', '--quiet', '--initial-branch=main');
    for (const [name, text] of releasedFiles()) repository.write(name, text);
    repository.commit('Release 1.2.0');
    return repository;
  }

  /** A clone whose remote is called upstream. @param words more for `git clone`. */
  clone(path: string, ...words: string[]): ContentRepository {
    execFileSync('git', ['clone', '--quiet', '--origin', 'upstream', ...words, this.path, path]);
    return new ContentRepository(path);
  }

  git(...words: string[]): string {
    const name = ['-c', 'user.name=Ada', '-c', 'user.email=ada@tiny.example'];
    return execFileSync('git', [...name, ...words], { cwd: this.path, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  commit(message: string): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(path: string): void {
    rmSync(join(this.path, path), { recursive: true });
  }

  /** Lays a layer over it, as `npm run rebrand` does. @param depth 2 for a fork of a fork. */
  rebrand(depth = 1, name = 'Harbor Academy'): void {
    const folder = 'provider/'.repeat(depth);
    const url = `https://${name.toLowerCase().replaceAll(' ', '-')}.example/`;
    this.write(`${folder}brand.yaml`, BRAND.replace('Harbor Academy', name).replace('https://academy.example/', url));
    this.write(`${folder}assets/logo.svg`, LOGO);
    this.record();
  }

  /** Records what was taken from upstream, as `npm run upstream -- --record` does. */
  record(): void {
    const fork = readFork(this.path);
    const git = new Git(this.path);
    const source = upstreamRepository(fork, git, undefined);
    const commit = takenCommit(git, fork, source);
    if (commit === undefined) throw new Error('there is no commit of upstream');
    const record = upstreamRecord(fork, git, { source, commit, date: '2026-06-01' });
    this.write(`${fork.folder}upstream.yaml`, recordText(record));
  }

  /** Adapts a lesson, as `npm run adapt` does, and adds a sentence to it. */
  adapt(id: string, changes = '[{date: 2026-06-01, text: A sentence of ours}]'): string {
    const fork = readFork(this.path);
    for (const [path, content] of adaptLesson(fork, id, undefined)) {
      const text = String(content).replace('changes: []', `changes: ${changes}`);
      this.write(path, path.endsWith('/lesson.mdx') ? `${text}\nThis sentence is ours.\n` : text);
    }
    return `${fork.folder}lessons/${id}/lesson.mdx`;
  }

  /** Says that an adaptation has what is new, as `npm run adapt -- --record` does. */
  recordAdaptation(id: string): void {
    this.write(...recordAdaptation(readFork(this.path), id, undefined));
  }

  /** Says that nothing of what is new was taken over, as `npm run adapt -- --decline` does. Gives the path of the lesson. */
  decline(id: string, reason: string): string {
    const [path, text] = declineUpdate(readFork(this.path), id, reason);
    this.write(path, text);
    return path;
  }

  /** The curriculum as a build reads it. @param today YYYY-MM-DD. */
  load(today = '2026-12-31') {
    return loadCurriculum(this.path, { today });
  }

  /** What a build would say, as `rule file:line: message`. */
  problems(today?: string): string[] {
    return this.load(today).findings.map(({ rule, file, line, message }) => `${rule} ${file}:${line}: ${message}`);
  }
}

/** A temporary folder with an original and forks of it, each made when it is asked for. */
export function originalWithForks() {
  const folder = temporaryFolder();
  let upstream: ContentRepository | undefined;
  let count = 0;
  const original = (): ContentRepository => {
    upstream ??= ContentRepository.original(join(folder.path, 'upstream'));
    return upstream;
  };
  const place = (): string => join(folder.path, `fork-${++count}`);
  /** A fork that has published itself and changed nothing. */
  const freshFork = (of = original(), depth = 1, name = 'Harbor Academy'): ContentRepository => {
    const fork = of.clone(place());
    fork.rebrand(depth, name);
    fork.commit('Publish as ourselves');
    return fork;
  };
  return { original, place, freshFork, remove: folder.remove };
}
