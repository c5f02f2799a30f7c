import { asTexts } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, required, unsupported, wrong } from '../core/field-errors.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';

/** What certificates may be used for. @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/certificate-signing-request-v1/ */
const USAGES: readonly string[] = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const SHORTEST_SECONDS = 600;

function isRequest(encoded: unknown): boolean {
  try {
    return /-----BEGIN CERTIFICATE REQUEST-----[\s\S]+-----END CERTIFICATE REQUEST-----/.test(atob(String(encoded)));
  } catch {
    return false;
  }
}

function validateSigner(name: string): Cause[] {
  if (name === '') return [required('spec.signerName', '')];
  if (name === 'kubernetes.io/legacy-unknown')
    return [wrong('spec.signerName', name, 'the legacy signerName is not allowed via this API version')];
  return name.split('/').length === 2
    ? []
    : [
        wrong(
          'spec.signerName',
          name,
          "must be a fully qualified domain and path of the form 'example.com/signer-name'",
        ),
      ];
}

/** What is wrong with a request for a certificate. Source: pkg/apis/certificates/validation. */
export function validateSigningRequest(object: KubeObject): Cause[] {
  const { request, usages, signerName, expirationSeconds } = recordAt(object, 'spec');
  const wanted = asTexts(usages);
  const causes: Cause[] = [];
  if (!isRequest(request)) causes.push(wrong('spec.request', request, 'PEM block type must be CERTIFICATE REQUEST'));
  if (wanted.length === 0) causes.push(required('spec.usages', ''));
  wanted.forEach((usage, index) => {
    if (!USAGES.includes(usage)) causes.push(unsupported(`spec.usages[${index}]`, usage, USAGES));
  });
  wanted.forEach((usage, index) => {
    if (wanted.indexOf(usage) < index) causes.push(duplicate(`spec.usages[${index}]`, usage));
  });
  causes.push(...validateSigner(String(signerName ?? '')));
  if (typeof expirationSeconds === 'number' && expirationSeconds < SHORTEST_SECONDS)
    causes.push(
      wrong(
        'spec.expirationSeconds',
        expirationSeconds,
        'may not specify a duration less than 600 seconds (10 minutes)',
      ),
    );
  return causes;
}
