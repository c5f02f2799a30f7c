import type { Baselines } from '../attribution/baseline.ts';
import { lessonsBelow } from '../attribution/below.ts';
import { workIn } from '../attribution/credit.ts';
import { checkLicence } from '../attribution/licence-check.ts';
import { lastManifest } from '../attribution/manifest.ts';
import { readProvenance } from '../attribution/provenance.ts';
import type { CourseChange } from '../attribution/published.ts';
import { releaseState } from '../attribution/release-state.ts';
import { courseAliases, lessonAliases } from '../curriculum/aliases.ts';
import { readBanks } from '../curriculum/banks.ts';
import { textsOfBrand } from '../curriculum/brands.ts';
import { checkCoursePlaceholders } from '../curriculum/course-placeholders.ts';
import { computeCoverage } from '../curriculum/coverage.ts';
import { addMinutes } from '../curriculum/durations.ts';
import { readExamFiles } from '../curriculum/exam-files.ts';
import { checkFileNames } from '../curriculum/file-names.ts';
import { readHandsOn } from '../curriculum/hands-on.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import { type LessonFolder, readLesson } from '../curriculum/lesson.ts';
import type { LessonMemory } from '../curriculum/memory.ts';
import type { Course, Identity, Lesson, Module } from '../curriculum/model.ts';
import { relocated } from '../curriculum/patched-text.ts';
import { computePositions } from '../curriculum/positions.ts';
import { readDirectory } from '../curriculum/programme/read.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { Reader } from '../curriculum/reader.ts';
import type { Hidden } from '../curriculum/references.ts';
import { checkModuleReferences, checkPrerequisites, checkReferences, type KnownIds } from '../curriculum/references.ts';
import { readRegistries } from '../curriculum/registries.ts';
import { checkStrayFiles } from '../curriculum/stray.ts';
import { type CourseOutline, readStructure } from '../curriculum/structure.ts';
import { sortFindings } from '../findings/finding.ts';
import { unexpected } from '../findings/unexpected.ts';
import { readBadges } from '../provider/badges/read.ts';
import { NO_BADGES } from '../provider/badges/schema.ts';
import { checkBrandAddresses } from '../provider/brand/addresses.ts';
import { checkBrand, checkBrandWords } from '../provider/brand/check.ts';
import type { DesignTokens } from '../provider/brand/tokens.ts';
import { editionsSchema } from '../provider/editions/schema.ts';
import { applyLayer } from '../provider/layers/apply.ts';
import { courseChanges } from '../provider/layers/course-changes.ts';
import { withInherited, withPresentPrerequisites } from '../provider/layers/inherit.ts';
import { layerIdentity, readLayers } from '../provider/layers/layer.ts';
import { mergeRegistries } from '../provider/layers/merge.ts';
import { foldersOf } from '../provider/layers/resolve.ts';
import { checkOfferings } from '../provider/offerings/check.ts';
import type { Edition, LoadResult } from './edition.ts';
import { imageAddress } from './image-address.ts';

/** How a curriculum is assembled. */
export interface AssembleOptions {
  /** Show drafts as if they were published, as authors want while they write. */
  drafts?: boolean;
  /** Lessons read before: those whose files have not changed since are not parsed again. */
  memory?: LessonMemory;
  /** What each layer was laid over, as upstream's commits have it; see readBaselines in load.ts. */
  baselines?: Baselines;
  /** YYYY-MM-DD: what is dated later is a mistake. */
  today?: string;
  /** Name images where the publisher has them, as pages do; without it, lessons stay as they are written. */
  ownImages?: boolean;
}

/**
 * Makes the curriculum from its files: reads, checks and connects everything.
 * Pure: the same files give the same result. Findings are complete, so that an author sees all of them at once.
 * @param tokens what a brand may set; see siteTokens in load.ts.
 */
