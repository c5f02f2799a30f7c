import { byBytes } from '../../../kubernetes/structs/encode.ts';
import type { Call } from '../call.ts';
import { type Kubeconfig, kubeconfigData, type Named } from '../client/kubeconfig.ts';
import { Aggregate, usageError } from '../errors.ts';
import { help } from '../help/help.ts';
import { table } from '../print/columns.ts';
import { dataPrinter, operationPrinter } from '../print/printer.ts';
import { inOrder } from '../print/typed.ts';
import type { Command } from './command.ts';
import { setCluster, setCredentials } from './config-entries.ts';
import { set, unset } from './config-property.ts';

/** The error of a wrong number of words, after the help of the command. */
function unexpected(call: Call): Error {
  call.out(help(call.path));
  return new Error(`Unexpected args: [${call.words.join(' ')}]`);
}

function sorted(named: Named): string[] {
  return Object.keys(named).sort(byBytes);
}

function configPath({ configuration }: Call): string {
  return configuration.defaultPath;
}

const view: Command = {
  async run(call) {
    const { flags, configuration } = call;
    if (call.words.length > 0) throw usageError('config view', `unexpected arguments: [${call.words.join(' ')}]`);
    const merges = flags.changed('merge') ? flags.is('merge') : !configuration.isExplicit;
    if (!merges && !configuration.isExplicit) throw new Error('if merge==false a precise file must be specified');
    const config = configuration.read();
    if (flags.is('minify')) minify(config, flags.text('context'));
    if (!flags.is('flatten') && !flags.is('raw')) redact(config);
    const data = inOrder(kubeconfigData(config));
    const format = flags.text('output') || (flags.text('template') === '' ? 'yaml' : '');
    const printer =
      format === '' ? operationPrinter(call, '') : (dataPrinter(call, format) ?? operationPrinter(call, ''));
    printer(data);
  },
};

function minify(config: Kubeconfig, context: string): void {
  const name = context || config.currentContext;
  if (name === '') throw new Error('current-context must exist in order to minify');
  const known = config.contexts[name];
  if (!known) throw new Error(`cannot locate context ${name}`);
  const user = String(known.user ?? '');
  const cluster = String(known.cluster ?? '');
  if (cluster !== '' && !config.clusters[cluster]) throw new Error(`cannot locate cluster ${cluster}`);
  if (user !== '' && !config.users[user]) throw new Error(`cannot locate user ${user}`);
  config.currentContext = name;
  config.contexts = { [name]: known };
  config.users = user === '' ? {} : { [user]: config.users[user] ?? {} };
  config.clusters = cluster === '' ? {} : { [cluster]: config.clusters[cluster] ?? {} };
}

function redact({ users, clusters }: Kubeconfig): void {
  const replace = (entry: Record<string, unknown>, field: string, text: string): void => {
    if (entry[field]) entry[field] = text;
  };
  for (const user of Object.values(users)) {
    for (const field of ['token', 'password']) replace(user, field, 'REDACTED');
    for (const field of ['client-certificate-data', 'client-key-data']) replace(user, field, 'DATA+OMITTED');
  }
  for (const cluster of Object.values(clusters)) replace(cluster, 'certificate-authority-data', 'DATA+OMITTED');
}

