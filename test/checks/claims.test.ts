import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { checkReport } from '../../src/checks/check.ts';
import { type Claim, claimsOf, verifiers } from '../../src/checks/claims.ts';
import { typedCommands } from '../../src/checks/typed-commands.ts';
import type { Lesson } from '../../src/curriculum/model.ts';
import { type ContentFiles, isBinary, readContent } from '../../src/curriculum/read.ts';
import { place, workshopRoot } from '../helpers/example.ts';
import { tinyRoot } from '../helpers/fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Lessons of some content. */
function lessonsOf(files: ContentFiles): Lesson[] {
  const { curriculum } = assembleCurriculum(files, siteTokens(), { drafts: true });
  return [...(curriculum?.lessons.values() ?? [])];
}

const show = (claim: Claim): string => ('by' in claim ? claim.by : `not verified: ${claim.unverified}`);

describe.each([
  ['the real curriculum', root],
  ['the tiny curriculum', tinyRoot],
  ['the workshop', workshopRoot],
])('in %s', (_, folder) => {
  test('every fence and file is claimed by exactly one verifier, or is listed with the reason', () => {
    const files = readContent(folder);
    const lessons = lessonsOf(files);
    expect(lessons.length).toBeGreaterThan(1);
    const { unverified } = checkReport(files, { prose: false, today: '2026-06-01' });
    const listed = new Set(unverified.map(({ what, where }) => `${where} ${what}`));
    for (const lesson of lessons) {
      // A file that shows itself as a fence is no second piece of code; each piece has one claim.
      for (const [{ file, firstLine }, claim] of claimsOf(lesson)) {
        if ('by' in claim) expect(Object.keys(verifiers)).toContain(claim.by);
        else expect(listed).toContain(`${file}:${firstLine} ${claim.unverified}`);
      }
      for (const { text } of typedCommands(lesson)) expect(text.trim()).not.toBe('');
    }
  });
});

test('every piece of code of all mistakes and unusual cases together is claimed by exactly one verifier', () => {
  const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
  const cases = ['mistakes', 'unusual'].flatMap((folder) =>
    readdirSync(join(fixtures, folder)).map(
      (name) => parse(readFileSync(join(fixtures, folder, name), 'utf8')) as { where: string; text: string },
    ),
  );
  const inFiles = cases.filter(({ where }) => where.startsWith('files/'));
  const fences = cases.flatMap(({ where, text }) =>
    where === 'text' ? [...text.matchAll(/^```\w[^\n]*\n(?:(?!```)[^\n]*\n)*?```$/gm)].map(([fence]) => fence) : [],
  );
  const { files: withFences, file, offset } = place('text', fences.join('\n\n'), place('files/a.txt', 'a\n').files);
  const files = new Map(withFences);
  // Folders of their own keep files apart that have the same name.
  for (const [index, { where, text }] of inFiles.entries())
    files.set(`${dirname(file)}/${where.replace('files/', `files/case-${index}/`)}`, text);
  const [lesson] = lessonsOf(files).filter(({ path }) => path === file);
  if (!lesson) throw new Error('There is no such lesson.');
  const claims = [...claimsOf(lesson)];
  const { unverified } = checkReport(files, { prose: false, today: '2026-06-01' });
  const listed = new Set(unverified.map(({ what, where }) => `${where} ${what}`));
  for (const [snippet, claim] of claims) {
    const where = `${snippet.file}:${snippet.firstLine}`;
    if ('by' in claim) expect([where, Object.keys(verifiers)]).toEqual([where, expect.arrayContaining([claim.by])]);
    else expect(listed).toContain(`${where} ${claim.unverified}`);
  }
  const claimed = new Set(claims.map(([snippet]) => snippet.file));
  for (const { path, text } of lesson.files.values()) if (!isBinary(text)) expect(claimed).toContain(path);
  const shown = claims.filter(([snippet]) => snippet.file === file && snippet.firstLine > offset);
  expect(shown.length).toBeGreaterThanOrEqual(fences.length);
  expect(inFiles.length + fences.length).toBeGreaterThan(300);
});

/** The claim of the first piece of code in a text, or of a file, of the workshop. */
function claimOf(where: string, text: string, others: Record<string, string> = {}): string[] {
  const before = Object.entries(others).reduce(
    (files, [path, other]) => place(path, other, files).files,
    place('files/none.txt', 'nothing\n').files,
  );
  const { files, file, offset } = place(where, text, before);
  return lessonsOf(files).flatMap((lesson) =>
    [...claimsOf(lesson)]
      .filter(([one]) => one.file === file && one.firstLine > offset)
      .map(([, claim]) => show(claim)),
  );
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;

test.each([
  ['text', fence('yaml', 'apiVersion: v1\nkind: Pod'), ['manifests']],
  ['text', fence('yml', 'apiVersion: v1\nkind: Pod'), ['manifests']],
  ['text', fence('yaml', '{apiVersion: v1, kind: Pod}'), ['manifests']],
  ['files/pod.json', '{"kind": "Pod", "apiVersion": "v1"}\n', ['manifests']],
  ['text', fence('json', '{"a": 1}'), ['code']],
  ['text', fence('yaml', 'replicas: 3'), ['code']],
  ['text', fence('yaml', 'remote_write: [{url: "http://a/"}]'), ['prometheus']],
  ['text', fence('yaml', 'scrape_config: []'), ['prometheus']],
  ['text', fence('yaml', 'route: {receiver: a}\nreceivers: [{name: a}]'), ['prometheus']],
  [
    'text',
    fence('yaml', 'a: {{ .Values.a }}'),
    ['not verified: templates of Helm without their chart (they become YAML only with its values)'],
  ],
  ['text', fence('yaml', 'receivers: {otlp: {}}\nservice: {pipelines: {}}'), ['collector']],
  ['text', fence('yaml', 'name: check\non: push'), ['code']],
  ['text', fence('zsh', 'kubectl get pods'), ['shell']],
  ['text', fence('bash', '$ kubectl get pods\nNAME'), ['sessions']],
  ['text', fence('bash', 'kubectl apply -f - <<EOF\nkind: Pod\nEOF'), ['shell', 'manifests']],
  ['text', fence('bash', 'cat > a.toml <<EOF\na = 1\nEOF'), ['shell', 'code']],
  [
    'text',
    fence('bash', 'cat <<EOF\nhello\nEOF'),
    ['shell', 'not verified: here-documents whose language nothing tells'],
  ],
  ['text', fence('http', 'GET / HTTP/1.1'), ['not verified: code in http (nothing here can read it)']],
  ['text', fence('text', 'a'), ['text']],
])('%s %j is claimed', (where, text, claims) => {
  expect(claimOf(where, text)).toEqual(claims);
});

test('all that belongs to a chart is claimed by what builds it', () => {
  const chart = { 'files/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n' };
  expect(claimOf('files/shop/values.yaml', 'kind: Deployment\n', chart)).toEqual(['packages']);
  expect(
    claimOf(
      'files/shop/templates/a.yaml',
      'apiVersion: v1\nkind: Service\nmetadata: {name: "{{ .Release.Name }}"}\n',
      chart,
    ),
  ).toEqual(['packages']);
  expect(
    claimOf('files/shop/crds/a.yaml', 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n', chart),
  ).toEqual(['manifests']);
});
