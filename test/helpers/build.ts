import { type ChildProcess, execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { documentPages } from '../../src/docs/document.ts';

/** Folder of the tiny curriculum. */
export const TINY = resolve('test/fixtures/tiny');

/** How a command ended. */
export interface Run {
  code: number;
  /** Everything it printed, without colors. */
  output: string;
}

/** What a build is to be made of. */
export interface BuildOptions {
  /** Folder with `content/`. */
  content: string;
  /** Folder into which the site is built. */
  dist: string;
  /** Folder for what builds need not make again. */
  cache: string;
  /** Folder of a copy of the project: builds write there, and other tests run at the same time. */
  project: string;
  /** Address at which the site will be published, if it is not that of the identity. */
  address?: string;
  /** Further variables of its environment. */
  environment?: Readonly<Record<string, string>>;
}

/** A temporary folder, and what removes it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'build-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The environment of a command: that of the tests, without what names folders of theirs. */
function environmentOf(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    OUT_DIR: _out,
    CACHE_DIR: _cache,
    SITE_URL: _site,
    AUTHORING: _authoring,
    CURRICULUM_ROOT: _root,
    BRAND: _brand,
    EDITION: _edition,
    DIRECTORY_DATE: _day,
    PUBLICATIONS_DIR: _publications,
    ...environment
  } = process.env;
  return { ...environment, NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', ...own };
}

/** Begins a program. @returns its process, and its end. */
export function begin(
  program: string,
  args: readonly string[],
  cwd: string,
  own: Readonly<Record<string, string>>,
): { child: ChildProcess; ended: Promise<Run> } {
  let finish: (run: Run) => void;
  const ended = new Promise<Run>((done) => {
    finish = done;
  });
  const child = execFile(program, args, { cwd, env: environmentOf(own), maxBuffer: 1e8 }, (error, out, err) => {
    const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
    finish({ code, output: stripVTControlCharacters(`${out}\n${err}`) });
  });
  return { child, ended };
}

/** Runs a program and waits for its end. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  own: Readonly<Record<string, string>>,
): Promise<Run> {
  return begin(program, args, cwd, own).ended;
}

/** Begins the real build. */
export function beginBuild(options: BuildOptions): { child: ChildProcess; ended: Promise<Run> } {
  const { content, dist, cache, project, address, environment = {} } = options;
  return begin(process.execPath, ['scripts/build.ts', '--silent'], project, {
    CURRICULUM_ROOT: content,
    OUT_DIR: dist,
    CACHE_DIR: cache,
    ...(address === undefined ? {} : { SITE_URL: address }),
    ...environment,
  });
}

/** Runs the real build. */
export function build(options: BuildOptions): Promise<Run> {
  return beginBuild(options).ended;
}

/** Runs the real check of the content in a folder; tiny lessons are too short for their prose to be judged. @param words paths and options. */
export function check(content: string, ...words: string[]): Promise<Run> {
  return run(process.execPath, ['scripts/check.ts', '--no-prose', ...words], process.cwd(), {
    CURRICULUM_ROOT: content,
  });
}

/** Rules are two hundred pages, the same on every site: those of one group stand for all where a small site is built. */
const isNeeded = (path: string): boolean =>
  !/\bsrc\/checks\/pages\/(?!manifest(\/|$))/.test(path.replaceAll('\\', '/'));

/** Copies what a build of the site needs, without any content. The packages are those of this project. */
export function copyProject(target: string): void {
  const documents = [...documentPages.keys()];
  for (const name of [
    'src',
    'scripts',
    'public',
    'astro.config.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    ...documents,
  ])
    cpSync(name, join(target, name), { recursive: true, filter: isNeeded });
  symlinkSync(resolve('node_modules'), join(target, 'node_modules'), 'dir');
}

/** Changes a file. @throws if the change changes nothing, so that no test passes without its mistake. */
export function editFile(path: string, edit: (text: string) => string): void {
  const before = readFileSync(path, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`the change of ${path} changes nothing`);
  writeFileSync(path, after);
}
