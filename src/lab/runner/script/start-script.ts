import type { LabStart } from '../../../curriculum/schema/lab-cluster.ts';
import { conditionsOf } from '../conditions.ts';
import { recordKey, type ScriptedLab, scriptHead, targetOf } from './check-script.ts';
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

/** What `start.sh` of a lab is made from. */
export interface StartedLab extends ScriptedLab {
  start: LabStart;
  /** Images of the course that the lab needs. */
  images: readonly BuiltImage[];
  /** Manifests beside the script, in their order: those of the first state, and those of its faults. */
  manifests: readonly string[];
  faults: readonly string[];
  /** The same for every form of what is drawn: those of form 1 first. */
  forms: readonly (readonly string[])[];
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
  const { start, images, manifests, faults, forms } = lab;
  const namespace = start.namespace ?? 'default';
  const kept = lab.lab.tasks.flatMap(conditionsOf).filter((condition) => condition.kind === 'kept');
  const nodes = start.nodes.flatMap(({ name, labels, taints }) => {
    const added = [
      ...Object.entries(labels).map(([key, value]) => ['label', `${key}=${value}`, `${key}-`]),
      ...taints.map((taint) => ['taint', taint, without(taint)]),
    ] as [string, string, string][];
    return [
      `find_node ${exact(name)}`,
      ...added.map(
        ([verb, add, remove]) =>
          `if [ "$1" = add ]; then change ${verb} node "$node" --overwrite ${exact(add)}; else kube ${verb} node "$node" ${exact(remove)} >/dev/null 2>&1; fi`,
      ),
    ];
  });
  return `${scriptHead('Makes the state in which a lab begins on your own cluster:', lab)}
lab_images=${quoted(images.flatMap(({ names }) => names).join('\n'))}
lab_has_faults=${faults.length > 0 || forms.length > 1 ? 'yes' : 'no'}
lab_forms=${forms.length}

${[
  called(
    'lab_build',
    images.map(({ containerfile, folder, target, names }) =>
      ['build_image', ...[containerfile, folder, target, ...names].map(exact)].join(' '),
    ),
  ),
  called('lab_nodes', nodes),
  called('lab_objects', [`apply_files "$1" ${quoted(manifests.join('\n'))}`]),
  called('lab_faults', [`apply_files apply ${quoted(faults.join('\n'))}`]),
  called('lab_drawn', forms.length > 1 ? drawnLines(forms) : []),
  called('lab_kept', [
    ...new Set(
      kept.map((condition) => ['record_kept', ...targetOf(condition, namespace), recordKey(condition)].join(' ')),
    ),
  ]),
  called('lab_notes', start.load ? [NEEDS_METRICS] : []),
].join('\n')}
${parts.map((part) => part.trim()).join('\n\n')}
`;
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
