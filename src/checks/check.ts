import { assembleCurriculum } from '../curriculum/assemble.ts';
import { dayOf } from '../curriculum/day.ts';
import { type Finding, sortFindings } from '../curriculum/finding.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { API_VERSION } from '../kubernetes/served.ts';
import { renderLesson } from '../rendering/render.ts';
import { renderSlot } from '../rendering/slot.ts';
import { pathsOf } from '../site/address.ts';
import { translator } from '../strings/index.ts';
import { commandTables } from '../tools/tables.ts';
import { checkCommands, unverifiedCommands } from './rules/commands.ts';
import { checkManifests } from './rules/manifests.ts';
import { checkProse } from './rules/prose.ts';

/** What a check found out. */
export interface Report {
  findings: Finding[];
  /** What could not be verified here, as sentences: it is neither right nor wrong. */
  unverified: string[];
  /** Repository of the original curriculum, if it could be read. */
  forge: string | undefined;
}

/** What is checked, and against which day. */
export interface CheckOptions {
  /** Paths below the root; only what lies below one of them is checked. Everything unless given. */
  only?: readonly string[];
  /** Whether to judge the prose, too: words, objectives, headings, reading time, facts to be looked at again. */
  prose?: boolean;
  /** YYYY-MM-DD; facts whose review was due before are reported. */
  today?: string;
}

/** Everything that a machine can tell of a curriculum, drafts included: data, references, text, code and prose. */
export function checkReport(files: ContentFiles, { only = [], prose = true, today }: CheckOptions = {}): Report {
  const { curriculum, findings } = assembleCurriculum(files, { drafts: true });
  const wanted = (path: string): boolean =>
    only.length === 0 || only.some((start) => path === start || path.startsWith(`${start}/`));
  if (!curriculum) return { findings: findings.filter(({ file }) => wanted(file)), unverified: [], forge: undefined };
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const unverified = new Set(unverifiedVersions(curriculum));
  const day = today ?? dayOf();
  const inLesson = (lesson: Lesson): readonly Finding[] => {
    const { findings: inText, words } = renderLesson(lesson, curriculum, links, t);
    // What a fork has taken unchanged was checked where it comes from.
    if (lesson.layer < curriculum.layers.length) return inText;
    for (const program of unverifiedCommands(lesson)) {
      unverified.add(`${lesson.path}: commands of ${program} (there is no table of them)`);
    }
    // Words are counted in what could be rendered.
    const inProse = !prose || inText.length > 0 ? [] : checkProse(lesson, files.get(lesson.path) ?? '', words, day);
    return [...inText, ...checkManifests(lesson), ...checkCommands(lesson), ...inProse];
  };
  const folder = (lesson: Lesson): string => lesson.path.slice(0, -'/lesson.mdx'.length);
  const lessons = [...curriculum.lessons.values()].filter(
    (lesson) => wanted(folder(lesson)) || only.some((start) => start.startsWith(folder(lesson))),
  );
  const inSlots = (curriculum.layers.at(-1)?.slots ?? []).flatMap(
    (slot) => renderSlot(slot, curriculum, links, t).findings,
  );
  const all = [...findings, ...lessons.flatMap(inLesson), ...inSlots].filter(({ file }) => wanted(file));
  return { findings: sortFindings(all), unverified: [...unverified].sort(), forge: curriculum.editions[0].forge };
}

/** What is checked against another version than the curriculum says that it is written for. */
function unverifiedVersions({ versions: { versions } }: Curriculum): string[] {
  const tools = [...commandTables.values()].map(({ program, version }) => [program, version] as const);
  return [['kubernetes', API_VERSION] as const, ...tools].flatMap(([name, checked]) => {
    const wanted = versions[name];
    return wanted === undefined || wanted === checked
      ? []
      : [`content/versions.yaml: ${name} ${wanted} (what is shown is checked against ${checked})`];
  });
}

/** Everything that is wrong in the files of a curriculum. */
export function checkContent(files: ContentFiles, options: CheckOptions = {}): Finding[] {
  return checkReport(files, options).findings;
}

/** Everything that is wrong in the curriculum below `root`. */
export function checkCurriculum(root: string, options: CheckOptions = {}): Finding[] {
  return checkContent(readContent(root), options);
}
