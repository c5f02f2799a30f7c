import type { Labels } from '../promql/labels.ts';
import { acceptsAll, type Matcher, matcherText } from './matchers.ts';

/** How alerts are grouped and when receivers hear of them; times in milliseconds. */
export interface RouteOptions {
  receiver: string;
  /** Names of labels, or "..." for all of them. */
  groupBy: readonly string[];
  groupWait: number;
  groupInterval: number;
  repeatInterval: number;
}

/** Source: DefaultRouteOpts of Alertmanager. */
export const ROUTE_DEFAULTS: RouteOptions = {
  receiver: '',
  groupBy: [],
  groupWait: 30_000,
  groupInterval: 300_000,
  repeatInterval: 4 * 3_600_000,
};

/** A node of the routing tree; what it does not say it has from the node above. */
export interface Route extends RouteOptions {
  /** Its place in the tree: 0 for the root, 0/1 for the second node below it. */
  id: string;
  matchers: readonly Matcher[];
  continue: boolean;
  routes: readonly Route[];
  line: number;
}

/**
 * The nodes that an alert goes to: the deepest that match, from the first branch that does; further branches only if "continue" says so.
 * Source: Route.Match of dispatch/route.go.
 */
export function matchingRoutes(route: Route, labels: Labels): Route[] {
  if (!acceptsAll(route.matchers, labels)) return [];
  const found: Route[] = [];
  for (const inner of route.routes) {
    const matches = matchingRoutes(inner, labels);
    found.push(...matches);
    if (matches.length > 0 && !inner.continue) break;
  }
  return found.length > 0 ? found : [route];
}

/** The labels by which a route groups an alert. */
export function groupLabels({ groupBy }: RouteOptions, labels: Labels): Labels {
  return groupBy.includes('...') ? labels : labels.only(groupBy);
}

/** The key of a group: where it is in the tree, and its labels. */
export function groupKey(route: Route, labels: Labels): string {
  return `${route.id} {${route.matchers.map(matcherText).join(',')}}:${labels.toString().replaceAll(', ', ',')}`;
}

/** All nodes of a tree, a node before those below it. */
export function allRoutes(route: Route): Route[] {
  return [route, ...route.routes.flatMap(allRoutes)];
}
