import { extname } from 'node:path';
import type { LabStep } from '../../curriculum/schema/lab-steps.ts';
import { escapeHtml } from '../../strings/html.ts';
import type { Translate } from '../../strings/index.ts';
import type { StringKey } from '../../strings/keys.ts';
import { renderCode } from '../code.ts';

/** Languages of files by their endings. */
const LANGUAGES: Readonly<Record<string, string>> = { '.yml': 'yaml', '.yaml': 'yaml', '.json': 'json' };
const languageOf = (file: string): string => LANGUAGES[extname(file)] ?? 'text';

/** Names of faults as the page of a lab has them. */
const FAULTS: Readonly<Record<string, StringKey>> = {
  latency: 'monitoringFaultLatency',
  errors: 'monitoringFaultErrors',
  leak: 'monitoringFaultLeak',
  'dead-target': 'monitoringFaultDeadTarget',
  restart: 'monitoringFaultRestart',
  surge: 'monitoringFaultSurge',
  'full-disk': 'monitoringFaultFullDisk',
  'late-backup': 'monitoringFaultLateBackup',
};

function stepHtml(step: LabStep, t: Translate): string {
  const say = (text: string): string => `<p>${escapeHtml(text)}</p>`;
  switch (step.do) {
    case 'query':
      return `${say(t('labStepQuery'))}${renderCode({ code: step.expr, language: 'promql' }, t)}`;
    case 'write':
      return `${say(t('labStepWrite', { file: step.file }))}${renderCode({ code: step.content, language: languageOf(step.file), title: step.file }, t)}`;
    case 'replace': {
      const code = (text: string): string =>
        renderCode({ code: text.replace(/^\n+|\n+$/g, ''), language: languageOf(step.file), title: step.file }, t);
      return `${say(t('labStepReplace', { file: step.file }))}${code(step.text)}${say(t('labStepReplaceBy'))}${code(step.by)}`;
    }
    case 'remove':
      return say(t('labStepRemove', { file: step.file }));
    case 'wait':
      return say(t('labStepWait', { time: step.for }));
    case 'fault': {
      const key = FAULTS[step.name];
      return say(t(step.isOn ? 'labStepFaultOn' : 'labStepFaultOff', { fault: key ? t(key) : step.name }));
    }
    case 'silence':
      return say(t('labStepSilence', { time: step.for, matchers: step.matchers.join(', ') }));
    case 'expire':
      return say(t('labStepExpire', { matchers: step.matchers.join(', ') }));
    case 'run':
      return say(t('labStepRun', { scenario: step.scenario }));
  }
}

/** The steps of a solution as people read them; nothing if there are none. */
export function renderSteps(steps: readonly LabStep[], t: Translate): string {
  if (steps.length === 0) return '';
  return `<ol class="lab-steps">${steps.map((step) => `<li>${stepHtml(step, t)}</li>`).join('')}</ol>`;
}
