import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/checks/check.ts';
import { excessIn, isPlain, scanned, withinLimits } from '../../src/curriculum/limits.ts';
import { readContent } from '../../src/curriculum/read.ts';
import { checkFiles, paths, placeOf, readTiny, withChange, withFile } from '../helpers/fixture.ts';

const graph = Array.from({ length: 60 }, (_, from) =>
  Array.from({ length: from }, (_, to) => `n${to} --> n${from}`).join('\n'),
).join('\n');

/** What is said of the tiny curriculum with a text at the end of one of its lessons, prose and spelling included. */
function inText(text: string): string[] {
  return checkContent(withChange(paths.bowline, (whole) => `${whole}\n${text}\n`)).map(
    ({ rule, message }) => `${rule} ${message}`,
  );
}

describe('a text that nobody can need is a finding, before anything is parsed', () => {
  test.each([
    ['5,000 quotes', `${'>'.repeat(5000)} x`, '5,000 quotes or lists stand within each other; 50 is the most.'],
    [
      'lists 300 deep',
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n'),
      'This line is indented by 402 characters; 400 is the most.',
    ],
    [
      '1,500 components',
      `${'<Callout type="note">\n'.repeat(1500)}x\n${'</Callout>\n'.repeat(1500)}`,
      'More than 50 components stand within each other here.',
    ],
    ['200,000 brackets', '['.repeat(200_000), 'This line has 200,000 characters; 20,000 is the most.'],
    ['100,000 braces', '{'.repeat(100_000), 'This line has 100,000 characters; 20,000 is the most.'],
    ['brackets over lines', '[(\n'.repeat(200), 'Here more than 200 brackets are open at the same time.'],
    [
      'a sentence of 200,000 words',
      'word word word word\n'.repeat(50_000),
      'The file has 1,001,442 characters; 1,000,000 is the most.',
    ],
    ['a long paragraph', 'word word word word\n'.repeat(3000), 'This paragraph has more than 50,000 characters.'],
    ['a long word', 'a'.repeat(6000), 'A word of more than 5,000 characters begins here.'],
    ['600 headings', '## H\n\nx\n\n'.repeat(600), 'This is heading 501; 500 is the most.'],
    [
      'a complete graph of 60',
      `\`\`\`mermaid alt="x"\nflowchart LR\n${graph}\n\`\`\``,
      'The diagram has 20664 characters; 20000 is the most.',
    ],
    [
      'a crossed graph',
      `\`\`\`mermaid alt="x"\nflowchart LR\n${Array.from({ length: 30 }, (_, n) => `a${n}`).join(' & ')} --> b\n\`\`\``,
      'arrows; 120 is the most.',
    ],
  ])('%s', (_, text, message) => {
    const found = inText(text).filter((line) => /^(file\/limit|diagram\/size|lesson\/unexpected) /.test(line));
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  test('a row of hyphens that a program prints is no list', () => {
    const found = inText(`\`\`\`text\n${'-'.repeat(120)}\n  ${'*'.repeat(80)}\n\`\`\``);
    expect(found.filter((line) => line.startsWith('file/limit'))).toEqual([]);
  });

  test.each([
    [
      'quiz.yaml',
      paths.bowlineQuiz,
      `items: ${'['.repeat(5000)}`,
      'Here more than 200 brackets are open at the same time.',
    ],
    [
      '50,000 keys',
      'content/versions.yaml',
      `as_of: 2026-01-01\nversions:\n${'  k: "1"\n'.repeat(50_000)}`,
      'The file has 50,003 lines; 10,000 is the most.',
    ],
    [
      '10 MB of YAML',
      'content/glossary.yaml',
      `x: ${'a'.repeat(10_000_000)}`,
      'The file has 10,000,003 characters; 1,000,000 is the most.',
    ],
  ])('%s', (_, path, text, message) => {
    const found = checkFiles(new Map(readTiny()).set(path, text));
    expect(found.map(({ rule, file, message: said }) => [rule, file, said])).toContainEqual([
      'file/limit',
      path,
      message,
    ]);
    // Nothing is said to be missing that the file may hold.
    expect(found.filter(({ rule }) => /^(reference|file\/missing|quiz)/.test(rule))).toEqual([]);
  });

  test.each(['deep.json', 'deep.sh', 'deep.py', 'deep.go', 'deep.toml', 'deep.js', 'deep.yaml'])('%s', (name) => {
    const path = paths.bowlineFile.replace('mooring.yaml', name);
    const found = checkFiles(withFile(path, '$('.repeat(50_000)));
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`file/limit ${path}`]);
  });

  test('YAML that refers to itself ends nothing', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: &a\n  name: x\n  b: *a\n';
    const found = checkFiles(withFile(paths.bowlineFile.replace('mooring.yaml', 'rec.yaml'), text));
    expect(found.map(({ rule, line, message }) => `${rule}:${line} ${message}`)).toEqual([
      'manifest/yaml:5 This is not valid YAML: the alias repeats what it stands in.',
    ]);
  });

  test('one bad file does not hide the mistakes of the others', () => {
    const files = new Map(withChange(paths.bowline, (whole) => `${whole}\n${'['.repeat(30_000)}\n`)).set(
      'content/courses/harbor/stray.txt',
      'x',
    );
    const found = checkFiles(files);
    expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['file/limit', 'file/stray']));
    expect(found.filter(({ rule }) => rule === 'file/limit').map(placeOf)).toEqual([
      expect.stringMatching(/tie-a-bowline\/lesson\.mdx:\d+:1$/),
    ]);
  });
});

