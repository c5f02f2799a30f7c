import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { toYaml } from '../../yaml/write.ts';
import type { Call } from '../call.ts';
import { groupVersion } from '../client/discovery.ts';
import { fullName } from '../client/mapper.ts';
import { asError, Exit, hasReason, isNotFound } from '../errors.ts';
import { LAST_APPLIED, lastApplied, updateLastApplied } from '../last-applied.ts';
import { isSame, twoWayPatch } from '../patch/three-way.ts';
import { compactJson, indentedJson } from '../print/json.ts';
import { operationPrinter, withoutManagedFields } from '../print/printer.ts';
import { fileOptions, find, setNamespace } from '../resources/builder.ts';
import { parseFile } from '../resources/decode.ts';
import { create, type Found, type Info, patch, refresh } from '../resources/info.ts';
import type { Wanted } from '../resources/wanted.ts';
import { fieldValidation } from '../validation.ts';
import type { Command } from './command.ts';
import { editFile, keepCopy } from './editor.ts';

type Mode = 'normal' | 'create' | 'apply';

/** What went wrong with an edit, said at the top of the file when it is opened again. */
interface Reason {
  head: string;
  others: string[];
}

/** What became of the objects of one edit. */
interface Results {
  reasons: Reason[];
  retryable: number;
  notFound: number;
}

