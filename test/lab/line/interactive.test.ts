import { describe, expect, test } from 'vitest';
import type { InteractiveShell } from '../../../src/lab/line/interactive.ts';
import { Practice } from '../../../src/lab/practice.ts';
import { Session, WORK } from '../../../src/lab/session.ts';
import { MemoryFiles } from '../../../src/lab/shell/files.ts';
import { Collector } from '../../../src/lab/shell/streams.ts';
import { CLEAR } from '../../../src/lab/shell/terminal.ts';
import { Clock } from '../../../src/lab/time/clock.ts';

/** A person at a terminal: types lines, and presses Ctrl-C after some time on the clock. */
class Person {
  readonly clock = new Clock(Date.UTC(2026, 10, 28));
  readonly files = new MemoryFiles();
  readonly session = new Session({
    clock: this.clock,
    random: () => 0.5,
    files: this.files,
    programs: {},
    connect: () => undefined,
  });
  readonly shell: InteractiveShell;
  readonly screen = new Collector();

  constructor(edit?: (path: string, content: string) => Promise<string | undefined>) {
    this.shell = this.session.interactive(edit ? { edit } : {});
  }

  async type(line: string, stopAfter?: number): Promise<{ shown: string; code: number }> {
    const before = this.screen.text.length;
    const stopping = new AbortController();
    if (stopAfter !== undefined) this.clock.after(stopAfter, () => stopping.abort());
    const running = this.shell.run(line, { output: this.screen, errors: this.screen, signal: stopping.signal });
    const code = await this.clock.until(running);
    return { shown: this.screen.text.slice(before), code };
  }
}

