import { didYouMean } from '../../../findings/suggest.ts';
import { API_VERBS } from '../../../kubernetes/rules/access-names.ts';
import { hasFlag, type Invocation, isLeftToReader, valuesOf } from './parse.ts';
import { meantResource, RESOURCES, resourceOf } from './resources.ts';
import type { ArgumentProblem } from './rules.ts';

export const said = (message: string, remedy: string): ArgumentProblem => ({ message, remedy });

/** Names of resources that look like those of others: "podz", "pod,svcs", "deploymnet/web". */
export function resourceNames(words: readonly string[], known: ReadonlySet<string>): (ArgumentProblem | undefined)[] {
  const types = words.flatMap((word) => (word.split('/')[0] ?? '').split(','));
  return types.map((type) => {
    const meant = isLeftToReader(type) || known.has(type.toLowerCase()) ? undefined : meantResource(type);
    return meant === undefined
      ? undefined
      : said(
          `There is no resource "${type}". Did you mean "${meant}"?`,
          '"kubectl api-resources" lists the names; those of custom resources are known if the lesson has their definition.',
        );
  });
}

/** The first argument names resources; with a slash all of them do. */
export const typesOf = (plain: readonly string[]): readonly string[] =>
  plain[0]?.includes('/') ? plain.filter((word) => word.includes('/')) : plain.slice(0, 1);

/** A command about resources of some kinds only. */
export function only(kinds: readonly string[], what: string) {
  return ({ plain }: Invocation): (ArgumentProblem | undefined)[] =>
    typesOf(plain).map((word) => {
      const found = resourceOf((word.split('/')[0] ?? '').split(',')[0] ?? '');
      return found === undefined || kinds.includes(found.kind)
        ? undefined
        : said(`A ${found.kind} cannot be ${what}.`, `That works with: ${kinds.join(', ')}.`);
    });
}

export const ROLLED = ['Deployment', 'DaemonSet', 'StatefulSet'];
export const SCALED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
export const PAIR = /^[^=\s]+=|^[^=\s]+-$/;

/** Arguments behind the object that should be "key=value", or "key-" to take it away. */
export function pairs(what: string) {
  return ({ plain, flags }: Invocation): (ArgumentProblem | undefined)[] => {
    if (flags.some(([name]) => ['--list', '-f', '--filename', '--all', '-l', '--selector', '--local'].includes(name)))
      return [];
    const start = plain[0]?.includes('/') ? 1 : 2;
    const colon = plain.slice(1).find((word) => /^[\w./-]+:[\w.-]*$/.test(word) && !isLeftToReader(word));
    if (colon !== undefined)
      return [said(`"${colon}" is no ${what}: there is no "=" in it.`, `Write ${colon.replace(':', '=')}.`)];
    return plain.slice(start).some((word) => PAIR.test(word)) ||
      plain.slice(1).some((word) => PAIR.test(word)) ||
      plain.some(isLeftToReader)
      ? []
      : [said(`No ${what} is given.`, `Write key=value, or key- to remove it.`)];
  };
}

export const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function taints({ plain }: Invocation): (ArgumentProblem | undefined)[] {
  return plain.slice(1).map((word) => {
    const effect = /^[\w./-]+(?:=[\w.-]*)?:([A-Za-z]+)-?$/.exec(word)?.[1];
    return effect === undefined || EFFECTS.includes(effect) || isLeftToReader(word)
      ? undefined
      : said(
          `"${effect}" is no effect of a taint.${didYouMean(effect, EFFECTS)}`,
          `Use one of: ${EFFECTS.join(', ')}.`,
        );
  });
}

export function literals(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--from-literal').map((value) =>
    value.includes('=') || isLeftToReader(value)
      ? undefined
      : said(`--from-literal: "${value}" has no "=".`, 'Write --from-literal=key=value.'),
  );
}

export function serviceAccounts(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--serviceaccount').map((value) =>
    value.includes(':') || isLeftToReader(value)
      ? undefined
      : said(`--serviceaccount: "${value}" has no namespace.`, `Write --serviceaccount=NAMESPACE:${value}.`),
  );
}

export const QUOTA =
  /^(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage|storage|hugepages-.+)$|^(?:pods|services|secrets|configmaps|replicationcontrollers|resourcequotas|persistentvolumeclaims)$|^services\.(?:nodeports|loadbalancers)$|^count\/.+$|.+\..+\/.+|^requests\..+\/.+/;

export function quotas(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--hard')
    .flatMap((value) => value.split(','))
    .map((pair) => {
      const name = pair.split('=')[0] ?? '';
      return isLeftToReader(pair) || QUOTA.test(name)
        ? undefined
        : said(
            `--hard: there is no resource "${name}".${didYouMean(name, ['memory', 'cpu', 'pods', 'services', 'secrets', 'configmaps', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'])}`,
            'Use a name such as requests.cpu, memory, pods or count/deployments.apps.',
          );
    });
}

