import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Alertmanager, type Notification } from '../../../src/lab/metrics/alertmanager/alertmanager.ts';
import { readAlertmanagerConfig } from '../../../src/lab/metrics/alertmanager/config.ts';
import { MatcherError, matcherText, parseMatchers } from '../../../src/lab/metrics/alertmanager/matchers.ts';
import { inhibitedBy, type Silence } from '../../../src/lab/metrics/alertmanager/muting.ts';
import { matchingRoutes } from '../../../src/lab/metrics/alertmanager/route.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const labelsOf = (pairs: Record<string, string>): Labels => Labels.of(Object.entries(pairs));

const CONFIG = `
route:
  receiver: default
  group_by: [alertname]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 1h
  routes:
    - matchers: [severity="page"]
      receiver: pager
      continue: true
    - matchers: ['team=~"web|shop"', severity!="info"]
      receiver: web
      group_by: [alertname, instance]
      routes:
        - match: {instance: "a:1"}
          receiver: first
    - match_re: {alertname: "Q.*"}
      group_by: ["..."]
      receiver: queue
    - matchers: ['{env="test",quiet=""}']
      receiver: nobody
inhibit_rules:
  - source_matchers: [severity="page"]
    target_matchers: [severity="ticket"]
    equal: [instance]
receivers:
  - {name: default, webhook_configs: [{url: "http://127.0.0.1/"}]}
  - {name: pager, webhook_configs: [{url: "http://127.0.0.1/", send_resolved: false}]}
  - {name: web, webhook_configs: [{url: "http://127.0.0.1/"}]}
  - {name: first, webhook_configs: [{url: "http://127.0.0.1/"}]}
  - {name: queue, webhook_configs: [{url: "http://127.0.0.1/"}]}
  - name: nobody
`;

function manager(text = CONFIG): Alertmanager {
  const { config, problems } = readAlertmanagerConfig(text);
  expect(problems).toEqual([]);
  if (!config) throw expect.unreachable();
  return new Alertmanager(config);
}

const alert = (pairs: Record<string, string>, startsAt: number, endsAt = Number.MAX_SAFE_INTEGER) => ({
  labels: labelsOf(pairs),
  annotations: Labels.EMPTY,
  startsAt,
  endsAt,
});

const told = ({ time, receiver, status, reason, alerts }: Notification): string =>
  `${time / SECOND}s ${receiver} ${status} (${reason}): ${alerts.map(({ labels, status: own }) => `${labels.get('instance')} ${own}`).join(', ')}`;

describe('notifications', () => {
  test('wait for the group, then for its interval, and come again after a while', () => {
    const alertmanager = manager();
    const a = { alertname: 'Down', instance: 'a' };
    const b = { alertname: 'Down', instance: 'b' };
    alertmanager.receive([alert(a, 0)], 0);
    alertmanager.advance(20 * SECOND);
    alertmanager.receive([alert(b, 20 * SECOND)], 20 * SECOND);
    alertmanager.advance(4 * MINUTE);
    alertmanager.receive([alert(b, 20 * SECOND, 4 * MINUTE)], 4 * MINUTE);
    alertmanager.advance(80 * MINUTE);
    alertmanager.receive([alert(a, 0, 80 * MINUTE)], 80 * MINUTE);
    alertmanager.advance(200 * MINUTE);
    expect(alertmanager.notifications.map(told)).toEqual([
      '30s default firing (first notification): a firing, b firing',
      '330s default firing (new resolved alerts): a firing, b resolved',
      // One hour after 330s is not over at 3930s, but at the next turn of the group.
      '4230s default firing (repeat interval elapsed): a firing',
      '4830s default resolved (all alerts resolved): a resolved',
    ]);
    expect(alertmanager.recurring()).toEqual([]);
  });

  test('of an alert that came and went within the wait there are none', () => {
    const alertmanager = manager();
    alertmanager.receive([alert({ alertname: 'Down' }, 0)], 0);
    alertmanager.receive([alert({ alertname: 'Down' }, 0, 10 * SECOND)], 10 * SECOND);
    alertmanager.advance(10 * MINUTE);
    expect(alertmanager.notifications).toEqual([]);
  });

  test('do not wait if the alert is old, and tell nothing of resolved ones if they are not to', () => {
    const alertmanager = manager();
    const page = { alertname: 'Down', instance: 'x', severity: 'page' };
    alertmanager.receive([alert(page, 0)], MINUTE);
    alertmanager.advance(2 * MINUTE);
    alertmanager.receive([alert(page, 0, 2 * MINUTE)], 2 * MINUTE);
    alertmanager.advance(20 * MINUTE);
    expect(alertmanager.notifications.map(told)).toEqual(['60s pager firing (first notification): x firing']);
  });

  test('say that an alert is resolved of which nothing more was heard', () => {
    const alertmanager = manager();
    alertmanager.receive([alert({ alertname: 'Down', instance: 'a' }, 0, 4 * MINUTE)], 0);
    alertmanager.advance(20 * MINUTE);
    expect(alertmanager.notifications.map(({ status, time }) => [status, time])).toEqual([
      ['firing', 30 * SECOND],
      ['resolved', 330 * SECOND],
    ]);
  });

  test('are muted by silences while they last', () => {
    const alertmanager = manager();
    const silence: Silence = {
      id: '1',
      matchers: parseMatchers('instance=~"a|b"'),
      startsAt: 0,
      endsAt: 5 * MINUTE,
      createdBy: 'a learner',
      comment: 'maintenance',
    };
    alertmanager.silences.push(silence);
    const down = alert({ alertname: 'Down', instance: 'a' }, 0);
    alertmanager.receive([down], 0);
    expect(alertmanager.mutedBy(down.labels, MINUTE)).toEqual({ silence });
    alertmanager.advance(4 * MINUTE);
    expect(alertmanager.notifications).toEqual([]);
    alertmanager.advance(6 * MINUTE);
    expect(alertmanager.notifications.map(told)).toEqual(['330s default firing (first notification): a firing']);
  });

  test('are inhibited by a worse alert of the same instance', () => {
    const alertmanager = manager();
    const ticket = { alertname: 'Slow', instance: 'a', severity: 'ticket' };
    const page = alert({ alertname: 'Down', instance: 'a', severity: 'page' }, 0, 10 * MINUTE);
    alertmanager.receive([page, alert(ticket, 0), alert({ ...ticket, instance: 'b' }, 0)], 0);
    expect(alertmanager.mutedBy(labelsOf(ticket), 0)?.alert).toBe(page.labels);
    alertmanager.advance(16 * MINUTE);
    expect(alertmanager.notifications.filter(({ receiver }) => receiver === 'default').map(told)).toEqual([
      '30s default firing (first notification): b firing',
      '630s default firing (new alerts in group): a firing, b firing',
    ]);
  });
});

