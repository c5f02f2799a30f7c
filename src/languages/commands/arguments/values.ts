import { parse } from 'yaml';
import { closest, didYouMean } from '../../../findings/suggest.ts';
import { isInGoDuration, meantDuration } from '../../../kubernetes/durations.ts';
import { jsonpathProblems } from '../../jsonpath.ts';
import { hasFlag, type Invocation, isLeftToReader, valuesOf } from './parse.ts';
import type { ArgumentProblem } from './rules.ts';

const OUTPUTS = [
  'json',
  'yaml',
  'kyaml',
  'name',
  'wide',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
];

/** Flags with a choice of values, by command or for all. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  '--dry-run': ['client', 'server', 'none'],
  '--cascade': ['background', 'orphan', 'foreground', 'true', 'false'],
  '--validate': ['strict', 'warn', 'ignore', 'true', 'false'],
  '--image-pull-policy': ['Always', 'IfNotPresent', 'Never'],
};
/** Flags whose value is a duration. */
const DURATIONS = ['--timeout', '--request-timeout', '--since', '--pod-running-timeout', '--duration'];
/** Flags whose value is a whole number. */
const NUMBERS = [
  '--replicas',
  '--current-replicas',
  '--grace-period',
  '--tail',
  '--limit-bytes',
  '--min',
  '--max',
  '--cpu-percent',
  '--to-revision',
  '--revision',
  '--chunk-size',
  '--node-port',
];

const said = (message: string, remedy: string): ArgumentProblem => ({ message, remedy });

function choice(name: string, value: string, among: readonly string[]): ArgumentProblem | undefined {
  return among.includes(value) || isLeftToReader(value) || value === ''
    ? undefined
    : said(`${name}: "${value}" is none of its values.${didYouMean(value, among)}`, `Use one of: ${among.join(', ')}.`);
}

function outputs(invocation: Invocation): (ArgumentProblem | undefined)[] {
  // Of other commands it is something else: the name of a file, say.
  if (
    !/^(?:get|create|apply|describe|run|expose|label|annotate|patch|set|scale|autoscale|config view|version|events|delete|replace|rollout|taint|api-resources|diff|edit|cluster-info)\b/.test(
      invocation.command,
    )
  )
    return [];
  const more = /^(?:version|api-resources|events|config)/.test(invocation.command) ? [] : [];
  return valuesOf(invocation, '-o', '--output').map((value) => {
    const name = value.split('=')[0] ?? '';
    if ([...OUTPUTS, ...more].includes(name) || isLeftToReader(value)) return undefined;
    return said(
      `-o: there is no output "${name}".${didYouMean(name, OUTPUTS)}`,
      `Use one of: ${OUTPUTS.slice(0, 5).join(', ')}, jsonpath=…, custom-columns=….`,
    );
  });
}

function selectors(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '-l', '--selector').map((value) => {
    if (isLeftToReader(value)) return undefined;
    const colon = /^([\w./-]+):\s*([\w.-]+)$/.exec(value);
    if (colon) return said(`--selector: "${value}" is no selector.`, `Write ${colon[1]}=${colon[2]}.`);
    const part = /^\s*(?:!?[\w./-]+|[\w./-]+\s*(?:==?|!=)\s*[\w.-]*|[\w./-]+\s+(?:in|notin)\s*\([\w\s.,-]*\))\s*$/;
    const parts = value.split(/,(?![^(]*\))/);
    return parts.every((one) => part.test(one))
      ? undefined
      : said(
          `--selector: "${value}" is no selector.`,
          'Write key=value, key!=value, "key in (a,b)" or !key, with commas between several.',
        );
  });
}

/** Fields of Pods by which they can be chosen. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/. */
const POD_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.podIPs',
  'status.nominatedNodeName',
];

function fieldSelectors(invocation: Invocation): (ArgumentProblem | undefined)[] {
  const type = invocation.plain[0] ?? '';
  return valuesOf(invocation, '--field-selector')
    .flatMap((value) => value.split(','))
    .map((one) => {
      if (isLeftToReader(one)) return undefined;
      const field = /^([\w.]+)\s*(?:==?|!=)/.exec(one)?.[1];
      if (field === undefined)
        return said(`--field-selector: "${one}" is no selector.`, 'Write field=value or field!=value.');
      if (!/^(?:pods?|po)$/.test(type) || POD_FIELDS.includes(field)) return undefined;
      const meant = field === 'status' ? ' Did you mean "status.phase"?' : didYouMean(field, POD_FIELDS);
      return said(
        `--field-selector: Pods cannot be chosen by "${field}".${meant}`,
        `Use one of: ${POD_FIELDS.join(', ')}.`,
      );
    });
}

