import { asRecord, type Data, isSet } from './data.ts';
import { isLabelName, isSubdomain } from './formats.ts';
import { type ObjectProblem, problem } from './object-problem.ts';

/** Kinds whose names may hold colons and capitals. Source: ValidateRBACName in pkg/apis/rbac/validation. */
const FREE_NAMES = /^(Cluster)?Role(Binding)?$/;
/** Kinds whose names are DNS labels: they become a part of a host's name. */
const LABEL_NAMES = new Set(['Service', 'Namespace']);
/** Kinds that are asked, not kept, and need no name. */
const NAMELESS = /Review$|^(Binding|Eviction|TokenRequest|List|.*List)$/;
/** Most characters of a name, for kinds whose objects get longer ones from it. Source: pkg/apis/batch/validation. */
const LONGEST: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['CronJob', [52, 'because its Jobs get a number behind it']],
  ['Job', [63, 'because it becomes the value of a label']],
]);

/** What is wrong with the name of an object, which depends on its kind. */
export function nameProblems(object: Data, kind: string): ObjectProblem[] {
  const { name, generateName } = asRecord(object.metadata);
  const path = ['metadata', 'name'];
  if (!isSet(name)) {
    return isSet(generateName) || NAMELESS.test(kind)
      ? []
      : [problem('missing-field', ['metadata'], 'The object has no name.', 'Add metadata.name.')];
  }
  if (typeof name !== 'string' || FREE_NAMES.test(kind)) return [];
  const label = LABEL_NAMES.has(kind);
  if (!(label ? isLabelName(name) : isSubdomain(name))) {
    return [
      label && isSubdomain(name)
        ? problem(
            'name',
            path,
            `"${name}" cannot be the name of a ${kind}.`,
            'Use at most 63 lower-case letters, digits and hyphens, without dots.',
          )
        : problem(
            'name',
            path,
            `"${name}" cannot be the name of an object.`,
            'Use lower-case letters, digits, hyphens and dots, with a letter or digit at both ends.',
          ),
    ];
  }
  const [most, why] = LONGEST.get(kind) ?? [Number.POSITIVE_INFINITY, ''];
  return name.length <= most
    ? []
    : [
        problem(
          'name',
          path,
          `The name of the ${kind} has ${name.length} characters; it may have ${most} at most, ${why}.`,
          'Shorten it.',
        ),
      ];
}
