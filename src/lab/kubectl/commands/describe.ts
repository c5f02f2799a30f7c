import type { Call } from '../call.ts';
import { describe as describeObject, versionToDescribe } from '../describe/index.ts';
import { Aggregate, asError, isNotFound } from '../errors.ts';
import { find } from '../resources/builder.ts';
import { getInfo, type Info } from '../resources/info.ts';
import type { Command } from './command.ts';

async function textOf(call: Call, info: Info, showsEvents: boolean): Promise<string> {
  const { resource } = info;
  if (!resource) throw new Error('local operation only');
  const version = versionToDescribe(resource.group, resource.kind) ?? resource.version;
  const present: Info = { ...info, resource: { ...resource, version } };
  await getInfo(call.client, present);
  return describeObject(call, present.object ?? {}, resource.group, showsEvents);
}

/** Describes all objects of a kind whose names begin with what was given. @throws the error for the exact name if there are none */
async function describeMatching(
  call: Call,
  original: Error,
  type: string,
  prefix: string,
  showsEvents: boolean,
): Promise<void> {
  const result = await find(call, {
    words: [type],
    allowsEmptySelector: true,
    namespace: call.namespace().name,
    defaultNamespace: true,
    singleType: true,
    flatten: true,
    chunkSize: call.flags.number('chunk-size'),
  });
  const { infos, error } = await result.infos();
  if (error) throw error;
  const matching = infos.filter(({ name }) => name.startsWith(prefix));
  if (matching.length === 0) throw original;
  for (const info of matching) call.out(`${await textOf(call, info, showsEvents)}\n`);
}

async function run(call: Call): Promise<void> {
  const { flags, words } = call;
  const filenames = flags.list('filename');
  const kustomize = flags.text('kustomize');
  if (words.length === 0 && filenames.length === 0 && kustomize === '')
    throw new Error(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  const { name: namespace, isExplicit } = call.namespace();
  const allNamespaces = flags.is('all-namespaces');
  const result = await find(call, {
    filenames,
    kustomize,
    recursive: flags.is('recursive'),
    words,
    allowsEmptySelector: true,
    selector: flags.text('selector'),
    namespace,
    defaultNamespace: true,
    enforceNamespace: allNamespaces ? false : isExplicit,
    allNamespaces,
    flatten: true,
    continueOnError: true,
    chunkSize: flags.number('chunk-size'),
  });
  const { infos, error } = await result.infos();
  let showsEvents = flags.is('show-events');
  if ((error || infos.length > 1) && !flags.changed('show-events')) showsEvents = false;
  if (error && isNotFound(error) && words.length === 2)
    return describeMatching(call, error, String(words[0]), String(words[1]), showsEvents);
  const errors = new Map<string, Error>(error ? [[`first ${error.message}`, error]] : []);
  let isFirst = true;
  for (const info of infos) {
    try {
      const description = await textOf(call, info, showsEvents);
      call.out(isFirst ? description : `\n\n${description}`);
      isFirst = false;
    } catch (thrown) {
      const problem = asError(thrown);
      if (!errors.has(problem.message)) errors.set(problem.message, problem);
    }
  }
  if (infos.length === 0 && errors.size === 0)
    call.note(allNamespaces ? 'No resources found' : `No resources found in ${namespace} namespace.`);
  if (errors.size > 0) throw new Aggregate([...errors.values()]);
}

/** `kubectl describe` */
export const describe: Command = { run };