test('alerts that match both sides of a rule do not inhibit each other', () => {
  const any = parseMatchers('alertname=~".+"');
  const [one, other] = [labelsOf({ alertname: 'A' }), labelsOf({ alertname: 'B' })] as const;
  expect(inhibitedBy([{ source: any, target: any, equal: [] }], one, [one, other])).toBeUndefined();
  expect(inhibitedBy([{ source: any, target: parseMatchers('alertname="A"'), equal: [] }], one, [one, other])).toBe(
    other,
  );
});

describe('matchers', () => {
  test.each([
    ['a=b', ['a="b"']],
    ['{ a = "b" , c=~"d|e" }', ['a="b"', 'c=~"d|e"']],
    ['a!="b,c"', ['a!="b,c"']],
    ['a="\\"x\\\\"', ['a="\\"x\\\\"']],
    ['a=""', ['a=""']],
    ['a=', ['a=""']],
    ['"my.label"!~x', ['"my.label"!~"x"']],
    ['{}', []],
  ])('%s are %j', (text, expected) => expect(parseMatchers(text).map(matcherText)).toEqual(expected));

  test.each(['a', '="b"', 'a="b', 'a=b"c', 'a=~"("', 'a="b",,c="d"'])('%s cannot be read', (text) =>
    expect(() => parseMatchers(text)).toThrow(MatcherError),
  );
});

test('what is wrong in a configuration has its line and the words of Alertmanager', () => {
  const { config, problems } = readAlertmanagerConfig(`route:
  group_by: [a, a, ...]
  group_interval: 0s
  matchers: [a="b"]
  continue: true
  routes:
    - receiver: nobody
      matcher: [a="b"]
      matchers: [a=~"("]
    - mute_time_intervals: [night]
receivers:
  - name: a
  - name: a
`);
  expect(config).toBeUndefined();
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '1: root route must specify a default receiver',
    '1: root route must not have any matchers',
    '2: duplicated label "a" in group_by',
    '2: cannot have wildcard group_by (`...`) and other labels at the same time',
    '3: group_interval cannot be zero',
    '5: cannot have continue in root route',
    '7: undefined receiver "nobody" used in route',
    '8: field matcher not found in type config.plain (route). Is matchers meant?',
    '9: error parsing regexp: missing closing ): `(`',
    '10: mute_time_intervals: times of the day and the week are not simulated here.',
    '13: notification config name "a" is not unique',
  ]);
});

/** Labels of alerts in all combinations of these values. */
function combinations(): Record<string, string>[] {
  const values = {
    severity: ['', 'page', 'info'],
    team: ['', 'web', 'shop', 'webs'],
    instance: ['', 'a:1', 'b'],
    alertname: ['Down', 'Queue'],
    env: ['', 'test'],
  };
  let all: Record<string, string>[] = [{}];
  for (const [name, some] of Object.entries(values))
    all = all.flatMap((pairs) => some.map((value) => (value === '' ? pairs : { ...pairs, [name]: value })));
  return all;
}

const receiversOf = (pairs: Record<string, string>): string[] =>
  matchingRoutes(manager().config.route, labelsOf(pairs)).map(({ receiver }) => receiver);

test('alerts go to the deepest routes that match', () => {
  expect(receiversOf({ alertname: 'Down' })).toEqual(['default']);
  expect(receiversOf({ severity: 'page', team: 'web', instance: 'a:1' })).toEqual(['pager', 'first']);
  expect(receiversOf({ severity: 'info', team: 'web', alertname: 'Queue' })).toEqual(['queue']);
  expect(receiversOf({ env: 'test', quiet: 'no' })).toEqual(['default']);
});

const isThere = spawnSync('amtool', ['--version']).status === 0;

test.skipIf(!isThere)('amtool routes alerts to the same receivers (skipped without amtool)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'routes-'));
  try {
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, CONFIG);
    const differing = combinations().filter((pairs) => {
      const words = Object.entries(pairs).map(([name, value]) => `${name}=${value}`);
      const { stdout } = spawnSync('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...words], {
        encoding: 'utf8',
      });
      return stdout.trim() !== receiversOf(pairs).join(',');
    });
    expect(combinations().length).toBe(144);
    expect(differing).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
