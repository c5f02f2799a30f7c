import { asRecord } from '../../../kubernetes/data.ts';
import { groupVersion } from '../client/discovery.ts';
import { asError, hasReason, StatusError } from '../errors.ts';
import { LAST_APPLIED } from '../last-applied.ts';
import { compactJson } from '../print/json.ts';
import { type Found, getInfo, type Info, patch, refresh } from '../resources/info.ts';
import { type ApplyOptions, tell, warnIfDeleting } from './apply-options.ts';
import { csaToSsaPatch, ownersOf } from './apply-upgrade.ts';

const CONFLICTS = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** Applies an object on the server. @throws StatusError; for conflicts an error with what can be done about them. */
export async function applyServerSide(options: ApplyOptions, info: Info): Promise<void> {
  const { call, dryRun, fieldManager, validation } = options;
  const text = compactJson(info.object);
  const force = call.flags.is('force-conflicts');
  const subresource = call.flags.text('subresource');
  const send = (): Promise<Found> =>
    patch(call.client, info, 'apply', `${text}\n`, {
      dryRun: dryRun === 'server',
      fieldManager,
      fieldValidation: validation,
      force,
      ...(subresource === '' ? {} : { subresource }),
    });
  try {
    refresh(info, await send());
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 415) {
      throw new Error(`Server-side apply not available on the server: (${error.message})`);
    }
    if (hasReason(error, 'Conflict')) throw new Error(`${error.message}${CONFLICTS}`);
    throw error;
  }
  await migrate(options, info, send);
  warnIfDeleting(call, info);
  tell(options, info, 'serverside-applied');
}

/** Takes over what client-side apply managed before. */
async function migrate(
  { call, dryRun, fieldManager }: ApplyOptions,
  info: Info,
  send: () => Promise<Found>,
): Promise<void> {
  try {
    await keepAnnotation(call.client, info, fieldManager, dryRun === 'server');
  } catch (error) {
    call.note(
      `Warning: failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${asError(error).message}`,
    );
    return;
  }
  let isMoved = false;
  try {
    const managers = ownersOf(info.object, 'Update');
    for (let attempt = 0; attempt < 5 && !isMoved; attempt++) {
      const change = csaToSsaPatch(info.object ?? {}, managers, fieldManager);
      if (change === undefined) return;
      try {
        refresh(
          info,
          await patch(call.client, info, 'json', compactJson(change, true), {
            dryRun: dryRun === 'server',
            fieldManager,
          }),
        );
        isMoved = true;
      } catch (error) {
        if (!hasReason(error, 'Conflict')) throw error;
        await getInfo(call.client, info);
      }
    }
  } catch (error) {
    call.note(
      `Warning: server rejected managed fields migration to Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${asError(error).message}`,
    );
    return;
  }
  if (!isMoved) return;
  try {
    refresh(info, await send());
  } catch (error) {
    call.note(
      `Warning: failed to re-apply configuration after performing Server-Side Apply migration. This is non-fatal and will be retried next time you apply. Error: ${asError(error).message}`,
    );
  }
}

/** The annotation of client-side apply gets a manager of its own, so that it stays. */
async function keepAnnotation(
  client: Parameters<typeof patch>[0],
  info: Info,
  fieldManager: string,
  dryRun: boolean,
): Promise<void> {
  if (fieldManager !== 'kubectl' || !info.resource) return;
  const annotation = asRecord(asRecord(info.object?.metadata).annotations)[LAST_APPLIED];
  if (annotation === undefined || ownersOf(info.object, 'Apply').length > 0) return;
  const metadata = {
    annotations: { [LAST_APPLIED]: annotation },
    name: info.name,
    ...(info.namespace === '' ? {} : { namespace: info.namespace }),
  };
  const body = { apiVersion: groupVersion(info.resource), kind: info.resource.kind, metadata };
  refresh(
    info,
    await patch(client, info, 'apply', `${compactJson(body)}\n`, { dryRun, fieldManager: 'kubectl-last-applied' }),
  );
}
