import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { checkContent } from '../../src/checks/check.ts';
import { type ContentFiles, readContent } from '../../src/curriculum/read.ts';
import { place, workshopRoot } from '../helpers/example.ts';
import { paths, readTiny, textOf } from '../helpers/fixture.ts';
import { isLong } from '../helpers/long.ts';

/** Ten thousand take about four minutes. */
const CASES = Number(process.env.FUZZ_CASES ?? (isLong ? 10_000 : 1000));
const SEED = 20261122;

/** What people type by mistake, and what means something in YAML, Markdown or MDX. */
const PIECES = [
  '\t',
  '"',
  "'",
  '{',
  '}',
  '<',
  '>',
  '`',
  '```',
  '---',
  '- ',
  ': ',
  '#',
  '|',
  '*x',
  '&x',
  '\\',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '😀',
  '<Term',
  '</Steps>',
  'null',
  '~',
  '!!js/function',
  '[[',
  ']]',
  '<!--',
  '\r',
  '999999999999999999999',
  '$' + '{x}',
  '&nbsp;',
];

/** A text with one to three small mistakes. */
function mutate(text: string, next: () => number): string {
  let result = text;
  const place = (): number => Math.floor(next() * (result.length + 1));
  for (let count = 1 + Math.floor(next() * 3); count > 0; count--) {
    const at = place();
    const length = Math.floor(next() * 30);
    const piece = PIECES[Math.floor(next() * PIECES.length)] ?? '';
    const cut = result.slice(at, at + length);
    const kinds = [
      () => result.slice(0, at) + result.slice(at + length),
      () => result.slice(0, at) + piece + result.slice(at),
      () => result.slice(0, at) + cut + cut + result.slice(at + length),
      () => result.slice(0, at) + cut.toUpperCase() + result.slice(at + length),
      () => result.slice(0, at),
    ];
    result = kinds[Math.floor(next() * (kinds.length - (next() < 0.9 ? 1 : 0)))]?.() ?? result;
  }
  return result;
}

/** A file that is mutated, with all others of its curriculum, and what is checked of them. */
interface Case {
  files: ContentFiles;
  path: string;
  only: string;
}

const bowline = paths.bowline.slice(0, -'/lesson.mdx'.length);
const data: Case[] = [
  paths.bowline,
  paths.bowlineQuiz,
  paths.bowlineLab,
  paths.bowlineFile,
  paths.mooring,
  paths.glossary,
  paths.people,
  paths.exam,
].map((path) => ({ files: readTiny(), path, only: path.startsWith(bowline) ? bowline : path }));

/** A little of every language that is parsed. */
const CODE: Readonly<Record<string, string>> = {
  'main.go': 'package main\n\nfunc main() {\n\tfor i := range 3 {\n\t\tprintln("web", i)\n\t}\n}\n',
  'main.py': 'def ready(pods):\n    return [p for p in pods if p["ready"]]\n\n\nprint(f"{len(ready([]))} ready")\n',
  'a.json': '{"kind": "Pod", "spec": {"containers": [{"name": "web", "ports": [80, 443]}]}}\n',
  'a.toml': 'title = "web"\n[servers.one]\nport = 8080\nsince = 2026-01-02T03:04:05Z\n',
  'a.ts':
    'interface Pod { name: string }\nexport const names = (pods: Pod[]): string[] => pods.map(({ name }) => name);\n',
  'a.promql': 'sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / 2 > 0.1\n',
  'a.cel': 'object.spec.replicas <= 5 && has(object.metadata.labels.team)\n',
  'a.jsonpath': '{range .items[?(@.status.phase=="Running")]}{.metadata.name}{"\\n"}{end}\n',
  Dockerfile: 'FROM registry.example.com/base:1 AS build\nWORKDIR /app\nCOPY . .\nRUN ["make", "all"]\nCMD ["./web"]\n',
  'a.sh':
    '#!/bin/sh\nfor pod in $(kubectl get pods -o name); do\n  kubectl logs "$pod" --tail=3 | grep -c error\ndone\n',
};
const manifests = readdirSync('test/fixtures/manifests').map(
  (name) => [name, readFileSync(`test/fixtures/manifests/${name}`, 'utf8')] as const,
);
const shown = [...Object.entries(CODE), ...manifests].reduce(
  (files, [name, text]) => place(`files/${name}`, text, files).files,
  readContent(workshopRoot),
);
const page = 'content/courses/workshop/first-steps/serve-a-page';
const code: Case[] = [...shown.keys()]
  .filter((path) => path.startsWith(page))
  .map((path) => ({ files: shown, path, only: page }));

describe('the checker', () => {
  test.each([
    ['lessons, quizzes and data', data, 0.75],
    ['manifests, code and commands', code, 0.25],
  ])(
    `yields findings and never falls over, whatever is typed into %s (of ${CASES} cases, seed ${SEED})`,
    (_, cases, share) => {
      const next = random(SEED);
      let wrong = 0;
      for (let index = 0; index < CASES * share; index++) {
        const { files, path, only } = cases[index % cases.length] as Case;
        const text = mutate(textOf(path, files), next);
        try {
          if (checkContent(new Map(files).set(path, text), { only: [only], prose: index % 2 === 0 }).length > 0)
            wrong++;
        } catch (problem) {
          throw new Error(`case ${index} (${path}): ${String(problem)}\n${JSON.stringify(text)}`);
        }
      }
      expect(wrong).toBeGreaterThan((CASES * share) / 4);
    },
    3_600_000,
  );
});
