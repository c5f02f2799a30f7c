import { didYouMean } from '../findings/suggest.ts';
import type { Data } from './data.ts';
import { type ObjectProblem, problem } from './object-problem.ts';

/** Fields of a Kustomization. Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/, November 2026. */
const FIELDS =
  'apiVersion kind metadata namespace namePrefix nameSuffix labels commonLabels commonAnnotations images imageTags replicas configMapGenerator secretGenerator generatorOptions resources bases components crds patches patchesStrategicMerge patchesJson6902 replacements vars sortOptions configurations generators transformers validators buildMetadata openapi helmCharts helmGlobals helmChartInflationGenerator'.split(
    ' ',
  );

/** Fields of a Kustomization or a Component that Kustomize does not know. */
export function kustomizationProblems(object: Data): ObjectProblem[] {
  return Object.keys(object)
    .filter((key) => !FIELDS.includes(key))
    .map((key) =>
      problem(
        'unknown-field',
        [key],
        `A Kustomization has no field "${key}".${didYouMean(key, FIELDS)}`,
        'Correct the name, or its indentation.',
      ),
    );
}
