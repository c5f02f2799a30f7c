import { asList, asTexts } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { AUTHORITY } from '../certificates/authority.ts';
import { certificatePem } from '../certificates/certificate.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';

/** Signers of the cluster itself. @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers */
const SIGNERS = new Set([
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/kubelet-serving',
  'kubernetes.io/legacy-unknown',
]);
const YEAR_MS = 365 * 86_400_000;
const HOUR_MS = 3_600_000;

/** One value of DER: where its content begins, and where it ends. */
function valueAt(bytes: Uint8Array, at: number): { content: number; end: number } {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return { content: at + 2, end: at + 2 + first };
  let length = 0;
  for (let index = 0; index < (first & 0x7f); index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const content = at + 2 + (first & 0x7f);
  return { content, end: content + length };
}

/** Subject and public key of a request in PEM, as DER; undefined if it is none. @see https://www.rfc-editor.org/rfc/rfc2986#section-4 */
function partsOf(request: string): { subject: Uint8Array; publicKey: Uint8Array } | undefined {
  const body = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([\s\S]+?)-----END/.exec(request)?.[1];
  if (body === undefined) return undefined;
  const bytes = Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
  const info = valueAt(bytes, valueAt(bytes, 0).content);
  const subject = valueAt(bytes, info.content).end;
  const key = valueAt(bytes, subject).end;
  return { subject: bytes.slice(subject, key), publicKey: bytes.slice(key, valueAt(bytes, key).end) };
}

/** Whether a condition of a request stands. */
const has = (request: KubeObject, type: string): boolean =>
  asList(recordAt(request, 'status').conditions).some((one) => one.type === type && one.status !== 'False');

/** Signs requests for certificates that were approved. @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/ */
export function signingController(client: Client): Controller {
  const requests = client.resource('certificates.k8s.io', 'certificatesigningrequests');
  return {
    name: 'csrsigning-controller',
    concerns: concernsOf(requests),
    reconcile(key) {
      const request = client.find(requests, '', key.name);
      const spec = recordAt(request, 'spec');
      if (!request || !has(request, 'Approved') || has(request, 'Denied') || has(request, 'Failed')) return undefined;
      if (recordAt(request, 'status').certificate !== undefined || !SIGNERS.has(String(spec.signerName)))
        return undefined;
      const parts = partsOf(atob(String(spec.request ?? '')));
      if (!parts || !asTexts(spec.usages).every((usage) => usage !== 'cert sign')) return undefined;
      const now = client.now();
      const seconds = spec.expirationSeconds;
      const pem = certificatePem({
        subject: { name: '' },
        subjectBytes: parts.subject,
        publicKey: parts.publicKey,
        issuer: AUTHORITY,
        from: now - 5 * 60_000,
        until: now + (seconds === undefined ? YEAR_MS : Math.max(Number(seconds) * 1000, HOUR_MS / 6)),
        signer: client.server.signer,
        random: client.server.registry.random,
      });
      client.change(
        requests,
        keyOf(request),
        (object) => {
          object.status = { ...recordAt(object, 'status'), certificate: btoa(pem) };
          return true;
        },
        'status',
      );
      return undefined;
    },
  };
}
