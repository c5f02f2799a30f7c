import { ApiError } from './api/core/errors.ts';
import { parseLabelSelector } from './api/core/selectors.ts';
import { table } from './kubectl/print/columns.ts';
import type { PodLoad } from './node/metrics/load.ts';
import type { Program } from './shell/program.ts';

const HELP = `Usage: load                             shows what Pods have to do
       load [-e] SELECTOR CPU [MEMORY]  sets it
       load SELECTOR off                ends it

Pretends that Pods have something to do, so that metrics and autoscalers have something to show. This program exists in
the practice cluster only: on a cluster of your own, load comes from visitors, or from a program that plays them.

  SELECTOR  labels of the Pods, such as app=web
  CPU       processor time that all of them in a namespace need together, such as 900m: more replicas, less for each
  MEMORY    memory that each of them uses, such as 64Mi
  -e        each of them needs that processor time, however many there are

No container gets more than its limit. Metrics follow within 15 seconds.
`;

const QUANTITY = /^\d+(\.\d+)?(n|u|m|k|M|G|Ki|Mi|Gi)?$/;

/** `load`: what Pods have to do. @param loads what they have to do now, which it changes @param isMeasured whether the cluster has a metrics server */
export function loadProgram(loads: PodLoad[], isMeasured: boolean): Program {
  return async ({ arguments: words, output, errors }) => {
    const fail = (problem: string): number => {
      errors.write(`load: ${problem}\nTry 'load --help' for more information.\n`);
      return 1;
    };
    if (words.includes('--help') || words.includes('-h')) {
      output.write(HELP);
      return 0;
    }
    if (!isMeasured) {
      errors.write('load: This practice cluster has no metrics server, so nothing would show a load.\n');
      return 1;
    }
    const isEach = words.includes('-e');
    const [selector, cpu, memory, ...rest] = words.filter((word) => word !== '-e');
    if (selector === undefined) {
      const lines = loads.map((one) => [
        one.selector,
        one.cpu ?? '-',
        one.shared ? 'together' : 'each',
        one.memory ?? '-',
      ]);
      output.write(
        lines.length === 0 ? 'No Pods have a load.\n' : table([['SELECTOR', 'CPU', 'SHARED', 'MEMORY'], ...lines]),
      );
      return 0;
    }
    try {
      if (selector.startsWith('-')) return fail(`there is no option ${selector}`);
      parseLabelSelector(selector);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      return fail(`${selector} is no label selector: ${problem.message}`);
    }
    if (cpu === undefined) return fail(`how much? Say "load ${selector} 500m", or "load ${selector} off"`);
    if (rest.length > 0) return fail(`too many words: ${rest.join(' ')}`);
    const index = loads.findIndex((one) => one.selector === selector);
    if (cpu === 'off') {
      if (index < 0) return fail(`no Pods with ${selector} have a load; "load" shows all`);
      loads.splice(index, 1);
      return 0;
    }
    for (const quantity of [cpu, memory ?? '0'])
      if (!QUANTITY.test(quantity)) return fail(`${quantity} is no quantity; such are 500m, 2 and 64Mi`);
    if (index >= 0) loads.splice(index, 1);
    loads.push({ selector, cpu, memory, shared: !isEach });
    return 0;
  };
}
