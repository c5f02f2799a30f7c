import { type ConfigProblem, type Fields, readConfig } from '../config/fields.ts';
import { quote } from '../promql/format.ts';
import { isLabelName } from '../promql/labels.ts';
import { type Matcher, MatcherError, parseMatchers } from './matchers.ts';
import { ROUTE_DEFAULTS, type Route, type RouteOptions } from './route.ts';

/** One way in which a receiver hears of alerts, such as the second of its webhook_configs. */
export interface Integration {
  kind: string;
  index: number;
  sendResolved: boolean;
}

export interface Receiver {
  name: string;
  integrations: Integration[];
}

/** Alerts that match `target` are muted while one that matches `source` fires and has the same values of the labels `equal`. */
export interface InhibitRule {
  source: Matcher[];
  target: Matcher[];
  equal: string[];
}

export interface AlertmanagerConfig {
  route: Route;
  receivers: Receiver[];
  inhibitRules: InhibitRule[];
}

/** Integrations that say nothing of resolved alerts if it is not asked for. Source: defaults in config/ and notify/ of Alertmanager, August 2026. */
const SILENT_ON_RESOLVED = ['email', 'slack', 'wechat', 'rocketchat'];

function read(fields: Fields, field: string, text: string): Matcher[] {
  try {
    return parseMatchers(text);
  } catch (problem) {
    if (!(problem instanceof MatcherError)) throw problem;
    fields.say(problem.message, fields.lineOf(field));
    return [];
  }
}

/** Matchers of a list, and those of the old fields for equal values and for expressions. */
function readMatchers(fields: Fields, list: string, equal: string, expression: string): Matcher[] {
  const old = (field: string, operator: '=' | '=~'): Matcher[] =>
    fields.pairs(field).flatMap(([name, value]) => read(fields, field, `${quote(name)}${operator}${quote(value)}`));
  return [
    ...fields.texts(list).flatMap((text) => read(fields, list, text)),
    ...old(equal, '='),
    ...old(expression, '=~'),
  ];
}

/** Checks what a route says itself; what it has from above was checked there. */
function checkOptions(fields: Fields, options: RouteOptions): void {
  const { groupInterval, repeatInterval } = options;
  const groupBy = fields.has('group_by') ? options.groupBy : [];
  const say = (message: string): void => fields.say(message, fields.lineOf('group_by'));
  for (const [index, label] of groupBy.entries()) {
    if (!isLabelName(label)) say(`invalid label name ${quote(label)} in group_by list`);
    if (groupBy.indexOf(label) < index) say(`duplicated label ${quote(label)} in group_by`);
  }
  if (groupBy.includes('...') && groupBy.length > 1)
    say('cannot have wildcard group_by (`...`) and other labels at the same time');
  if (groupInterval === 0 && fields.has('group_interval'))
    fields.say('group_interval cannot be zero', fields.lineOf('group_interval'));
  if (repeatInterval === 0 && fields.has('repeat_interval'))
    fields.say('repeat_interval cannot be zero', fields.lineOf('repeat_interval'));
}

function readRoute(fields: Fields, above: RouteOptions, id: string): Route {
  const options = {
    receiver: fields.text('receiver') ?? above.receiver,
    groupBy: fields.has('group_by') ? fields.texts('group_by') : above.groupBy,
    groupWait: fields.duration('group_wait') ?? above.groupWait,
    groupInterval: fields.duration('group_interval') ?? above.groupInterval,
    repeatInterval: fields.duration('repeat_interval') ?? above.repeatInterval,
  };
  checkOptions(fields, options);
  const matchers = readMatchers(fields, 'matchers', 'match', 'match_re');
  for (const field of ['mute_time_intervals', 'active_time_intervals'])
    if (fields.has(field))
      fields.say(`${field}: times of the day and the week are not simulated here.`, fields.lineOf(field));
  const route = {
    ...options,
    id,
    matchers,
    continue: fields.boolean('continue') ?? false,
    line: fields.line,
    routes: fields.maps('routes').map((inner, index) => readRoute(inner, options, `${id}/${index}`)),
  };
  fields.finish('type config.plain (route)', ['labels']);
  return route;
}

function readReceiver(fields: Fields, names: Set<string>): Receiver {
  const name = fields.text('name') ?? '';
  if (name === '') fields.say('missing name in receiver');
  else if (names.has(name)) fields.say(`notification config name ${quote(name)} is not unique`);
  names.add(name);
  const kinds = fields.names().filter((field) => field.endsWith('_configs'));
  const integrations = kinds.flatMap((field) => {
    const kind = field.slice(0, -'_configs'.length);
    return fields.maps(field).map((inner, index) => ({
      kind,
      index,
      sendResolved: inner.boolean('send_resolved') ?? !SILENT_ON_RESOLVED.includes(kind),
    }));
  });
  fields.finish('type config.plain (receiver)', ['labels']);
  return { name, integrations };
}

function readInhibitRule(fields: Fields): InhibitRule {
  const rule = {
    source: readMatchers(fields, 'source_matchers', 'source_match', 'source_match_re'),
    target: readMatchers(fields, 'target_matchers', 'target_match', 'target_match_re'),
    equal: fields.texts('equal'),
  };
  fields.finish('type config.InhibitRule', ['name']);
  return rule;
}

function checkRoot(fields: Fields, route: Route): void {
  if (route.receiver === '') fields.say('root route must specify a default receiver');
  if (route.matchers.length > 0) fields.say('root route must not have any matchers');
  if (route.continue) fields.say('cannot have continue in root route', fields.lineOf('continue'));
}

function checkReceivers(fields: Fields, route: Route, receivers: ReadonlySet<string>): void {
  if (route.receiver !== '' && !receivers.has(route.receiver))
    fields.say(`undefined receiver ${quote(route.receiver)} used in route`, route.line);
  for (const inner of route.routes) {
    // What is inherited was said above.
    if (inner.receiver !== route.receiver || receivers.has(inner.receiver)) checkReceivers(fields, inner, receivers);
  }
}

/** Reads a configuration of Alertmanager. There is none if anything in it is wrong, as Alertmanager does not start then. */
export function readAlertmanagerConfig(text: string): { config?: AlertmanagerConfig; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(text, 'The configuration of Alertmanager', problems);
  if (!fields) {
    if (problems.length === 0) problems.push({ line: 1, message: 'no route provided in config' });
    return { problems };
  }
  const names = new Set<string>();
  const receivers = fields.maps('receivers').map((receiver) => readReceiver(receiver, names));
  const inhibitRules = fields.maps('inhibit_rules').map(readInhibitRule);
  const root = fields.map('route');
  if (!root) fields.say('no route provided in config');
  const route = root && readRoute(root, ROUTE_DEFAULTS, '0');
  if (root && route) {
    checkRoot(root, route);
    checkReceivers(root, route, names);
  }
  fields.finish('type config.plain', ['global', 'templates', 'mute_time_intervals', 'time_intervals', 'tracing']);
  problems.sort((one, other) => one.line - other.line);
  return problems.length === 0 && route ? { config: { route, receivers, inhibitRules }, problems } : { problems };
}
