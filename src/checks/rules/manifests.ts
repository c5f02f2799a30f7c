import type { Lesson } from '../../curriculum/model.ts';
import { rulesOf } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { type CustomKinds, customKindsOf } from '../../kubernetes/custom/kinds.ts';
import { asRecord, type Data, isSet } from '../../kubernetes/data.ts';
import { doubtsOf } from '../../kubernetes/doubts.ts';
import type { ObjectProblem } from '../../kubernetes/object-problem.ts';
import { type SetReport, setReport } from '../../kubernetes/object-set.ts';
import { externalsOf } from '../../kubernetes/set/external.ts';
import { isCustom, kubernetesProblems } from '../../kubernetes/validate.ts';
import { workloadProblems } from '../../kubernetes/workloads.ts';
import type { ManifestDocument } from '../../kubernetes/yaml-documents.ts';
import { monitoringProblems } from '../../languages/monitoring/objects.ts';
import { isHeadless, isOfLeftOut, type ManifestProblem as Problem, reportUnjudged } from '../manifest-parts.ts';
import {
  isBroken,
  isKustomization,
  isLive,
  type LessonSet,
  lessonSet,
  type Manifest,
  manifestsOf,
  objectsOf,
  sourceOf,
} from '../manifest-set.ts';
import { validAfterAll } from '../on-purpose.ts';
import { isLeftOpen } from '../part.ts';
import { isRead } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { placeInFile, type Snippet } from '../snippets.ts';

const WHY = 'A learner who applies it gets an error, or an object that does something else than the lesson says.';
/** Why declarations of objects made elsewhere have to be right. */
const WHY_EXTERNAL = 'What is declared and not needed would hide the next mistake in that name.';

const WHY_DOUBTFUL = 'It works today, and gives something else tomorrow or in another cluster.';

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

/** Value at a path, as far as there is one. */
const valueAt = (value: unknown, path: DataPath): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner !== null && typeof inner === 'object' ? (inner as Data)[String(key)] : undefined),
    value,
  );

/** Whether a problem is one of something that learners put in themselves, or that was left out. */
function isOpen({ path, rule }: ObjectProblem, object: Data): boolean {
  const last = path.at(-1);
  if (last === '...' || last === '…') return true;
  if (typeof last === 'string' && isLeftOpen(last)) return true;
  const value = valueAt(object, path);
  return isLeftOpen(value) || (rule === 'missing-field' && isLeftOpen(valueAt(object, path.slice(0, -1))));
}

/** @param broken whether nothing has to come of it, although it is valid: its author says so, or a cluster gave it back. */
function documentProblems(document: ManifestDocument, custom: CustomKinds, broken: boolean): Problem[] {
  if (document.errors.length > 0) {
    return document.errors.map(({ message, place }) => ({
      rule: 'manifest/yaml',
      place,
      message: `This is not valid YAML: ${message}.`,
      remedy: /unique/.test(message) ? 'Keep one of the two keys.' : 'Check the indentation and the quotes.',
    }));
  }
  const object = asRecord(document.value);
  const own = kubernetesProblems(object, custom);
  const problems = [...own, ...workloadProblems(object), ...monitoringProblems(object, own)];
  return problems
    .filter((problem) => !isOpen(problem, object) && !(broken && problem.accepted))
    .map((problem) => {
      const { rule, path, message, remedy } = explainWord(problem, document.source(problem.path));
      return { rule: `manifest/${rule}`, place: document.place(path), message, remedy };
    });
}

/** What of the objects of a manifest works, and is seldom meant. What a cluster gave back nobody has written. */
function doubtfulProblems(manifest: Manifest): Problem[] {
  return objectsOf(manifest)
    .filter(({ value, judged }) => judged || (manifest.isPart && !isSet(value.status)))
    .flatMap(({ value, document, path }) =>
      doubtsOf(value).map(({ rule, path: inside, message, remedy }) => ({
        rule: `manifest-style/${rule}` as const,
        place: document.place([...path, ...inside]),
        message,
        remedy,
      })),
    );
}

/** Whether a document claims to be an object of Kubernetes. A fence may show a fragment of one; a file is whole. */
function isObject(document: ManifestDocument, origin: Snippet['origin']): boolean {
  if (document.errors.length > 0) return true;
  const { apiVersion, kind } = asRecord(document.value);
  const claims = [apiVersion, kind].filter((value) => value !== undefined).length;
  // Kustomizations in files are built, which tells what is wrong with them as well.
  return claims >= (origin === 'file' ? 1 : 2) && !(origin === 'file' && isKustomization(document));
}

/** What is said of a field that is an instruction of a patch, such as "$patch: delete". */
const DIRECTIVE = /has no field "\$/;

