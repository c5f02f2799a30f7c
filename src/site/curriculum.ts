import type { Edition } from '../assembly/edition.ts';
import { assembleFiles } from '../assembly/load.ts';
import { textReport } from '../checks/reporters/text.ts';
import { curriculumRoot } from '../cli/root.ts';
import { systemErrorLine } from '../cli/system-error.ts';
import { LessonMemory } from '../curriculum/memory.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { ContentError, type Finding } from '../findings/finding.ts';
import { isAuthoring } from './authoring.ts';

interface Loaded {
  root: string;
  curriculum: Edition | undefined;
  /** While an author is at work: the last one of which every lesson could be read. */
  lastGood: Edition | undefined;
  memory: LessonMemory;
  /** What it was read from. */
  files: ContentFiles;
}

/** One build has several module graphs (configuration, loader, pages); they share what was read through the global object. */
const shared = globalThis as typeof globalThis & { commonhelmCurriculum?: Loaded | undefined };

/** The curriculum, read once per process. @throws ContentError with a report of everything that is wrong. */
export function getCurriculum(): Edition {
  const root = curriculumRoot();
  const known = shared.commonhelmCurriculum?.root === root ? shared.commonhelmCurriculum : undefined;
  if (known?.curriculum) return known.curriculum;
  const memory = known?.memory ?? new LessonMemory();
  const files = readContent(root);
  const { curriculum: read, findings } = assembleFiles(root, files, {
    drafts: isAuthoring(),
    memory,
    ownImages: true,
  });
  const curriculum = isAuthoring() ? whole(read, known?.lastGood) : read;
  // While an author is at work, the panel's check prints what is wrong (see integrations/findings-panel.ts).
  if (!isAuthoring()) printFindings(findings, 'warning');
  if (!isAuthoring() || !curriculum) failOnErrors(findings);
  if (!curriculum) throw new ContentError('The curriculum could not be assembled.', findings);
  shared.commonhelmCurriculum = { root, curriculum, memory, files, lastGood: curriculum };
  return curriculum;
}

/** The files that the curriculum was read from. */
export function getContentFiles(): ContentFiles {
  getCurriculum();
  return shared.commonhelmCurriculum?.files ?? new Map();
}

/**
 * What pages show while an author is at work: what was read, unless a lesson that was there cannot be read any more. Until it is
 * mended, the last good pages stay.
 */
function whole(read: Edition | undefined, lastGood: Edition | undefined): Edition | undefined {
  if (!read || !lastGood) return read ?? lastGood;
  const folders = [...lastGood.lessons.values()].map(({ folder }) => `${folder}/`);
  // Lessons are named by their ids, their data files by their paths. What was never good has nothing to show instead.
  const isLost = (name: string): boolean =>
    !lastGood.unread.has(name) && (lastGood.lessons.has(name) || folders.some((folder) => name.startsWith(folder)));
  return [...read.unread].some(isLost) ? lastGood : read;
}

function printFindings(findings: readonly Finding[], severity: Finding['severity']): void {
  const found = findings.filter((finding) => finding.severity === severity);
  if (found.length > 0) console.error(textReport(found));
}

/**
 * Ends the process with a report that people can read, without a stack trace, if they can mend the problem: it is one of
 * content, of how a command was called, or of the machine.
 */
export function stopOnContentError(problem: unknown): never {
  // Pages are built by copies of these classes: what they throw is known by its name.
  const ours = problem instanceof Error && (problem instanceof ContentError || problem.name === 'UserError');
  const report = ours ? problem.message : systemErrorLine(problem);
  if (report === undefined) throw problem;
  console.error(report);
  process.exit(1);
}

/** Makes the next getCurriculum read the files again, as the development server wants after an edit. */
export function forgetCurriculum(): void {
  if (shared.commonhelmCurriculum) shared.commonhelmCurriculum.curriculum = undefined;
}

/** @throws ContentError if one of the findings is an error. */
export function failOnErrors(findings: readonly Finding[]): void {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new ContentError(textReport(errors), errors);
}
