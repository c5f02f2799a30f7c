import { describe, expect, test } from 'vitest';
import { parseTerminal } from '../../src/languages/session.ts';
import { htmlOf, mistake, mistakes } from '../helpers/render.ts';

const command = (text: string) => ({ kind: 'command', text });
const output = (text: string) => ({ kind: 'output', text });

describe('a recorded session', () => {
  test('is commands, which begin with "$ ", and output', () => {
    expect(parseTerminal('$ a\nx\ny\n$ b\n$ c\nz\n')).toEqual([
      command('a'),
      output('x\ny'),
      command('b'),
      command('c'),
      output('z'),
    ]);
  });

  test('may begin with output', () => {
    expect(parseTerminal('x\n$ a')).toEqual([output('x'), command('a')]);
  });

  test('keeps empty lines of the output', () => {
    expect(parseTerminal('$ a\nx\n\ny\n$ b')).toEqual([command('a'), output('x\n\ny'), command('b')]);
  });

  test('keeps a dollar that is no prompt', () => {
    expect(parseTerminal('$ a\n$HOME is x\n  $ x')).toEqual([command('a'), output('$HOME is x\n  $ x')]);
  });

  test('continues a command behind a backslash, with or without the prompt of the shell', () => {
    expect(parseTerminal('$ a \\\n    --b \\\n> --c\nx')).toEqual([command('a \\\n    --b \\\n--c'), output('x')]);
  });

  test('takes a backslash in the output for what it is', () => {
    expect(parseTerminal('$ a\nx \\\ny')).toEqual([command('a'), output('x \\\ny')]);
  });

  test.each(['EOF', "'EOF'", '"EOF"'])('takes a here-document that ends with %s into the command', (word) => {
    expect(parseTerminal(`$ cat <<${word} > x\none\n\ntwo\nEOF\nx\n$ b`)).toEqual([
      command(`cat <<${word} > x\none\n\ntwo\nEOF`),
      output('x'),
      command('b'),
    ]);
  });

  test('takes an indented here-document into the command', () => {
    expect(parseTerminal('$ cat <<-END\n\tone\n\tEND\nx')).toEqual([command('cat <<-END\n\tone\n\tEND'), output('x')]);
  });

  test('takes what looks like a command into a here-document', () => {
    expect(parseTerminal('$ cat <<EOF\n$ a\nEOF\n$ b')).toEqual([command('cat <<EOF\n$ a\nEOF'), command('b')]);
  });

  test('ends a here-document that was typed at the prompts of the shell', () => {
    expect(parseTerminal('$ cat <<EOF\n> one\n> EOF\none\n$ b')).toEqual([
      command('cat <<EOF\none\nEOF'),
      output('one'),
      command('b'),
    ]);
  });

  test('finds a here-document behind a continued line', () => {
    expect(parseTerminal('$ a | \\\n  cat <<EOF\none\nEOF\nx')).toEqual([
      command('a | \\\n  cat <<EOF\none\nEOF'),
      output('x'),
    ]);
  });

  test.each(['base64 -d <<<YQ==', 'grep a <<<"a b"', 'echo $((1<<2))'])(
    'does not take %s for a here-document',
    (line) => {
      expect(parseTerminal(`$ ${line}\nx\n$ b`)).toEqual([command(line), output('x'), command('b')]);
    },
  );
});

describe('<Terminal>', () => {
  const files = { 'session.txt': '$ echo "<a>" & \\\n    b\n<a>\n' };

  test('tells commands from output, and shows neither prompt nor markup of its own', () => {
    expect(htmlOf('<Terminal file="session.txt" title="A < B" ran="here" />', files)).toBe(
      '<figure class="code terminal"><figcaption><b>A &lt; B</b><span>Run for this lesson</span></figcaption>' +
        '<pre tabindex="0"><code><kbd>echo &quot;&lt;a&gt;&quot; &amp; \\\n    b</kbd>\n<samp>&lt;a&gt;</samp></code></pre></figure>',
    );
  });

  test('says when a session needs a real cluster', () => {
    expect(htmlOf('<Terminal file="session.txt" ran="real-cluster" />', files)).toContain(
      '<b>Terminal</b><span>Not run here</span>',
    );
  });

  test('has to say whether it was run', () => {
    expect(mistake('<Terminal file="session.txt" ran="maybe" />', files)).toMatchObject({
      rule: 'component/prop-value',
      message: 'The prop ran="maybe" of <Terminal> does not fit. Use one of: here, real-cluster.',
    });
  });

  test('refuses an unknown file', () => {
    expect(mistakes('<Terminal file="sesion.txt" ran="here" />', files)).toEqual([['file/unknown', 1]]);
  });
});

describe('a terminal fence', () => {
  test('is a session as well', () => {
    expect(htmlOf('```terminal title="T" ran="here"\n$ a\nx\n```')).toContain(
      '<b>T</b><span>Run for this lesson</span></figcaption><pre tabindex="0"><code><kbd>a</kbd>\n<samp>x</samp>',
    );
  });

  test('has to say whether it was run', () => {
    expect(mistake('```terminal title="T"\n$ a\n```')).toMatchObject({
      rule: 'terminal/ran',
      message: 'The terminal session does not say whether it was really run.',
      remedy: 'Add ran="here" if you ran it and pasted what came out, or ran="real-cluster".',
    });
  });

  test('takes no other options', () => {
    expect(mistake('```terminal ran="here" lines="2"\n$ a\n```')).toMatchObject({
      rule: 'fence/unknown-option',
      message: 'The code fence has an unknown option: lines.',
      remedy: 'Use one of: title="…", ran="…".',
    });
  });
});
