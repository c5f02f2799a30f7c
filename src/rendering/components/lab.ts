import type { Lab, LabTask } from '../../curriculum/schema/lab.ts';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { defineComponent } from '../component.ts';
import type { RenderContext } from '../context.ts';
import { reportMissing } from '../missing.ts';
import { renderTerminal } from '../terminal.ts';
import { needsOf } from './lab-needs.ts';
import { renderSteps } from './lab-steps.ts';

const ENVIRONMENTS = {
  none: 'labEnvironmentNone',
  shell: 'labEnvironmentShell',
  cluster: 'labEnvironmentCluster',
  monitoring: 'labEnvironmentMonitoring',
  tracing: 'labEnvironmentTracing',
} as const;

/** The lesson's lab: goal, starting state, and tasks with a way to check oneself, hints and a solution. */
export const lab = defineComponent({
  name: 'Lab',
  form: 'block',
  about: 'Prints lab.yaml.',
  props: {},
  render: ({ place }, context) => {
    const { lab: data } = context.lesson;
    const { t, markdown } = context;
    if (!data) {
      reportMissing(context, place, 'Lab', 'lab.yaml', {
        rule: 'lab/missing',
        message: 'The lesson has <Lab />, but no lab.yaml.',
      });
      return '';
    }
    const tasks = data.tasks
      .map((task, index) => context.within('lab.yaml', ['tasks', index], () => renderTask(task, index, context)))
      .join('');
    return `<div class="lab"><p class="label">${t('labTitle')} · ${t('minutes', { count: data.minutes })} · ${t(data.cluster ? 'labEnvironmentPractice' : ENVIRONMENTS[data.environment])}</p><p class="lab-goal"><b>${t('labGoal')}:</b> ${escapeHtml(data.goal)}</p>${context.within('lab.yaml', ['start'], () => markdown(data.start))}${practice(data, context)}${own(data, context)}<ol class="tasks">${tasks}</ol></div>`;
  },
});

/** A way into what a lab is done in, in this page: what it needs is loaded with the first click. */
function practice({ title, cluster, monitoring }: Lab, { t }: RenderContext): string {
  const way = (about: string, label: string, data: Record<string, string>): string =>
    `<div class="lab-practice"><p>${about}</p><button type="button" class="primary"${attributes(data)}>${label}</button></div>`;
  if (cluster) return way(t('labPracticeAbout'), t('labPractice'), { 'data-practice': title });
  if (!monitoring) return '';
  return way(t('labMonitoringAbout'), t('labMonitoring'), {
    'data-monitoring': title,
    'data-views': monitoring.views.join(' '),
    'data-faults': monitoring.offered.join(' '),
  });
}

/** Conditions that no script on a cluster of one's own judges. */
const IN_PAGE = new Set(['file', 'output', 'reaches']);

/** What there is for a cluster of one's own: an archive of the lab, and the script that judges it. */
function own(data: Lab, context: RenderContext): string {
  const { cluster, tasks } = data;
  const { t, links, lesson } = context;
  const isJudged = tasks.some(
    ({ check }) =>
      check.kind === 'state' ||
      (check.kind === 'conditions' && check.conditions.some(({ kind }) => !IN_PAGE.has(kind))),
  );
  const link = (name: string, saved: string): string =>
    `<a${attributes({ href: links.ofLab(lesson.id, name), download: saved })}>${name}</a>`;
  const check = link('check.sh', 'check.sh');
  const text = cluster
    ? t('labOwnAbout', {
        archive: link('lab.zip', `lab-${lesson.id}.zip`),
        start: '<code>sh start.sh</code>',
        check: isJudged ? check : '<code>check.sh</code>',
      })
    : t('labOwnCheck', { check, run: '<code>sh check.sh</code>' });
  if (!cluster && !isJudged) return '';
  const report = isJudged ? attributes({ 'data-report': links.ofLab(lesson.id, 'report.json') }) : '';
  return `<details class="lab-own"><summary>${t('labOwn')}</summary><div${report}><p>${text}</p></div>${needs(data, context)}</details>`;
}

/** What a machine needs for the lab, each part with a link to where it is told. */
function needs(data: Lab, { t, links, lesson, curriculum }: RenderContext): string {
  const found = needsOf(lesson, data, curriculum.courses).map(
    ({ part, name }) => `<a${attributes({ href: links.setUp(part) })}>${t(name)}</a>`,
  );
  if (found.length === 0) return '';
  return `<p>${t('labNeeds', { needs: found.join(', '), doctor: `<a${attributes({ href: links.setUp('what-a-cluster-of-your-own-needs') })}><code>doctor.sh</code></a>` })}</p>`;
}

function renderTask(task: LabTask, index: number, context: RenderContext): string {
  const { t, markdown } = context;
  const hints = task.hints
    .map((hint, number) => details(t('labHint', { number: number + 1 }), markdown(hint)))
    .join('');
  const number = `<span class="label">${t(task.isOptional ? 'labOptionalTask' : 'labTask', { number: index + 1 })}</span>`;
  const optional = task.isOptional ? ' data-optional' : '';
  return `<li id="task-${task.id}" data-task="${task.id}"${optional}><h3>${number} ${escapeHtml(task.title)}</h3>${markdown(task.text)}${renderCheck(task, context)}${hints}${details(t('labSolution'), `${markdown(task.solution)}${renderSteps(task.steps, t)}`)}</li>`;
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>${content}</details>`;
}

function renderCheck({ check }: LabTask, { t, markdown }: RenderContext): string {
  switch (check.kind) {
    case 'command':
      return details(
        t('labCheckCommand'),
        renderTerminal(
          [
            { kind: 'command', text: check.run.trim() },
            { kind: 'output', text: check.expect.trimEnd() },
          ],
          {},
          t,
        ),
      );
    case 'conditions':
    case 'monitoring':
    case 'tracing':
      return `<div class="check"><b>${t('labCheckState')}:</b><ul>${check.conditions.map(({ message }) => `<li>${escapeHtml(message)}</li>`).join('')}</ul></div>`;
    case 'answer':
      return details(t('labCheckAnswer'), markdown(check.answer));
    case 'state': {
      const target =
        check.name === undefined ? `${check.resource} (${check.selector ?? ''})` : `${check.resource} ${check.name}`;
      return `<p class="check"><b>${t('labCheckState')}:</b> <code>${escapeHtml(target)}</code> · <code>${escapeHtml(check.namespace)}</code> · <code>${escapeHtml(check.path)}</code> = <code>${escapeHtml(check.expected)}</code></p>`;
    }
  }
}
