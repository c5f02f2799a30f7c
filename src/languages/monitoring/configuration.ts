import type { DataPath } from '../../findings/yaml.ts';
import { schemaProblems } from '../../kubernetes/custom/schema.ts';
import { asList, asRecord, asText, asTexts, at, type Data, isRecord, isSet } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';
import reference from './configuration.json' with { type: 'json' };
import { durationSeconds } from './durations.ts';
import { relabelProblems } from './relabel.ts';
import { targetProblems } from './targets.ts';

const definitions: Readonly<Record<string, Data>> = reference.definitions;

/** A schema with what it refers to in its place. */
function resolved(schema: Data): Data {
  const target = typeof schema.$ref === 'string' ? definitions[schema.$ref] : undefined;
  if (target) return resolved(target);
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'items' && isRecord(value)) return [key, resolved(value)];
      if (key !== 'properties' || !isRecord(value)) return [key, value];
      return [key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(asRecord(inner))]))];
    }),
  );
}

const SCHEMA = { ...resolved(definitions.configuration ?? {}), 'x-strict': true };

/** Two items of a list that have the same name. */
function twice(items: readonly Data[], path: DataPath, key: string, what: string): ObjectProblem[] {
  return items.flatMap((item, index) => {
    const name = item[key];
    if (!isSet(name) || items.findIndex((other) => other[key] === name) === index) return [];
    return [
      problem(
        'conflict',
        [...path, index, key],
        `Two ${what} are called "${String(name)}".`,
        'Give each a name of its own.',
      ),
    ];
  });
}

/** Ways of saying who asks, of which only one can be used. */
const WAYS = ['basic_auth', 'authorization', 'oauth2', 'sigv4', 'azuread', 'google_iam'];

/** What does not go together among the settings of a client. Source: Validate of HTTPClientConfig in prometheus/common. */
function clientProblems(client: Data, path: DataPath): ObjectProblem[] {
  const ways = WAYS.filter((way) => isSet(client[way]));
  const pairs = (group: Data, inside: DataPath, ...names: string[]): ObjectProblem[] => {
    const there = names.filter((name) => isSet(group[name]) && group[name] !== '');
    const second = there[1];
    return second === undefined
      ? []
      : [
          problem(
            'conflict',
            [...inside, second],
            `"${there[0]}" and "${second}" cannot stand together.`,
            'Keep one of the two.',
          ),
        ];
  };
  const tls = asRecord(client.tls_config);
  const second = ways[1];
  const headers = Object.keys(asRecord(client.headers)).filter((name) =>
    /^(authorization|host|content-encoding|content-length|content-type|user-agent|connection|keep-alive|proxy-authenticate|proxy-authorization|www-authenticate|accept-encoding|x-prometheus-remote-\w+-version)$/i.test(
      name,
    ),
  );
  return [
    ...(second === undefined
      ? []
      : [
          problem(
            'conflict',
            [...path, second],
            `"${ways[0]}" and "${second}" cannot stand together.`,
            'Keep the one that is meant.',
          ),
        ]),
    ...pairs(asRecord(client.basic_auth), [...path, 'basic_auth'], 'password', 'password_file'),
    ...pairs(asRecord(client.basic_auth), [...path, 'basic_auth'], 'username', 'username_file'),
    ...pairs(asRecord(client.authorization), [...path, 'authorization'], 'credentials', 'credentials_file'),
    ...pairs(asRecord(client.oauth2), [...path, 'oauth2'], 'client_secret', 'client_secret_file'),
    ...(['ca', 'cert', 'key'] as const).flatMap((name) => pairs(tls, [...path, 'tls_config'], name, `${name}_file`)),
    ...(/^basic$/i.test(String(asRecord(client.authorization).type))
      ? [
          problem(
            'conflict',
            [...path, 'authorization', 'type'],
            'The type of "authorization" cannot be basic.',
            'Use basic_auth.',
          ),
        ]
      : []),
    ...headers.map((name) =>
      problem(
        'value',
        [...path, 'headers', name],
        `The header "${name}" cannot be set here.`,
        /^authorization$/i.test(name) ? 'Use authorization or basic_auth.' : 'Remove it.',
      ),
    ),
  ];
}

function scrapeProblems(config: Data, path: DataPath, global: Data): ObjectProblem[] {
  const interval = asText(config.scrape_interval) ?? asText(global.scrape_interval);
  const timeout = asText(config.scrape_timeout);
  const longer =
    timeout !== undefined && interval !== undefined && durationSeconds(timeout) > durationSeconds(interval);
  const groups = Array.isArray(config.static_configs) ? config.static_configs : [];
  const filters = asList(config.ec2_sd_configs).flatMap((discovery, index) =>
    asList(discovery.filters).flatMap(({ values }, number) =>
      asTexts(values).length > 0
        ? []
        : [
            problem(
              'missing-field',
              [...path, 'ec2_sd_configs', index, 'filters', number],
              'The filter has no values.',
              'Write the values that it lets through, as a list.',
            ),
          ],
    ),
  );
  return [
    ...(longer
      ? [
          problem(
            'conflict',
            [...path, 'scrape_timeout'],
            `The scrape_timeout (${timeout}) is longer than the scrape_interval (${interval}).`,
            'Shorten it.',
          ),
        ]
      : []),
    ...targetProblems(groups, [...path, 'static_configs'], isSet(config.relabel_configs)),
    ...filters,
    ...clientProblems(config, path),
    ...relabelProblems(config.relabel_configs, [...path, 'relabel_configs']),
    ...relabelProblems(config.metric_relabel_configs, [...path, 'metric_relabel_configs']),
  ];
}

