/**
 * In this room: `rules/` with the `pages/` that explain them, `reporters/`, `spelling/`, `programs/` (all that runs
 * what lessons bring), `browser/`.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsOf } from '../assembly/addresses.ts';
import { assembleCurriculum } from '../assembly/assemble.ts';
import type { Edition } from '../assembly/edition.ts';
import { baselinesOf, siteTokens } from '../assembly/load.ts';
import type { Baselines } from '../attribution/baseline.ts';
import { shownFiles } from '../attribution/manifest.ts';
import { brandIds, layBrand, textsOfBrand } from '../curriculum/brands.ts';
import { dayOf } from '../curriculum/day.ts';
import { splitLesson } from '../curriculum/frontmatter.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import { withinLimits } from '../curriculum/limits.ts';
import { type Course, dataFile, type HandsOnForm, type Identity, type Lesson } from '../curriculum/model.ts';
import { relocated } from '../curriculum/patched-text.ts';
import { type ContentFiles, linksIn, readContent } from '../curriculum/read.ts';
import { catalog, type RuleName } from '../findings/catalog.ts';
import { type Finding, sortFindings } from '../findings/finding.ts';
import { API_VERSION } from '../kubernetes/served.ts';
import { commandTables } from '../languages/commands/tables.ts';
import { renderForm, renderMissing } from '../rendering/form.ts';
import { renderLesson } from '../rendering/render.ts';
import { renderSlot } from '../rendering/slot.ts';
import { translator } from '../strings/index.ts';
import { applyExceptions } from './exceptions.ts';
import { type Found, findPrograms, type Unverified, verifyLessons } from './programs/verify.ts';
import { isRead, unreadFiles } from './readable.ts';
import { publishedRules } from './rule-pages.ts';
import { applyRules } from './rules/index.ts';

/** What a check found out. */
export interface Report {
  findings: Finding[];
  /** What could not be verified here: it is neither right nor wrong. */
  unverified: Unverified[];
  /** The original curriculum and every fork that led here, if they could be read. */
  editions: readonly Identity[];
  /** The address below which the original explains the rules. */
  rules: string | undefined;
  /** Lessons that were checked, the publisher's own. */
  lessons: Lesson[];
  /** Whether it may be another next time, though nothing changes. */
  isMomentary: boolean;
}

/** What is checked, and against which day. */
export interface CheckOptions {
  /** Paths below the root; only what lies below one of them is checked. Everything unless given. */
  only?: readonly string[];
  /** Whether to judge the prose, too: words, objectives, headings, reading time, facts to be looked at again. */
  prose?: boolean;
  /** YYYY-MM-DD; facts whose review was due before are reported. */
  today?: string;
  /** What each layer was laid over, as upstream's commits have it; see baselinesOf. */
  baselines?: Baselines;
}

/** What was found before exceptions are applied. */
interface Gathered extends Report {
  /** The courses of the curriculum. */
  courses: readonly Course[];
  /** Forms of hands-on practice exams that were checked, the publisher's own. */
  forms: readonly HandsOnForm[];
  /** Lessons of the curriculum below in which the publisher has edited parts. */
  edited: Lesson[];
  /** Of what was found in an edited lesson, what stands in the publisher's edits. */
  inEdits(lesson: Lesson, found: readonly Finding[]): Finding[];
}

/** Everything that a machine can tell of a curriculum without running other programs, drafts included. */
export function checkReport(files: ContentFiles, options: CheckOptions = {}): Report {
  return exceptAndSort(readAndJudge(files, options), files, options, (rule) => !byPrograms(rule));
}

/** The same, and what the programs of this machine tell: they run commands, lint scripts and build packages. */
export async function checkWithPrograms(
  files: ContentFiles,
  options: CheckOptions = {},
  found: Found = findPrograms(),
): Promise<Report> {
  const gathered = readAndJudge(files, options);
  const everything = (options.only ?? []).length === 0;
  const { edited } = gathered;
  const verified = await verifyLessons([...gathered.lessons, ...edited], found, {
    prune: everything,
    courses: gathered.courses,
    forms: gathered.forms,
  });
  const { findings, unverified, withoutJail, isMomentary } = verified;
  const isIn =
    ({ folder }: Lesson) =>
    ({ file }: Finding): boolean =>
      file.startsWith(`${folder}/`);
  const inOwn = findings.filter((one) => !edited.some((lesson) => isIn(lesson)(one)));
  const inEdited = edited.flatMap((lesson) => gathered.inEdits(lesson, findings.filter(isIn(lesson))));
  const all = {
    ...gathered,
    findings: [...gathered.findings, ...inOwn, ...inEdited],
    unverified: [...gathered.unverified, ...unverified],
    // Whether there is a jail is not asked where nothing is to be run.
    isMomentary: isMomentary || withoutJail,
  };
  return exceptAndSort(all, files, options, (rule) => {
    if (!byPrograms(rule)) return true;
    return !withoutJail && (rule === 'code/run' || found.missing.size === 0);
  });
}