const METADATA = [
  'name',
  'namespace',
  'creationTimestamp',
  'labels',
  'annotations',
  'uid',
  'resourceVersion',
  'generation',
  'ownerReferences',
  'finalizers',
  'deletionTimestamp',
  'generateName',
  'managedFields',
  'deletionGracePeriodSeconds',
  'selfLink',
];

function sorting(invocation: Invocation): (ArgumentProblem | undefined)[] {
  if (invocation.command.startsWith('top')) return [];
  return valuesOf(invocation, '--sort-by').map((value) => {
    const field = /^\{?\.?metadata\.([A-Za-z]+)\}?$/.exec(value)?.[1];
    const meant = field === undefined || METADATA.includes(field) ? undefined : closest(field, METADATA);
    return meant === undefined
      ? undefined
      : said(
          `--sort-by: metadata has no field "${field}". Did you mean "${meant}"?`,
          `Write --sort-by=.metadata.${meant}.`,
        );
  });
}

/** A patch that is neither JSON nor YAML, or no group of fields. */
function patchTexts(invocation: Invocation): (ArgumentProblem | undefined)[] {
  if (invocation.command !== 'patch') return [];
  return valuesOf(invocation, '-p', '--patch').map((value) => {
    if (/[$`…<]/.test(value)) return undefined;
    try {
      const patch: unknown = parse(value);
      if (patch !== null && typeof patch === 'object') return undefined;
    } catch {
      // Said below.
    }
    return said(
      'kubectl patch: the patch is neither JSON nor YAML.',
      'Check brackets and quotes; put all of it in single quotes.',
    );
  });
}

function templates(invocation: Invocation, quotesLost: boolean): (ArgumentProblem | undefined)[] {
  if (!quotesLost) return [];
  return valuesOf(invocation, '-o', '--output', '--template').map((value) => {
    const template = /^jsonpath(?:-as-json)?=(.*)$/s.exec(value)?.[1];
    if (template === undefined || /\$\w|\$\(|`/.test(template)) return undefined;
    const [problem] = jsonpathProblems(template);
    const bare = /\[\?\(@[^)]*(?:==|!=|<=?|>=?)\s*([A-Za-z]\w*)\s*\)\]/.exec(template)?.[1];
    const found =
      problem?.message ??
      (bare === undefined || /^(?:true|false)$/.test(bare) ? undefined : `"${bare}" has no quotes any more.`);
    return found === undefined
      ? undefined
      : said(
          `The shell takes the double quotes out of the JSONPath: ${found}`,
          "Put the template in single quotes: -o jsonpath='…'.",
        );
  });
}

/**
 * What is wrong with the values of kubectl's flags.
 * @param quotesLost whether a JSONPath stands in double quotes, and has some itself.
 */
export function valueProblems(invocation: Invocation, quotesLost: boolean): (ArgumentProblem | undefined)[] {
  const { command } = invocation;
  const restart =
    command === 'run'
      ? ['Always', 'OnFailure', 'Never']
      : command === 'create job'
        ? ['OnFailure', 'Never']
        : undefined;
  return [
    ...Object.entries(CHOICES).flatMap(([name, among]) =>
      valuesOf(invocation, name).map((value) => choice(name, value, among)),
    ),
    ...(restart ? valuesOf(invocation, '--restart').map((value) => choice('--restart', value, restart)) : []),
    ...(command === 'patch'
      ? valuesOf(invocation, '--type').map((value) => choice('--type', value, ['json', 'merge', 'strategic']))
      : []),
    ...(command === 'expose'
      ? valuesOf(invocation, '--type').map((value) =>
          choice('--type', value, ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
        )
      : []),
    ...DURATIONS.flatMap((name) =>
      valuesOf(invocation, name).map((value) => {
        const bare = name === '--request-timeout' && /^\d+$/.test(value);
        if (isInGoDuration(value) || bare || isLeftToReader(value)) return undefined;
        return said(`${name}: "${value}" is no duration.`, `Write ${name}=${meantDuration(value) ?? '30s'}.`);
      }),
    ),
    ...NUMBERS.flatMap((name) =>
      valuesOf(invocation, name).map((value) =>
        /^-?\d+$/.test(value) || isLeftToReader(value)
          ? undefined
          : said(`${name}: "${value}" is no whole number.`, 'Write one.'),
      ),
    ),
    ...outputs(invocation),
    ...selectors(invocation),
    ...fieldSelectors(invocation),
    ...sorting(invocation),
    ...patchTexts(invocation),
    ...templates(invocation, quotesLost),
    ...(hasFlag(invocation, '--all-namespaces', '-A') && hasFlag(invocation, '--all') ? [] : []),
  ];
}
