import { asRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, tooLong, wrong } from '../core/field-errors.ts';
import { isSame, type KubeObject } from '../core/objects.ts';
import { dataKeyProblems } from './words.ts';

const LIMIT = 1024 * 1024;
const bytes = (text: unknown): number => new TextEncoder().encode(String(text)).length;
const decodedBytes = (text: unknown): number => {
  const base64 = String(text);
  return Math.floor((base64.length * 3) / 4) - (base64.match(/=+$/)?.[0].length ?? 0);
};

const keys = (data: unknown, path: string): Cause[] =>
  Object.keys(asRecord(data)).flatMap((key) => dataKeyProblems(key).map((why) => wrong(`${path}[${key}]`, key, why)));

/** What is wrong with a ConfigMap. */
export function validateConfigMap({ data, binaryData }: KubeObject): Cause[] {
  const causes = keys(data, 'data');
  for (const key of Object.keys(asRecord(data)))
    if (key in asRecord(binaryData)) causes.push(wrong(`data[${key}]`, key, 'duplicate of key present in binaryData'));
  causes.push(...keys(binaryData, 'binaryData'));
  const size =
    Object.values(asRecord(data)).reduce<number>((sum, value) => sum + bytes(value), 0) +
    Object.values(asRecord(binaryData)).reduce<number>((sum, value) => sum + decodedBytes(value), 0);
  if (size > LIMIT) causes.push(tooLong('[]', LIMIT));
  return causes;
}

const FIXED = 'field is immutable when `immutable` is set';

/** What may not change in ConfigMaps and Secrets that are marked as immutable. */
function fixedData(object: KubeObject, old: KubeObject, fields: readonly string[]): Cause[] {
  if (old.immutable !== true) return [];
  const causes: Cause[] = object.immutable === true ? [] : [refused('immutable', FIXED)];
  for (const field of fields)
    if (!isSame(asRecord(object[field]), asRecord(old[field]))) causes.push(refused(field, FIXED));
  return causes;
}

export const validateConfigMapUpdate = (object: KubeObject, old: KubeObject): Cause[] =>
  fixedData(object, old, ['data', 'binaryData']);

/** Keys that Secrets of a type must have. @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
function neededKeys({ type, data }: KubeObject): Cause[] {
  const given = asRecord(data);
  const need = (key: string): Cause[] => (key in given ? [] : [required(`data[${key}]`, '')]);
  switch (type) {
    case 'kubernetes.io/tls':
      return [...need('tls.crt'), ...need('tls.key')];
    case 'kubernetes.io/basic-auth':
      return 'username' in given || 'password' in given ? [] : [...need('username'), ...need('password')];
    case 'kubernetes.io/ssh-auth':
      return given['ssh-privatekey'] ? [] : [required('data[ssh-privatekey]', '')];
    case 'kubernetes.io/dockerconfigjson':
    case 'kubernetes.io/dockercfg': {
      const key = type === 'kubernetes.io/dockercfg' ? '.dockercfg' : '.dockerconfigjson';
      const value = given[key];
      if (value === undefined) return [required(`data[${key}]`, '')];
      try {
        JSON.parse(atob(String(value)));
        return [];
      } catch (problem) {
        const why = problem instanceof SyntaxError ? 'unexpected end of JSON input' : String(problem);
        return [wrong(`data[${key}]`, '<secret contents redacted>', why)];
      }
    }
    default:
      return [];
  }
}

/** What is wrong with a Secret. */
export function validateSecret(secret: KubeObject): Cause[] {
  const causes = keys(secret.data, 'data');
  const size = Object.values(asRecord(secret.data)).reduce<number>((sum, value) => sum + decodedBytes(value), 0);
  if (size > LIMIT) causes.push(tooLong('data', LIMIT));
  if (
    secret.type === 'kubernetes.io/service-account-token' &&
    !secret.metadata.annotations?.['kubernetes.io/service-account.name']
  )
    causes.push(required('metadata.annotations[kubernetes.io/service-account.name]', ''));
  return [...causes, ...neededKeys(secret)];
}

export function validateSecretUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const causes: Cause[] = object.type === old.type ? [] : [wrong('type', object.type, 'field is immutable')];
  return [...causes, ...fixedData(object, old, ['data'])];
}