const UNREAD_CODE = 'code, commands and sessions of lessons whose text cannot be shown yet (mend that first)';
const UNREAD_PROSE = 'prose, spelling, terms and quiz of lessons whose text cannot be shown yet (mend that first)';

const byPrograms = (rule: RuleName): boolean => catalog[rule].stage === 'programs';

function exceptAndSort(
  { findings, unverified, editions, rules: pages, lessons, isMomentary }: Gathered,
  files: ContentFiles,
  { only = [], prose = true }: CheckOptions,
  applied: (rule: RuleName) => boolean,
): Report {
  const wasApplied = (rule: RuleName, lesson: Lesson): boolean =>
    isRead(lesson) && applied(rule) && (prose || catalog[rule].stage !== 'prose');
  const ofBrand = new Map(textsOfBrand(files));
  const left = applyExceptions(findings, lessons, files, wasApplied)
    .map((found) => relocated(ofBrand, found))
    .filter(({ file }) => isWanted(file, only));
  return { findings: sortFindings(left), unverified, editions, rules: pages, lessons, isMomentary };
}

function isWanted(path: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((start) => path === start || path.startsWith(`${start}/`));
}

const DATA_FILES = ['quiz.yaml', 'lab.yaml'] as const;

function readAndJudge(
  files: ContentFiles,
  { only = [], prose = true, today = dayOf(), baselines }: CheckOptions,
): Gathered {
  const assembled = { drafts: true, today, ...(baselines ? { baselines } : {}) };
  const { curriculum, findings } = assembleCurriculum(files, siteTokens(), assembled);
  if (!curriculum) {
    const nothing = {
      unverified: [],
      editions: [],
      rules: undefined,
      lessons: [],
      courses: [],
      forms: [],
      edited: [],
      inEdits: () => [],
      isMomentary: false,
    };
    return { findings: [...findings], ...nothing };
  }
  const links = pathsOf(curriculum.identity);
  const t = translator(curriculum.identity.language);
  const unverified = unverifiedVersions(curriculum);
  const atOrigin = (found: Finding): Finding => relocated(curriculum.patched, found);
  // Of a lesson with edits only they are judged: the rest is upstream's.
  const inEdits = (lesson: Lesson, found: readonly Finding[]): Finding[] => {
    const edits = ownEdits(lesson, curriculum);
    const shown = new Map([...shownFiles(lesson)].map(([name, text]) => [`${lesson.folder}/${name}`, text]));
    const left = applyExceptions(found, [lesson], shown, () => false);
    return left.map(atOrigin).filter(({ file }) => edits !== undefined && file.startsWith(edits));
  };
  const inLesson = (lesson: Lesson): readonly Finding[] => {
    const { findings: inText, words } = renderLesson(lesson, curriculum, links, t, { isColored: false });
    const hasEdits = ownEdits(lesson, curriculum) !== undefined;
    // What a fork has taken unchanged was checked where it comes from.
    if (!isOwn(lesson, curriculum) && !hasEdits) return inText.map(atOrigin);
    const { frontmatter } = splitLesson(lesson.path, lesson.text);
    const notVerified = (what: string, where: string): void => void unverified.push({ what, where });
    const check = { lesson, frontmatter, words, curriculum, today, notVerified };
    // Words are counted in what could be rendered; a quiz that could not be read is unknown, not missing.
    const readable = inText.length === 0 && !DATA_FILES.some((name) => curriculum.unread.has(dataFile(lesson, name)));
    for (const file of unreadFiles(lesson)) notVerified(UNREAD_CODE, `${file}:1`);
    if (prose && !readable) notVerified(UNREAD_PROSE, `${lesson.path}:1`);
    const judged = [...applyRules('lesson', check), ...(prose && readable ? applyRules('prose', check) : [])];
    return isOwn(lesson, curriculum) && !hasEdits
      ? [...inText, ...judged]
      : [...inText.map(atOrigin), ...inEdits(lesson, judged)];
  };
  const lessons = [...curriculum.lessons.values()].filter((lesson) =>
    [lesson.folder, ...lesson.patches.map(({ file }) => file)].some(
      (place) => isWanted(place, only) || only.some((path) => isWanted(path, [place])),
    ),
  );
  // What is found in one file may be said of another one, where the publisher's edits or a brand stand.
  const isMoved = curriculum.patched.size > 0 || textsOfBrand(files).length > 0;
  const isAsked = (file: string): boolean => isMoved || isWanted(file, only);
  const inSlots = (curriculum.layers.at(-1)?.slots ?? []).flatMap(
    (slot) => renderSlot(slot, curriculum, links, t).findings,
  );
  // What exceeds a limit has been reported, and no rule reads it.
  const beside = prose
    ? applyRules('curriculum', { curriculum, files: withinLimits(files).files, isWanted: isAsked })
    : [];
  const forms = [...curriculum.handsOn.values()]
    .flatMap((exam) => exam.forms)
    .filter(({ folder }) => folder.startsWith(`${layerFolder(curriculum.layers.length)}practice/`))
    .filter(({ folder }) => isWanted(folder, only) || only.some((path) => isWanted(path, [folder])));
  const around = { curriculum, links, t, isColored: false };
  const inForms = [...curriculum.handsOn.values()].flatMap((exam) => [
    ...(isAsked(exam.path) ? renderMissing(exam, around).findings : []),
    ...exam.forms.filter(({ path }) => isAsked(path)).flatMap((form) => renderForm(form, around).findings),
  ]);
  return {
    findings: [...findings, ...lessons.flatMap(inLesson), ...inSlots, ...inForms, ...beside],
    unverified,
    editions: curriculum.editions,
    rules: publishedRules(curriculum),
    courses: curriculum.courses,
    forms,
    lessons: lessons.filter((lesson) => isOwn(lesson, curriculum)),
    edited: lessons.filter((lesson) => !isOwn(lesson, curriculum) && ownEdits(lesson, curriculum) !== undefined),
    inEdits,
    isMomentary: false,
  };
}