const getContexts: Command = {
  async run(call) {
    const { flags, words } = call;
    const output = flags.text('output');
    if (output !== '' && output !== 'name') {
      throw new Error(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    }
    const { contexts, currentContext } = call.configuration.read();
    const errors = words.filter((name) => !contexts[name]).map((name) => new Error(`context ${name} not found`));
    const names = (words.length === 0 ? sorted(contexts) : words.filter((name) => contexts[name]))
      .slice()
      .sort(byBytes);
    const lines: string[][] = [];
    if (output !== 'name' && !flags.is('no-headers'))
      lines.push(['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']);
    for (const name of names) {
      const { cluster = '', user = '', namespace = '' } = contexts[name] ?? {};
      lines.push(
        output === 'name'
          ? [name]
          : [name === currentContext ? '*' : ' ', name, String(cluster), String(user), String(namespace)],
      );
    }
    call.out(table(lines));
    if (errors.length > 0) throw new Aggregate(errors);
  },
};

/** A command that shows the names of one section. */
function listing(section: 'clusters' | 'users'): Command {
  return {
    async run(call) {
      call.out(
        `NAME\n${sorted(call.configuration.read()[section])
          .map((name) => `${name}\n`)
          .join('')}`,
      );
    },
  };
}

/** A command that takes one entry out of a section. */
function deletion(section: 'clusters' | 'users' | 'contexts', word: string): Command {
  return {
    async run(call) {
      const config = call.configuration.read();
      const [name] = call.words;
      if (call.words.length !== 1 || name === undefined) {
        if (section === 'users') throw usageError(call.path, 'user to delete is required');
        call.out(help(call.path));
        return;
      }
      const path = configPath(call);
      if (!config[section][name]) throw new Error(`cannot delete ${word} ${name}, not in ${path}`);
      if (section === 'contexts' && config.currentContext === name) {
        call.note(
          'warning: this removed your active context, use "kubectl config use-context" to select a different one',
        );
      }
      delete config[section][name];
      call.configuration.write(config);
      call.out(`deleted ${word} ${name} from ${path}\n`);
    },
  };
}

const setContext: Command = {
  async run(call) {
    const { flags, words } = call;
    if (words.length > 1) throw unexpected(call);
    const isCurrent = flags.is('current');
    const given = words[0] ?? '';
    if (given === '' && !isCurrent) throw new Error('you must specify a non-empty context name or --current');
    if (given !== '' && isCurrent) throw new Error('you cannot specify both a context name and --current');
    const config = call.configuration.readForChange();
    if (isCurrent && config.currentContext === '') throw new Error('no current context is set');
    const name = isCurrent ? config.currentContext : given;
    const known = config.contexts[name];
    const context = { ...known };
    for (const field of ['cluster', 'user', 'namespace']) if (flags.changed(field)) context[field] = flags.text(field);
    call.configuration.write({ ...config, contexts: { ...config.contexts, [name]: context } });
    call.out(`Context ${JSON.stringify(name)} ${known ? 'modified' : 'created'}.\n`);
  },
};

const useContext: Command = {
  async run(call) {
    const [name] = call.words;
    if (call.words.length !== 1 || name === undefined) throw unexpected(call);
    const config = call.configuration.read();
    if (name === '') throw new Error('empty context names are not allowed');
    if (!config.contexts[name]) throw new Error(`no context exists with the name: ${JSON.stringify(name)}`);
    call.configuration.write({ ...config, currentContext: name });
    call.out(`Switched to context ${JSON.stringify(name)}.\n`);
  },
};

const renameContext: Command = {
  async run(call) {
    const [from, to] = call.words;
    if (call.words.length !== 2 || from === undefined || to === undefined) throw unexpected(call);
    if (to === '') throw new Error('You must specify a new non-empty context name');
    const config = call.configuration.read();
    const path = configPath(call);
    const { [from]: context, ...rest } = config.contexts;
    if (!context) throw new Error(`cannot rename the context ${JSON.stringify(from)}, it's not in ${path}`);
    if (rest[to]) {
      throw new Error(
        `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${path}`,
      );
    }
    const currentContext = config.currentContext === from ? to : config.currentContext;
    call.configuration.write({ ...config, contexts: { ...rest, [to]: context }, currentContext });
    call.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`);
  },
};

const currentContext: Command = {
  async run(call) {
    const { currentContext: name } = call.configuration.read();
    if (name === '') throw new Error('current-context is not set');
    call.out(`${name}\n`);
  },
};

/** `kubectl config` and what is below it (k8s.io/kubectl/pkg/cmd/config). */
export const config: Readonly<Record<string, Command>> = {
  'config view': view,
  'config get-contexts': getContexts,
  'config get-clusters': listing('clusters'),
  'config get-users': listing('users'),
  'config delete-cluster': deletion('clusters', 'cluster'),
  'config delete-user': deletion('users', 'user'),
  'config delete-context': deletion('contexts', 'context'),
  'config set-context': setContext,
  'config set-cluster': setCluster,
  'config set-credentials': setCredentials,
  'config use-context': useContext,
  'config rename-context': renameContext,
  'config current-context': currentContext,
  'config set': set,
  'config unset': unset,
};
