import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { matchesLabels, selectorOf } from '../core/selectors.ts';
import { internalForm } from './internal-form.ts';
import { validateTemplate } from './pods.ts';
import { isEmptySelector, isUsable, shownSelector, validateSelector } from './selectors.ts';
import { notNegative } from './words.ts';
import { amountOrPercent, counts, type Fields, isNothing, selectorCauses, selects, staysUp } from './workloads.ts';

export function validateReplicationController({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = counts(spec, 'minReadySeconds');
  const selector = asRecord(spec.selector);
  if (Object.keys(selector).length === 0) causes.push(required('spec.selector', ''));
  causes.push(...counts(spec, 'replicas'));
  if (!isRecord(spec.template)) return [...causes, required('spec.template', '')];
  const { labels } = asRecord(asRecord(spec.template).metadata);
  if (Object.keys(selector).length > 0 && !matchesLabels(selectorOf({ matchLabels: selector }), asRecord(labels)))
    causes.push(wrong('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  return [...causes, ...validateTemplate(spec.template, 'spec.template'), ...staysUp(spec, 'ReplicationController')];
}

/** What holds for StatefulSets. Source: `ValidateStatefulSetSpec`. */
export function validateStatefulSet({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes: Cause[] = [];
  if (!['OrderedReady', 'Parallel'].includes(String(spec.podManagementPolicy)))
    causes.push(wrong('spec.podManagementPolicy', spec.podManagementPolicy, "must be 'OrderedReady' or 'Parallel'"));
  const strategy = asRecord(spec.updateStrategy);
  if (strategy.type === 'OnDelete') {
    if (strategy.rollingUpdate !== undefined)
      causes.push(
        wrong(
          'spec.updateStrategy.rollingUpdate',
          internalForm(strategy.rollingUpdate, 'apps/v1.RollingUpdateStatefulSetStrategy'),
          "only allowed for updateStrategy 'RollingUpdate'",
        ),
      );
  } else if (strategy.type === 'RollingUpdate')
    causes.push(
      ...notNegative('spec.updateStrategy.rollingUpdate.partition', asRecord(strategy.rollingUpdate).partition),
    );
  else
    causes.push(
      wrong(
        'spec.updateStrategy',
        internalForm(strategy, 'apps/v1.StatefulSetUpdateStrategy'),
        "must be 'RollingUpdate' or 'OnDelete'",
      ),
    );
  causes.push(...notNegative('spec.ordinals.start', asRecord(spec.ordinals).start));
  const retention = asRecord(spec.persistentVolumeClaimRetentionPolicy);
  for (const name of ['whenDeleted', 'whenScaled'])
    if (!['Retain', 'Delete'].includes(String(retention[name])))
      causes.push(
        unsupported(`spec.persistentVolumeClaimRetentionPolicy.${name}`, retention[name], ['Delete', 'Retain']),
      );
  causes.push(...counts(spec, 'replicas', 'minReadySeconds'), ...selectorCauses(spec, 'statefulset'));
  if (isRecord(spec.selector) && !isUsable(spec.selector))
    causes.push(wrong('spec.selector', shownSelector(spec.selector), ''));
  else causes.push(...selects(spec), ...validateTemplate(withClaims(spec), 'spec.template'));
  return [...causes, ...staysUp(spec, 'StatefulSet')];
}

/** The template as its Pods will be: what the set claims for them are volumes, too. */
function withClaims({ template, volumeClaimTemplates }: Fields): Fields {
  const pod = asRecord(asRecord(template).spec);
  const names = asList(volumeClaimTemplates).map((claim) => asRecord(claim.metadata).name);
  const own = asList(pod.volumes);
  const claimed = names
    .filter((name) => !own.some((volume) => volume.name === name))
    .map((name) => ({ name, emptyDir: {} }));
  return claimed.length === 0
    ? asRecord(template)
    : { ...asRecord(template), spec: { ...pod, volumes: [...own, ...claimed] } };
}

const FREE_IN_SETS = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

export function validateStatefulSetUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const rest = (spec: unknown): Fields =>
    Object.fromEntries(Object.entries(asRecord(spec)).filter(([name]) => !FREE_IN_SETS.includes(name)));
  if (isSame(rest(object.spec), rest(old.spec))) return [];
  return [
    refused(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
  ];
}

export function validateDaemonSet({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = validateSelector(spec.selector, 'spec.selector');
  const { labels } = asRecord(asRecord(spec.template).metadata);
  if (
    isRecord(spec.selector)
      ? isUsable(spec.selector) && !matchesLabels(selectorOf(spec.selector), asRecord(labels))
      : true
  )
    causes.push(wrong('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  if (isRecord(spec.selector) && isEmptySelector(spec.selector))
    causes.push(wrong('spec.selector', {}, 'empty selector is invalid for daemonset'));
  causes.push(
    ...validateTemplate(spec.template, 'spec.template'),
    ...staysUp(spec, 'DaemonSet'),
    ...counts(spec, 'minReadySeconds'),
  );
  const strategy = asRecord(spec.updateStrategy);
  if (strategy.type === 'RollingUpdate') {
    const { maxUnavailable, maxSurge } = asRecord(strategy.rollingUpdate);
    const at = 'spec.updateStrategy.rollingUpdate';
    causes.push(
      ...amountOrPercent(`${at}.maxUnavailable`, maxUnavailable),
      ...amountOrPercent(`${at}.maxSurge`, maxSurge),
    );
    if (!isNothing(maxUnavailable) && !isNothing(maxSurge))
      causes.push(wrong(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
    if (isNothing(maxUnavailable) && isNothing(maxSurge))
      causes.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  } else if (strategy.type !== 'OnDelete')
    causes.push(unsupported('spec.updateStrategy.type', strategy.type, ['OnDelete', 'RollingUpdate']));
  return [...causes, ...counts(spec, 'revisionHistoryLimit')];
}
