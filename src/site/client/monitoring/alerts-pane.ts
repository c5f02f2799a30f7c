import type { AlertView, MonitoringView } from '../../../lab/metrics/view/view.ts';
import { fill, make } from '../practice/dom.ts';
import { agoText, labelList, Region, stateMark, timeText, unfolding } from './shown.ts';
import words from './words.ts';

/** The alerts of Prometheus's rules. */
export class AlertsPane {
  readonly element = make('div', { class: 'monitoring-alerts' });
  readonly #region = new Region(this.element);

  update({ alerts, inactive }: Pick<MonitoringView, 'alerts' | 'inactive'>, now: number): void {
    this.#region.show(JSON.stringify([alerts, inactive, Math.floor(now / 5000)]), () => [
      alerts.length === 0 ? make('p', { class: 'practice-none' }, words.monitoringNoAlerts) : undefined,
      make('ul', { class: 'monitoring-list' }, ...alerts.map((alert) => shown(alert, now))),
      inactive.length > 0
        ? make('p', { class: 'practice-none' }, fill(words.monitoringInactive, { names: inactive.join(', ') }))
        : undefined,
    ]);
  }
}

function shown({ name, state, labels, annotations, since, value }: AlertView, now: number): HTMLElement {
  const isFiring = state === 'firing';
  return make(
    'li',
    {},
    make(
      'p',
      {},
      stateMark(isFiring ? 'bad' : 'waiting', isFiring ? words.monitoringFiring : words.monitoringPending),
      ' ',
      make('b', {}, name),
      ` ${fill(words.monitoringSince, { ago: agoText(now - since), time: timeText(since) })}`,
    ),
    make('p', {}, `${words.monitoringValue}: `, make('code', {}, value)),
    labelList(labels),
    annotations.length > 0 && unfolding(words.monitoringAnnotations, labelList(annotations)),
  );
}
