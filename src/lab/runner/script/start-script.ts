import type { FurtherCluster } from '../../../curriculum/schema/lab-cluster.ts';
import { clustersOf } from '../clusters.ts';
import { conditionsOf } from '../conditions.ts';
import { byCluster, recordKey, type ScriptedLab, scriptHead, targetOf } from './check-script.ts';
import { exact, quoted } from './quote.ts';

/** An image of a course, as it is built beside the script. */
export interface BuiltImage {
  containerfile: string;
  /** Folder of the build. */
  folder: string;
  target: string;
  /** Its names with their tags. */
  names: readonly string[];
}

/** What `start.sh` brings into a cluster. */
export interface StartedCluster {
  /** Images of the course that it needs. */
  images: readonly BuiltImage[];
  /** Manifests beside the script, in their order: those of the first state, and those of its faults. */
  manifests: readonly string[];
  faults: readonly string[];
  /** The same for every form of what is drawn, of all clusters together: those of form 1 first. */
  forms: readonly (readonly string[])[];
}

/** What `start.sh` of a lab is made from. */
export interface StartedLab extends ScriptedLab {
  /** Its clusters, in the order in which its data has them. */
  clusters: readonly StartedCluster[];
}

const called = (name: string, lines: readonly string[]): string =>
  `${name}() {\n${(lines.length > 0 ? lines : [':']).map((line) => `  ${line}`).join('\n')}\n}\n`;

/** A label or taint that is taken away again: `gpu=yes:NoSchedule` by `gpu:NoSchedule-`. */
const without = (text: string): string => `${text.replace(/=[^:]*/, '')}-`;

/**
 * `start.sh`: makes the state in which a lab begins on a cluster of one's own, as `beginLab` makes it in the practice cluster.
 * @param parts what every such script does (the files beside this one)
 */
export function startScript(lab: StartedLab, parts: readonly string[]): string {
  const { start, clusters } = lab;
  const states = clustersOf(start);
  const forms = clusters[0]?.forms.length ?? 1;
  const kept = lab.lab.tasks.flatMap(conditionsOf).filter((condition) => condition.kind === 'kept');
  const perCluster = (name: string, lines: (cluster: StartedCluster, state: FurtherCluster) => string[]): string =>
    called(
      name,
      byCluster(
        states.map((state, index) => lines(clusters[index] as StartedCluster, state)),
        states,
      ),
    );
  const images = clusters.map((cluster) => [
    `lab_images=${quoted(cluster.images.flatMap(({ names }) => names).join('\n'))}`,
  ]);
  const hasFaults = forms > 1 || clusters.some(({ faults }) => faults.length > 0);
  return `${scriptHead('Makes the state in which a lab begins on your own cluster:', lab, images)}
lab_has_faults=${hasFaults ? 'yes' : 'no'}
lab_forms=${forms}

${[
  perCluster('lab_build', (cluster) =>
    cluster.images.map(({ containerfile, folder, target, names }) =>
      ['build_image', ...[containerfile, folder, target, ...names].map(exact)].join(' '),
    ),
  ),
  perCluster('lab_nodes', (_, { nodes }) => nodes.flatMap(nodeLines)),
  perCluster('lab_objects', ({ manifests }) => [`apply_files "$1" ${quoted(manifests.join('\n'))}`]),
  perCluster('lab_faults', ({ faults }) => [`apply_files apply ${quoted(faults.join('\n'))}`]),
  perCluster('lab_drawn', (cluster) => (forms > 1 ? drawnLines(cluster.forms) : [])),
  perCluster('lab_kept', (_, { context, namespace = 'default' }) => [
    ...new Set(
      kept
        .filter((condition) => (condition.context ?? states[0].context) === context)
        .map((condition) => ['record_kept', ...targetOf(condition, namespace), recordKey(condition)].join(' ')),
    ),
  ]),
  perCluster('lab_notes', (_, { load }) => (load ? [NEEDS_METRICS] : [])),
].join('\n')}
${parts.map((part) => part.trim()).join('\n\n')}
`;
}

/** What is special about a node; `$1` says whether it is added, or taken away again. */
function nodeLines({ name, labels, taints }: FurtherCluster['nodes'][number]): string[] {
  const added: [string, string, string][] = [
    ...Object.entries(labels).map(([key, value]): [string, string, string] => ['label', `${key}=${value}`, `${key}-`]),
    ...taints.map((taint): [string, string, string] => ['taint', taint, without(taint)]),
  ];
  return [
    `find_node ${exact(name)}`,
    ...added.map(
      ([verb, add, remove]) =>
        `if [ "$1" = add ]; then change ${verb} node "$node" --overwrite ${exact(add)}; else kube ${verb} node "$node" ${exact(remove)} >/dev/null 2>&1; fi`,
    ),
  ];
}

/** What is applied of each form: `$form` is its number. */
function drawnLines(forms: readonly (readonly string[])[]): string[] {
  return [
    'case $form in',
    ...forms.map((form, index) => `${index + 1}) apply_files drawn ${quoted(form.join('\n'))} ;;`),
    'esac',
  ];
}

const NEEDS_METRICS = `ask get -o 'jsonpath={.metadata.name}' -- apiservice v1beta1.metrics.k8s.io || line "The lab needs a metrics server, which your cluster does not have: https://github.com/kubernetes-sigs/metrics-server"`;
