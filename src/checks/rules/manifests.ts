import type { Lesson } from '../../curriculum/model.ts';
import type { RuleName } from '../../findings/catalog.ts';
import { rulesOf } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { asList, asRecord } from '../../kubernetes/data.ts';
import type { ObjectProblem } from '../../kubernetes/object-problem.ts';
import { type SetReport, setReport } from '../../kubernetes/object-set.ts';
import { externalsOf } from '../../kubernetes/set/external.ts';
import { configurationReader, kubernetesProblems } from '../../kubernetes/validate.ts';
import { workloadProblems } from '../../kubernetes/workloads.ts';
import type { ManifestDocument } from '../../kubernetes/yaml-documents.ts';
import { type LessonSet, lessonSet, type Manifest, manifestsOf, sourceOf } from '../manifest-set.ts';
import { validAfterAll } from '../on-purpose.ts';
import { isRead } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { placeInFile, type Snippet } from '../snippets.ts';

const WHY = 'A learner who applies it gets an error, or an object that does something else than the lesson says.';
/** Why declarations of objects made elsewhere have to be right. */
const WHY_EXTERNAL = 'What is declared and not needed would hide the next mistake in that name.';

interface Problem {
  rule: RuleName;
  place: { line: number; column: number };
  message: string;
  remedy: string;
}

/** Booleans of YAML 1.1 that people mean as words. */
const WORDS = /^(y|n|yes|no|on|off)$/i;

/** Says of a word that YAML takes for a boolean what it is. */
function explainWord(problem: ObjectProblem, source: string | undefined): ObjectProblem {
  if (problem.rule !== 'type' || source === undefined || !WORDS.test(source)) return problem;
  return {
    ...problem,
    message: problem.message.replace(
      /, but is .*$/,
      () => `, but ${source} without quotes is a boolean in the YAML that kubectl reads.`,
    ),
    remedy: `Write it in quotes: "${source}".`,
  };
}

function documentProblems(document: ManifestDocument): Problem[] {
  if (document.errors.length > 0) {
    return document.errors.map(({ message, place }) => ({
      rule: 'manifest/yaml',
      place,
      message: `This is not valid YAML: ${message}.`,
      remedy: /unique/.test(message) ? 'Keep one of the two keys.' : 'Check the indentation and the quotes.',
    }));
  }
  const object = asRecord(document.value);
  const problems = [...kubernetesProblems(object), ...workloadProblems(object)];
  return problems.map((problem) => {
    const { rule, path, message, remedy } = explainWord(problem, document.source(problem.path));
    return { rule: `manifest/${rule}`, place: document.place(path), message, remedy };
  });
}

/** Whether a document claims to be an object of Kubernetes. A fence may show a fragment of one; a file is whole. */
function isObject(document: ManifestDocument, origin: Snippet['origin'], custom: ReadonlySet<string>): boolean {
  if (document.errors.length > 0) return true;
  const { apiVersion, kind } = asRecord(document.value);
  if (custom.has(`${String(apiVersion)} ${String(kind)}`)) return false;
  const claims = [apiVersion, kind].filter((value) => value !== undefined).length;
  return claims >= (origin === 'file' ? 1 : 2) && configurationReader(apiVersion, kind) === undefined;
}

/** What is said of a field that is an instruction of a patch, such as "$patch: delete". */
const DIRECTIVE = /has no field "\$/;

/** Kinds with their versions that definitions of custom resources among manifests bring into the cluster. */
function customKinds(manifests: readonly Manifest[]): ReadonlySet<string> {
  const objects = manifests.flatMap(({ documents }) => documents).map(({ value }) => asRecord(value));
  return new Set(
    objects
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ spec }) => asRecord(spec))
      .flatMap(({ group, names, versions }) =>
        asList(versions).map(({ name }) => `${String(group)}/${String(name)} ${String(asRecord(names).kind)}`),
      ),
  );
}

