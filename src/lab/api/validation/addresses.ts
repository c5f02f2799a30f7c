import { asList, asTexts } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, required, unsupported, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import { dnsLabel } from '../core/words.ts';
import { portNumber } from './words.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Whether a text is an address of IPv4. */
export const isAddress4 = (text: string): boolean =>
  /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) && text.split('.').every((part) => Number(part) < 256);

/** Whether a text is an address of IPv6. */
export const isAddress6 = (text: string): boolean =>
  /^[0-9a-f:.]*$/i.test(text) &&
  text.includes(':') &&
  (text.match(/::/g) ?? []).length <= 1 &&
  (text.includes('::') ? text.split(':').length <= 8 : text.split(':').length === 8) &&
  text.split(':').every((part) => part.length <= 4);

/** Addresses that nobody else can reach. Source: pkg/apis/core/validation, ValidateNonSpecialIP. */
function special(path: string, text: string): Cause[] {
  const ranges: readonly [RegExp, string][] = [
    [/^(?:0\.0\.0\.0|::)$/, 'may not be unspecified (0.0.0.0 or ::)'],
    [/^(?:127\.|::1$)/, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
    [/^(?:169\.254\.|fe[89ab])/i, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
    [/^(?:224\.0\.0\.|ff02:)/i, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
  ];
  return ranges.filter(([pattern]) => pattern.test(text)).map(([, why]) => wrong(path, text, why));
}

const protocolCauses = (path: string, protocol: unknown): Cause[] =>
  !protocol
    ? [required(path, '')]
    : PROTOCOLS.includes(String(protocol))
      ? []
      : [unsupported(path, protocol, PROTOCOLS)];

const labelCauses = (path: string, name: string): Cause[] => dnsLabel(name).map((why) => wrong(path, name, why));

/** What is wrong with a slice of endpoints. Source: pkg/apis/discovery/validation. */
export function validateEndpointSlice({ addressType, endpoints, ports }: KubeObject, old?: KubeObject): Cause[] {
  const causes: Cause[] = [];
  const types = ['FQDN', 'IPv4', 'IPv6'];
  if (!addressType) causes.push(required('addressType', ''));
  else if (!types.includes(String(addressType))) causes.push(unsupported('addressType', addressType, types));
  asList(endpoints).forEach((endpoint, index) => {
    const path = `endpoints[${index}]`;
    const addresses = asTexts(endpoint.addresses);
    if (addresses.length === 0) causes.push(required(`${path}.addresses`, 'must contain at least 1 address'));
    addresses.forEach((address, place) => {
      const at = `${path}.addresses[${place}]`;
      if (addressType === 'IPv4' && !isAddress4(address))
        causes.push(wrong(at, address, 'must be a valid IPv4 address'));
      if (addressType === 'IPv6' && !isAddress6(address))
        causes.push(wrong(at, address, 'must be a valid IPv6 address'));
      if (addressType === 'IPv4' || addressType === 'IPv6') causes.push(...special(at, address));
    });
    if (typeof endpoint.hostname === 'string') causes.push(...labelCauses(`${path}.hostname`, endpoint.hostname));
  });
  const names = new Set<string>();
  asList(ports).forEach((port, index) => {
    const path = `ports[${index}]`;
    const name = String(port.name ?? '');
    if (name !== '') causes.push(...labelCauses(`${path}.name`, name));
    if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
    names.add(name);
    causes.push(...protocolCauses(`${path}.protocol`, port.protocol));
  });
  if (old && old.addressType !== addressType) causes.push(wrong('addressType', addressType, 'field is immutable'));
  return causes;
}

/** What is wrong with endpoints. Source: pkg/apis/core/validation. */
export function validateEndpoints({ subsets }: KubeObject): Cause[] {
  return asList(subsets).flatMap((subset, index) => {
    const path = `subsets[${index}]`;
    const causes: Cause[] = [];
    const lists = ['addresses', 'notReadyAddresses'] as const;
    if (lists.every((name) => asList(subset[name]).length === 0))
      causes.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    for (const name of lists)
      asList(subset[name]).forEach(({ ip, hostname }, place) => {
        const at = `${path}.${name}[${place}]`;
        const text = String(ip ?? '');
        if (!isAddress4(text) && !isAddress6(text))
          causes.push(wrong(`${at}.ip`, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'));
        if (hostname) causes.push(...labelCauses(`${at}.hostname`, String(hostname)));
        causes.push(...special(`${at}.ip`, text));
      });
    const ports = asList(subset.ports);
    ports.forEach((port, place) => {
      const at = `${path}.ports[${place}]`;
      const name = String(port.name ?? '');
      if (name !== '') causes.push(...labelCauses(`${at}.name`, name));
      else if (ports.length > 1) causes.push(required(`${at}.name`, ''));
      causes.push(...portNumber(`${at}.port`, port.port ?? 0), ...protocolCauses(`${at}.protocol`, port.protocol));
    });
    return causes;
  });
}
