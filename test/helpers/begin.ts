import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { begin } from '../../src/authoring/begin/begin.ts';
import { checkContent } from '../../src/checks/check.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { readContent } from '../../src/curriculum/read.ts';
import { readFork } from '../../src/fork/layers.ts';
import { type Run, temporaryFolder } from './build.ts';
import { placeOf, tinyRoot } from './fixture.ts';

/** A copy of the tiny curriculum in which things are begun. */
export class Workplace {
  readonly #folder = temporaryFolder();

  constructor() {
    cpSync(join(tinyRoot, 'content'), join(this.#folder.path, 'content'), { recursive: true });
  }

  /** Runs the real `npm run new`. @param answers lines on standard input, which then ends. */
  run(words: readonly string[], answers: readonly string[] = []): Promise<Run> {
    return new Promise((done) => {
      const child = spawn(process.execPath, ['scripts/new.ts', ...words], {
        env: { ...process.env, CURRICULUM_ROOT: this.#folder.path, NO_COLOR: '1' },
      });
      let output = '';
      const collect = (part: Buffer): void => {
        output += part.toString();
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.on('close', (code) => done({ code: code ?? 1, output }));
      // A command that asks nothing may have ended before its answers arrive.
      child.stdin.on('error', () => undefined);
      child.stdin.end(answers.map((line) => `${line}\n`).join(''));
    });
  }

  /** Begins something as the command does, without its process, and writes it. Gives what was asked, and the next steps. */
  async new(words: readonly string[], answers: readonly string[] = []): Promise<string> {
    let asked = '';
    const output = new Writable({
      write(part, _encoding, done) {
        asked += String(part);
        done();
      },
    });
    const input = Readable.from(answers.map((line) => `${line}\n`));
    const { files, next } = await begin(() => readFork(this.#folder.path), words, { input, output });
    for (const [path, content] of files) this.write(path, content);
    return [asked, ...next].join('\n');
  }

  /** What is said instead of beginning something. @throws if something is begun. */
  async refusal(words: readonly string[], answers: readonly string[] = []): Promise<string> {
    try {
      await this.new(words, answers);
    } catch (problem) {
      if (problem instanceof UserError) return problem.message;
      throw problem;
    }
    throw new Error(`${words.join(' ')} was not refused`);
  }

  /** Folder with `content/`. */
  get root(): string {
    return this.#folder.path;
  }

  text(path: string): string {
    return readFileSync(join(this.#folder.path, path), 'utf8');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#folder.path, path)), { recursive: true });
    writeFileSync(join(this.#folder.path, path), text);
  }

  /** Everything that the check, prose included, finds in a folder. */
  findings(folder: string): string[] {
    const found = checkContent(readContent(this.#folder.path), { only: [folder] });
    return found.map((finding) => `${finding.rule} ${placeOf(finding)} ${finding.message}`);
  }

  /** Everything that the check finds in the whole curriculum; tiny lessons are too short for their prose to be judged. */
  allFindings(): string[] {
    const found = checkContent(readContent(this.#folder.path), { prose: false });
    return found.map((finding) => `${finding.rule} ${placeOf(finding)} ${finding.message}`);
  }

  remove(): void {
    this.#folder.remove();
  }
}

/** Lines of a text that another one does not have. */
export function addedLines(before: string, after: string): string[] {
  const old = new Set(before.split('\n'));
  return after.split('\n').filter((line) => !old.has(line));
}
