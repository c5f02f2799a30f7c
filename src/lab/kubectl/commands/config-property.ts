import type { Call } from '../call.ts';
import { fieldsOfEntry, type Kubeconfig, type Named } from '../client/kubeconfig.ts';
import { parseBoolean } from '../cobra/values.ts';
import { help } from '../help/help.ts';
import type { Command } from './command.ts';

/** Kinds of fields that are no texts. */
const KINDS: Readonly<Record<string, 'bool' | 'bytes' | 'list' | 'map'>> = {
  'insecure-skip-tls-verify': 'bool',
  'disable-compression': 'bool',
  'certificate-authority-data': 'bytes',
  'client-certificate-data': 'bytes',
  'client-key-data': 'bytes',
  'as-groups': 'list',
  'as-user-extra': 'map',
  extensions: 'map',
};

const SECTIONS = { clusters: 'cluster', users: 'user', contexts: 'context' } as const;

interface Place {
  section: keyof typeof SECTIONS;
  name: string;
  field: string | undefined;
}

/** Where a property is: names of entries may hold points (`newNavigationSteps` of k8s.io/kubectl). */
function placeOf(path: string): Place | 'current-context' | { preference: string } {
  const [first = '', ...rest] = path.split('.');
  if (path === 'current-context') return 'current-context';
  if (first === 'preferences' && rest[0] === 'colors' && rest.length === 1) return { preference: 'colors' };
  if (!Object.hasOwn(SECTIONS, first) || rest.length === 0) {
    if (first in SECTIONS) return { section: first as Place['section'], name: '', field: undefined };
    throw new Error(`unable to parse ${path} after [] at api.Config`);
  }
  const section = first as Place['section'];
  const fields = fieldsOfEntry(SECTIONS[section]);
  const at = rest.findIndex((part, index) => index > 0 && fields.includes(part));
  if (at < 0) return { section, name: rest.join('.'), field: undefined };
  if (at < rest.length - 1) throw new Error(`unable to parse one or more field values of ${path}`);
  return { section, name: rest.slice(0, at).join('.'), field: rest[at] };
}

function unexpected(call: Call): Error {
  call.out(help(call.path));
  return new Error(`Unexpected args: [${call.words.join(' ')}]`);
}

function fieldValue(call: Call, field: string, text: string): unknown {
  switch (KINDS[field]) {
    case 'bool':
      return parseBoolean(text);
    case 'bytes':
      if (call.flags.is('set-raw-bytes')) return btoa(text);
      if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)) {
        const wrong = /[^A-Za-z\d+/=]/.exec(text)?.index ?? text.length;
        throw new Error(`error decoding input value: illegal base64 data at input byte ${wrong}`);
      }
      return text;
    case 'list':
      throw new Error('unrecognized slice type. string');
    default:
      return text;
  }
}

/** `kubectl config set` */
export const set: Command = {
  async run(call) {
    const [path, value] = call.words;
    if (call.words.length !== 2 || path === undefined || value === undefined) throw unexpected(call);
    if (value === '') throw new Error('you cannot use set to unset a property');
    if (path === '') throw new Error('you must specify a property');
    const config = call.configuration.readForChange();
    const place = placeOf(path);
    if (place === 'current-context') config.currentContext = value;
    else if ('preference' in place)
      config.preferences = { ...config.preferences, [place.preference]: parseBoolean(value) };
    else {
      const entries: Named = config[place.section];
      if (place.name === '' || place.field === undefined) {
        throw new Error(
          `can't set a map to a value: map[${Object.keys(entries)
            .sort()
            .map((name) => `${name}:0xc000000000`)
            .join(' ')}]`,
        );
      }
      entries[place.name] = { ...entries[place.name], [place.field]: fieldValue(call, place.field, value) };
    }
    call.configuration.write(config);
    call.out(`Property ${JSON.stringify(path)} set.\n`);
  },
};

function remove(config: Kubeconfig, path: string): void {
  const place = placeOf(path);
  if (place === 'current-context') config.currentContext = '';
  else if ('preference' in place) config.preferences = {};
  else if (place.name === '') config[place.section] = {};
  else if (place.field === undefined) delete config[place.section][place.name];
  else {
    const entry = config[place.section][place.name];
    if (!entry) throw new Error(`current map key \`${place.name}\` is invalid`);
    const { [place.field]: _, ...rest } = entry;
    config[place.section][place.name] = rest;
  }
}

/** `kubectl config unset` */
export const unset: Command = {
  async run(call) {
    const [path] = call.words;
    if (call.words.length !== 1 || path === undefined) throw unexpected(call);
    if (path === '') throw new Error('you must specify a property');
    const config = call.configuration.readForChange();
    remove(config, path);
    call.configuration.write(config);
    call.out(`Property ${JSON.stringify(path)} unset.\n`);
  },
};