/** Everything in a list that must not be empty. */
function emptyItems(list: unknown, path: DataPath): ObjectProblem[] {
  return (Array.isArray(list) ? list : []).flatMap((item, index) =>
    item === null
      ? [
          problem(
            'missing-field',
            [...path, index],
            `"${String(path.at(-1))}" has an empty item.`,
            'Write it, or remove the hyphen.',
          ),
        ]
      : [],
  );
}

function remoteProblems(list: unknown, name: 'remote_write' | 'remote_read'): ObjectProblem[] {
  return [
    ...emptyItems(list, [name]),
    ...twice(asList(list), [name], 'name', `entries of ${name}`),
    ...asList(list).flatMap((remote, index) => {
      const path = [name, index];
      const queue = asRecord(remote.queue_config);
      const inside = [...path, 'queue_config'];
      const zero = ['capacity', 'max_shards', 'min_shards', 'max_samples_per_send'].filter((key) => queue[key] === 0);
      const [least, most] = [Number(queue.min_shards ?? 1), Number(queue.max_shards ?? 50)];
      return [
        ...clientProblems(remote, path),
        ...relabelProblems(remote.write_relabel_configs, [...path, 'write_relabel_configs']),
        ...zero.map((key) =>
          problem('value', [...inside, key], `"${key}" is 0; it must be at least 1.`, 'Write 1 or more.'),
        ),
        ...(least > most && most > 0
          ? [
              problem(
                'conflict',
                [...inside, 'min_shards'],
                `min_shards (${least}) is more than max_shards (${most}).`,
                'Lower min_shards, or raise max_shards.',
              ),
            ]
          : []),
        ...(durationSeconds(asText(queue.min_backoff) ?? '30ms') > durationSeconds(asText(queue.max_backoff) ?? '5s')
          ? [
              problem(
                'conflict',
                [...inside, 'max_backoff'],
                'max_backoff is shorter than min_backoff.',
                'Lengthen it.',
              ),
            ]
          : []),
      ];
    }),
  ];
}

/** What is wrong with a configuration of Prometheus 3, as its reference has it. */
export function configurationProblems(value: unknown): ObjectProblem[] {
  const data = asRecord(value);
  const global = asRecord(data.global);
  const otlp = asRecord(data.otlp);
  const alertmanagers = asList(at(data, 'alerting', 'alertmanagers'));
  const all = otlp.promote_all_resource_attributes === true;
  return [
    ...schemaProblems(data, SCHEMA),
    ...emptyItems(data.scrape_configs, ['scrape_configs']),
    ...twice(asList(data.scrape_configs), ['scrape_configs'], 'job_name', 'jobs'),
    ...asList(data.scrape_configs).flatMap((config, index) =>
      scrapeProblems(config, ['scrape_configs', index], global),
    ),
    ...relabelProblems(at(data, 'alerting', 'alert_relabel_configs'), ['alerting', 'alert_relabel_configs']),
    ...alertmanagers.flatMap((one, index) => [
      ...clientProblems(one, ['alerting', 'alertmanagers', index]),
      ...relabelProblems(one.relabel_configs, ['alerting', 'alertmanagers', index, 'relabel_configs']),
      ...relabelProblems(one.alert_relabel_configs, ['alerting', 'alertmanagers', index, 'alert_relabel_configs']),
    ]),
    ...remoteProblems(data.remote_write, 'remote_write'),
    ...remoteProblems(data.remote_read, 'remote_read'),
    ...(all && asTexts(otlp.promote_resource_attributes).length > 0
      ? [
          problem(
            'conflict',
            ['otlp', 'promote_resource_attributes'],
            '"promote_resource_attributes" does not go with promote_all_resource_attributes: true.',
            'Keep one of the two.',
          ),
        ]
      : []),
    ...(!all && asTexts(otlp.ignore_resource_attributes).length > 0
      ? [
          problem(
            'conflict',
            ['otlp', 'ignore_resource_attributes'],
            '"ignore_resource_attributes" goes only with promote_all_resource_attributes: true.',
            'Remove it, or promote all.',
          ),
        ]
      : []),
    ...(isSet(data.tracing) && !isSet(asRecord(data.tracing).endpoint)
      ? [problem('missing-field', ['tracing'], '"tracing" lacks the field "endpoint".', 'Add "endpoint".')]
      : []),
  ];
}
