import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { checkWithPrograms } from '../../src/checks/check.ts';
import { claimsOf, verifiers } from '../../src/checks/claims.ts';
import { findPrograms, type Unverified } from '../../src/checks/programs/verify.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { promqlProblems } from '../../src/languages/promql/problems.ts';
import type { Unit } from './material.ts';

/** What a file, a fence or a query was found to be. */
export interface Piece {
  /** Path below the repository; of fences and queries with their number. */
  path: string;
  /** Whether it is wrong on purpose. */
  wrong: boolean;
  findings: readonly Finding[];
  unverified: readonly string[];
  /** Who verifies it, or "not verified"; undefined of queries, which are asked directly. */
  claim?: string;
}

/** Groups of rules that judge what lessons offer and show; the others are about lessons as such. */
const JUDGED =
  /^(manifest|manifest-style|configuration|code|command|shell|package|prometheus|alertmanager|collector)\//;

const ROOT = 'content/courses/corpus/material/';

/** A curriculum with one lesson, of the same form as a real one. */
function around(lessons: readonly string[]): [string, string][] {
  const list = lessons.map((id) => `  - ${id}\n`).join('');
  return [
    [
      'content/courses/corpus/course.yaml',
      'title: Corpus\nsummary: Public examples.\naudience: Nobody.\nexams: []\nmodules:\n  - material\n',
    ],
    [`${ROOT}module.yaml`, `title: Material\nsummary: Public examples.\nmaintainers: [ada]\nlessons:\n${list}`],
    ['content/people.yaml', 'people:\n  - {id: ada, name: Ada, kind: person, roles: [author, maintainer]}\n'],
    ['content/versions.yaml', 'as_of: 2026-06-01\nversions: {kubernetes: "1.36"}\n'],
    ['content/glossary.yaml', 'terms: []\n'],
    [
      'content/identity.yaml',
      `name: Corpus
tagline: Public examples
url: https://corpus.example/
forge: https://forge.example/corpus/corpus
branch: main
contact: crew@corpus.example
creators: Nobody
copyright: © 2026 Nobody
licence: {spdx: CC-BY-4.0, name: Creative Commons Attribution 4.0 International, url: "https://creativecommons.org/licenses/by/4.0/"}
code_licence: {spdx: Apache-2.0, name: Apache License 2.0, url: "https://www.apache.org/licenses/LICENSE-2.0"}
disclaimer: Offered as-is, without warranties of any kind.
disclaimer_url: https://creativecommons.org/licenses/by/4.0/legalcode.en#s5
marks: All trademarks belong to their owners.
version: 1.0.0
released: 2026-06-01
language: en
`,
    ],
  ];
}

const FRONTMATTER = `---
title: Material
summary: Public examples.
minutes: {reading: 1, lab: 0}
level: beginner
objectives:
  - {id: read, text: Explain public examples}
  - {id: use, text: Use public examples}
competencies: []
prerequisites: []
authors: [ada]
verified: {date: 2026-05-18, versions: {kubernetes: "1.36"}}
status: published
---
`;