test('what stands in this repository is far from every limit', () => {
  expect([...withinLimits(readContent('.')).excesses]).toEqual([]);
});

test.each([
  ['lesson.mdx', 'Words in （全角） brackets, a :-( smiley, and 1) 2) 3).\n\n'.repeat(500)],
  ['a/files/minified.js', `const a = ${'[1,2],'.repeat(20_000)};\n`],
  ['a/files/log.txt', 'line\n'.repeat(19_000)],
  ['quiz.yaml', 'items:\n  - {a: [1, 2, {b: 3}]}\n'.repeat(4000)],
])('%s within the limits is read', (path, text) => {
  expect(excessIn(path, text)).toBeUndefined();
});

/** Texts near the limits, of what they are about: the same ones in each run. */
function* nearLimits(): Generator<string> {
  let state = 7;
  const random = (most: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * most);
  };
  const pieces = [
    '>',
    '> ',
    '* ',
    '- ',
    '1. ',
    '12) ',
    ' ',
    '\t',
    '\u00a0',
    '\u3000',
    '\r',
    '\v',
    '(',
    '[',
    '{',
    ')',
    ']',
    '}',
    '<A>',
    '</A>',
    '<A/>',
    '<a>',
  ];
  const words = ['# ', '####### ', 'word', 'é', '😀', '\n', '\n\n', '\n \n', '\n\u00a0\n'];
  for (let round = 0; round < 3000; round++) {
    const few = Array.from(
      { length: 1 + random(3) },
      () => [...pieces, ...words][random(pieces.length + words.length)] ?? '',
    );
    const often = [30, 60, 230, 450, 600, 5100, 10_100][random(7)] ?? 0;
    let text = '';
    for (let index = 0; index < often; index++) text += few[random(few.length)];
    yield `${random(2) === 0 ? 'A ' : ''}${text}${random(2) === 0 ? ' z' : ''}`;
  }
}

test('what is harmless at a glance is so when each line is looked at', () => {
  let doubted = 0;
  for (const text of nearLimits()) {
    if (!isPlain(text)) doubted++;
    else
      for (const kind of ['markdown', 'data', 'text'] as const)
        expect(scanned(text, kind), JSON.stringify(text.slice(0, 80))).toBeUndefined();
  }
  // Both answers have been tried.
  expect(doubted).toBeGreaterThan(500);
  expect(doubted).toBeLessThan(2500);
});
