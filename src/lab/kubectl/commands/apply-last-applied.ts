import { toYaml } from '../../yaml/write.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { isNotFound, usageError, whileDoing } from '../errors.ts';
import { LAST_APPLIED, lastApplied } from '../last-applied.ts';
import { isSame } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { getInfo, type Info, patch } from '../resources/info.ts';
import { infoText } from './apply-options.ts';
import type { Command } from './command.ts';
import { editLastApplied } from './edit.ts';

const view: Command = {
  async run(call) {
    const { flags } = call;
    const { name, isExplicit } = call.namespace();
    const output = flags.text('output');
    const found = await find(call, {
      ...fileOptions(flags),
      words: call.words,
      allowsEmptySelector: flags.is('all'),
      selector: flags.text('selector'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit,
      latest: true,
      flatten: true,
    });
    const texts: string[] = [];
    // kubectl has a sentence for objects without the annotation, but says it only when something else went wrong.
    await found.visit(({ object }) => {
      const text = lastApplied(object ?? {});
      if (text !== undefined) texts.push(text);
    });
    if (output !== 'json' && output !== 'yaml' && texts.length > 0) {
      throw usageError(call.path, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
    }
    for (const text of texts)
      call.out(output === 'json' ? `${JSON.stringify(JSON.parse(text), undefined, 2)}\n` : toYaml(JSON.parse(text)));
  },
};

interface Change {
  info: Info;
  text: string;
}

async function changesOf(call: Call): Promise<Change[]> {
  const { name, isExplicit } = call.namespace();
  const changes: Change[] = [];
  const found = await find(call, {
    filenames: call.flags.list('filename'),
    namespace: name,
    defaultNamespace: true,
    enforceNamespace: isExplicit,
    flatten: true,
  });
  await found.visit(async (info) => {
    // Unlike apply this takes the object as it stands in the file (`GetApplyPatch` of k8s.io/kubectl).
    const text = `${compactJson(info.object ?? {})}\n`;
    try {
      await getInfo(call.client, info);
    } catch (error) {
      if (isNotFound(error)) throw error;
      throw whileDoing(`retrieving current configuration of:\n${infoText(info)}\nfrom server for:`, info.source, error);
    }
    const original = lastApplied(info.object ?? {});
    if (original === undefined && !call.flags.is('create-annotation')) {
      throw new Error(
        `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
      );
    }
    if (original !== undefined && isSame(JSON.parse(original), JSON.parse(text)))
      call.out(`set-last-applied ${info.name}: no changes required.\n`);
    else changes.push({ info, text });
  });
  return changes;
}

const setLastApplied: Command = {
  async run(call) {
    const dryRun = dryRunOf(call);
    const print = operationPrinter(call, withDryRun('configured', dryRun));
    for (const { info, text } of await changesOf(call)) {
      const body = compactJson({ metadata: { annotations: { [LAST_APPLIED]: text } } });
      print(
        dryRun === 'client'
          ? info.object
          : await patch(call.client, info, 'merge', body, { dryRun: dryRun === 'server' }),
      );
    }
  },
};

/** Commands below `kubectl apply`, about the configuration that was applied last. */
export const applyLastApplied: Readonly<Record<string, Command>> = {
  'apply view-last-applied': view,
  'apply set-last-applied': setLastApplied,
  'apply edit-last-applied': editLastApplied,
};