describe('the shell of a person', () => {
  test('keeps what was set from line to line', async () => {
    const person = new Person();
    await person.type('x=5; f() { echo "f $1 $x"; }; mkdir -p a/b; cd a/b');
    expect(await person.type('f 1; pwd')).toEqual({ shown: `f 1 5\n${WORK}/a/b\n`, code: 0 });
    expect(person.shell.prompt).toBe('user@practice:~/work/a/b$ ');
    expect(person.shell.shortPrompt).toBe('~/work/a/b $ ');
    await person.type('false');
    expect((await person.type('echo $?')).shown).toBe('1\n');
    await person.type("alias ll='ls -A' g=grep");
    expect((await person.type('touch .x y; ll | g x')).shown).toBe('.x\n');
    expect((await person.type('nope')).shown).toBe('bash: nope: command not found\n');
    expect((await person.type('cd nowhere')).shown).toBe('bash: cd: nowhere: No such file or directory\n');
    expect((await person.type('cd /; cd -; echo ~+')).shown).toContain(`${WORK}/a/b\n`);
  });

  test('remembers lines, and puts them in for !', async () => {
    const person = new Person();
    await person.type('echo one');
    await person.type('echo two three');
    expect((await person.type('!!')).shown).toBe('echo two three\ntwo three\n');
    expect((await person.type('!1')).shown).toBe('echo one\none\n');
    expect((await person.type('!-2')).shown).toBe('echo two three\ntwo three\n');
    expect((await person.type('echo !$')).shown).toBe('echo three\nthree\n');
    expect((await person.type("echo 'a!b' ! x != y")).shown).toBe('a!b ! x != y\n');
    expect(await person.type('!nothing')).toEqual({ shown: 'bash: !nothing: event not found\n', code: 1 });
    expect((await person.type('history 2')).shown).toMatch(/^ {4}\d {2}echo 'a!b'.*\n {4}\d {2}history 2\n$/);
    expect(person.shell.history[0]).toBe('echo one');
  });

  test('goes on after Ctrl-C', async () => {
    const person = new Person();
    expect(await person.type('sleep 100; echo never', 500)).toEqual({ shown: '', code: 130 });
    expect((await person.type('echo $?')).shown).toBe('130\n');
    expect((await person.type('while true; do sleep 1; done', 2500)).code).toBe(130);
    expect((await person.type('for i in 1 2 3; do echo $i; sleep 1; done; echo after', 1500)).shown).toBe('1\n2\n');
    expect((await person.type('sleep 50 | cat', 10)).code).toBe(130);
    expect((await person.type('echo alive')).shown).toBe('alive\n');
  });

  test('runs jobs in the background', async () => {
    const person = new Person();
    expect((await person.type('sleep 100 &')).shown).toBe('[1] 1001\n');
    expect((await person.type('(sleep 2; echo later) &')).shown).toBe('[2] 1002\n');
    expect((await person.type('jobs')).shown).toBe(
      '[1]-  Running                 sleep 100 &\n[2]+  Running                 (sleep 2; echo later) &\n',
    );
    expect((await person.type('sleep 3')).shown).toBe('later\n[2]+  Done                    (sleep 2; echo later)\n');
    await person.type('sleep 10', 100);
    expect((await person.type('kill %1; sleep 1')).shown).toBe('[1]+  Terminated              sleep 100\n');
    expect((await person.type('kill %1')).shown).toBe('bash: kill: %1: no such job\n');
    await person.type('sleep 5 &');
    expect((await person.type('fg')).shown).toBe('sleep 5\n');
    await person.type('sleep 500 &');
    expect((await person.type('wait', 1000)).code).toBe(130);
    expect((await person.type('fg %1', 10)).code).toBe(130);
    expect((await person.type('jobs')).shown).toBe('');
  });

  test.each([
    ['echo hi', true],
    ['echo "open', false],
    ["echo 'open", false],
    ['echo "a $(ls', false],
    ['for i in 1 2; do', false],
    ['for i in 1 2; do echo $i; done', true],
    ['if true; then', false],
    ['cat <<EOF', false],
    ['cat <<EOF\nx', false],
    ['cat <<EOF\nx\nEOF', true],
    ['echo a \\', false],
    ['echo a \\\\', true],
    ['ls &&', false],
    ['ls |', false],
    ['f() {', false],
    ['echo )', true],
    ['', true],
  ])('knows whether more lines belong to it: %j', (text, isComplete) => {
    expect(new Person().shell.isComplete(text)).toBe(isComplete);
  });

  test('opens the editor of the page', async () => {
    const opened: string[] = [];
    const person = new Person(async (path, content) => {
      opened.push(`${path}: ${content}`);
      await person.clock.sleep(1000);
      return content.includes('keep') ? undefined : `${content}more`;
    });
    await person.type('echo text > a.txt; echo keep > b.txt');
    expect((await person.type('vi a.txt; nano b.txt; vim new.txt; cat a.txt b.txt new.txt')).shown).toBe(
      'text\nmore\nkeep\nmore\n',
    );
    expect(opened).toEqual([`${WORK}/a.txt: text\n`, `${WORK}/b.txt: keep\n`, `${WORK}/new.txt: `]);
    expect(await new Person().type('vi a.txt')).toEqual({ shown: 'bash: vi: command not found\n', code: 127 });
  });

  test('ends with exit, and clears the screen', async () => {
    const person = new Person();
    expect((await person.type('(exit 4)')).code).toBe(4);
    expect(person.shell.hasExited).toBe(false);
    expect((await person.type('clear')).shown).toBe(CLEAR);
    expect((await person.type('watch -n 1 echo hi', 1500)).shown).toBe(`${CLEAR}Every 1.0s: echo hi\n\nhi\n`.repeat(2));
    expect((await person.type('exit 3')).code).toBe(3);
    expect(person.shell.hasExited).toBe(true);
  });
});

test('kubectl edit opens the editor of the page, and Ctrl-C ends kubectl get -w', async () => {
  const practice = new Practice();
  await practice.settle();
  const shell = practice.session.interactive({
    edit: async (_, content) => content.replace('replicas: 1', 'replicas: 3'),
  });
  const screen = new Collector();
  const type = async (line: string, stopAfter?: number): Promise<number> => {
    const stopping = new AbortController();
    if (stopAfter !== undefined) practice.cluster.clock.after(stopAfter, () => stopping.abort());
    return practice.cluster.clock.until(shell.run(line, { output: screen, errors: screen, signal: stopping.signal }));
  };
  await type('kubectl create deployment web --image=nginx');
  expect(await type('kubectl edit deploy web')).toBe(0);
  screen.text = '';
  await type("kubectl get deploy web -o jsonpath='{.spec.replicas}'");
  expect(screen.text).toBe('3');
  expect(await type('kubectl get pods -w', 3000)).toBe(130);
  expect(await type('kubectl wait --for=delete deploy/web', 3000)).toBe(130);
});
