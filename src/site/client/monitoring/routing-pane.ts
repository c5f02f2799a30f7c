import type { RoutingView, SilenceView } from '../../../lab/metrics/view/routing.ts';
import { button, fill, make } from '../practice/dom.ts';
import { Region, stateMark, timeText, unfolding } from './shown.ts';
import { silenceForm } from './silence-form.ts';
import words from './words.ts';

interface RoutingPaneOptions {
  /** Adds a silence. Gives why it cannot be added, if it cannot. */
  silence: (matchers: readonly string[], length: number) => Promise<string | undefined>;
  expire: (id: string) => void;
}

/** What Alertmanager does: its tree, its groups, what it keeps silent about, and what it has sent. */
export class RoutingPane {
  readonly element = make('div', { class: 'monitoring-routing' });
  readonly #options: RoutingPaneOptions;
  readonly #before: Region;
  readonly #silences: Region;
  readonly #after: Region;

  constructor(options: RoutingPaneOptions) {
    this.#options = options;
    const [before, silences, after] = [make('div'), make('div'), make('div')];
    this.#before = new Region(before);
    this.#silences = new Region(silences);
    this.#after = new Region(after);
    this.element.append(
      before,
      make('h3', {}, words.monitoringSilences),
      silences,
      silenceForm(options.silence),
      after,
    );
  }

  update(view: RoutingView): void {
    this.#before.show(JSON.stringify([view.isThere, view.routes, view.alerts, view.groups]), () =>
      view.isThere ? [...routes(view), ...alerts(view), ...groups(view)] : [none(words.monitoringNoAlertmanager)],
    );
    this.#silences.show(JSON.stringify(view.silences), () => [
      list(
        words.monitoringNoSilences,
        view.silences.map((silence) => this.#silence(silence)),
      ),
    ]);
    this.#after.show(JSON.stringify(view.notifications), () => notifications(view));
  }

  #silence({ id, matchers, state, endsAt }: SilenceView): HTMLElement {
    const isOver = state === 'expired';
    const name = isOver ? words.monitoringSilenceExpired : words.monitoringSilenceActive;
    return make(
      'li',
      {},
      make(
        'p',
        {},
        stateMark(
          isOver ? 'off' : 'waiting',
          fill(words.monitoringSilenceUntil, { state: name, time: timeText(endsAt) }),
        ),
        ' ',
        make('code', {}, `${id} {${matchers}}`),
      ),
      !isOver && button(words.monitoringSilenceExpire, () => this.#options.expire(id)),
    );
  }
}

const none = (text: string): HTMLElement => make('p', { class: 'practice-none' }, text);
const list = (empty: string, items: readonly HTMLElement[]): HTMLElement =>
  items.length === 0 ? none(empty) : make('ul', { class: 'monitoring-list' }, ...items);
const section = (title: string, empty: string, items: readonly HTMLElement[]): HTMLElement[] => [
  make('h3', {}, title),
  list(empty, items),
];

function routes(view: RoutingView): HTMLElement[] {
  const taken = new Set(view.alerts.flatMap((alert) => alert.routes));
  const items = view.routes.map(({ id, depth, receiver, matchers, groupBy, times, continues }) =>
    make(
      'li',
      { 'data-depth': Math.min(depth, 4), 'data-taken': String(taken.has(id)) },
      make('b', {}, fill(words.monitoringRoute, { id })),
      ' ',
      matchers === '' ? words.monitoringEverything : make('code', {}, `{${matchers}}`),
      ` ${[
        fill(words.monitoringReceiver, { receiver }),
        groupBy === '' ? words.monitoringGroupNone : fill(words.monitoringGroupBy, { labels: groupBy }),
        fill(words.monitoringTimes, { times }),
        ...(continues ? [words.monitoringContinues] : []),
      ].join(', ')}`,
    ),
  );
  return [make('h3', {}, words.monitoringRoutes), make('ul', { class: 'monitoring-routes' }, ...items)];
}

function alerts(view: RoutingView): HTMLElement[] {
  const items = view.alerts.map(({ labels, routes: taken, receivers, mutedBy }) =>
    make(
      'li',
      {},
      make('p', {}, make('code', {}, labels)),
      make('p', {}, fill(words.monitoringTakes, { routes: taken.join(', '), receivers: receivers.join(', ') })),
      mutedBy !== undefined && make('p', {}, stateMark('off', fill(words.monitoringMuted, { by: mutedBy }))),
    ),
  );
  return section(words.monitoringKnownAlerts, words.monitoringNoKnownAlerts, items);
}

function groups(view: RoutingView): HTMLElement[] {
  const items = view.groups.map(({ labels, receiver, alerts: count, next }) =>
    make('li', {}, fill(words.monitoringGroupLine, { labels, receiver, count, time: timeText(next) })),
  );
  return section(words.monitoringGroups, words.monitoringNoGroups, items);
}

function notifications(view: RoutingView): HTMLElement[] {
  const items = view.notifications.map(({ time, receiver, status, reason, group, alerts: sent }) =>
    make(
      'li',
      {},
      make(
        'p',
        {},
        stateMark(
          status === 'firing' ? 'bad' : 'good',
          fill(words.monitoringNotification, { time: timeText(time), receiver, status, reason, group }),
        ),
      ),
      unfolding(
        words.monitoringAlerts,
        make('ul', {}, ...sent.map((alert) => make('li', {}, make('code', {}, alert)))),
      ),
    ),
  );
  return section(words.monitoringNotifications, words.monitoringNoNotifications, items);
}
