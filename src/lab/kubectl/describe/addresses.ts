import { asList, asRecord, asTexts, at, isSet } from '../../../kubernetes/data.ts';
import type { Describer } from './describer.ts';
import { longTime, text } from './page.ts';

/** A range of addresses of Services. */
export const serviceRange: Describer = async (page, object, around) => {
  page.head(object, { isNamespaced: false });
  page.pair(0, 'CIDRs', asTexts(at(object, 'spec', 'cidrs')).join(', '));
  const conditions = asList(at(object, 'status', 'conditions'));
  if (conditions.length > 0) {
    page.line(0, 'Status:');
    page.line(0, 'Conditions:');
    page.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
    page.line(1, '----', '------', '------------------', '------', '-------');
  }
  for (const { type, status, lastTransitionTime, reason, message } of conditions)
    page.line(1, text(type), text(status), longTime(lastTransitionTime), text(reason), text(message));
  await around.events(page, object);
};

/** An address that is taken. */
export const ipAddress: Describer = async (page, object, around) => {
  const parent = at(object, 'spec', 'parentRef');
  page.head(object, { isNamespaced: false });
  if (isSet(parent)) {
    const { group, resource, namespace, name } = asRecord(parent);
    page.line(0, 'Parent Reference:');
    page.pair(1, 'Group', group);
    page.pair(1, 'Resource', resource);
    page.pair(1, 'Namespace', namespace);
    page.pair(1, 'Name', name);
  }
  await around.events(page, object);
};
