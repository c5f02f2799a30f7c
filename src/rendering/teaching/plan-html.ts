import type { ClassPlan, PlanEntry } from '../../curriculum/teaching/class-plan.ts';
import { escapeHtml } from '../../strings/html.ts';
import type { Translate } from '../../strings/index.ts';

/** What a plan says of a lesson: its title, and where teachers find more. */
export interface PlannedLesson {
  title: string;
  address: string;
}

const REASONS = {
  'no labs': 'teachNoLabs',
  optional: 'teachOptional',
  lab: 'teachLongLab',
  'nobody builds on it': 'teachNotNeeded',
  'no time': 'teachNoTime',
} as const;

/** Minutes as hours and minutes: 9:05 for 545. */
const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** A time of day: minutes after midnight, of this day or the next. */
const timeOfDay = (minutes: number): string => clock(minutes % 1440);

/** A plan as HTML: what there is in all, a table for each day, and what is left for home. The page and its script make the same of it. */
export function planHtml(plan: ClassPlan, lessons: ReadonlyMap<string, PlannedLesson>, t: Translate): string {
  const link = (id: string, isLab: boolean): string => {
    const { title, address } = lessons.get(id) ?? { title: id, address: '' };
    const name = isLab ? t('teachLab', { title }) : title;
    return `<a href="${escapeHtml(address)}">${escapeHtml(name)}</a>`;
  };
  const what = (entry: PlanEntry): string => {
    if (entry.kind !== 'unit') return escapeHtml(t(entry.kind === 'break' ? 'teachBreak' : 'teachLunch'));
    const more = entry.continues ? ` <small>${escapeHtml(t('teachContinues'))}</small>` : '';
    return link(entry.unit.lesson, entry.unit.part === 'lab') + more;
  };
  const row = (entry: PlanEntry): string =>
    `<tr${entry.kind === 'unit' ? '' : ' class="pause"'}><td>${timeOfDay(entry.from)}–${timeOfDay(entry.to)}</td><td>${what(entry)}</td></tr>`;
  const head = `<thead><tr><th scope="col">${escapeHtml(t('teachTime'))}</th><th scope="col">${escapeHtml(t('teachWhat'))}</th></tr></thead>`;
  const days = plan.days.map(
    (day, index) =>
      `<section class="plan-day"><h3>${escapeHtml(t('teachDay', { number: index + 1 }))}</h3><table>${head}<tbody>${day.map(row).join('')}</tbody></table></section>`,
  );
  const planned = plan.days.flat().reduce((sum, { kind, from, to }) => sum + (kind === 'unit' ? to - from : 0), 0);
  const atHome = plan.home.reduce((sum, { minutes }) => sum + minutes, 0);
  const total = t('teachTotal', {
    planned: `${clock(planned)} h`,
    home: `${clock(atHome)} h`,
    free: `${clock(plan.free)} h`,
  });
  const home = plan.home.map(
    ({ unit, minutes, reason }) =>
      `<li>${link(unit.lesson, unit.part === 'lab')} · ${escapeHtml(t('teachMinutes', { count: minutes }))} · ${escapeHtml(t(REASONS[reason]))}</li>`,
  );
  return `<p><b>${escapeHtml(total)}</b></p><div class="plan-days">${days.join('')}</div>${home.length > 0 ? `<h3>${escapeHtml(t('teachHome'))}</h3><ul>${home.join('')}</ul>` : ''}`;
}