export function assembleCurriculum(
  files: ContentFiles,
  tokens: DesignTokens,
  options: AssembleOptions = {},
): LoadResult {
  const reader = new Reader(files);
  for (const [path, text] of textsOfBrand(files)) reader.patched.set(path, text);
  const registries = readRegistries(reader);
  const found = () => sortFindings(reader.findings.map((finding) => relocated(reader.patched, finding)));
  const { identity: original, versions } = registries;
  const hidden: Hidden[] = [];
  const changed = new Map<string, CourseChange[]>();
  let outlines = readStructure(reader);
  const ofOriginal = new Set(registries.people.keys());
  const layers = readLayers(reader, original)?.map((layer) => {
    const editedTerms = mergeRegistries(reader, registries, layer);
    const applied = applyLayer(reader, outlines, layer);
    for (const [id, change] of courseChanges(reader, outlines, { ...applied, layer: layer.depth }))
      changed.set(id, [...(changed.get(id) ?? []), change]);
    outlines = applied.outlines;
    hidden.push(...applied.hidden);
    return { ...layer, settings: applied.settings, editedTerms };
  });
  const folders = foldersOf(outlines);
  const read = readLessons(reader, folders, options.memory);
  const aliases = lessonAliases(reader, read);
  const formerCourses = courseAliases(reader, outlines);
  const all = withPresentPrerequisites(reader, read, aliases);
  const examIds = new Set(registries.exams.map((exam) => exam.id));
  checkExamIds(reader, outlines, examIds);

  const visible = new Map([...all].filter(([, lesson]) => options.drafts || lesson.status !== 'draft'));
  const competencies = computeCoverage(registries.exams, visible.values());
  const readable = <T>(path: string, table: T): T | undefined => (reader.unread.has(path) ? undefined : table);
  const known: KnownIds = {
    lessons: all,
    hidden: new Map(hidden.map((entry) => [entry.id, entry])),
    people: readable('content/people.yaml', registries.people),
    terms: readable('content/glossary.yaml', registries.terms),
    competencies: [...reader.unread].some((path) => path.startsWith('content/exams/')) ? undefined : competencies,
  };
  for (const lesson of all.values()) checkReferences(reader, lesson, known);
  for (const module of outlines.flatMap((course) => course.modules)) checkModuleReferences(reader, module, known);
  const held = readExamFiles(reader, registries.exams);
  const banks = readBanks(reader, held, { lessons: all });
  const handsOn = readHandsOn(reader, held, { lessons: all });
  const maintainers = (layer: number): Set<string> =>
    new Set(
      [...registries.people.values()]
        .filter(({ id, roles }) => roles.includes('maintainer') && ofOriginal.has(id) === (layer === 0))
        .map(({ id }) => id),
    );
  const directory = readDirectory(reader, {
    courses: [...outlines.map(({ id }) => id), ...formerCourses.keys()],
    maintainers,
    today: options.today,
  });
  checkFileNames(reader);
  checkStrayFiles(reader);
  const own = layers?.at(-1);
  checkPrerequisites(reader, all, own && `${own.folder}curriculum.yaml`);
  if (!original || !versions || !layers) return { curriculum: undefined, findings: found() };
  const editions: [Identity, ...Identity[]] = [original];
  for (const { brand, depth } of layers) {
    editions.push(layerIdentity(editions.at(-1) ?? original, brand, lastManifest(files, depth)));
  }
  const people = registries.people;
  const provenance = readProvenance(reader, {
    editions,
    layers,
    lessons: visible,
    folders: new Map(folders.map((folder) => [folder.id, folder])),
    people,
    baselines: options.baselines,
    today: options.today,
  });
  const publisher = layers.at(-1);
  const identity = editions.at(-1) ?? original;
  const below = lessonsBelow(reader.files, folders);
  for (const lesson of visible.values()) {
    const { work } = workIn(lesson, { identity, people, provenance });
    checkLicence(reader, lesson, work, below.get(lesson.id));
  }
  if (publisher) {
    checkBrand(reader, publisher, tokens);
    checkBrandAddresses(reader, publisher.folder);
    const visibleCourses = outlines.filter((outline) => foldersOf([outline]).some(({ id }) => visible.has(id)));
    checkOfferings(reader, publisher, { courses: visibleCourses.map(({ id }) => id), former: formerCourses });
  }
  const badges = publisher
    ? readBadges(reader, publisher.folder, {
        courses: outlines.map(({ id }) => id),
        competencies: [...competencies.keys()],
        site: identity.url,
      })
    : NO_BADGES;
  checkBrandWords(reader, all.values(), { depth: layers.length, identity, shortName: publisher?.brand.short_name });
  const images = options.ownImages ? imageAddress(editions) : undefined;
  const lessons = images ? new Map([...visible].map(([id, lesson]) => [id, images.lesson(lesson)])) : visible;
  const courses = outlines
    .map((outline) => connectCourse(outline, lessons))
    .map((course) => images?.course(course) ?? course);
  checkCoursePlaceholders(reader, courses, layers.length);
  const curriculum: Edition = {
    tokens,
    identity,
    editions,
    layers,
    provenance,
    below,
    courseChanges: changed,
    release: releaseState(reader.files, visible, { identity, depth: layers.length }),
    offerings: (publisher?.offerings ?? []).map((offering) => ({
      ...offering,
      course: formerCourses.get(offering.course) ?? offering.course,
    })),
    directory,
    badges,
    frozen: reader.yaml(`${layerFolder(layers.length)}editions.yaml`, editionsSchema, 'optional')?.editions ?? [],
    hidden: new Set(hidden.map(({ id }) => id)),
    versions,
    courses,
    lessons,
    drafts: new Set([...all.keys()].filter((id) => !visible.has(id))),
    positions: computePositions(courses),
    exams: registries.exams,
    examSource: registries.examSource,
    banks,
    handsOn: images ? new Map([...handsOn].map(([id, exam]) => [id, images.handsOn(exam)])) : handsOn,
    competencies,
    people,
    terms: registries.terms,
    aliases: new Map([...aliases].filter(([, id]) => visible.has(id))),
    courseAliases: formerCourses,
    unread: reader.unread,
    patched: reader.patched,
  };
  return { curriculum, findings: found() };
}

