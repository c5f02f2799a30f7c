import { describe, expect, test } from 'vitest';
import { sessionsOf } from '../../src/checks/sessions.ts';
import { typedCommands } from '../../src/checks/typed-commands.ts';
import { unfinished } from '../../src/languages/commands/unfinished.ts';
import { isSession, parseTerminal } from '../../src/languages/session.ts';
import { assemble } from '../helpers/fixture.ts';
import { htmlOf, lessonOf, withText } from '../helpers/render.ts';

/** The commands of a session, and its output. */
const cut = (session: string): string[] => parseTerminal(session).map(({ kind, text }) => `${kind}: ${text}`);

describe('a command goes on', () => {
  test.each([
    [
      '$ kubectl patch deployment sail -p \'{\n  "spec": {"replicas": 2}\n}\'\npatched',
      'kubectl patch deployment sail -p \'{\n  "spec": {"replicas": 2}\n}\'',
    ],
    ['$ for n in 1 2; do\n>   echo $n\n> done\n1\n2', 'for n in 1 2; do\n  echo $n\ndone'],
    [
      '$ while read -r line\n> do\n>   echo "$line"\n> done < names\nx',
      'while read -r line\ndo\n  echo "$line"\ndone < names',
    ],
    [
      '$ if test -f a; then\n    echo yes\n  else echo no; fi\nno',
      'if test -f a; then\n    echo yes\n  else echo no; fi',
    ],
    ['$ case $a in\n> x) echo 1 ;;\n> (y) echo 2 ;;\n> esac\n1', 'case $a in\nx) echo 1 ;;\n(y) echo 2 ;;\nesac'],
    ['$ hoist() {\n>   echo up\n> }\n$ hoist', 'hoist() {\n  echo up\n}'],
    ['$ kubectl get pods |\n    grep sail |\n    wc -l\n2', 'kubectl get pods |\n    grep sail |\n    wc -l'],
    ['$ a &&\n> b\nx', 'a &&\nb'],
    ['$ echo "one\ntwo"\none\ntwo', 'echo "one\ntwo"'],
    ['$ echo $(\n  date\n)\nx', 'echo $(\n  date\n)'],
    ['$ (cd a\n> make)\nx', '(cd a\nmake)'],
    ['$ cat <<A <<B\na\nA\nb\nB\nx', 'cat <<A <<B\na\nA\nb\nB'],
    ["$ awk '\n  /a/ { print }\n' names # don't\nx", "awk '\n  /a/ { print }\n' names # don't"],
  ])('for as long as the shell waits for more: %j', (session, command) => {
    expect(cut(session)[0]).toBe(`command: ${command}`);
    expect(parseTerminal(session).length).toBeGreaterThan(1);
  });

  test.each([
    ["$ echo don't\nx\n$ b", ["command: echo don't", 'output: x', 'command: b']],
    ['$ for n in 1 2\n$ b', ['command: for n in 1 2', 'command: b']],
    ['$ diff a b\n> more\n< less', ['command: diff a b', 'output: > more\n< less']],
    ['$ echo a # "\nx', ['command: echo a # "', 'output: x']],
    ['$ kubectl get pod <name> -o {.spec}\nx', ['command: kubectl get pod <name> -o {.spec}', 'output: x']],
    ['$ echo done; do_it if\nx', ['command: echo done; do_it if', 'output: x']],
    ["$ echo 'it'\\''s'\nx", ["command: echo 'it'\\''s'", 'output: x']],
    ["$ printf $'it\\'s'\nx", ["command: printf $'it\\'s'", 'output: x']],
  ])('no longer than that: %j', (session, parts) => {
    expect(cut(session)).toEqual(parts);
  });
});

