import { readAlertmanagerConfig } from '../alertmanager/config.ts';
import { ALERTMANAGER_FILE, PROMETHEUS_FILE } from '../attempt/folder.ts';
import type { ConfigProblem } from '../config/fields.ts';
import { expositionProblems } from '../exposition/lint.ts';
import { parseExposition } from '../exposition/parse.ts';
import { readRuleFile } from '../rules/file.ts';
import { readUnitTests } from '../rules/unit-tests/read.ts';
import { readPrometheusConfig } from '../server/config.ts';

/** What is wrong in a file, before it is saved. Which program reads it is told by its name, or by its first fields. */
export function fileFindings(name: string, text: string): ConfigProblem[] {
  if (name === PROMETHEUS_FILE) return readPrometheusConfig(text).problems;
  if (name === ALERTMANAGER_FILE) return readAlertmanagerConfig(text).problems;
  if (/\.(prom|txt)$/.test(name)) {
    const isOpenMetrics = /# EOF\n?$/.test(text);
    return expositionProblems(parseExposition(text, isOpenMetrics ? 'openmetrics' : 'text'), isOpenMetrics);
  }
  if (!/\.ya?ml$/.test(name)) return [];
  if (/^groups:/m.test(text)) return readRuleFile(text).problems;
  return /^tests:/m.test(text) ? readUnitTests(text).problems : [];
}