function heading(mode: Mode, reasons: readonly Reason[]): string {
  const start =
    mode === 'apply'
      ? "# Please edit the 'last-applied-configuration' annotations below.\n# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.\n#\n"
      : "# Please edit the object below. Lines beginning with a '#' will be ignored,\n# and an empty file will abort the edit. If an error occurs while saving this file will be\n# reopened with the relevant failures.\n#\n";
  const marked = (text: string): string => text.replace(/\n(?=[^#])/g, '\n# ');
  return (
    start +
    reasons
      .map(({ head, others }) => {
        const lines = others.map((line) => `# * ${marked(line)}\n`).join('');
        return `# ${marked(head)}${others.length > 0 ? ':' : ''}\n${lines}#\n`;
      })
      .join('')
  );
}

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => `${line}\n`)
    .join('');

/** Whether two texts hold the same data, whatever their comments. */
function holdsSame(first: string, second: string): boolean {
  try {
    return isSame(parseFile(first), parseFile(second));
  } catch {
    return withoutComments(first) === withoutComments(second);
  }
}

/** Notes an error of the server, and says it. */
function noteError(call: Call, results: Results, info: Info, error: Error): void {
  const name = info.resource ? fullName(info.resource) : '';
  const subject = `${name} ${JSON.stringify(info.name)}`;
  if (hasReason(error, 'Invalid')) {
    const causes = asList(asRecord(error.status.details).causes);
    results.reasons.push({
      head: `${subject} was not valid`,
      others: causes.map(({ field, message }) => `${String(field)}: ${String(message)}`),
    });
    call.note(`error: ${subject} is invalid`);
  } else if (isNotFound(error)) {
    results.notFound++;
    call.note(`error: ${subject} could not be found on the server`);
  } else {
    results.retryable++;
    call.note(`error: ${subject} could not be patched: ${error.message}`);
  }
}

function originalOf(infos: readonly Info[], edited: Info): Found {
  const uid = at(edited.object, 'metadata', 'uid');
  const original = infos.find(({ object }) => at(object, 'metadata', 'uid') === uid)?.object;
  if (!original) throw new Error(`no original object found for ${compactJson(edited.object)}`);
  return original;
}

async function patchEdited(call: Call, originals: readonly Info[], info: Info, results: Results): Promise<void> {
  const { resource } = info;
  const managed = at(originalOf(originals, info), 'metadata', 'managedFields');
  const original = originalOf(originals, info);
  const edited = info.object ?? {};
  if (managed !== undefined)
    info.object = { ...edited, metadata: { ...asRecord(edited.metadata), managedFields: managed } };
  if (isSame(original, info.object)) {
    operationPrinter(call, 'skipped')(info.object);
    return;
  }
  const struct = resource ? structOf(groupVersion(resource), resource.kind) : undefined;
  const change = twoWayPatch(original, info.object ?? {}, struct);
  if ('apiVersion' in change || 'kind' in change || 'name' in asRecord(change.metadata))
    throw new Error('At least one of apiVersion, kind and name was changed');
  const text = compactJson(change);
  if (call.flags.is('output-patch')) call.out(`Patch: ${text}\n`);
  const subresource = call.flags.text('subresource');
  try {
    refresh(
      info,
      await patch(call.client, info, struct === undefined ? 'merge' : 'strategic', text, {
        fieldManager: call.flags.text('field-manager'),
        fieldValidation: fieldValidation(call),
        ...(subresource === '' ? {} : { subresource }),
      }),
    );
  } catch (error) {
    noteError(call, results, info, asError(error));
    return;
  }
  operationPrinter(call, 'edited')(info.object);
}

async function patchAnnotation(call: Call, originals: readonly Info[], info: Info): Promise<void> {
  if (isSame(originalOf(originals, info), info.object)) {
    operationPrinter(call, 'skipped')(info.object);
    return;
  }
  const text = `${compactJson(info.object)}\n`;
  await patch(call.client, info, 'merge', compactJson({ metadata: { annotations: { [LAST_APPLIED]: text } } }), {
    fieldManager: call.flags.text('field-manager'),
    fieldValidation: fieldValidation(call),
  });
  operationPrinter(call, 'edited')(info.object);
}

async function save(call: Call, mode: Mode, originals: readonly Info[], edited: readonly Info[]): Promise<Results> {
  const results: Results = { reasons: [], retryable: 0, notFound: 0 };
  for (const info of edited) {
    if (info.object && call.flags.is('save-config')) info.object = updateLastApplied(info.object, true);
    if (mode === 'normal') await patchEdited(call, originals, info, results);
    else if (mode === 'apply') await patchAnnotation(call, originals, info);
    else {
      const options = { fieldManager: call.flags.text('field-manager'), fieldValidation: fieldValidation(call) };
      refresh(info, await create(call.client, info, info.object, options));
      operationPrinter(call, 'created')(info.object);
    }
  }
  return results;
}

/** The objects of an edited text. @throws Error for what is no object */
async function readEdited(call: Call, content: string): Promise<Info[]> {
  const found = await find(call, {
    text: { content, name: 'edited-file' },
    namespace: call.namespace().name,
    continueOnError: true,
    flatten: true,
  });
  const { infos, error } = await found.infos();
  if (error) throw error;
  const { name } = call.namespace();
  for (const info of infos) {
    if (info.namespace !== '' || !info.resource?.namespaced) continue;
    setNamespace(info, name);
  }
  return infos;
}

/** Lets a person edit objects until what they wrote is accepted, or they give up. */
async function editObjects(call: Call, infos: readonly Info[], mode: Mode): Promise<void> {
  const isJson = call.flags.text('output') === 'json';
  const objects = infos.map(({ object }) => withoutManagedFields(object) as Data);
  const shown = objects.length === 1 ? objects[0] : { kind: 'List', apiVersion: 'v1', metadata: {}, items: objects };
  let reasons: Reason[] = [];
  let edited = '';
  let file = '';
  for (let hasError = false; ; ) {
    const head = isJson ? '' : heading(mode, reasons);
    const original = isJson ? `${indentedJson(shown)}\n` : head + toYaml(shown);
    const before = edited;
    const opened = hasError ? head + withoutComments(edited) : original;
    const last = file;
    ({ text: edited, path: file } = await editFile(call, opened, isJson ? '.json' : '.yaml', last));
    if (hasError && holdsSame(before, edited))
      throw keepCopy(call, file, new Error('Edit cancelled, no valid changes were saved.'));
    if (last !== '') call.files.remove(last);
    try {
      parseFile(edited);
    } catch (error) {
      const [first] = infos;
      const name = first?.resource ? `${fullName(first.resource)} ${JSON.stringify(first.name)}` : '';
      call.note(`error: ${name} is invalid`);
      reasons = [
        {
          head: `${name} was not valid`,
          others: [`<nil>: Invalid value: "The edited file failed validation": ${asError(error).message}`],
        },
      ];
      hasError = true;
      continue;
    }
    if (!hasError && holdsSame(original, edited)) return cancel(call, file, 'no changes made.');
    if (withoutComments(edited).trim() === '') return cancel(call, file, 'saved file was empty.');
    let found: Info[];
    try {
      found = await readEdited(call, edited);
    } catch (error) {
      reasons = [{ head: `The edited file had a syntax error: ${asError(error).message}`, others: [] }];
      hasError = true;
      continue;
    }
    const results = await save(call, mode, infos, found).catch((error: unknown) => {
      throw keepCopy(call, file, asError(error));
    });
    if (results.retryable > 0) {
      call.note(`You can run \`kubectl replace -f ${file}\` to try this update again.`);
      throw new Exit(1);
    }
    if (results.notFound > 0) {
      call.note(`The edits you made on deleted resources have been saved to ${JSON.stringify(file)}`);
      throw new Exit(1);
    }
    if (results.reasons.length === 0) {
      call.files.remove(file);
      return;
    }
    reasons = results.reasons;
    hasError = true;
  }
}

function cancel(call: Call, file: string, why: string): void {
  call.files.remove(file);
  call.note(`Edit cancelled, ${why}`);
}

function wantedOf(call: Call): Wanted {
  const { name, isExplicit } = call.namespace();
  return {
    ...fileOptions(call.flags),
    namespace: name,
    defaultNamespace: true,
    enforceNamespace: isExplicit,
    flatten: true,
    continueOnError: true,
  };
}

/** `kubectl edit` (k8s.io/kubectl/pkg/cmd/util/editor). */
export const edit: Command = {
  async run(call) {
    const subresource = call.flags.text('subresource');
    const found = await find(call, {
      ...wantedOf(call),
      words: call.words,
      allowsEmptySelector: true,
      latest: true,
      ...(subresource === '' ? {} : { subresource }),
    });
    const { infos, error } = await found.infos();
    if (error) throw error;
    if (infos.length === 0) throw new Error('edit cancelled, no objects found');
    await editObjects(call, infos, 'normal');
  },
};

/** `kubectl apply edit-last-applied` */
export const editLastApplied: Command = {
  async run(call) {
    const found = await find(call, { ...wantedOf(call), words: call.words, allowsEmptySelector: true, latest: true });
    const { infos, error } = await found.infos();
    if (error) throw error;
    const annotations: Info[] = [];
    for (const { object } of infos) {
      const text = lastApplied(object ?? {});
      if (text !== undefined) annotations.push(...(await readEdited(call, text)));
    }
    if (annotations.length === 0) {
      throw new Error(
        'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
      );
    }
    await editObjects(call, annotations, 'apply');
  },
};

/** Opens an editor with each object that is to be created (`kubectl create --edit`). */
export async function editBeforeCreate(call: Call): Promise<void> {
  const found = await find(call, wantedOf(call));
  await found.visit((info) => editObjects(call, [info], 'create'));
}
