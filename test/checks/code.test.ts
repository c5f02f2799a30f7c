import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { findPrograms, verifyLessons } from '../../src/checks/programs/verify.ts';
import { code } from '../../src/checks/rules/code.ts';
import type { Lesson } from '../../src/curriculum/model.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { checkChange, paths, readTiny, textOf, withChange, withFile } from '../helpers/fixture.ts';

interface Read {
  curriculum: Edition;
  lesson: Lesson;
}

function bowline(files: ContentFiles): Read {
  const { curriculum } = assembleCurriculum(files, siteTokens(), { drafts: true });
  const lesson = [...(curriculum?.lessons.values() ?? [])].find(({ path }) => path === paths.bowline);
  if (!curriculum || !lesson) throw new Error('there is no such lesson');
  return { curriculum, lesson };
}

function checkCode(files: ContentFiles): Finding[] {
  const { curriculum, lesson } = bowline(files);
  const rest = { frontmatter: '', words: 0, today: '2026-06-01', notVerified: () => {} };
  return code.check({ lesson, curriculum, ...rest });
}

function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, file, line, column, message }) => {
    const name = file.slice(file.lastIndexOf('tie-a-bowline/') + 'tie-a-bowline/'.length);
    return `${rule} ${name}:${line}:${column}: ${message}`;
  });
}

/** What is wrong with the code of a lesson at whose end a text is put. Lines count from there. */
function inText(text: string): string[] {
  const before = (readTiny().get(paths.bowline) ?? '').split('\n').length;
  return lines(
    checkCode(withChange(paths.bowline, (whole) => `${whole}\n${text}\n`)).map((finding) => ({
      ...finding,
      line: finding.line - before,
    })),
  );
}

function inFile(name: string, text: string): string[] {
  return lines(checkCode(withFile(paths.bowlineFile.replace('mooring.yaml', name), text)));
}

function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

describe('code in lessons', () => {
  test.each([
    ['in a quotation', '> ```json\n> {\n>   "a": 1,\n> }\n> ```', 'code/json lesson.mdx:3:11'],
    ['in a list', '- One\n\n  ```json\n  {\n    "a": 1,\n  }\n  ```', 'code/json lesson.mdx:5:11'],
    [
      'in a component',
      '<Steps>\n\n1. One\n\n   ~~~json\n   {"a": 1,}\n   ~~~\n\n</Steps>',
      'code/json lesson.mdx:6:11',
    ],
  ])('is verified wherever it stands: %s', (_, text, place) => {
    expect(inText(text)).toEqual([expect.stringContaining(`${place}: `)]);
  });

  test('is verified in the quotes of data, at its place there', () => {
    const start = '"😀 Look:\\n\\n```json\\n[\\n';
    const files = withChange(paths.bowlineLab, (lab) =>
      lab.replace(/^start: \|\n.*$/m, () => `start: ${start}  1,\\n]\\n\`\`\`"`),
    );
    const row =
      textOf(paths.bowlineLab, files)
        .split('\n')
        .findIndex((line) => line.startsWith('start:')) + 1;
    const column = (textOf(paths.bowlineLab, files).split('\n')[row - 1] ?? '').indexOf(',\\n]') + 1;
    expect(lines(checkCode(files))).toEqual([expect.stringContaining(`code/json lab.yaml:${row}:${column}: `)]);
  });

  test('is none where the tree has none', () => {
    expect(inText('{/*\n\n```json\n{"a": 1,}\n```\n\n*/}')).toEqual([]);
  });

  test('the tiny curriculum has no mistakes', () => {
    expect(checkCode(readTiny())).toEqual([]);
  });

  test('a fence', () => {
    expect(inText(fence('json', '{"a": 1,\n}'))).toEqual(['code/json lesson.mdx:2:8: JSON allows no comma before }.']);
  });

  test('an indented fence', () => {
    expect(inText(`1. One\n\n   ${fence('go', 'x = = 1').replaceAll('\n', '\n   ')}`)).toEqual([
      'code/go lesson.mdx:4:8: The Go code cannot be parsed here, near `=`.',
    ]);
  });

  test('a file', () => {
    expect(inFile('Containerfile', 'RUN a\n')).toEqual([
      'code/dockerfile files/Containerfile:1:1: The Dockerfile has no FROM.',
    ]);
    expect(inFile('a.py', 'print "x"\n')).toEqual([
      'code/python files/a.py:1:1: This is the print statement of Python 2.',
    ]);
  });

  test('manifests are left to their own rule, templates of Helm to theirs', () => {
    expect(inText(fence('yaml', 'apiVersion: v1\nkind: Pod\nkind: Pod'))).toEqual([]);
    expect(inText(fence('yaml', 'a: 1\na: 2'))).toHaveLength(1);
    expect(inFile('chart/templates/a.yaml', '{{- if .Values.a }}\na: {{ .Values.b }}\n{{- end }}\n')).toEqual([]);
  });

  test('wrong on purpose', () => {
    expect(inText(fence('json invalid="a comma"', '{"a": 1,}'))).toEqual([]);
    expect(inText(fence('yaml invalid="no such field"', 'replica: 1'))).toEqual([]);
    expect(inText(fence('json invalid="a comma"', '{"a": 1}'))).toEqual([
      'code/valid-after-all lesson.mdx:2:1: The code is said to be invalid on purpose, but it is valid.',
    ]);
    expect(inFile('a.go', '// Invalid on purpose: no brace.\npackage a\nfunc f() {\n')).toEqual([]);
    expect(inFile('a.go', '// Invalid on purpose: no brace.\npackage a\n')).toHaveLength(1);
  });

  test('CEL in a policy', () => {
    const policy = (expression: string): string =>
      `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: {name: a}\nspec:\n  validations:\n    - message: no\n      expression: ${expression}\n`;
    expect(inFile('policy.yaml', policy('object.spec.replicas <= 5'))).toEqual([]);
    expect(inFile('policy.yaml', policy('object.spec.replicas <= 5 and true'))).toEqual([
      'code/cel files/policy.yaml:7:19: CEL has no operator "and".',
    ]);
    expect(inFile('policy.yaml', `${policy('a and b')}x: *y\n`)).toEqual([]);
  });

  test('JSONPath in a command', () => {
    expect(inText(fence('bash', 'kubectl get pod a -o jsonpath=\'{.status.phase}{"\\n"}\''))).toEqual([]);
    expect(inText(fence('bash', "kubectl get pod a \\\n  -o jsonpath='{.status.phase' | cat"))).toEqual([
      'code/jsonpath lesson.mdx:3:16: The brace is not closed on its line.',
    ]);
    expect(inText(fence('bash', "kubectl get pod a -o jsonpath='{…}'"))).toEqual([]);
    expect(inText(fence('bash invalid="a brace"', "kubectl get pod a -o jsonpath='{.a'"))).toEqual([]);
  });
});

