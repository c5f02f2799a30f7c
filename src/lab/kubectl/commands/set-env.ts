import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { asError } from '../errors.ts';
import { sortedKeys } from '../print/json.ts';
import { parseQuantity } from '../print/quantity.ts';
import { find } from '../resources/builder.ts';
import type { Found, Info } from '../resources/info.ts';
import type { Command } from './command.ts';
import {
  changeContainers,
  checkLocal,
  fits,
  podSpecOf,
  setAll,
  setDryRun,
  setTargets,
  withPodSpec,
} from './set-common.ts';

interface Changes {
  env: Record<string, unknown>[];
  remove: string[];
}

function splitWords(words: readonly string[]): { resources: string[]; args: string[] } {
  const resources: string[] = [];
  const args: string[] = [];
  for (const word of words) {
    const isEnv = /^.+=/s.test(word) || word.endsWith('-');
    if (isEnv) args.push(word);
    else if (args.length > 0)
      throw new Error(`all resources must be specified before environment changes: ${words.join(' ')}`);
    else resources.push(word);
  }
  return { resources, args };
}

async function parseEnv(call: Call, specs: readonly string[]): Promise<Changes> {
  const env: Record<string, unknown>[] = [];
  const remove: string[] = [];
  for (const spec of specs) {
    const equals = spec.indexOf('=');
    if (spec === '-') {
      for (const line of (await call.input()).split('\n')) {
        const text = line.replace(/#.*/, '');
        const at = text.indexOf('=');
        if (at >= 0) env.push({ name: text.slice(0, at), value: text.slice(at + 1) });
      }
    } else if (equals >= 0) {
      const name = spec.slice(0, equals);
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
        throw new Error(
          `${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
        );
      }
      env.push({ name, value: spec.slice(equals + 1) });
    } else if (spec.endsWith('-')) remove.push(spec.slice(0, -1));
    else throw new Error(`unknown environment variable: ${spec}`);
  }
  if (remove.some((name) => env.some((one) => one.name === name))) {
    throw new Error('can not both modify and remove the same environment variable in the same command');
  }
  return { env, remove };
}

/** Name of a variable for a key; says so if it is another. */
function variableName(call: Call, key: string): string {
  const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
  if (name !== key) call.note(`Warning: key ${key} transferred to ${name}`);
  return name;
}

async function fromObjects(call: Call, from: string): Promise<Record<string, unknown>[]> {
  const { flags } = call;
  const keys = flags.list('keys');
  const result = await find(call, {
    filenames: flags.list('filename'),
    words: [from],
    selector: flags.text('selector'),
    namespace: call.namespace().name,
    defaultNamespace: true,
    flatten: true,
    latest: true,
    continueOnError: true,
  });
  const { infos, error } = await result.infos();
  if (error) throw error;
  return infos.flatMap(({ object = {} }) => {
    const kind = object.kind;
    if (kind !== 'Secret' && kind !== 'ConfigMap') throw new Error('unsupported resource specified in --from');
    const reference = kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
    return sortedKeys(asRecord(object.data))
      .filter((key) => keys.length === 0 || keys.includes(key))
      .map((key) => ({
        name: variableName(call, key),
        valueFrom: { [reference]: { name: at(object, 'metadata', 'name'), key } },
      }));
  });
}

function updated(existing: readonly Data[], { env, remove }: Changes): Data[] {
  const covered = new Set(remove);
  const out: Data[] = [];
  for (const one of [...existing, ...env]) {
    const name = String(one.name);
    if (covered.has(name)) continue;
    const newer = env.find((other) => other.name === name);
    if (newer) covered.add(name);
    out.push(newer ?? one);
  }
  return out;
}

function referenceText(from: Data): string {
  const { fieldRef, configMapKeyRef, secretKeyRef, resourceFieldRef } = from;
  const field = (value: unknown, name: string): string => String(asRecord(value)[name] ?? '');
  if (configMapKeyRef) return `configmap ${field(configMapKeyRef, 'name')}, key ${field(configMapKeyRef, 'key')}`;
  if (resourceFieldRef) {
    const container = field(resourceFieldRef, 'containerName');
    return `${container === '' ? '' : `${container}/`}${field(resourceFieldRef, 'resource')}`;
  }
  if (fieldRef) return `field path ${field(fieldRef, 'fieldPath')}`;
  if (secretKeyRef) return `secret ${field(secretKeyRef, 'name')}, key ${field(secretKeyRef, 'key')}`;
  return 'invalid valueFrom';
}

async function resolve(call: Call, from: Data, object: Found, container: Data): Promise<string> {
  const { name: namespace } = call.namespace();
  for (const [field, plural, title] of [
    ['configMapKeyRef', 'configmaps', 'config map'],
    ['secretKeyRef', 'secrets', 'secret'],
  ] as const) {
    const reference = from[field];
    if (!reference) continue;
    const { name, key } = asRecord(reference);
    const source = await call.client.json({
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(String(name))}`,
    });
    const value = asRecord(source.data)[String(key)];
    if (value === undefined) throw new Error(`key ${String(key)} not found in ${title} ${String(name)}`);
    return field === 'secretKeyRef'
      ? new TextDecoder().decode(Uint8Array.from(atob(String(value)), (character) => character.charCodeAt(0)))
      : String(value);
  }
  if (from.fieldRef) {
    const path = String(asRecord(from.fieldRef).fieldPath);
    const subscript = /^metadata\.(annotations|labels)\['(.*)'\]$/.exec(path);
    const metadata = asRecord(object.metadata);
    if (subscript) return String(asRecord(metadata[subscript[1] ?? ''])[subscript[2] ?? ''] ?? '');
    const known = /^metadata\.(name|namespace|uid)$/.exec(path);
    if (known) return String(metadata[known[1] ?? ''] ?? '');
    throw new Error(`unsupported fieldPath: ${path}`);
  }
  const { resource, divisor } = asRecord(from.resourceFieldRef);
  const [kind = '', name = ''] = String(resource).split(/\.(.*)/s);
  const quantity = parseQuantity(String(at(container, 'resources', kind, name) ?? '0'));
  const unit = parseQuantity(String(divisor && divisor !== '0' ? divisor : '1'));
  if (!quantity || !unit || !/^(limits|requests)$/.test(kind))
    throw new Error(`Unsupported container resource : ${String(resource)}`);
  return String((quantity.nanos + unit.nanos - 1n) / unit.nanos);
}

async function list(call: Call, infos: readonly Info[], changes: Changes): Promise<void> {
  for (const { object = {}, name } of infos) {
    const spec = podSpecOf(object);
    const matches = fits(call.flags.text('containers'));
    const containers = [...asList(spec?.containers), ...asList(spec?.initContainers)].filter((one) =>
      matches(String(one.name)),
    );
    if (spec && containers.length === 0)
      call.note(
        `Warning: ${String(object.kind)}/${name} does not have any containers matching ${JSON.stringify(call.flags.text('containers'))}`,
      );
    for (const container of containers) {
      call.out(`# ${String(object.kind)} ${name}, container ${String(container.name)}\n`);
      const problems = new Map<string, string[]>();
      for (const one of updated(asList(container.env), changes)) {
        const from = asRecord(one.valueFrom);
        if (!one.valueFrom) call.out(`${String(one.name)}=${String(one.value ?? '')}\n`);
        else if (!call.flags.is('resolve')) call.out(`# ${String(one.name)} from ${referenceText(from)}\n`);
        else {
          try {
            call.out(`${String(one.name)}=${await resolve(call, from, object, container)}\n`);
          } catch (error) {
            call.out(`# ${String(one.name)} from ${referenceText(from)}\n`);
            const text = asError(error).message;
            problems.set(text, [...(problems.get(text) ?? []), String(one.name)]);
          }
        }
      }
      const lines = [...problems].map(
        ([text, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${text}`,
      );
      for (const line of lines.sort()) call.note(line);
    }
  }
}

/** `kubectl set env` (k8s.io/kubectl/pkg/cmd/set). */
export const setEnv: Command = {
  async run(call) {
    const { flags } = call;
    if (flags.is('all') && flags.text('selector') !== '')
      throw new Error('cannot set --all and --selector at the same time');
    const { resources, args } = splitWords(call.words);
    const dryRun = setDryRun(call);
    checkLocal(call, dryRun);
    if (flags.list('filename').length === 0 && resources.length === 0) {
      throw new Error('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (flags.is('list') && flags.text('output') !== '')
      throw new Error('--list and --output may not be specified together');
    const from = flags.text('from');
    if (flags.list('keys').length > 0 && from === '')
      throw new Error('when specifying --keys, a configmap or secret must be provided with --from');
    const changes = await parseEnv(call, [...flags.list('env'), ...args]);
    if (from !== '') changes.env.push(...(await fromObjects(call, from)));
    const prefix = flags.text('prefix');
    for (const one of changes.env) one.name = `${prefix}${String(one.name)}`;
    const { infos, error } = await setTargets(call, resources);
    if (error) throw error;
    if (flags.is('list')) return list(call, infos, changes);
    const pattern = flags.text('containers');
    await setAll(call, infos, dryRun, {
      operation: 'env updated',
      failure: 'failed to patch env update to pod template: ',
      after: () => {
        if (changes.env.length === 0 && args.length === 0)
          throw new Error('at least one environment variable must be provided');
      },
      change: (object, _, info) =>
        withPodSpec(object, (before) => {
          const { spec, count } = changeContainers(before, fits(pattern), (container) => {
            if (!flags.is('overwrite')) {
              for (const one of changes.env) {
                const known = asList(container.env).find((other) => other.name === one.name);
                if (known)
                  throw new Error(
                    `'${String(one.name)}' already has a value (${String(known.value ?? '')}), and --overwrite is false`,
                  );
              }
            }
            return { ...container, env: updated(asList(container.env), changes) };
          });
          if (count === 0)
            call.note(
              `Warning: ${String(object.kind)}/${info.name} does not have any containers matching ${JSON.stringify(pattern)}`,
            );
          return spec;
        }),
    });
  },
};
