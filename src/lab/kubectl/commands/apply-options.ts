import { asRecord } from '../../../kubernetes/data.ts';
import { type Call, type DryRun, withDryRun } from '../call.ts';
import { operationPrinter } from '../print/printer.ts';
import { type Info, kindText, resourceText } from '../resources/info.ts';

/** How objects are applied. */
export interface ApplyOptions {
  call: Call;
  dryRun: DryRun;
  serverSide: boolean;
  fieldManager: string;
  validation: 'Strict' | 'Warn' | 'Ignore';
  /** Whether objects are printed at the end, all at once, instead of a line for each. */
  printsObjects: boolean;
}

/** `resource "…"` and its kin, as errors name an object. */
export function infoText(info: Info): string {
  const resource = info.resource
    ? `Resource: ${JSON.stringify(resourceText(info.resource))}, GroupVersionKind: ${JSON.stringify(kindText(info.resource))}\n`
    : '';
  return `${resource}Name: ${JSON.stringify(info.name)}, Namespace: ${JSON.stringify(info.namespace)}`;
}

/** Says what was done, unless whole objects are printed. */
export function tell({ call, dryRun, printsObjects }: ApplyOptions, info: Info, operation: string): void {
  if (!printsObjects) operationPrinter(call, withDryRun(operation, dryRun))(info.object);
}

/** Warns if an object is on its way out. */
export function warnIfDeleting(call: Call, info: Info): void {
  const { deletionTimestamp, name } = asRecord(info.object?.metadata);
  if (deletionTimestamp)
    call.note(`Warning: Detected changes to resource ${String(name)} which is currently being deleted.`);
}
