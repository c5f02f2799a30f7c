import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf, groupVersion, type Resource } from '../client/discovery.ts';
import type { Flags } from '../cobra/flags.ts';
import { updateLastApplied } from '../last-applied.ts';
import { operationPrinter } from '../print/printer.ts';
import { formatQuantity, parseQuantity } from '../print/quantity.ts';
import { typed } from '../print/typed.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Found, resourceText } from '../resources/info.ts';
import type { Command } from './command.ts';

/** What is aimed at: a share of what is requested, or an amount. @throws Error in kubectl's words. */
function target(given: string, name: 'cpu' | 'memory'): Record<string, unknown> {
  const text = given.trim();
  if (text.endsWith('%')) {
    const percent = text.slice(0, -1);
    if (!/^\+?\d+$/.test(percent)) throw new Error(`invalid percentage value: ${percent}`);
    return { type: 'Utilization', averageUtilization: Number(percent) };
  }
  const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text);
  const quantity = parseQuantity(isNumber ? `${Number(text)}${name === 'cpu' ? 'm' : 'Mi'}` : text);
  if (!quantity) throw new Error(`invalid resource ${name} value: ${text}`);
  return { type: 'AverageValue', averageValue: formatQuantity(quantity) };
}

function autoscaler(call: Call, resource: Resource, name: string): Found {
  const { flags } = call;
  const min = flags.number('min');
  const percent = flags.number('cpu-percent');
  const metrics: Record<string, unknown>[] = [];
  const add = (metric: string, aim: Record<string, unknown>): void => {
    metrics.push({ type: 'Resource', resource: { name: metric, target: aim } });
  };
  if (percent > 0) add('cpu', { type: 'Utilization', averageUtilization: percent });
  if (flags.text('cpu') !== '') add('cpu', target(flags.text('cpu'), 'cpu'));
  if (flags.text('memory') !== '') add('memory', target(flags.text('memory'), 'memory'));
  const { name: namespace, isExplicit } = call.namespace();
  return typed({
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: { name: flags.text('name') || name, ...(isExplicit ? { namespace } : {}) },
    spec: {
      scaleTargetRef: { kind: resource.kind, name, apiVersion: groupVersion(resource) },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.number('max'),
      ...(metrics.length > 0 ? { metrics } : {}),
    },
  });
}

/** `kubectl autoscale` (k8s.io/kubectl/pkg/cmd/autoscale). */
/** Why an autoscaler that could not be made cannot be tried in the old version either; undefined if it can: then the error is the same there. */
function oldVersionProblem(flags: Flags): Error | undefined {
  const say = (why: string): Error =>
    new Error(`failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${why}`);
  const [cpu, memory] = [flags.text('cpu').trim(), flags.text('memory')];
  if (cpu === '') return say('empty input');
  // The real one wraps an error that there is not here.
  return memory === '' && cpu.endsWith('%') ? undefined : say('%!w(<nil>)');
}

export const autoscale: Command = {
  required: ['max'],
  async run(call) {
    const { flags } = call;
    const dryRun = dryRunOf(call);
    operationPrinter(call, '');
    const { name: namespace, isExplicit } = call.namespace();
    const [min, max] = [flags.number('min'), flags.number('max')];
    if (max < 1) throw new Error(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) throw new Error(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    if (flags.number('cpu-percent') > 0 && flags.text('cpu') !== '')
      throw new Error('--cpu-percent and --cpu are mutually exclusive');
    if (flags.text('cpu') !== '') target(flags.text('cpu'), 'cpu');
    if (flags.text('memory') !== '') target(flags.text('memory'), 'memory');
    const result = await find(call, {
      ...fileOptions(flags),
      words: call.words,
      namespace,
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length > 0,
      flatten: true,
      continueOnError: true,
    });
    let count = 0;
    await result.visit(async ({ resource, name }) => {
      if (!resource) return;
      if (!resource.subresources.some((sub) => sub.name === 'scale')) {
        throw new Error(
          `cannot autoscale a ${resource.kind}: could not find scale subresource for ${resourceText(resource)} in discovery information`,
        );
      }
      const made = autoscaler(call, resource, name);
      if (dryRun === 'client') operationPrinter(call, withDryRun('created', dryRun))(made);
      else {
        const answer = await call.client
          .json({
            method: 'POST',
            path: addressOf(
              { group: 'autoscaling', version: 'v2', name: 'horizontalpodautoscalers', namespaced: true },
              namespace,
            ),
            query: {
              dryRun: dryRun === 'server' ? 'All' : undefined,
              fieldManager: flags.text('field-manager') || undefined,
            },
            body: updateLastApplied(made, flags.is('save-config')),
          })
          .catch((error: unknown) => {
            throw oldVersionProblem(flags) ?? error;
          });
        operationPrinter(call, withDryRun('autoscaled', dryRun))(typed(answer));
      }
      count++;
    });
    if (count === 0) throw new Error('no objects passed to autoscale');
  },
};
