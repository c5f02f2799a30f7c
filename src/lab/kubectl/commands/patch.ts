import { applyJsonPatch, type JsonPatchStep } from '../../../kubernetes/structs/json-patch.ts';
import { mergePatch, strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { readYaml } from '../../yaml/values.ts';
import { type Call, dryRunOf } from '../call.ts';
import { asError, hasReason } from '../errors.ts';
import { isSame } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Found, kindText, PATCH_TYPES, patch as sendPatch } from '../resources/info.ts';
import type { Command } from './command.ts';

type Type = 'json' | 'merge' | 'strategic';

/** An object with a patch, as kubectl works it out itself. @throws Error for patches that do not fit. */
export function patchLocally(object: Found, type: Type, change: unknown): Found {
  if (type === 'json') {
    if (!Array.isArray(change)) throw new Error('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
    try {
      return applyJsonPatch(object, change as JsonPatchStep[]) as Found;
    } catch (error) {
      const { message } = asError(error);
      const path = /^remove operation does not apply: doc is missing path: (.*): missing value$/.exec(message)?.[1];
      if (path === undefined) throw error;
      throw new Error(
        `error in remove for path: '${path}': Unable to remove nonexistent key: ${path.split('/').at(-1)}: missing value`,
      );
    }
  }
  if (type === 'merge') return mergePatch(object, change) as Found;
  const [apiVersion, kind] = [String(object.apiVersion ?? ''), String(object.kind ?? '')];
  const struct = structOf(apiVersion, kind);
  if (struct === undefined) {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    throw new Error(
      `strategic merge patch is not supported for ${group}/${version}, Kind=${kind} locally, try --type merge`,
    );
  }
  return strategicMerge(object, change, struct) as Found;
}

function readPatch(call: Call): { text: string; data: unknown } {
  const file = call.flags.text('patch-file');
  let source = call.flags.text('patch');
  if (file !== '') {
    try {
      source = call.readFile(file);
    } catch (error) {
      throw new Error(`unable to read patch file: ${asError(error).message}`);
    }
  }
  // What begins like JSON goes to the server as it is.
  const isJson = /^\s*\{/.test(source);
  if (isJson || /^\s*\[/.test(source)) {
    try {
      return { text: source, data: JSON.parse(source) };
    } catch {
      if (isJson) return { text: source, data: undefined };
      // A list may be YAML.
    }
  }
  try {
    const data = readYaml(source);
    return { text: compactJson(data), data };
  } catch (error) {
    throw new Error(`unable to parse ${JSON.stringify(call.flags.text('patch'))}: ${asError(error).message}`);
  }
}

/** `kubectl patch` (k8s.io/kubectl/pkg/cmd/patch). */
export const patch: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = dryRunOf(call);
    const isLocal = flags.is('local');
    const { name, isExplicit } = call.namespace();
    const [given, file] = [flags.text('patch'), flags.text('patch-file')];
    if (given !== '' && file !== '') throw new Error('cannot specify --patch and --patch-file together');
    if (given === '' && file === '')
      throw new Error('must specify --patch or --patch-file containing the contents of the patch');
    if (isLocal && call.words.length > 0) throw new Error('cannot specify --local and server resources');
    if (isLocal && dryRun === 'server')
      throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    const type = flags.text('type').toLowerCase() || 'strategic';
    if (type !== 'json' && type !== 'merge' && type !== 'strategic') {
      throw new Error(`--type must be one of [json merge strategic], not ${JSON.stringify(flags.text('type'))}`);
    }
    const { text, data } = readPatch(call);
    if (data === undefined && (isLocal || dryRun === 'client')) throw new Error('unexpected end of JSON input');
    const subresource = flags.text('subresource');
    const result = await find(call, {
      ...fileOptions(flags),
      words: call.words,
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length > 0,
      flatten: true,
      continueOnError: true,
      local: isLocal,
      subresource,
    });
    let count = 0;
    await result.visit(async (info) => {
      count++;
      let patched: Found;
      if (!isLocal && dryRun !== 'client') {
        try {
          patched = await sendPatch(call.client, info, type, text, {
            dryRun: dryRun === 'server',
            fieldManager: flags.text('field-manager'),
            ...(subresource === '' ? {} : { subresource }),
          });
        } catch (error) {
          if (!hasReason(error, 'UnsupportedMediaType') || !info.resource) throw error;
          throw new Error(`${PATCH_TYPES[type]} is not supported by ${kindText(info.resource)}: ${error.message}`);
        }
      } else patched = patchLocally(info.object ?? {}, type, data);
      operationPrinter(call, isSame(info.object, patched) ? 'patched (no change)' : 'patched')(patched);
    });
    if (count === 0) throw new Error('no objects passed to patch');
  },
};
