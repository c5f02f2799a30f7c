import { asRecord } from '../../kubernetes/data.ts';
import { kubernetesProblems } from '../../kubernetes/validate.ts';
import { readManifests } from '../../kubernetes/yaml-documents.ts';

/** Something that is wrong in a manifest, at a line counted from 1. */
export interface ManifestFinding {
  line: number;
  message: string;
  /** What to do. */
  why?: string;
}

/**
 * What the project's rules for manifests find in a text: the same that lessons are checked with.
 * @param isServed whether the cluster knows a kind of its own, which the rules do not know
 */
export function manifestFindings(
  text: string,
  isServed: (apiVersion: string, kind: string) => boolean,
): ManifestFinding[] {
  const findings: ManifestFinding[] = [];
  for (const { value, errors, place } of readManifests(text)) {
    for (const { message, place: at } of errors)
      findings.push({ line: at.line, message: `${message}.`, why: 'Check the indentation and the quotes.' });
    if (errors.length > 0 || value === null || value === undefined) continue;
    const { apiVersion, kind } = asRecord(value);
    const isOwn = isServed(String(apiVersion), String(kind));
    for (const { rule, path, message, remedy } of kubernetesProblems(value)) {
      if (isOwn && (rule === 'no-kind' || rule === 'api-version')) continue;
      findings.push({ line: place(path).line, message, why: remedy });
    }
  }
  return findings.sort((one, other) => one.line - other.line);
}
