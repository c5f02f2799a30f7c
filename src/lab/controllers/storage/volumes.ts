import { asTexts } from '../../../kubernetes/data.ts';
import { copy, group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { matchesLabels, selectorOf } from '../../api/core/selectors.ts';
import { amount } from '../../api/validation/quantities.ts';
import type { Client, Controller, Key } from '../framework.ts';
import { concernsOf, keyOf } from '../framework.ts';
import { hasEnded } from '../pods.ts';
import { Recorder } from '../recorder.ts';
import { localProvisioner, OWN_PROVISIONER, SELECTED_NODE } from './local-provisioner.ts';
import { uses } from './protection.ts';

const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
const PROVISIONERS = ['volume.beta.kubernetes.io/storage-provisioner', 'volume.kubernetes.io/storage-provisioner'];

/** The class of a claim or a volume; empty if it has none. */
export function classOf(object: KubeObject): string {
  return String(
    object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ??
      recordAt(object, 'spec').storageClassName ??
      '',
  );
}

/** Whether a volume can serve a claim. @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding */
export function suits(volume: KubeObject, claim: KubeObject): boolean {
  const spec = recordAt(volume, 'spec');
  const wanted = recordAt(claim, 'spec');
  const reference = recordAt(spec, 'claimRef');
  const isMine =
    reference.name === claim.metadata.name &&
    reference.namespace === claim.metadata.namespace &&
    (reference.uid === undefined || reference.uid === claim.metadata.uid);
  if (spec.claimRef !== undefined && !isMine) return false;
  if (volume.metadata.deletionTimestamp !== undefined) return false;
  const size = amount(recordAt(spec, 'capacity').storage);
  if (size < amount(recordAt(wanted, 'resources', 'requests').storage)) return false;
  if ((spec.volumeMode ?? 'Filesystem') !== (wanted.volumeMode ?? 'Filesystem')) return false;
  if (isMine) return true;
  if (classOf(volume) !== classOf(claim)) return false;
  if (wanted.selector && !matchesLabels(selectorOf(wanted.selector), volume.metadata.labels ?? {})) return false;
  const modes = asTexts(spec.accessModes);
  return asTexts(wanted.accessModes).every((mode) => modes.includes(mode));
}

/** The volume that serves a claim best: one that was reserved for it, or the smallest. */
export function bestVolume(client: Client, claim: KubeObject): KubeObject | undefined {
  const size = (volume: KubeObject): number => amount(recordAt(volume, 'spec', 'capacity').storage);
  const fitting = client
    .list(client.resource('', 'persistentvolumes'))
    .filter((volume) => suits(volume, claim))
    .sort((a, b) => size(a) - size(b));
  return fitting.find((volume) => recordAt(volume, 'spec').claimRef !== undefined) ?? fitting[0];
}

/** Binds claims to volumes, has volumes made, and takes care of those whose claim is gone. @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/ */
export function volumeBinder(client: Client): Controller {
  const claims = client.resource('', 'persistentvolumeclaims');
  const volumes = client.resource('', 'persistentvolumes');
  const classes = client.resource('storage.k8s.io', 'storageclasses');
  const recorder = new Recorder(client.server, 'persistentvolume-controller');
  const local = localProvisioner(client);
  const pending = (): Key[] =>
    client
      .list(claims)
      .filter((claim) => recordAt(claim, 'status').phase !== 'Bound')
      .map(keyOf);
  return {
    name: 'persistentvolume-binder',
    // Volumes stand in the queue with an empty namespace.
    concerns: concernsOf(claims, [], ({ bucket, object }) => {
      if (bucket === '/persistentvolumes') return [keyOf(object), ...pending()];
      if (bucket === 'storage.k8s.io/storageclasses') return pending();
      if (bucket !== '/persistentvolumeclaims') return [];
      const { volumeName } = recordAt(object, 'spec');
      return volumeName ? [{ namespace: '', name: String(volumeName) }] : [];
    }),
    reconcile(key) {
      if (key.namespace === '') {
        const volume = client.find(volumes, '', key.name);
        if (volume) lookAtVolume(volume);
        return undefined;
      }
      const claim = client.find(claims, key.namespace, key.name);
      if (claim && recordAt(claim, 'status').phase !== 'Lost') lookAtClaim(claim);
      return undefined;
    },
  };

  function lookAtClaim(claim: KubeObject): void {
    const { volumeName } = recordAt(claim, 'spec');
    const isCompleted = claim.metadata.annotations?.[BIND_COMPLETED] !== undefined;
    if (volumeName) {
      const volume = client.find(volumes, '', String(volumeName));
      if (!volume && isCompleted) {
        setClaimPhase(claim, 'Lost');
        recorder.event(
          claim,
          'Warning',
          'ClaimLost',
          'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
        );
      } else if (volume && (isCompleted || suits(volume, claim))) bind(claim, volume);
      else if (recordAt(volume, 'spec').claimRef !== undefined)
        recorder.event(
          claim,
          'Warning',
          'FailedBinding',
          `volume "${String(volumeName)}" already bound to a different claim.`,
        );
      return;
    }
    const storageClass = client.find(classes, '', classOf(claim));
    const waits =
      storageClass?.volumeBindingMode === 'WaitForFirstConsumer' &&
      claim.metadata.annotations?.[SELECTED_NODE] === undefined;
    const volume = waits ? undefined : bestVolume(client, claim);
    if (volume) {
      bind(claim, volume);
      return;
    }
    if (claim.metadata.deletionTimestamp !== undefined) return;
    if (waits) {
      const reserved = bestVolume(client, claim);
      if (reserved && recordAt(reserved, 'spec').claimRef !== undefined) {
        bind(claim, reserved);
        return;
      }
      const user = client
        .list(client.resource('', 'pods'), claim.metadata.namespace)
        .find((pod) => !hasEnded(pod) && uses(pod, claim.metadata.name));
      if (user && recordAt(user, 'spec').nodeName === undefined) {
        const text = `waiting for pod ${user.metadata.name} to be scheduled`;
        recorder.event(claim, 'Normal', 'WaitForPodScheduled', text);
      } else
        recorder.event(
          claim,
          'Normal',
          'WaitForFirstConsumer',
          'waiting for first consumer to be created before binding',
        );
      return;
    }
    const name = classOf(claim);
    if (name === '') {
      recorder.event(
        claim,
        'Normal',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      );
      return;
    }
    if (!storageClass) {
      recorder.event(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`);
      return;
    }
    const provisioner = String(storageClass.provisioner);
    if (provisioner === 'kubernetes.io/no-provisioner') return;
    if (claim.metadata.annotations?.[PROVISIONERS[1] as string] === provisioner) return;
    client.change(claims, keyOf(claim), ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations };
      for (const annotation of PROVISIONERS) metadata.annotations[annotation] = provisioner;
      return true;
    });
    recorder.event(
      claim,
      'Normal',
      'ExternalProvisioning',
      `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
    if (provisioner === OWN_PROVISIONER) local.provision(claim, storageClass);
  }

  function bind(claim: KubeObject, volume: KubeObject): void {
    const reference = recordAt(volume, 'spec', 'claimRef');
    if (reference.uid !== claim.metadata.uid)
      client.change(volumes, keyOf(volume), (object) => {
        if (reference.name === undefined)
          object.metadata.annotations = { ...object.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
        group(object, 'spec').claimRef = {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: claim.metadata.name,
          namespace: claim.metadata.namespace,
          resourceVersion: claim.metadata.resourceVersion,
          uid: claim.metadata.uid,
        };
        return true;
      });
    setVolumePhase(volume, 'Bound');
    client.change(claims, keyOf(claim), (object) => {
      const spec = group(object, 'spec');
      const isBound = spec.volumeName === volume.metadata.name;
      if (isBound && object.metadata.annotations?.[BIND_COMPLETED] !== undefined) return false;
      object.metadata.annotations = {
        ...object.metadata.annotations,
        [BIND_COMPLETED]: 'yes',
        ...(isBound ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }),
      };
      spec.volumeName = volume.metadata.name;
      return true;
    });
    setClaimPhase(claim, 'Bound', volume);
  }

  function setClaimPhase(claim: KubeObject, phase: string, volume?: KubeObject): void {
    client.change(
      claims,
      keyOf(claim),
      (object) => {
        const spec = recordAt(volume, 'spec');
        const status = {
          ...recordAt(object, 'status'),
          phase,
          ...(volume
            ? { accessModes: spec.accessModes, capacity: { storage: recordAt(spec, 'capacity').storage } }
            : {}),
        };
        if (isSame(status, object.status)) return false;
        object.status = copy(status);
        return true;
      },
      'status',
    );
  }

  function setVolumePhase(volume: KubeObject, phase: string): void {
    client.change(
      volumes,
      keyOf(volume),
      (object) => {
        const status = group(object, 'status');
        if (status.phase === phase) return false;
        status.phase = phase;
        return true;
      },
      'status',
    );
  }

  function lookAtVolume(volume: KubeObject): void {
    const spec = recordAt(volume, 'spec');
    const reference = recordAt(spec, 'claimRef');
    if (reference.uid === undefined) {
      setVolumePhase(volume, 'Available');
      return;
    }
    const claim = client.find(claims, String(reference.namespace), String(reference.name));
    if (claim?.metadata.uid === reference.uid) {
      if (recordAt(claim, 'spec').volumeName === volume.metadata.name) setVolumePhase(volume, 'Bound');
      return;
    }
    setVolumePhase(volume, 'Released');
    if (
      spec.persistentVolumeReclaimPolicy === 'Delete' &&
      volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] === OWN_PROVISIONER
    )
      client.remove(volumes, keyOf(volume));
  }
}
