import { FileError } from '../../shell/files.ts';
import type { Call } from '../call.ts';
import { checkKeyPair } from '../client/key-pair.ts';
import { configMapSuffix, secretSuffix } from '../generated-names.ts';
import { compactJson } from '../print/json.ts';
import type { Command } from './command.ts';
import { createGenerated, onlyName, ownNamespace } from './create.ts';

/** Entries by their keys, as bytes. */
export type Entries = Map<string, Uint8Array>;

/** What is wrong with the key of an entry. */
export function keyProblems(key: string): string[] {
  const problems: string[] = [];
  if (key.length > 253) problems.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.' || key === '..') problems.push(`must not be '${key}'`);
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}

/** Reads a file of lines `key=value`. @throws Error for keys that cannot be. */
export function readEnvFile(call: Call, path: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [index, line] of call.readFile(path).split(/\r?\n/).entries()) {
    const text = (index === 0 ? line.replace(/^\uFEFF/, '') : line).trimStart();
    if (text === '' || text.startsWith('#')) continue;
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key)) {
      throw new Error(
        `${JSON.stringify(key)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
      );
    }
    pairs.push([key, equals < 0 ? (call.context.environment[key] ?? '') : text.slice(equals + 1)]);
  }
  return pairs;
}

function splitFileSource(source: string): [string, string] {
  const count = source.split('=').length - 1;
  if (count === 0) return [source.replace(/\/+$/, '').split('/').at(-1) ?? source, source];
  if (count === 1 && source.startsWith('=')) throw new Error(`key name for file path ${source.slice(1)} missing`);
  if (count === 1 && source.endsWith('=')) throw new Error(`file path for key name ${source.slice(0, -1)} missing`);
  if (count > 1) throw new Error("key names or file paths cannot contain '='");
  return source.split('=') as [string, string];
}

function kindOf(call: Call, path: string): 'file' | 'folder' {
  const kind = call.files.kind(call.absolute(path));
  if (kind === undefined) throw new Error(`error reading ${path}: no such file or directory`);
  return kind;
}

/** The files of `--from-file`: a file under its name or a given key, or all files of a folder. */
function fromFile(call: Call, source: string, add: (key: string, bytes: Uint8Array) => void): void {
  const [key, path] = splitFileSource(source);
  const read = (file: string): Uint8Array => {
    try {
      return call.files.readBytes(call.absolute(file));
    } catch (error) {
      throw error instanceof FileError ? new Error(`open ${file}: ${error.message}`) : error;
    }
  };
  if (kindOf(call, path) === 'file') {
    add(key, read(path));
    return;
  }
  if (source.includes('=')) throw new Error('cannot give a key name for a directory path');
  for (const name of call.files.list(call.absolute(path))) {
    const inner = `${path.replace(/\/$/, '')}/${name}`;
    if (call.files.kind(call.absolute(inner)) === 'file') add(name, read(inner));
  }
}

function fromLiteral(source: string): [string, string] {
  const equals = source.indexOf('=');
  if (equals <= 0) throw new Error(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), source.slice(equals + 1)];
}

const utf8 = new TextEncoder();

/** Bytes as text, if they are UTF-8. */
export function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Where entries of a ConfigMap or Secret come from. */
export interface Sources {
  files: readonly string[];
  literals: readonly string[];
  envs: readonly string[];
}

/** The data of a ConfigMap from its sources. @throws Error for keys that cannot be or are there twice. */
export function configMapData(
  call: Call,
  name: string,
  { files, literals, envs }: Sources,
): { data?: Record<string, string>; binaryData?: Record<string, string> } {
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  const add = (key: string, bytes: Uint8Array): void => {
    const problems = keyProblems(key);
    if (problems.length > 0)
      throw new Error(`${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`);
    for (const [section, known] of [
      ['Data', data],
      ['BinaryData', binaryData],
    ] as const) {
      if (Object.hasOwn(known, key))
        throw new Error(
          `cannot add key ${JSON.stringify(key)}, another key by that name already exists in ${section} for ConfigMap ${JSON.stringify(name)}`,
        );
    }
    const text = asText(bytes);
    if (text === undefined) binaryData[key] = base64(bytes);
    else data[key] = text;
  };
  for (const source of files) fromFile(call, source, add);
  for (const source of literals) {
    const [key, value] = fromLiteral(source);
    add(key, utf8.encode(value));
  }
  for (const source of envs) {
    if (kindOf(call, source) === 'folder') throw new Error('env config file cannot be a directory');
    for (const [key, value] of readEnvFile(call, source)) add(key, utf8.encode(value));
  }
  return {
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}),
  };
}

/** The data of a Secret from its sources. @throws Error for keys that cannot be or are there twice. */
export function secretData(call: Call, { files, literals, envs }: Sources): Record<string, string> {
  const data: Record<string, string> = {};
  const add = (key: string, bytes: Uint8Array): void => {
    const problems = keyProblems(key);
    if (problems.length > 0)
      throw new Error(`${JSON.stringify(key)} is not valid key name for a Secret ${problems.join(';')}`);
    if (Object.hasOwn(data, key)) throw new Error(`cannot add key ${key}, another key by that name already exists`);
    data[key] = base64(bytes);
  };
  for (const source of literals) {
    const [key, value] = fromLiteral(source);
    add(key, utf8.encode(value));
  }
  for (const source of files) fromFile(call, source, add);
  for (const source of envs) {
    if (kindOf(call, source) === 'folder') throw new Error('env secret file cannot be a directory');
    for (const [key, value] of readEnvFile(call, source)) add(key, utf8.encode(value));
  }
  return data;
}

function sourcesOf({ flags }: Call): Sources {
  const sources = {
    files: flags.list('from-file'),
    literals: flags.list('from-literal'),
    envs: flags.list('from-env-file'),
  };
  if (sources.envs.length > 0 && (sources.files.length > 0 || sources.literals.length > 0)) {
    throw new Error('from-env-file cannot be combined with from-file or from-literal');
  }
  return sources;
}

const configmap: Command = {
  async run(call) {
    const name = onlyName(call);
    if (name === '') throw new Error('name must be specified');
    const data = configMapData(call, name, sourcesOf(call));
    const suffix = call.flags.is('append-hash') ? `-${configMapSuffix(name, data)}` : '';
    await createGenerated(
      call,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: name + suffix, ...ownNamespace(call) }, ...data },
      { group: '', version: 'v1', name: 'configmaps', namespaced: true, failure: 'failed to create configmap: ' },
    );
  },
};

async function createSecret(call: Call, name: string, type: string, data: Record<string, string>): Promise<void> {
  const suffix = call.flags.is('append-hash') ? `-${secretSuffix(name, type, data)}` : '';
  await createGenerated(
    call,
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: name + suffix, ...ownNamespace(call) }, data, type },
    { group: '', version: 'v1', name: 'secrets', namespaced: true, failure: 'failed to create secret ' },
  );
}

const generic: Command = {
  async run(call) {
    const name = onlyName(call);
    if (name === '') throw new Error('name must be specified');
    await createSecret(call, name, call.flags.text('type'), secretData(call, sourcesOf(call)));
  },
};

const dockerRegistry: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const files = flags.list('from-file').map((file) => (file.includes('=') ? file : `.dockerconfigjson=${file}`));
    const [username, password, server] = ['docker-username', 'docker-password', 'docker-server'].map((flag) =>
      flags.text(flag),
    ) as [string, string, string];
    if (name === '') throw new Error('name must be specified');
    if (files.length === 0 && (username === '' || password === '' || server === '')) {
      throw new Error(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    }
    const email = flags.text('docker-email');
    const auth = base64(utf8.encode(`${username}:${password}`));
    const config = { auths: { [server]: { username, password, ...(email === '' ? {} : { email }), auth } } };
    const data =
      files.length > 0
        ? secretData(call, { files, literals: [], envs: [] })
        : { '.dockerconfigjson': base64(utf8.encode(compactJson(config, true))) };
    await createSecret(call, name, 'kubernetes.io/dockerconfigjson', data);
  },
};

const tls: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const [cert, key] = [flags.text('cert'), flags.text('key')];
    if (key === '' || cert === '') throw new Error('key and cert must be specified');
    const read = (path: string): string => {
      try {
        return call.readFile(path);
      } catch (error) {
        throw new Error(`Cannot read file ${path}, ${(error as Error).message}`);
      }
    };
    const [certificate, secret] = [read(cert), read(key)];
    checkKeyPair(certificate, secret);
    await createSecret(call, name, 'kubernetes.io/tls', {
      'tls.crt': base64(utf8.encode(certificate)),
      'tls.key': base64(utf8.encode(secret)),
    });
  },
};

/** Generators of ConfigMaps and Secrets. */
export const createData: Readonly<Record<string, Command>> = {
  'create configmap': configmap,
  'create secret generic': generic,
  'create secret docker-registry': dockerRegistry,
  'create secret tls': tls,
};