/** Folder in which the publisher's own edits of a lesson lie, if it has any. */
function ownEdits({ patches }: Lesson, { layers }: Edition): string | undefined {
  const last = patches.at(-1);
  return last?.layer === layers.length ? last.file.slice(0, last.file.lastIndexOf('/') + 1) : undefined;
}

function isOwn(lesson: Lesson, { layers }: Edition): boolean {
  return lesson.layer >= layers.length;
}

/** What is checked against another version than the curriculum says that it is written for. */
function unverifiedVersions({ versions: { versions } }: Edition): Unverified[] {
  const tools = [...commandTables.values()]
    .filter(({ withoutFlags }) => !withoutFlags)
    .map(({ program, version }) => [program, version] as const);
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

/**
 * What is wrong in the brands of a fork, and not in its layer as it is: each is laid over it and checked without programs,
 * which judge lessons, and these are the same for all. Each finding is given once, at the file of the brand.
 * @param files as they are without a brand. @param known what has been found in them.
 */
export function checkBrands(files: ContentFiles, options: CheckOptions, known: readonly Finding[]): Finding[] {
  const key = ({ rule, file, line, column, message }: Finding): string =>
    [rule, file, line, column, message].join('\0');
  const seen = new Set(known.map(key));
  return brandIds(files).flatMap((id) =>
    checkReport(layBrand(files, id), options).findings.filter((found) => {
      if (seen.has(key(found))) return false;
      seen.add(key(found));
      return true;
    }),
  );
}

/** Everything that is wrong in the curriculum below `root`, as far as it can be told without other programs. */
export function checkCurriculum(root: string, options: CheckOptions = {}): Finding[] {
  const files = readContent(root);
  return checkContent(files, { baselines: baselinesOf(root, files), ...options });
}

/** What is wrong around the content below `root`: in what the repository says of its licenses, and links among its files. */
export function checkRepository(root: string, files: ContentFiles): Finding[] {
  const reuse = join(root, 'REUSE.toml');
  return applyRules('repository', {
    files,
    reuse: existsSync(reuse) ? readFileSync(reuse, 'utf8') : undefined,
    links: linksIn(root),
  });
}
