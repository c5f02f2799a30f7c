import type { RuleName } from '../findings/catalog.ts';
import { isMessage, isNamed } from '../kubernetes/custom/named.ts';
import { asRecord, isSet } from '../kubernetes/data.ts';
import type { ManifestDocument } from '../kubernetes/yaml-documents.ts';
import type { Manifest } from './manifest-set.ts';
import type { LessonUnderCheck } from './rule.ts';
import { placeInFile, type Snippet } from './snippets.ts';

/** What is wrong in a manifest, with its place therein. */
export interface ManifestProblem {
  rule: RuleName;
  place: { line: number; column: number };
  message: string;
  remedy: string;
}

/** Whether a fence shows an object without its metadata: only a part of one is meant. Files and here-documents are applied as they are. */
export function isHeadless({ value, errors }: ManifestDocument, { origin }: Snippet): boolean {
  const { apiVersion, kind, metadata, spec } = asRecord(value);
  return (
    origin === 'fence' &&
    errors.length === 0 &&
    [apiVersion, kind].every((one) => typeof one === 'string') &&
    metadata === undefined &&
    isSet(spec)
  );
}

/** Whether a mistake is one only because something was left out before it: a list without its first item, or keys that follow nothing. */
export function isOfLeftOut({ rule, message, place }: ManifestProblem, { leftOut }: Manifest): boolean {
  if (leftOut === undefined) return false;
  return rule === 'manifest/yaml'
    ? place.line >= leftOut - 1
    : rule === 'manifest/type' &&
        /should be a (?:list|group of fields), but is (?:nothing|a group of fields)\.$/.test(message);
}

/** Says which shortened manifests cannot be read from where something was left out. */
function reportLeftOut({ documents, leftOut, snippet }: Manifest, notVerified: LessonUnderCheck['notVerified']): void {
  const error = documents.flatMap(({ errors }) => errors).find(({ place }) => place.line >= (leftOut ?? Infinity) - 1);
  if (error)
    notVerified(
      'manifests of which so much was left out that they are no YAML any more',
      `${snippet.file}:${placeInFile(snippet, error.place).line}`,
    );
}

/** Says which documents of a manifest are objects of operators that nothing here can judge. */
function reportUnknown({ documents, snippet }: Manifest, notVerified: LessonUnderCheck['notVerified']): void {
  for (const document of documents) {
    const { apiVersion, kind } = asRecord(document.value);
    if (!isNamed(apiVersion, kind) && !isMessage(apiVersion, kind)) continue;
    const what = isMessage(apiVersion, kind)
      ? `a ${String(kind)} in ${String(apiVersion)} (nothing here has its definition)`
      : `objects of the kind ${String(kind)} in ${String(apiVersion)} (only its operator can tell)`;
    notVerified(what, `${snippet.file}:${placeInFile(snippet, document.place([])).line}`);
  }
}

/** Says what of a manifest nobody judges here, and why. */
export function reportUnjudged(manifest: Manifest, notVerified: LessonUnderCheck['notVerified']): void {
  reportUnknown(manifest, notVerified);
  reportLeftOut(manifest, notVerified);
  const { documents, snippet, onPurpose } = manifest;
  for (const document of documents.filter((one) => isHeadless(one, snippet) && !onPurpose))
    notVerified(
      'what objects without metadata lack (they are taken for parts; part="shortened" says so)',
      `${snippet.file}:${placeInFile(snippet, document.place([])).line}`,
    );
}
