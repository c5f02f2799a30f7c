import type { Alertmanager, Notification } from '../alertmanager/alertmanager.ts';
import { matcherText } from '../alertmanager/matchers.ts';
import { silenceState } from '../alertmanager/muting.ts';
import { matchingRoutes, type Route } from '../alertmanager/route.ts';
import { durationText } from '../scrape/target.ts';

/** A node of the tree of routes. */
export interface RouteView {
  id: string;
  depth: number;
  receiver: string;
  /** Empty for the root, which takes everything. */
  matchers: string;
  groupBy: string;
  /** group_wait, group_interval and repeat_interval. */
  times: string;
  continues: boolean;
}

/** An alert that Alertmanager knows, and where it goes. */
export interface RoutedView {
  labels: string;
  /** Ids of the routes. */
  routes: readonly string[];
  receivers: readonly string[];
  mutedBy?: string;
}

export interface GroupView {
  key: string;
  receiver: string;
  labels: string;
  alerts: number;
  /** When its receiver is told the next time, in milliseconds. */
  next: number;
}

export interface SilenceView {
  id: string;
  matchers: string;
  state: 'pending' | 'active' | 'expired';
  endsAt: number;
}

export interface NotificationView {
  time: number;
  receiver: string;
  status: 'firing' | 'resolved';
  reason: string;
  group: string;
  alerts: readonly string[];
}

/** What Alertmanager does; `isThere` is false as long as it has no configuration. */
export interface RoutingView {
  isThere: boolean;
  routes: readonly RouteView[];
  alerts: readonly RoutedView[];
  groups: readonly GroupView[];
  silences: readonly SilenceView[];
  notifications: readonly NotificationView[];
}

const LAST_NOTIFICATIONS = 40;

function routesOf(route: Route, depth = 0): RouteView[] {
  const { id, receiver, matchers, groupBy, groupWait, groupInterval, repeatInterval } = route;
  return [
    {
      id,
      depth,
      receiver,
      matchers: matchers.map(matcherText).join(', '),
      groupBy: groupBy.join(', '),
      times: [groupWait, groupInterval, repeatInterval].map(durationText).join(' / '),
      continues: route.continue,
    },
    ...route.routes.flatMap((inner) => routesOf(inner, depth + 1)),
  ];
}

const notificationView = ({ time, receiver, status, reason, groupLabels, alerts }: Notification): NotificationView => ({
  time,
  receiver,
  status,
  reason,
  group: groupLabels.toString(),
  alerts: alerts.map((alert) => `${alert.status}: ${alert.labels.toString()}`),
});

/** What a page shows of Alertmanager at a time in milliseconds. */
export function routingView(alertmanager: Alertmanager | undefined, now: number): RoutingView {
  if (!alertmanager) return { isThere: false, routes: [], alerts: [], groups: [], silences: [], notifications: [] };
  const { config, silences, notifications } = alertmanager;
  return {
    isThere: true,
    routes: routesOf(config.route),
    alerts: alertmanager.firing(now).map(({ labels }) => {
      const routes = matchingRoutes(config.route, labels);
      const muted = alertmanager.mutedBy(labels, now);
      const by = muted?.silence ? muted.silence.id : muted?.alert?.toString();
      return {
        labels: labels.toString(),
        routes: routes.map(({ id }) => id),
        receivers: routes.map(({ receiver }) => receiver),
        ...(by !== undefined && { mutedBy: by }),
      };
    }),
    groups: alertmanager.recurring().map(({ key, route, labels, alerts, next }) => ({
      key,
      receiver: route.receiver,
      labels: labels.toString(),
      alerts: alerts.size,
      next,
    })),
    silences: silences.map((silence) => ({
      id: silence.id,
      matchers: silence.matchers.map(matcherText).join(', '),
      state: silenceState(silence, now),
      endsAt: silence.endsAt,
    })),
    notifications: notifications.slice(-LAST_NOTIFICATIONS).reverse().map(notificationView),
  };
}
