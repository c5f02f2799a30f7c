import { at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { Timeout, untilObject } from '../client/until.ts';
import { isNotFound } from '../errors.ts';
import { type Found, getInfo, type Info } from '../resources/info.ts';

/** The error when the time is up. */
export function timedOut(info: Info): Error {
  return new Error(`timed out waiting for the condition on ${info.resource?.name}/${info.name}`);
}

/** Waits until an object is gone, or another one has its name. */
export async function untilDeleted(
  call: Call,
  info: Info,
  deadline: number,
  isOnce: boolean,
  uid?: string,
): Promise<Found | undefined> {
  if (info.name === '') throw new Error('resource name must be provided');
  const probe: Info = { ...info };
  try {
    await getInfo(call.client, probe);
  } catch (error) {
    if (isNotFound(error)) return info.object;
    throw error;
  }
  const uidOf = (object: Found | undefined): unknown => at(object, 'metadata', 'uid');
  if (uid !== undefined && uidOf(probe.object) !== uid) return probe.object;
  if (isOnce) throw new Error(`condition not met for ${info.resource?.name}/${info.name}`);
  try {
    await untilObject(
      call,
      info,
      deadline,
      (object) => object === undefined || (uid !== undefined && uidOf(object) !== uid),
    );
  } catch (error) {
    throw error instanceof Timeout ? timedOut(info) : error;
  }
  return probe.object;
}
