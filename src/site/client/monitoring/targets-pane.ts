import type { DroppedView, MonitoringView, TargetView } from '../../../lab/metrics/view/view.ts';
import { fill, make } from '../practice/dom.ts';
import { agoText, labelList, Region, stateMark, unfolding } from './shown.ts';
import words from './words.ts';

const STATES = { up: 'good', down: 'bad', unknown: 'waiting' } as const;
const NAMES = { up: words.monitoringUp, down: words.monitoringDown, unknown: words.monitoringUnknown };

/** What Prometheus scrapes, and what it has found and does not. */
export class TargetsPane {
  readonly element = make('div', { class: 'monitoring-targets' });
  readonly #region = new Region(this.element);

  update({ targets, dropped }: Pick<MonitoringView, 'targets' | 'dropped'>, now: number): void {
    this.#region.show(JSON.stringify([targets, dropped, Math.floor(now / 5000)]), () => {
      const up = targets.filter(({ health }) => health === 'up').length;
      const jobs = [...new Set(targets.map(({ job }) => job))];
      return [
        make(
          'p',
          { class: 'practice-none' },
          targets.length === 0
            ? words.monitoringNoTargets
            : fill(words.monitoringTargetSum, { up, total: targets.length }),
        ),
        ...jobs.flatMap((job) => [
          make('h3', {}, job),
          make(
            'ul',
            { class: 'monitoring-list' },
            ...targets.filter((one) => one.job === job).map((one) => shown(one, now)),
          ),
        ]),
        dropped.length > 0
          ? unfolding(fill(words.monitoringDropped, { count: dropped.length }), list(dropped))
          : undefined,
      ];
    });
  }
}

function shown({ url, health, labels, discovered, interval, last, error }: TargetView, now: number): HTMLElement {
  return make(
    'li',
    {},
    make('p', {}, stateMark(STATES[health], NAMES[health]), ' ', make('code', {}, url)),
    error !== undefined && make('p', { class: 'monitoring-error' }, error),
    last &&
      make(
        'p',
        { class: 'practice-none' },
        fill(words.monitoringScraped, {
          ago: agoText(now - last.time),
          duration: Math.round(last.duration * 10) / 10,
          interval,
        }),
      ),
    labelList(labels),
    unfolding(words.monitoringDiscovered, labelList(discovered)),
  );
}

function list(dropped: readonly DroppedView[]): HTMLElement {
  return make(
    'ul',
    { class: 'monitoring-list' },
    ...dropped.map(({ discovered, problem }) =>
      make('li', {}, make('p', {}, problem ?? words.monitoringDroppedBy), labelList(discovered)),
    ),
  );
}
