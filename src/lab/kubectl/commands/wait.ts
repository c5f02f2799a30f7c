import { asList, asRecord, at, isRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { Timeout, untilObject, WEEK } from '../client/until.ts';
import { isNotFound, StatusError } from '../errors.ts';
import { relaxedPath } from '../print/custom-columns.ts';
import { goText } from '../print/go-text.ts';
import { JsonPath } from '../print/jsonpath.ts';
import { operationPrinter } from '../print/printer.ts';
import { find } from '../resources/builder.ts';
import { type Found, getInfo, type Info } from '../resources/info.ts';
import type { Command } from './command.ts';
import { timedOut, untilDeleted } from './until-deleted.ts';

/** What is waited for: gives the object when it holds. @throws Error when it does not in time. */
type Condition = (info: Info, deadline: number) => Promise<Found | undefined>;

async function untilChecked(
  call: Call,
  info: Info,
  deadline: number,
  isOnce: boolean,
  check: (object: Found) => boolean,
): Promise<Found | undefined> {
  if (info.name === '') throw new Error('resource name must be provided');
  if (isOnce) {
    const probe: Info = { ...info };
    await getInfo(call.client, probe);
    if (!check(probe.object ?? {})) throw new Error(`condition not met for ${info.resource?.name}/${info.name}`);
    return probe.object;
  }
  // The time is that of all objects together: for who comes after its end nobody looks any more.
  if (call.now() >= deadline) throw timedOut(info);
  let found: Found | undefined;
  try {
    await untilObject(call, info, deadline, (object, event) => {
      if (!object) {
        if (event) return false;
        throw new StatusError({
          reason: 'NotFound',
          code: 404,
          message: `${info.resource?.name}${info.resource?.group ? `.${info.resource.group}` : ''} ${JSON.stringify(info.name)} not found`,
        });
      }
      found = object;
      return check(object);
    });
  } catch (error) {
    throw error instanceof Timeout ? timedOut(info) : error;
  }
  return found;
}

function hasCondition(object: Found, name: string, status: string): boolean {
  const { generation } = asRecord(object.metadata);
  for (const condition of asList(at(object, 'status', 'conditions'))) {
    if (String(condition.type).toLowerCase() !== name.toLowerCase() || typeof condition.status !== 'string') continue;
    const observed = condition.observedGeneration ?? at(object, 'status', 'observedGeneration');
    if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) return false;
    return condition.status.toLowerCase() === status.toLowerCase();
  }
  return false;
}

/** Splits at `=`, but not at `==`. */
function splitEquals(text: string): string[] {
  return text.split(/(?<!=)=(?!=)/);
}

function pathCheck(text: string): (object: Found) => boolean {
  const parts = splitEquals(text);
  if (parts.length > 2) {
    throw new Error(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const path = relaxedPath(parts[0] ?? '');
  const value = parts[1]?.replace(/^['"]+|['"]+$/g, '');
  if (value === '') {
    throw new Error(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  if (path === '') throw new Error('jsonpath expression cannot be empty');
  new JsonPath(path, true);
  return (object) => {
    const results = new JsonPath(path, true).find(object);
    if ((results[0]?.length ?? 0) === 0) return false;
    if (results.length > 1) throw new Error('given jsonpath expression matches more than one list');
    if ((results[0]?.length ?? 0) > 1) throw new Error('given jsonpath expression matches more than one value');
    if (value === undefined) return true;
    const found = results[0]?.[0];
    if (isRecord(found) || Array.isArray(found)) {
      throw new Error('jsonpath leads to a nested object or list which is not supported');
    }
    return goText(found).trim() === value.trim();
  };
}

function conditionOf(call: Call, text: string, isOnce: boolean): Condition {
  const word = text.toLowerCase();
  if (word === 'delete') return (info, deadline) => untilDeleted(call, info, deadline, isOnce);
  if (word === 'create') {
    return async (info) => {
      if (info.name === '' || !info.object) throw new Error('resource name must be provided');
      return info.object;
    };
  }
  if (text.startsWith('condition=')) {
    const [name = '', ...rest] = text.slice('condition='.length).split('=');
    const status = rest.length > 0 ? rest.join('=') : 'true';
    return (info, deadline) =>
      untilChecked(call, info, deadline, isOnce, (object) => hasCondition(object, name, status));
  }
  if (text.startsWith('jsonpath=')) {
    const check = pathCheck(text.slice('jsonpath='.length));
    return (info, deadline) => untilChecked(call, info, deadline, isOnce, check);
  }
  throw new Error(`unrecognized condition: ${JSON.stringify(text)}`);
}

/** `kubectl wait` (k8s.io/kubectl/pkg/cmd/wait). */
export const wait: Command = {
  async run(call) {
    const { flags } = call;
    const printer = operationPrinter(call, 'condition met');
    const given = flags.list('for');
    const timeout = flags.duration('timeout');
    const conditions = given.map((text) => conditionOf(call, text, timeout === 0));
    if (conditions.length === 0) throw new Error('unrecognized condition: []');
    const deadline = call.now() + (timeout < 0 ? WEEK : timeout);
    const look = () =>
      find(call, {
        filenames: flags.list('filename'),
        recursive: flags.is('recursive'),
        words: call.words,
        allowsEmptySelector: flags.is('all'),
        selector: flags.text('selector'),
        fieldSelector: flags.text('field-selector'),
        all: flags.is('all'),
        namespace: call.namespace().name,
        allNamespaces: flags.is('all-namespaces'),
        defaultNamespace: true,
        latest: true,
        flatten: true,
        continueOnError: true,
        local: flags.is('local'),
      });
    const has = (word: string): boolean => given.some((text) => text.toLowerCase() === word);
    if (has('create')) await untilCreated(call, look, deadline);
    let count = 0;
    const result = await look();
    if (has('delete')) result.ignoreNotFound();
    await result.visit(async (info) => {
      count++;
      for (const condition of conditions) printer(await condition(info, deadline));
    });
    if (count === 0 && !has('delete')) throw new Error('no matching resources found');
  },
};

async function untilCreated(call: Call, look: () => ReturnType<typeof find>, deadline: number): Promise<void> {
  for (;;) {
    let isFound = false;
    try {
      await (await look()).visit(() => {
        isFound = true;
      });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    if (isFound) return;
    if (call.now() + 500 > deadline) throw new Error('timed out waiting for the condition');
    await call.context.clock.sleep(500, call.context.signal);
    call.throwIfStopped();
  }
}
