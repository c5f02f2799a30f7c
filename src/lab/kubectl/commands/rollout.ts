import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import type { Call } from '../call.ts';
import { groupVersion } from '../client/discovery.ts';
import { fullName } from '../client/mapper.ts';
import { Timeout, untilObject, WEEK } from '../client/until.ts';
import { Aggregate, asError } from '../errors.ts';
import { twoWayPatch } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find, type Result } from '../resources/builder.ts';
import { type Found, type Info, patch, refresh } from '../resources/info.ts';
import type { Command } from './command.ts';

/** Finds what a rollout command names. @throws Error if it names nothing. */
export async function rolloutTargets(call: Call): Promise<Result> {
  const { flags } = call;
  const { name, isExplicit } = call.namespace();
  if (call.words.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
    throw new Error('required resource not specified');
  }
  return find(call, {
    ...fileOptions(flags),
    words: call.words,
    allowsEmptySelector: true,
    selector: flags.text('selector'),
    namespace: name,
    defaultNamespace: true,
    enforceNamespace: isExplicit && flags.list('filename').length > 0,
    latest: true,
    flatten: true,
    continueOnError: true,
  });
}

/** A kind with its group, as errors have it: `Deployment.apps`. */
export function groupKind({ resource }: Info): string {
  return `${resource?.kind ?? ''}${resource?.group ? `.${resource.group}` : ''}`;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** How far a Deployment is. @throws Error when it has stopped. */
function deploymentStatus(object: Found, revision: number): { text: string; done: boolean } {
  const name = JSON.stringify(String(at(object, 'metadata', 'name')));
  const status = asRecord(object.status);
  const replicas = at(object, 'spec', 'replicas');
  if (revision > 0) {
    const current = Number(asRecord(at(object, 'metadata', 'annotations'))['deployment.kubernetes.io/revision'] ?? 0);
    if (revision !== current)
      throw new Error(`desired revision (${revision}) is different from the running revision (${current})`);
  }
  if (number(at(object, 'metadata', 'generation')) > number(status.observedGeneration)) {
    return { text: 'Waiting for deployment spec update to be observed...\n', done: false };
  }
  const progressing = asList(status.conditions).find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    throw new Error(`deployment ${name} exceeded its progress deadline`);
  const updated = number(status.updatedReplicas);
  const waiting = (text: string) => ({
    text: `Waiting for deployment ${name} rollout to finish: ${text}...\n`,
    done: false,
  });
  if (typeof replicas === 'number' && updated < replicas)
    return waiting(`${updated} out of ${replicas} new replicas have been updated`);
  if (number(status.replicas) > updated)
    return waiting(`${number(status.replicas) - updated} old replicas are pending termination`);
  if (number(status.availableReplicas) < updated)
    return waiting(`${number(status.availableReplicas)} of ${updated} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, done: true };
}

function daemonSetStatus(object: Found): { text: string; done: boolean } {
  const name = JSON.stringify(String(at(object, 'metadata', 'name')));
  const status = asRecord(object.status);
  if (at(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    throw new Error('rollout status is only available for RollingUpdate strategy type');
  if (number(at(object, 'metadata', 'generation')) > number(status.observedGeneration)) {
    return { text: 'Waiting for daemon set spec update to be observed...\n', done: false };
  }
  const [updated, desired, available] = [
    status.updatedNumberScheduled,
    status.desiredNumberScheduled,
    status.numberAvailable,
  ].map(number) as [number, number, number];
  const waiting = (text: string) => ({
    text: `Waiting for daemon set ${name} rollout to finish: ${text}...\n`,
    done: false,
  });
  if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated`);
  if (available < desired) return waiting(`${available} of ${desired} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out\n`, done: true };
}

function statefulSetStatus(object: Found): { text: string; done: boolean } {
  const status = asRecord(object.status);
  const replicas = at(object, 'spec', 'replicas');
  if (at(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    throw new Error('rollout status is only available for RollingUpdate strategy type');
  const observed = number(status.observedGeneration);
  if (observed === 0 || number(at(object, 'metadata', 'generation')) > observed) {
    return { text: 'Waiting for statefulset spec update to be observed...\n', done: false };
  }
  const ready = number(status.readyReplicas);
  const updated = number(status.updatedReplicas);
  if (typeof replicas === 'number' && ready < replicas)
    return { text: `Waiting for ${replicas - ready} pods to be ready...\n`, done: false };
  const rolling = at(object, 'spec', 'updateStrategy', 'rollingUpdate');
  if (rolling !== undefined && rolling !== null) {
    const partition = asRecord(rolling).partition;
    if (typeof replicas === 'number' && typeof partition === 'number' && updated < replicas - partition) {
      return {
        text: `Waiting for partitioned roll out to finish: ${updated} out of ${replicas - partition} new pods have been updated...\n`,
        done: false,
      };
    }
    return { text: `partitioned roll out complete: ${updated} new pods have been updated...\n`, done: true };
  }
  if (status.updateRevision !== status.currentRevision) {
    return {
      text: `waiting for statefulset rolling update to complete ${updated} pods at revision ${String(status.updateRevision ?? '')}...\n`,
      done: false,
    };
  }
  return {
    text: `statefulset rolling update complete ${number(status.currentReplicas)} pods at revision ${String(status.currentRevision ?? '')}...\n`,
    done: true,
  };
}

function viewerFor(info: Info): (object: Found, revision: number) => { text: string; done: boolean } {
  const kind = groupKind(info);
  if (kind === 'Deployment.apps') return deploymentStatus;
  if (kind === 'DaemonSet.apps') return daemonSetStatus;
  if (kind === 'StatefulSet.apps') return statefulSetStatus;
  throw new Error(`no status viewer has been implemented for ${kind}`);
}

const status: Command = {
  async run(call) {
    const { flags } = call;
    const revision = flags.number('revision');
    const result = await rolloutTargets(call);
    if (revision < 0) throw new Error(`revision must be a positive integer: ${revision}`);
    let isFound = false;
    await result.visit(async (info) => {
      isFound = true;
      const view = viewerFor(info);
      const timeout = flags.duration('timeout');
      try {
        await untilObject(call, info, call.now() + (timeout === 0 ? WEEK : timeout), (object, event) => {
          if (!object) {
            if (event) throw new Error('object has been deleted');
            return false;
          }
          const { text, done } = view(object, revision);
          call.out(text);
          return done || !flags.is('watch');
        });
      } catch (error) {
        throw error instanceof Timeout ? new Error('timed out waiting for the condition') : error;
      }
    });
    if (!isFound) call.note(`No resources found in ${call.namespace().name} namespace.`);
  },
};

/** Changes each object and tells what was done, as pausing, resuming and restarting do. */
function changer(done: string, already: string | undefined, change: (call: Call, object: Found) => Found): Command {
  return {
    async run(call) {
      const result = await rolloutTargets(call);
      const { infos, error } = await result.infos();
      const errors: Error[] = error ? [error] : [];
      if (infos.length === 0 && errors.length === 0) {
        call.note(`No resources found in ${call.namespace().name} namespace.`);
        return;
      }
      for (const info of infos) {
        try {
          await changeOne(call, info, change, done, already);
        } catch (thrown) {
          errors.push(asError(thrown));
        }
      }
      if (errors.length > 0) throw new Aggregate(errors);
    },
  };
}

async function changeOne(
  call: Call,
  info: Info,
  change: (call: Call, object: Found) => Found,
  done: string,
  already: string | undefined,
): Promise<void> {
  const { resource } = info;
  if (!resource) return;
  const object = info.object ?? {};
  let changed: Found;
  try {
    changed = change(call, object);
  } catch (error) {
    throw new Error(`error: ${fullName(resource)} ${JSON.stringify(info.name)} ${asError(error).message}`);
  }
  const text = compactJson(twoWayPatch(object, changed, structOf(groupVersion(resource), resource.kind)));
  if (text === '{}') {
    if (already === undefined) {
      throw new Error(
        `failed to create patch for ${info.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
      );
    }
    operationPrinter(call, already)(object);
    return;
  }
  try {
    refresh(
      info,
      await patch(call.client, info, 'strategic', text, { fieldManager: call.flags.text('field-manager') }),
    );
  } catch (error) {
    throw new Error(`failed to patch: ${asError(error).message}`);
  }
  operationPrinter(call, done)(info.object);
}

const pause = changer('paused', 'already paused', (_, object) => {
  if (object.kind !== 'Deployment') throw new Error('pausing is not supported');
  if (at(object, 'spec', 'paused') === true) throw new Error('is already paused');
  return { ...object, spec: { ...asRecord(object.spec), paused: true } };
});

const resume = changer('resumed', 'already resumed', (_, object) => {
  if (object.kind !== 'Deployment') throw new Error('resuming is not supported');
  if (at(object, 'spec', 'paused') !== true) throw new Error('is not paused');
  const { paused: __, ...spec } = asRecord(object.spec);
  return { ...object, spec };
});

const restart = changer('restarted', undefined, (call, object) => {
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(String(object.kind)))
    throw new Error('restarting is not supported');
  if (at(object, 'spec', 'paused') === true)
    throw new Error("can't restart paused deployment (run rollout resume first)");
  const spec = asRecord(object.spec);
  const template = asRecord(spec.template);
  const metadata = asRecord(template.metadata);
  const annotations = {
    ...asRecord(metadata.annotations),
    'kubectl.kubernetes.io/restartedAt': new Date(call.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  return { ...object, spec: { ...spec, template: { ...template, metadata: { ...metadata, annotations } } } };
});

/** Commands below `kubectl rollout` that change or watch (k8s.io/kubectl/pkg/cmd/rollout). */
export const rollout: Readonly<Record<string, Command>> = {
  'rollout status': status,
  'rollout pause': pause,
  'rollout resume': resume,
  'rollout restart': restart,
};
