import { asList, asRecord, asTexts, type Data, isSet } from '../../../kubernetes/data.ts';
import type { Describer } from './describer.ts';
import { longTime, type Page, text } from './page.ts';
import { selectorOrNone } from './template.ts';

const INDENT = '    ';

function writePeer(page: Page, peer: Data): void {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (isSet(namespaceSelector)) page.line(1, `${INDENT}NamespaceSelector: ${selectorOrNone(namespaceSelector)}`);
  if (isSet(podSelector)) page.line(1, `${INDENT}PodSelector: ${selectorOrNone(podSelector)}`);
  if (isSet(namespaceSelector) || isSet(podSelector) || !isSet(ipBlock)) return;
  const { cidr, except } = asRecord(ipBlock);
  page.line(1, `${INDENT}IPBlock:`);
  page.line(2, `${INDENT}CIDR: ${text(cidr)}`);
  page.line(2, `${INDENT}Except: ${asTexts(except).join(', ')}`);
}

function writeRules(page: Page, rules: readonly Data[], direction: 'From' | 'To'): void {
  const [traffic, end] = direction === 'From' ? ['ingress', 'source'] : ['egress', 'destination'];
  if (rules.length === 0) page.line(0, `${INDENT}<none> (Selected pods are isolated for ${traffic} connectivity)`);
  for (const [index, rule] of rules.entries()) {
    const ports = asList(rule.ports);
    if (ports.length === 0) page.line(0, `${INDENT}To Port: <any> (traffic allowed to all ports)`);
    for (const { port, endPort, protocol } of ports) {
      const name = isSet(port) ? text(port) : '<nil>';
      const kind = text(protocol ?? 'TCP');
      page.line(
        0,
        isSet(endPort)
          ? `${INDENT}To Port Range: ${name}-${text(endPort)}/${kind}`
          : `${INDENT}To Port: ${name}/${kind}`,
      );
    }
    const peers = asList(direction === 'From' ? rule.from : rule.to);
    if (peers.length === 0) page.line(0, `${INDENT}${direction}: <any> (traffic not restricted by ${end})`);
    for (const peer of peers) {
      page.line(0, `${INDENT}${direction}:`);
      writePeer(page, peer);
    }
    if (index < rules.length - 1) page.line(0, `${INDENT}----------`);
  }
}

/** A NetworkPolicy in words. */
export const networkPolicy: Describer = (page, object) => {
  const { name, namespace, creationTimestamp, labels, annotations } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const types = asTexts(spec.policyTypes);
  page.pair(0, 'Name', name);
  page.pair(0, 'Namespace', namespace);
  page.pair(0, 'Created on', goTime(creationTimestamp));
  page.labels('Labels', labels);
  page.annotations('Annotations', annotations);
  page.line(0, 'Spec:');
  const selector = asRecord(spec.podSelector);
  const isEverything =
    Object.keys(asRecord(selector.matchLabels)).length === 0 && asList(selector.matchExpressions).length === 0;
  page.write(1, 'PodSelector: ');
  page.write(
    2,
    `${isEverything ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selectorOrNone(selector)}\n`,
  );
  if (types.includes('Ingress')) {
    page.line(1, 'Allowing ingress traffic:');
    writeRules(page, asList(spec.ingress), 'From');
  } else page.line(1, 'Not affecting ingress traffic');
  if (types.includes('Egress')) {
    page.line(1, 'Allowing egress traffic:');
    writeRules(page, asList(spec.egress), 'To');
  } else page.line(1, 'Not affecting egress traffic');
  page.line(1, `Policy Types: ${types.join(', ') || '<none>'}`);
};

/** A time as Go prints one: `2026-11-28 15:46:20 +0000 UTC`. */
function goTime(timestamp: unknown): string {
  if (longTime(timestamp).endsWith('0001 00:00:00 +0000')) return '0001-01-01 00:00:00 +0000 UTC';
  return `${text(timestamp).replace('T', ' ').replace('Z', '')} +0000 UTC`;
}