/** Text of a lesson with fences, and on which line each begins. */
function withFences(fences: Unit['fences']): { text: string; lines: number[] } {
  let text = `${FRONTMATTER}\nText.\n`;
  const lines: number[] = [];
  for (const { language, text: code } of fences) {
    const ticks = '`'.repeat(Math.max(4, ...[...code.matchAll(/`+/g)].map(([found]) => found.length + 1)));
    lines.push(text.split('\n').length);
    text += `${ticks}${language}\n${code}\n${ticks}\n\n`;
  }
  return { text, lines };
}

/** Judges units with everything that the check has; each is a lesson by itself. */
export async function judge(units: readonly Unit[]): Promise<Piece[]> {
  if (units.length === 0) return [];
  const ids = units.map((_, index) => `unit-${index}`);
  const files = new Map<string, string>(around(ids));
  const lines = new Map<string, number[]>();
  units.forEach((unit, index) => {
    const folder = `${ROOT}${ids[index]}`;
    const lesson = withFences(unit.fences);
    files.set(`${folder}/lesson.mdx`, lesson.text);
    lines.set(folder, lesson.lines);
    for (const [name, { text }] of unit.files) files.set(`${folder}/files/${name}`, text);
  });
  const content: ContentFiles = files;
  const report = await checkWithPrograms(content, { prose: false, today: '2026-06-01' }, findPrograms());
  const broken = report.findings.find(({ rule }) => rule.startsWith('schema/'));
  if (broken) throw new Error(`${broken.file}:${broken.line}: ${broken.message}`);
  const claims = claimsIn(content);
  return units.flatMap((unit, index) => pieces(unit, `${ROOT}${ids[index]}`, { lines, report, claims }));
}

/** Who claims what, by `file:line`. @throws if something is claimed by somebody who is not there. */
function claimsIn(content: ContentFiles): ReadonlyMap<string, string> {
  const { curriculum } = assembleCurriculum(content, siteTokens(), { drafts: true });
  const all = [...(curriculum?.lessons.values() ?? [])].flatMap((lesson) => [...claimsOf(lesson)]);
  return new Map(
    all
      .filter(([{ origin }]) => origin !== 'here-document')
      .map(([{ file, firstLine }, claim]) => {
        if ('by' in claim && !Object.hasOwn(verifiers, claim.by)) throw new Error(`Nobody is called ${claim.by}.`);
        return [`${file}:${firstLine}`, 'by' in claim ? claim.by : 'not verified'];
      }),
  );
}

/** The claim of a piece. @throws if nobody claims it: then it would pass in silence. */
function claimOf(claims: ReadonlyMap<string, string>, where: string, path: string): string {
  const claim = claims.get(where);
  if (claim === undefined) throw new Error(`Nobody claims ${path} (${where}).`);
  return claim;
}

interface Judged {
  lines: ReadonlyMap<string, number[]>;
  report: { findings: readonly Finding[]; unverified: readonly Unverified[] };
  claims: ReadonlyMap<string, string>;
}

function pieces(unit: Unit, folder: string, { lines, report, claims }: Judged): Piece[] {
  const findings = report.findings.filter(({ file, rule }) => file.startsWith(`${folder}/`) && JUDGED.test(rule));
  const unverified = report.unverified.filter(({ where }) => where.startsWith(`${folder}/`));
  const ofFiles = [...unit.files].map(([name, { wrong }]): Piece => {
    const file = `${folder}/files/${name}`;
    return {
      path: `${unit.path}/${name}`,
      claim: claimOf(claims, `${file}:1`, `${unit.path}/${name}`),
      wrong,
      findings: findings.filter((finding) => finding.file === file),
      unverified: unverified.filter(({ where }) => where.startsWith(`${file}:`)).map(({ what }) => what),
    };
  });
  const starts = lines.get(folder) ?? [];
  const inFence = (line: number, index: number): boolean =>
    line >= (starts[index] ?? 0) && line < (starts[index + 1] ?? Number.POSITIVE_INFINITY);
  const lesson = `${folder}/lesson.mdx`;
  const ofFences = unit.fences.map(
    ({ language }, index): Piece => ({
      path: `${unit.path}#${index + 1} (${language})`,
      claim: claimOf(claims, `${lesson}:${(starts[index] ?? 0) + 1}`, `${unit.path}#${index + 1}`),
      wrong: false,
      findings: findings.filter(({ file, line }) => file === lesson && inFence(line, index)),
      unverified: unverified
        .filter(({ where }) => where.startsWith(`${lesson}:`) && inFence(Number(where.slice(lesson.length + 1)), index))
        .map(({ what }) => what),
    }),
  );
  const ofQueries = unit.queries.map(
    ({ text, wrong }, index): Piece => ({
      path: `${unit.path}#${index + 1} ${text}`,
      wrong,
      findings: promqlProblems(text).map((found) => ({
        rule: 'code/promql',
        severity: 'error',
        file: unit.path,
        why: '',
        ...found,
      })),
      unverified: [],
    }),
  );
  return [...ofFiles, ...ofFences, ...ofQueries];
}