/** What is wrong with the objects of a manifest, each by itself. Of custom kinds nobody here knows the fields. */
function ownProblems({ documents, snippet, isPatch }: Manifest, custom: ReadonlySet<string> = new Set()): Problem[] {
  return documents
    .filter((document) => isObject(document, snippet.origin, custom))
    .flatMap(documentProblems)
    .filter(({ rule, message }) => !isPatch || !(rule === 'manifest/missing-field' || DIRECTIVE.test(message)));
}

/** What does not fit together among the objects of a lesson, by the manifest in which it stands. */
function problemsBetween({ written }: LessonSet, report: SetReport): Map<Manifest, Problem[]> {
  const problems = new Map<Manifest, Problem[]>();
  for (const { index, rule, path, message, remedy } of report.problems) {
    const object = written[index];
    if (!object) continue;
    const place = object.document.place([...object.path, ...path]);
    const own = problems.get(object.manifest) ?? [];
    problems.set(object.manifest, [...own, { rule: `manifest/${rule}`, place, message, remedy }]);
  }
  return problems;
}

/** Declarations of objects made elsewhere that are wrong, or that nothing needs. */
function externalProblems(set: LessonSet, { needed }: SetReport, { snippet }: Manifest): Problem[] {
  const { wrong } = externalsOf(snippet.text, snippet.options.get('external'));
  const unneeded = set.externals.filter((external) => external.source === sourceOf(snippet) && !needed.has(external));
  return [
    ...wrong.map(({ message, remedy, line, column }) => ({
      rule: 'manifest/external' as const,
      place: { line, column },
      message,
      remedy,
    })),
    ...unneeded.map(({ kind, name, line, column }) => ({
      rule: 'manifest/external' as const,
      place: { line, column },
      message: `The ${kind} "${name}" is said to be made elsewhere, but nothing in this lesson needs it from there.`,
      remedy: 'Remove it from the declaration, or correct its name.',
    })),
  ];
}

/** That a manifest which is said to be invalid has no mistake, neither by itself nor next to the others of the lesson. */
function unneededMark(lesson: Lesson, manifest: Manifest, all: readonly Manifest[]): Finding[] {
  if (ownProblems(manifest).length > 0) return [];
  const set = lessonSet(lesson, [...all.filter(({ onPurpose }) => !onPurpose), manifest], all);
  if (problemsBetween(set, setReport(set)).has(manifest)) return [];
  const { snippet } = manifest;
  return [
    finding(
      'manifest/valid-after-all',
      snippet.file,
      placeInFile(snippet, { line: 1, column: 1 }),
      validAfterAll(
        'The manifest is said to be invalid on purpose, but it is valid.',
        snippet.options.has('invalid') ? 'option' : 'words',
      ),
    ),
  ];
}

/**
 * Reports manifests that the API server of the checked Kubernetes version would not take, in files and in fences, and
 * those that do not fit together within a lesson.
 */
function checkManifests({ lesson }: LessonUnderCheck): Finding[] {
  const all = manifestsOf(lesson);
  const valid = all.filter(({ onPurpose }) => !onPurpose);
  const set = lessonSet(lesson, valid, all);
  const report = setReport(set);
  // What is missing in a lesson that cannot be parsed may stand where nobody can see it.
  const whole = isRead(lesson);
  const between = whole ? problemsBetween(set, report) : new Map<Manifest, Problem[]>();
  const custom = customKinds(valid);
  return all.flatMap((manifest) => {
    if (manifest.onPurpose && !whole) return [];
    if (manifest.onPurpose) return unneededMark(lesson, manifest, all);
    const { snippet } = manifest;
    return [
      ...ownProblems(manifest, custom),
      ...(between.get(manifest) ?? []),
      ...(whole ? externalProblems(set, report, manifest) : []),
    ].map(({ rule, place, message, remedy }) =>
      finding(rule, snippet.file, placeInFile(snippet, place), {
        message,
        why: rule === 'manifest/external' ? WHY_EXTERNAL : WHY,
        remedy,
      }),
    );
  });
}

/** The API server would take every manifest, and they fit together. */
export const manifests = defineRule({
  names: rulesOf('manifest'),
  needs: 'lesson',
  check: checkManifests,
});