/** A lesson, or, if reading it breaks, that it does: the others are read all the same. */
function readGuarded(reader: Reader, folder: LessonFolder, memory: LessonMemory | undefined): Lesson | undefined {
  try {
    return memory ? memory.read(reader, folder) : readLesson(reader, folder);
  } catch (problem) {
    reader.findings.push(unexpected(`${folder.path}/lesson.mdx`, problem));
    reader.unread.add(folder.id);
    return undefined;
  }
}

function readLessons(
  reader: Reader,
  folders: readonly LessonFolder[],
  memory: LessonMemory | undefined,
): Map<string, Lesson> {
  const lessons = new Map<string, Lesson>();
  for (const folder of folders) {
    const other = lessons.get(folder.id);
    const found = readGuarded(reader, folder, memory);
    if (!found) continue;
    const lesson = withInherited(reader, found, folder);
    // A lesson that a list names twice has been reported there.
    if (other && other.path !== lesson.path) {
      reader.report('id/duplicate', lesson.path, undefined, {
        message: `The lesson id "${lesson.id}" is used by ${other.path} too.`,
        why: 'A lesson is known by its id in the whole curriculum: in links, progress and adaptations.',
        remedy: 'Rename one of the two folders.',
      });
    }
    lessons.set(lesson.id, lesson);
  }
  return lessons;
}

function connectCourse(outline: CourseOutline, visible: ReadonlyMap<string, Lesson>): Course {
  const modules = outline.modules.map((module): Module => {
    const lessons = module.lessons.flatMap(({ id }) => visible.get(id) ?? []);
    return { ...module.data, id: module.id, courseId: outline.id, lessons, minutes: addMinutes(lessons) };
  });
  return { ...outline.data, id: outline.id, layer: outline.layer, modules, minutes: addMinutes(modules) };
}

function checkExamIds(reader: Reader, outlines: readonly CourseOutline[], examIds: ReadonlySet<string>): void {
  for (const course of outlines) {
    const file = `${course.path}/course.yaml`;
    course.data.exams.forEach((id, index) => {
      if (examIds.has(id)) return;
      reader.report('reference/unknown-exam', file, reader.place(file, ['exams', index]), {
        message: `The exam "${id}" does not exist.`,
        why: 'The course page would promise an exam that nobody can look up.',
        remedy: `Use one of: ${[...examIds].join(', ')}.`,
      });
    });
  }
}
