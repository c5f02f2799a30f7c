import { asList, asRecord, asTexts, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { isNotFound } from '../errors.ts';
import type { Describer } from './describer.ts';
import { labelsText, longTime, type Page, quantityText, text } from './page.ts';

const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

const HEADINGS = ['Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio'];
const LINES = ['----', '--------', '---', '---', '---------------', '-------------', '-----------------------'];

function writeLimits(page: Page, limits: readonly Data[], prefix: string): void {
  for (const item of limits) {
    const columns = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'].map((field) =>
      asRecord(item[field]),
    );
    // kubectl goes through these in an order that Go leaves to chance.
    const names = [...new Set(columns.flatMap((column) => Object.keys(column)))].sort();
    for (const name of names) {
      const cells = columns.map((column) => (isSet(column[name]) ? quantityText(column[name]) : '-'));
      page.line(0, `${prefix}${text(item.type)}`, name, ...cells);
    }
  }
}

function writeQuota(page: Page, quota: Data, level: number, dashes: string, mark: string): void {
  const scopes = [...asTexts(at(quota, 'spec', 'scopes'))].sort();
  if (scopes.length > 0) page.pair(level, 'Scopes', scopes.join(', '));
  for (const scope of scopes) if (SCOPES[scope]) page.line(level, `${mark}${SCOPES[scope]}`);
  page.line(level, 'Resource', 'Used', 'Hard');
  page.line(level, '--------', dashes, dashes);
  const hard = asRecord(at(quota, 'status', 'hard'));
  const used = asRecord(at(quota, 'status', 'used'));
  for (const name of Object.keys(hard).sort())
    page.line(level, name, quantityText(used[name]), quantityText(hard[name]));
}

/** Limits of a namespace. */
export const limitRange: Describer = (page, object) => {
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Namespace', at(object, 'metadata', 'namespace'));
  page.line(0, ...HEADINGS);
  page.line(0, ...LINES);
  writeLimits(page, asList(at(object, 'spec', 'limits')), '');
};

/** A quota of a namespace. */
export const resourceQuota: Describer = (page, object) => {
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Namespace', at(object, 'metadata', 'namespace'));
  writeQuota(page, object, 0, '----', ' * ');
};

/** A namespace, with its quotas and limits. */
export const namespace: Describer = async (page, object, around) => {
  const { name } = asRecord(object.metadata);
  const listOf = (plural: string): Promise<readonly Data[] | undefined> =>
    around.list({ group: '', version: 'v1', name: plural, namespaced: true }, text(name)).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  const quotas = await listOf('resourcequotas');
  const limits = await listOf('limitranges');
  page.head(object, { isNamespaced: false });
  page.pair(0, 'Status', at(object, 'status', 'phase'));
  const conditions = asList(at(object, 'status', 'conditions'));
  if (conditions.length > 0) {
    page.line(0, 'Conditions:');
    page.line(1, 'Type', 'Status', 'LastTransitionTime', 'Reason', 'Message');
    page.line(1, '----', '------', '------------------', '------', '-------');
  }
  for (const { type, status, lastTransitionTime, reason, message } of conditions)
    page.line(1, text(type), text(status), longTime(lastTransitionTime), text(reason), text(message));
  if (quotas) {
    page.line(0);
    page.line(0, quotas.length === 0 ? 'No resource quota.' : 'Resource Quotas');
    for (const quota of quotas) {
      page.pair(1, 'Name', at(quota, 'metadata', 'name'));
      writeQuota(page, quota, 1, '---', '* ');
    }
  }
  if (limits) {
    page.line(0);
    page.line(0, limits.length === 0 ? 'No LimitRange resource.' : 'Resource Limits');
    if (limits.length > 0) {
      page.line(0, ` ${HEADINGS[0]}`, ...HEADINGS.slice(1));
      page.line(0, ` ${LINES[0]}`, ...LINES.slice(1));
    }
    for (const range of limits) writeLimits(page, asList(at(range, 'spec', 'limits')), ' ');
  }
};

/** A class of priorities. */
export const priorityClass: Describer = async (page, object, around) => {
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Value', object.value ?? 0);
  page.pair(0, 'GlobalDefault', object.globalDefault === true);
  page.pair(0, 'PreemptionPolicy', object.preemptionPolicy);
  page.pair(0, 'Description', object.description);
  page.pair(0, 'Annotations', labelsText(at(object, 'metadata', 'annotations')));
  await around.events(page, object);
};