export function ingressRules(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--rule').map((value) =>
    /^[^=]*=[^:=,]+:[^:=,]+(?:,tls(?:=[^,]*)?)?$/.test(value) || /[$<…]/.test(value)
      ? undefined
      : said(`--rule: "${value}" names no port of the Service.`, 'Write --rule="host/path=service:port".'),
  );
}

export function rbacResources(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--resource')
    .flatMap((value) => value.split(','))
    .map((value) => {
      const [name = '', group = ''] = (value.split('/')[0] ?? '').split(/\.(.*)/s);
      if (isLeftToReader(value)) return undefined;
      const meant = meantResource(name);
      if (meant !== undefined && group === '')
        return said(
          `--resource: there is no resource "${name}". Did you mean "${meant}"?`,
          '"kubectl api-resources" lists the names.',
        );
      const known = RESOURCES.filter(({ plural }) => plural === name);
      return group === '' || known.length === 0 || known.some((one) => one.group === group) || group.includes('.')
        ? undefined
        : said(
            `--resource: no group "${group}" has ${name}.`,
            `Write ${name}${known[0]?.group ? `.${known[0].group}` : ''}.`,
          );
    });
}

export function verbs(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--verb')
    .flatMap((value) => value.split(','))
    .map((verb) => {
      const suggestion = didYouMean(verb, API_VERBS);
      const wrong = verb === 'read' || verb === 'write' || suggestion !== '';
      return API_VERBS.includes(verb) || isLeftToReader(verb) || !wrong
        ? undefined
        : said(`--verb: there is no verb "${verb}".${suggestion}`, `Use one of: ${API_VERBS.slice(0, 8).join(', ')}.`);
    });
}

export const CONDITION = /^(?:condition=\S+|jsonpath=.+|delete|create)$/is;

export function waits(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--for').map((value) =>
    CONDITION.test(value) || isLeftToReader(value)
      ? undefined
      : said(
          `--for: "${value}" is nothing that can be waited for.`,
          `Write --for=condition=${value}, --for=delete, --for=create or --for=jsonpath='{…}'=value.`,
        ),
  );
}

export function patches(invocation: Invocation): (ArgumentProblem | undefined)[] {
  if (hasFlag(invocation, '--patch-file') || hasFlag(invocation, '-p', '--patch')) return [];
  return [said('kubectl patch: there is no patch.', `Add -p '…' or --patch-file=FILE.`)];
}

/** Subjects of service accounts that lack a part: system:serviceaccount:NAMESPACE:NAME. */
export function subjects(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--as').map((value) =>
    /^system:serviceaccount:(?![^:]+:[^:]+$)/.test(value) && !isLeftToReader(value)
      ? said(`--as: "${value}" is no service account.`, 'Write --as=system:serviceaccount:NAMESPACE:NAME.')
      : undefined,
  );
}

export function execution({ plain, behind }: Invocation): (ArgumentProblem | undefined)[] {
  if (behind !== undefined)
    return [
      behind.length === 0
        ? said('kubectl exec: nothing stands behind "--".', 'Write the command behind it.')
        : undefined,
    ];
  const rest = plain.slice(1);
  return rest.length === 0
    ? [said('kubectl exec: it says no command.', 'Write it behind "--": kubectl exec POD -- COMMAND.')]
    : [
        said(
          `kubectl exec: there is no "--" before the command "${rest.join(' ')}".`,
          `Write kubectl exec ${plain[0]} -- ${rest.join(' ')}.`,
        ),
      ];
}

export function deployment({ plain, flags }: Invocation): (ArgumentProblem | undefined)[] {
  const schedule = plain.find((word) => word === '--schedule');
  return [schedule, ...flags.map(([name]) => name)].includes('--schedule')
    ? [said('Only a CronJob has a schedule.', 'Use "kubectl create cronjob".')]
    : [];
}

export function topKeys(invocation: Invocation): (ArgumentProblem | undefined)[] {
  return valuesOf(invocation, '--sort-by').map((value) =>
    ['cpu', 'memory'].includes(value) || isLeftToReader(value)
      ? undefined
      : said(
          `kubectl top cannot sort by "${value}".${didYouMean(value, ['cpu', 'memory'])}`,
          'Write --sort-by=cpu or --sort-by=memory.',
        ),
  );
}

/** Commands whose first argument names resources. */
export const WITH_RESOURCES =
  /^(?:annotate|autoscale|delete|describe|edit|events?|explain|expose|get|label|patch|rollout \w+|scale|set (?:env|image|resources|selector|serviceaccount)|taint|wait|port-forward|logs)$/;

/** The words of a command that name resources. */
export function resourceWords({ command, plain }: Invocation): readonly string[] {
  if (!WITH_RESOURCES.test(command)) return [];
  if (/^(?:logs|port-forward|rollout|scale|expose|wait|set)/.test(command)) {
    const first = plain[0];
    if (first?.includes('/')) return [first];
    return /^(?:logs|port-forward)/.test(command) ? [] : plain.slice(0, 1);
  }
  if (command === 'explain') return plain.slice(0, 1).map((word) => word.split('.')[0] ?? '');
  return typesOf(plain);
}
