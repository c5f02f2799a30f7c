import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { selectorText } from '../commands/pods-of.ts';
import { writeContainers } from './containers.ts';
import { count, type Page, text } from './page.ts';
import { writeVolumes } from './volumes.ts';

/** A selector of labels as a text; `<none>` when it selects everything (`FormatLabelSelector`). */
export function selectorOrNone(selector: unknown): string {
  return selectorText(selector) || '<none>';
}

/** Tolerations, by their keys. */
export function writeTolerations(page: Page, title: string, tolerations: readonly Data[]): void {
  const sorted = [...tolerations].sort((one, other) =>
    text(one.key) < text(other.key) ? -1 : text(one.key) > text(other.key) ? 1 : 0,
  );
  page.lines(
    title,
    sorted.map(({ key, value, effect, operator, tolerationSeconds }) => {
      let line = text(key);
      if (value) line += `=${text(value)}`;
      if (effect) line += `:${text(effect)}`;
      if (operator === 'Exists' && !value) line += key || effect ? ' op=Exists' : 'op=Exists';
      return isSet(tolerationSeconds) ? `${line} for ${text(tolerationSeconds)}s` : line;
    }),
  );
}

/** How Pods are spread. */
export function writeSpreading(page: Page, constraints: readonly Data[], indent: string): void {
  if (constraints.length === 0) return;
  const sorted = [...constraints].sort((one, other) => (text(one.topologyKey) < text(other.topologyKey) ? -1 : 1));
  page.write(0, `${indent}Topology Spread Constraints:\t`);
  for (const [index, constraint] of sorted.entries()) {
    if (index > 0) page.write(0, `${indent}\t`);
    const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } = constraint;
    const selector = isSet(labelSelector) ? ` for selector ${selectorOrNone(labelSelector)}` : '';
    page.write(
      0,
      `${text(topologyKey)}:${text(whenUnsatisfiable)} when max skew ${count(maxSkew)} is exceeded${selector}\n`,
    );
  }
}

/** A template of Pods. */
export function writeTemplate(page: Page, template: unknown): void {
  page.line(0, 'Pod Template:');
  if (!isSet(template)) {
    page.write(1, '<unset>');
    return;
  }
  const { labels, annotations } = asRecord(at(template, 'metadata'));
  const spec = asRecord(at(template, 'spec'));
  page.labels('  Labels', labels);
  if (Object.keys(asRecord(annotations)).length > 0) page.annotations('  Annotations', annotations);
  if (spec.serviceAccountName) page.pair(1, 'Service Account', spec.serviceAccountName);
  if (asList(spec.initContainers).length > 0)
    writeContainers(page, 'Init Containers', asList(spec.initContainers), { indent: '  ' });
  writeContainers(page, 'Containers', asList(spec.containers), { indent: '  ' });
  writeVolumes(page, asList(spec.volumes), '  ');
  writeSpreading(page, asList(spec.topologySpreadConstraints), '  ');
  if (spec.priorityClassName) page.pair(1, 'Priority Class Name', spec.priorityClassName);
  page.labels('  Node-Selectors', spec.nodeSelector);
  writeTolerations(page, '  Tolerations', asList(spec.tolerations));
  if (isSet(spec.schedulingGroup)) {
    page.line(0, '  SchedulingGroup:');
    page.pair(1, 'PodGroupName', at(spec.schedulingGroup, 'podGroupName'));
  }
}