/** Kinds that definitions of custom resources among manifests bring into the cluster. */
function customKinds(manifests: readonly Manifest[]): CustomKinds {
  return customKindsOf(manifests.flatMap(({ documents }) => documents).map(({ value }) => value));
}

/** What a mark says of a snippet that is no mistake, but an object whose definition is elsewhere. */
const CUSTOM_RESOURCE = /\bcustom (?:resource|kind)s?\b/i;

/** Whether a manifest is marked because it holds custom resources: what stands beside them is judged all the same. */
function isMarkedCustom({ snippet, onPurpose }: Manifest): boolean {
  const mark = snippet.options.get('invalid') ?? snippet.text.split('\n')[0] ?? '';
  return onPurpose && CUSTOM_RESOURCE.test(mark);
}

/** Documents of a manifest of which nothing can be told here: kinds that nobody here knows. */
function unknownKinds({ documents, snippet }: Manifest, custom: CustomKinds): ManifestDocument[] {
  return documents.filter((document) => {
    const { apiVersion, kind } = asRecord(document.value);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || document.errors.length > 0) return false;
    return isObject(document, snippet.origin) && isCustom(apiVersion, kind) && !custom.has(`${apiVersion} ${kind}`);
  });
}

/** What is wrong with the objects of a manifest, each by itself. */
function ownProblems(
  manifest: Manifest,
  custom: CustomKinds = new Map(),
  left: readonly ManifestDocument[] = [],
): Problem[] {
  const { documents, snippet, isPart } = manifest;
  return documents
    .filter((document) => isObject(document, snippet.origin) && !left.includes(document))
    .flatMap((document) => {
      const problems = documentProblems(document, custom, isBroken(manifest) || isLive(asRecord(document.value)));
      const part = isPart || isHeadless(document, snippet);
      return problems.filter(
        ({ rule, message }) => !part || !(rule === 'manifest/missing-field' || DIRECTIVE.test(message)),
      );
    })
    .filter((problem) => !isOfLeftOut(problem, manifest));
}

/** What does not fit together among the objects of a lesson, by the manifest in which it stands. */
function problemsBetween({ written }: LessonSet, report: SetReport): Map<Manifest, Problem[]> {
  const problems = new Map<Manifest, Problem[]>();
  for (const { index, rule, path, message, remedy } of report.problems) {
    const object = written[index];
    if (!object || isLeftOpen(valueAt(object.value, path))) continue;
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
function checkManifests({ lesson, notVerified }: LessonUnderCheck): Finding[] {
  const marked = manifestsOf(lesson);
  // The mark of a custom resource says nothing of what stands beside it.
  const all = marked.map((manifest) => (isMarkedCustom(manifest) ? { ...manifest, onPurpose: false } : manifest));
  const valid = all.filter(({ onPurpose }) => !onPurpose);
  const set = lessonSet(lesson, valid, all);
  const report = setReport(set);
  // What is missing in a lesson that cannot be parsed may stand where nobody can see it.
  const whole = isRead(lesson);
  const between = whole ? problemsBetween(set, report) : new Map<Manifest, Problem[]>();
  const custom = customKinds(valid);
  for (const manifest of all) reportUnjudged(manifest, notVerified);
  return all.flatMap((manifest, index) => {
    if (manifest.onPurpose && !whole) return [];
    if (manifest.onPurpose) return unneededMark(lesson, manifest, all);
    const { snippet } = manifest;
    const before = marked[index];
    const left = before && isMarkedCustom(before) ? unknownKinds(manifest, custom) : [];
    if (before && isMarkedCustom(before) && left.length === 0 && ownProblems(manifest, custom).length === 0) {
      return unneededMark(lesson, before, all);
    }
    for (const document of left) {
      const { apiVersion, kind } = asRecord(document.value);
      const what = `custom resources of the kind ${String(kind)} in ${String(apiVersion)} (the lesson has no definition of it)`;
      notVerified(what, `${snippet.file}:${placeInFile(snippet, document.place([])).line}`);
    }
    return [
      ...ownProblems(manifest, custom, left),
      ...doubtfulProblems(manifest),
      ...(between.get(manifest) ?? []),
      ...(whole ? externalProblems(set, report, manifest) : []),
    ].map(({ rule, place, message, remedy }) =>
      finding(rule, snippet.file, placeInFile(snippet, place), {
        message,
        why: rule === 'manifest/external' ? WHY_EXTERNAL : rule.startsWith('manifest-style/') ? WHY_DOUBTFUL : WHY,
        remedy,
      }),
    );
  });
}

/** The API server would take every manifest, and they fit together. */
export const manifests = defineRule({
  names: [...rulesOf('manifest'), ...rulesOf('manifest-style')],
  needs: 'lesson',
  check: checkManifests,
});
