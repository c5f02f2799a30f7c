import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { programFolder } from '../../src/checks/programs/pinned.ts';
import { parseFile } from '../../src/lab/kubectl/resources/decode.ts';
import { randomFrom } from '../../src/lab/random.ts';
import { longTest } from '../helpers/long.ts';

const HEAD = 'apiVersion: v1\nkind: Foo\nmetadata:\n  name: a\n';

/** Manifests with what YAML has; each is changed in one place or two. */
const MANIFESTS = [
  `${HEAD}spec:\n  containers:\n  - name: a\n    image: "b:1"\n    command: [sh, -c, 'echo "hi"']\n    env:\n    - {name: X, value: '1'}\n    - name: Y\n      value: >-\n        folded text\n        over lines\n\n        more\n  volumes: []\n`,
  `${HEAD}data:\n  a: |\n    line 1\n      line 2\n\n    line 3\n  b: >\n    x\n    y\n   \n  c: "a\\tb\\u00e9 \\\n    c"\n  d: 'it''s'\n`,
  `${HEAD}anchors:\n  x: &x\n    k: 1\n    l: [1, 2.5, 0x1F, 010, 1_000, 1e3, .5, +1]\n  y: *x\n  z:\n    <<: *x\n    k: yes\n  w: [ *x, {a: b, c}, "q": r ]\n`,
  `# comment\n${HEAD}v:\n  - null\n  - off\n  - 2001-01-01\n  - 12:30:45\n  - !!str 5\n  - !foo bar\n  - - nested\n    - b: c\n  - plain text\n    continued # c\n  - "multi\n    line\n\n    text"\n  ? complex\n  : value\n`,
  `${HEAD}list:\n- a: 1\n  b: 2\n-   c: 3\n- url: http://x:80/y?z#f\n- "quoted": 'x: y'\n- {a: [b, {c: d}], e: "f,g"}\nlast:\n  deep:\n      - 1\n`,
];
const PIECES = ` |  |\t|\n|:|: |- |-|"|'|{|}|[|]|,|#| #|&|*|!|>|%|@|\`|?|\\|a|0|---\n|...\n|<<`.split('|').concat('|');
const CASES = 300;

/** A text with a piece or line too many, too few or moved. */
function changed(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const piece = PIECES[Math.floor(random() * PIECES.length)] ?? '';
  const what = random();
  if (what < 0.3) return text.slice(0, at) + text.slice(at + 1);
  if (what < 0.7) return text.slice(0, at) + piece + text.slice(at);
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  const found = lines[line] ?? '';
  const instead = [[` ${found}`], [found.replace(/^ /, '')], [], [found, found]][Math.floor(random() * 4)] ?? [];
  lines.splice(line, 1, ...instead);
  return lines.join('\n');
}

/** What the real kubectl reads in a file: the objects, or what it says of it. */
function readByKubectl(path: string): { objects: unknown[] } | { problem: string } {
  try {
    const output = execFileSync(
      join(programFolder, 'kubectl'),
      ['label', '--local', '-f', path, '-o', 'json', 'zz=b'],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
    return {
      objects: output
        .trim()
        .split(/\n(?=\{)/)
        .map((text) => JSON.parse(text) as unknown),
    };
  } catch (problem) {
    return { problem: String((problem as { stderr: string }).stderr) };
  }
}

function read(text: string): { objects: Record<string, unknown>[] } | { problem: string } {
  try {
    return { objects: parseFile(text) as Record<string, unknown>[] };
  } catch (problem) {
    return { problem: (problem as Error).message };
  }
}

describe('changed manifests', () => {
  longTest(`${CASES} of them are read, or refused, as the real kubectl does`, { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
    const path = join(folder, 'pod.yaml');
    const random = randomFrom(7);
    let compared = 0;
    for (let count = 0; count < CASES; count++) {
      let text = MANIFESTS[count % MANIFESTS.length] ?? '';
      for (let changes = 1 + Math.floor(random() * 2); changes > 0; changes--) text = changed(text, random);
      writeFileSync(path, text);
      const real = readByKubectl(path);
      const ours = read(text);
      if ('problem' in real) {
        // Other problems are not about YAML: an object that has no kind, or no name.
        const expected = new RegExp(`error parsing ${path}: (.*)\\n$`, 's').exec(real.problem)?.[1];
        if (expected === undefined) continue;
        expect({ text, ...ours }).toEqual({ text, problem: expected });
      } else {
        if (!('objects' in ours)) throw new Error(`${ours.problem}\n${text}`);
        const labeled = ours.objects.map((object) => {
          const metadata = object.metadata as { labels?: object } | null;
          return metadata === null
            ? object
            : { ...object, metadata: { ...metadata, labels: { ...metadata?.labels, zz: 'b' } } };
        });
        expect({ text, objects: labeled }).toEqual({ text, objects: real.objects });
      }
      compared++;
    }
    rmSync(folder, { recursive: true, force: true });
    expect(compared).toBeGreaterThan(CASES / 2);
  });
});
