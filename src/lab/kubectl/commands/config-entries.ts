import type { Call } from '../call.ts';
import { help } from '../help/help.ts';
import type { Command } from './command.ts';

function unexpected(call: Call): Error {
  call.out(help(call.path));
  return new Error(`Unexpected args: [${call.words.join(' ')}]`);
}

/** `kubectl config set-cluster` */
export const setCluster: Command = {
  async run(call) {
    const { flags, words } = call;
    const [name] = words;
    if (words.length !== 1 || name === undefined) throw unexpected(call);
    if (name === '') throw new Error('you must specify a non-empty cluster name');
    const authority = flags.text('certificate-authority');
    if (flags.is('insecure-skip-tls-verify') && authority !== '') {
      throw new Error('you cannot specify a certificate authority and insecure mode at the same time');
    }
    if (flags.is('embed-certs')) {
      if (authority === '') throw new Error('you must specify a --certificate-authority to embed');
      mustExist(call, 'certificate-authority', authority);
    }
    const config = call.configuration.readForChange();
    const cluster: Record<string, unknown> = { ...config.clusters[name] };
    if (flags.changed('server')) {
      cluster.server = flags.text('server').replace(/\/$/, '');
      delete cluster['tls-server-name'];
    }
    if (flags.changed('tls-server-name')) cluster['tls-server-name'] = flags.text('tls-server-name');
    if (flags.changed('insecure-skip-tls-verify')) {
      cluster['insecure-skip-tls-verify'] = flags.is('insecure-skip-tls-verify');
      if (flags.is('insecure-skip-tls-verify')) {
        delete cluster['certificate-authority'];
        delete cluster['certificate-authority-data'];
      }
    }
    if (flags.changed('certificate-authority')) {
      delete cluster['certificate-authority'];
      if (flags.is('embed-certs')) cluster['certificate-authority-data'] = btoa(call.readFile(authority));
      else cluster['certificate-authority'] = call.absolute(authority);
      if (authority !== '') delete cluster['insecure-skip-tls-verify'];
      if (authority !== '' && !flags.is('embed-certs')) delete cluster['certificate-authority-data'];
    }
    if (flags.changed('proxy-url')) cluster['proxy-url'] = flags.text('proxy-url');
    call.configuration.write({ ...config, clusters: { ...config.clusters, [name]: cluster } });
    call.out(`Cluster ${JSON.stringify(name)} set.\n`);
  },
};

function mustExist(call: Call, flag: string, path: string): void {
  if (call.files.kind(call.absolute(path)) === undefined) {
    throw new Error(`could not stat ${flag} file ${path}: stat ${path}: no such file or directory`);
  }
}

/** `kubectl config set-credentials` */
export const setCredentials: Command = {
  async run(call) {
    const { flags, words } = call;
    const [name] = words;
    if (words.length !== 1 || name === undefined) {
      call.out(help(call.path));
      throw new Error(`unexpected args: [${words.join(' ')}]`);
    }
    if (name === '') throw new Error('you must specify a non-empty user name');
    const isToken = flags.text('token') !== '';
    const isBasic = flags.text('username') !== '' || flags.text('password') !== '';
    if (isToken && isBasic) {
      throw new Error(
        'you cannot specify more than one authentication method at the same time: --token, --username/--password',
      );
    }
    const files = ['client-certificate', 'client-key'];
    if (flags.is('embed-certs')) {
      if (files.every((field) => flags.text(field) === '')) {
        throw new Error('you must specify a --client-certificate or --client-key to embed');
      }
      for (const field of files) if (flags.text(field) !== '') mustExist(call, field, flags.text(field));
    }
    const mode = flags.text('exec-interactive-mode');
    if (mode !== '' && !['IfAvailable', 'Never', 'Always'].includes(mode)) {
      throw new Error('invalid interactive mode type, can be only IfAvailable, Never, Always');
    }
    const config = call.configuration.readForChange();
    const user: Record<string, unknown> = { ...config.users[name] };
    for (const field of files) {
      if (!flags.changed(field)) continue;
      const path = flags.text(field);
      delete user[field];
      if (flags.is('embed-certs')) user[`${field}-data`] = btoa(call.readFile(path));
      else {
        user[field] = call.absolute(path);
        if (path !== '') delete user[`${field}-data`];
      }
    }
    if (flags.changed('token')) user.token = flags.text('token');
    for (const field of ['username', 'password']) if (flags.changed(field)) user[field] = flags.text(field);
    if (isToken) for (const field of ['username', 'password']) delete user[field];
    if (isBasic) delete user.token;
    setProgram(call, user);
    call.configuration.write({ ...config, users: { ...config.users, [name]: user } });
    call.out(`User ${JSON.stringify(name)} set.\n`);
  },
};

/** The program that brings credentials. */
function setProgram({ flags }: Call, user: Record<string, unknown>): void {
  let program = user.exec as Record<string, unknown> | undefined;
  if (flags.changed('exec-command')) program = { ...program, command: flags.text('exec-command'), args: null };
  if (!program) return;
  const given: [string, unknown][] = [
    ['exec-api-version', 'apiVersion'],
    ['exec-interactive-mode', 'interactiveMode'],
  ];
  for (const [flag, field] of given) if (flags.changed(flag)) program[String(field)] = flags.text(flag);
  if (flags.list('exec-arg').length > 0) program.args = flags.list('exec-arg');
  program.provideClusterInfo = flags.changed('exec-provide-cluster-info')
    ? flags.is('exec-provide-cluster-info')
    : (program.provideClusterInfo ?? false);
  const pairs = flags.list('exec-env').filter((pair) => pair.includes('='));
  program.env =
    pairs.length > 0
      ? pairs.map((pair) => ({ name: pair.replace(/=.*/s, ''), value: pair.replace(/^[^=]*=/s, '') }))
      : (program.env ?? null);
  user.exec = program;
}
