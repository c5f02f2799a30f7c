import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { dnsSubdomain, qualifiedName } from '../core/words.ts';

type Fields = Readonly<Record<string, unknown>>;

const isAddress = (text: string): boolean =>
  text.includes(':')
    ? /^[0-9a-f:.]+$/i.test(text)
    : /^(\d+)(\.(\d+)){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

function aliases(list: unknown, path: string): Cause[] {
  return asList(list).flatMap(({ ip = '', hostnames }, index) => [
    ...(isAddress(String(ip))
      ? []
      : [wrong(`${path}[${index}].ip`, ip, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')]),
    ...(Array.isArray(hostnames) ? hostnames : []).flatMap((name, at) =>
      dnsSubdomain(String(name)).map((why) => wrong(`${path}[${index}].hostnames[${at}]`, name, why)),
    ),
  ]);
}

function gates(spec: Fields, path: string): Cause[] {
  const list = asList(spec.schedulingGates);
  const names = list.map(({ name }) => String(name ?? ''));
  const causes: Cause[] = [];
  if (list.length > 0 && spec.nodeName)
    causes.push(refused(`${path}.nodeName`, 'cannot be set until all schedulingGates have been cleared'));
  names.forEach((name, index) => {
    const at = `${path}.schedulingGates[${index}]`;
    causes.push(...qualifiedName(name).map((why) => wrong(at, name, why)));
    if (names.indexOf(name) < index) causes.push(duplicate(at, name));
  });
  return causes;
}

function container(given: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  asList(given.resizePolicy).forEach(({ resourceName, restartPolicy }, index) => {
    const at = `${path}.resizePolicy[${index}]`;
    if (resourceName !== 'cpu' && resourceName !== 'memory')
      causes.push(unsupported(`${at}.resourceName`, resourceName ?? '', ['cpu', 'memory']));
    if (restartPolicy !== 'NotRequired' && restartPolicy !== 'RestartContainer')
      causes.push(unsupported(`${at}.restartPolicy`, restartPolicy ?? '', ['NotRequired', 'RestartContainer']));
  });
  const rules = asList(given.restartPolicyRules);
  if (rules.length > 0 && given.restartPolicy === undefined)
    causes.push(required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
  return causes;
}

/** What is wrong with the less common fields of a Pod. Source: `ValidatePodSpec` in pkg/apis/core/validation. */
export function validatePodDetails(spec: Fields, path: string): Cause[] {
  const os = asRecord(spec.os).name;
  return [
    ...['initContainers', 'containers'].flatMap((list) =>
      asList(spec[list]).flatMap((one, index) => container(one, `${path}.${list}[${index}]`)),
    ),
    ...aliases(spec.hostAliases, `${path}.hostAliases`),
    ...gates(spec, path),
    ...(os !== undefined && os !== 'linux' && os !== 'windows'
      ? [unsupported(`${path}.os.name`, os, ['linux', 'windows'])]
      : []),
  ];
}