describe('prompts', () => {
  test.each([
    'root@node-1:~# ',
    'ana@desk:~/shop$ ',
    '[root@node-1 ~]# ',
    '(venv) ana@desk:~$ ',
    'ana@desk shop % ',
    'root@shop-web-7d9f# ',
    'bash-5.2$ ',
    'sh-4.4# ',
    '/ # ',
    '/app $ ',
    '~ $ ',
    'PS> ',
    'PS C:\\Users\\ana> ',
    '>>> ',
    'mysql> ',
    'postgres=# ',
    '10.0.0.1:6379> ',
  ])('%j is shown before the command and is no part of it', (prompt) => {
    expect(cut(`${prompt}a b\nx\n${prompt}c`)).toEqual(['command: a b', 'output: x', 'command: c']);
    expect(parseTerminal(`${prompt}a b`)[0]?.prompt).toBe(prompt);
    const html = htmlOf(`\`\`\`terminal ran="here"\n${prompt}a b\n\`\`\``);
    expect(html).toContain('>a b</kbd>');
    expect(html).toContain('data-prompt="');
  });

  test.each([
    '# a comment',
    'git@github.com: Permission denied (publickey).',
    'ana@example.org used 5% of it',
    '/etc/hosts # local',
    'a > b',
    '$HOME',
    '>> a',
    '100% done',
  ])('%j is output', (line) => {
    expect(cut(`$ a\n${line}`)).toEqual(['command: a', `output: ${line}`]);
  });

  test('of Python and PowerShell go on with their own marks', () => {
    expect(cut('>>> for a in b:\n...     print(a)\n...\n1')).toEqual([
      'command: for a in b:\n    print(a)\n',
      'output: 1',
    ]);
    expect(cut('PS> a `\n>> b\nx')).toEqual(['command: a `\nb', 'output: x']);
  });
});

describe('a session in a fence of a shell', () => {
  test.each([
    ['console', '$ kubectl get nodes\nNAME  STATUS'],
    ['bash', '$ kubectl get nodes'],
    ['bash', '# All of them.\n\n$ kubectl get nodes\nNAME'],
    ['sh', 'root@node:~# kubectl get nodes'],
    ['shell', 'PS> kubectl get nodes'],
    ['python', '>>> print(1)\n1'],
    ['powershell', 'PS C:\\> kubectl get nodes'],
  ])('is shown and copied as one: %s %j', (language, code) => {
    expect(isSession(language, code)).toBe(true);
    const html = htmlOf(`\`\`\`${language}\n${code}\n\`\`\``);
    expect(html).toContain('<figure class="code terminal">');
    expect(html).toMatch(/<kbd(?: data-prompt="[^"]*")?>(kubectl get nodes|print\(1\))<\/kbd>/);
  });

  test.each([
    ['bash', 'echo $HOME\n$ a'],
    ['text', '$ a'],
    ['yaml', '$ a'],
    ['python', '$ a'],
    ['bash', '#!/bin/bash\n# a $ b\necho a'],
  ])('is none where it does not begin with a prompt, or nobody types there: %s %j', (language, code) => {
    expect(isSession(language, code)).toBe(false);
  });

  test('is checked as one: the commands without prompts, those of a shell alone, at their places', () => {
    const lesson = lessonOf(
      assemble(withText('```console\nroot@node:~# kubectl get nodes\nNAME\n>>> print(1)\n```')),
      'log-line',
    );
    expect(sessionsOf(lesson)).toHaveLength(1);
    expect(typedCommands(lesson)).toMatchObject([{ text: 'kubectl get nodes', line: 20, column: 14 }]);
  });
});

describe('a shell waits', () => {
  test.each([
    'a \\',
    'a |',
    'a ||',
    "echo '",
    'echo "$(',
    'if a; then',
    '{ a',
    'a <<EOF\nb',
    'for a in b; do if c; then d; fi',
  ])('behind %j', (text) => {
    expect(unfinished(text)).toBeDefined();
  });
  test.each([
    'a',
    'a &',
    'a; b',
    'echo {a,b}',
    'echo }',
    'echo $((1<<2))',
    'a <<<b',
    'a 2>&1',
    '(a)',
    'echo \\(',
    '[[ a && b ]]',
    '',
  ])('not behind %j', (text) => {
    expect(unfinished(text)).toBeUndefined();
  });
});