describe('how code is verified', () => {
  test('an unknown way', () => {
    const findings = checkChange(paths.bowline, (whole) => `${whole}\n${fence('js checked="runs"', 'let a = 1;')}\n`);
    expect(findings.map(({ rule, message, remedy }) => `${rule}: ${message} | ${remedy}`)).toEqual([
      'fence/checked: checked="runs" is no way to verify js. | Use one of: checked="parse", checked="run". Did you mean "run"?',
    ]);
  });

  test('a language that has only one', () => {
    const findings = checkChange(paths.bowline, (whole) => `${whole}\n${fence('json checked="run"', '{}')}\n`);
    expect(findings.map(({ rule }) => rule)).toEqual(['fence/unknown-option']);
  });

  test('compiled', () => {
    expect(inText(fence('ts checked="compile"', 'const a: string = 1;'))).toEqual([
      "code/typescript lesson.mdx:2:7: The TypeScript does not compile: Type 'number' is not assignable to type 'string'.",
    ]);
    expect(inText(fence('ts', 'const a: string = 1;'))).toEqual([]);
  });

  test('run', async () => {
    const run = async (code: string, options = ''): Promise<string[]> => {
      const text = fence(`js checked="run"${options}`, code);
      const { lesson } = bowline(withChange(paths.bowline, (whole) => `${whole}\n${text}\n`));
      const { findings } = await verifyLessons([lesson], findPrograms());
      return findings.map(({ rule, message }) => `${rule}: ${message}`);
    };
    const reads = 'import { readFileSync } from "node:fs";\nreadFileSync("mooring.yaml");';
    expect(await run(reads)).toEqual([]);
    expect(await run('throw new Error("no");')).toEqual(['code/run: The code fails when it is run: Error: no.']);
    expect(await run('throw new Error("no");', ' invalid="it throws"')).toEqual([]);
    expect(await run('1;', ' invalid="it throws"')).toEqual([
      'code/valid-after-all: The code is said to be invalid on purpose, but it is valid.',
    ]);
  });
});
