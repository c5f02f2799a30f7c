import { assembleCurriculum } from '../curriculum/assemble.ts';
import { dayOf } from '../curriculum/day.ts';
import { type Finding, sortFindings } from '../curriculum/finding.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import { type Curriculum, dataFile, type Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { publishedRules } from '../documents/rule-pages.ts';
import { API_VERSION } from '../kubernetes/served.ts';
import { renderLesson } from '../rendering/render.ts';
import { renderSlot } from '../rendering/slot.ts';
import { pathsOf } from '../site/address.ts';
import { translator } from '../strings/index.ts';
import { commandTables } from '../tools/tables.ts';
import { type Found, findPrograms, type Unverified, verifyLessons } from '../verification/verify.ts';
import { applyExceptions } from './exceptions.ts';
import { ruleNames } from './rule-names.ts';
import { checkCode, unverifiedCode } from './rules/code.ts';
import { checkCommands, unverifiedCommands } from './rules/commands.ts';
import { curriculumRules, proseRules } from './rules/index.ts';
import { checkManifests } from './rules/manifests.ts';

/** What a check found out. */
export interface Report {
  findings: Finding[];
  /** What could not be verified here: it is neither right nor wrong. */
  unverified: Unverified[];
  /** The original curriculum, if it could be read: its repository, and the address below which it explains the rules. */
  forge: string | undefined;
  rules: string | undefined;
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

/** What was found before exceptions are applied. */
interface Gathered extends Report {
  /** Lessons that were checked, the publisher's own. */
  lessons: Lesson[];
}

/** Everything that a machine can tell of a curriculum without running other programs, drafts included. */
export function checkReport(files: ContentFiles, options: CheckOptions = {}): Report {
  return settle(gather(files, options), files, options, (rule) => !BY_PROGRAMS.test(rule));
}

/** The same, and what the programs of this machine tell: they run commands, lint scripts and build packages. */
export async function checkWithPrograms(
  files: ContentFiles,
  options: CheckOptions = {},
  found: Found = findPrograms(),
): Promise<Report> {
  const gathered = gather(files, options);
  const everything = (options.only ?? []).length === 0;
  const { findings, unverified, withoutJail } = await verifyLessons(gathered.lessons, found, { prune: everything });
  const all = {
    ...gathered,
    findings: [...gathered.findings, ...findings],
    unverified: [...gathered.unverified, ...unverified],
  };
  return settle(all, files, options, (rule) => {
    if (!BY_PROGRAMS.test(rule)) return true;
    return !withoutJail && (rule === 'code/run' || found.missing.size === 0);
  });
}

const UNREAD_PROSE = 'prose, spelling and quiz of lessons whose text cannot be shown yet (mend that first)';

/** Rules that programs apply. */
const BY_PROGRAMS = /^(alertmanager|package|prometheus|session|shell)\/|^code\/run$/;

function settle(
  { findings, unverified, forge, rules: pages, lessons }: Gathered,
  files: ContentFiles,
  { only = [], prose = true }: CheckOptions,
  applied: (rule: string) => boolean,
): Report {
  const rules = {
    names: ruleNames,
    applied: (rule: string) =>
      applied(rule) && (prose || !/^(prose|spelling|term|objective|competency|quiz-style)\//.test(rule)),
  };
  const left = applyExceptions(findings, lessons, files, rules).filter(({ file }) => isWanted(file, only));
  return { findings: sortFindings(left), unverified, forge, rules: pages };
}

function isWanted(path: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((start) => path === start || path.startsWith(`${start}/`));
}

const DATA_FILES = ['quiz.yaml', 'lab.yaml'] as const;

const folderOf = ({ path }: Lesson): string => path.slice(0, -'/lesson.mdx'.length);

function gather(files: ContentFiles, { only = [], prose = true, today = dayOf() }: CheckOptions): Gathered {
  const { curriculum, findings } = assembleCurriculum(files, { drafts: true });
  if (!curriculum) return { findings: [...findings], unverified: [], forge: undefined, rules: undefined, lessons: [] };
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const unverified = unverifiedVersions(curriculum);
  const inLesson = (lesson: Lesson): readonly Finding[] => {
    const { findings: inText, words } = renderLesson(lesson, curriculum, links, t);
    // What a fork has taken unchanged was checked where it comes from.
    if (!isOwn(lesson, curriculum)) return inText;
    for (const program of unverifiedCommands(lesson)) {
      unverified.push({ what: `commands of ${program} (there is no table of them)`, where: `${lesson.path}:1` });
    }
    for (const { language, snippet } of unverifiedCode(lesson)) {
      const where = `${snippet.file}:${snippet.firstLine}`;
      unverified.push({ what: `code in ${language} (nothing here can read it)`, where });
    }
    const text = files.get(lesson.path) ?? '';
    const { frontmatter } = splitLesson(lesson.path, text);
    const check = { lesson, frontmatter, text, words, curriculum, today };
    // Words are counted in what could be rendered; a quiz that could not be read is unknown, not missing.
    const readable = inText.length === 0 && !DATA_FILES.some((name) => curriculum.unread.has(dataFile(lesson, name)));
    if (prose && !readable) unverified.push({ what: UNREAD_PROSE, where: `${lesson.path}:1` });
    const inProse = prose && readable ? proseRules.flatMap((rule) => rule(check)) : [];
    return [...inText, ...checkManifests(lesson), ...checkCommands(lesson), ...checkCode(lesson), ...inProse];
  };
  const lessons = [...curriculum.lessons.values()].filter(
    (lesson) => isWanted(folderOf(lesson), only) || only.some((path) => isWanted(path, [folderOf(lesson)])),
  );
  const inSlots = (curriculum.layers.at(-1)?.slots ?? []).flatMap(
    (slot) => renderSlot(slot, curriculum, links, t).findings,
  );
  const beside = prose ? curriculumRules.flatMap((rule) => rule(curriculum, files)) : [];
  return {
    findings: [...findings, ...lessons.flatMap(inLesson), ...inSlots, ...beside],
    unverified,
    forge: curriculum.editions[0].forge,
    rules: publishedRules(curriculum),
    lessons: lessons.filter((lesson) => isOwn(lesson, curriculum)),
  };
}

function isOwn(lesson: Lesson, { layers }: Curriculum): boolean {
  return lesson.layer >= layers.length;
}

/** What is checked against another version than the curriculum says that it is written for. */
function unverifiedVersions({ versions: { versions } }: Curriculum): Unverified[] {
  const tools = [...commandTables.values()].map(({ program, version }) => [program, version] as const);
  return [['kubernetes', API_VERSION] as const, ...tools].flatMap(([name, checked]) => {
    const wanted = versions[name];
    return wanted === undefined || wanted === checked
      ? []
      : [{ what: `${name} ${wanted} (what is shown is checked against ${checked})`, where: 'content/versions.yaml:1' }];
  });
}

/** Everything that is wrong in the files of a curriculum, as far as it can be told without other programs. */
export function checkContent(files: ContentFiles, options: CheckOptions = {}): Finding[] {
  return checkReport(files, options).findings;
}

/** Everything that is wrong in the curriculum below `root`, as far as it can be told without other programs. */
export function checkCurriculum(root: string, options: CheckOptions = {}): Finding[] {
  return checkContent(readContent(root), options);
}
