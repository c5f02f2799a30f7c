import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { matchesLabels, selectorOf } from '../core/selectors.ts';
import { internalForm } from './internal-form.ts';
import { validateTemplate } from './pods.ts';
import { isEmptySelector, isUsable, shownSelector, validateSelector } from './selectors.ts';
import { notNegative } from './words.ts';

export type Fields = Readonly<Record<string, unknown>>;

const PERCENT = /^[0-9]+%$/;

/** A number or a share in percent, not below zero. */
export function amountOrPercent(field: string, value: unknown): Cause[] {
  if (typeof value === 'string')
    return PERCENT.test(value)
      ? []
      : [
          wrong(
            field,
            value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
          ),
        ];
  return notNegative(field, value);
}

const overAll = (field: string, value: unknown): Cause[] =>
  typeof value === 'string' && PERCENT.test(value) && Number.parseInt(value, 10) > 100
    ? [wrong(field, value, 'must not be greater than 100%')]
    : [];
export const isNothing = (value: unknown): boolean =>
  value === 0 || (typeof value === 'string' && Number.parseInt(value, 10) === 0);

/** That the selector takes the Pods that the template makes. */
export function selects(spec: Fields, path = 'spec.template.metadata.labels'): Cause[] {
  const { selector } = spec;
  const { labels } = asRecord(asRecord(spec.template).metadata);
  if (isRecord(selector) && isEmptySelector(selector)) return [];
  const matches = isRecord(selector) && matchesLabels(selectorOf(selector), asRecord(labels));
  return matches ? [] : [wrong(path, labels, '`selector` does not match template `labels`')];
}

export function staysUp(spec: Fields, kind: string): Cause[] {
  const pod = asRecord(asRecord(spec.template).spec);
  const causes: Cause[] = [];
  if (pod.restartPolicy !== 'Always')
    causes.push(unsupported('spec.template.spec.restartPolicy', pod.restartPolicy, ['Always']));
  if (pod.activeDeadlineSeconds !== undefined)
    causes.push(
      refused('spec.template.spec.activeDeadlineSeconds', `activeDeadlineSeconds in ${kind} is not Supported`),
    );
  return causes;
}

export function selectorCauses(spec: Fields, kind: string): Cause[] {
  if (!isRecord(spec.selector)) return [required('spec.selector', '')];
  const causes = validateSelector(spec.selector, 'spec.selector');
  if (isEmptySelector(spec.selector))
    causes.push(wrong('spec.selector', shownSelector(spec.selector), `empty selector is invalid for ${kind}`));
  return causes;
}

export const counts = (spec: Fields, ...names: readonly string[]): Cause[] =>
  names.flatMap((name) => notNegative(`spec.${name}`, spec[name]));

/** What holds for Deployments. Source: `ValidateDeploymentSpec` in pkg/apis/apps/validation. */
export function validateDeployment({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = [...counts(spec, 'replicas'), ...selectorCauses(spec, 'deployment')];
  if (isRecord(spec.selector) && !isUsable(spec.selector))
    causes.push(wrong('spec.selector', shownSelector(spec.selector), 'invalid label selector'));
  else
    causes.push(...selects(spec), ...validateTemplate(spec.template, 'spec.template'), ...staysUp(spec, 'ReplicaSet'));
  causes.push(
    ...deploymentStrategy(asRecord(spec.strategy)),
    ...counts(spec, 'minReadySeconds', 'revisionHistoryLimit'),
  );
  const deadline = spec.progressDeadlineSeconds;
  if (typeof deadline === 'number') {
    causes.push(...notNegative('spec.progressDeadlineSeconds', deadline));
    if (deadline <= Number(spec.minReadySeconds ?? 0))
      causes.push(wrong('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
  }
  return causes;
}

function deploymentStrategy(strategy: Fields): Cause[] {
  const path = 'spec.strategy';
  const rolling = strategy.rollingUpdate;
  if (strategy.type === 'Recreate')
    return isRecord(rolling)
      ? [refused(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
      : [];
  if (strategy.type !== 'RollingUpdate')
    return [unsupported(path, internalForm(strategy, 'apps/v1.DeploymentStrategy'), ['Recreate', 'RollingUpdate'])];
  const { maxUnavailable, maxSurge } = asRecord(rolling);
  const at = `${path}.rollingUpdate`;
  const causes = [
    ...amountOrPercent(`${at}.maxUnavailable`, maxUnavailable),
    ...amountOrPercent(`${at}.maxSurge`, maxSurge),
  ];
  if (isNothing(maxUnavailable) && isNothing(maxSurge))
    causes.push(wrong(`${at}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  return [...causes, ...overAll(`${at}.maxUnavailable`, maxUnavailable)];
}

/** Selectors stay. */
export function fixedSelector(object: KubeObject, old: KubeObject): Cause[] {
  const now = asRecord(object.spec).selector;
  return isSame(now, asRecord(old.spec).selector)
    ? []
    : [wrong('spec.selector', shownSelector(now), 'field is immutable')];
}

export function validateReplicaSet({ spec: given }: KubeObject): Cause[] {
  const spec = asRecord(given);
  const causes = [...counts(spec, 'replicas', 'minReadySeconds'), ...selectorCauses(spec, 'deployment')];
  if (isRecord(spec.selector) && !isUsable(spec.selector))
    causes.push(wrong('spec.selector', shownSelector(spec.selector), 'invalid label selector'));
  else
    causes.push(...selects(spec), ...validateTemplate(spec.template, 'spec.template'), ...staysUp(spec, 'ReplicaSet'));
  return causes;
}
