import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import { asError, hasReason, isNotFound } from '../errors.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import type { Command } from './command.ts';

/** Approves or denies requests for certificates (k8s.io/kubectl/pkg/cmd/certificates). */
function decision(
  type: 'Approved' | 'Denied',
  other: string,
  reason: string,
  message: string,
  operation: string,
): Command {
  return {
    async run(call) {
      const { flags } = call;
      const printer = operationPrinter(call, operation);
      if (call.words.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
        throw new Error('one or more CSRs must be specified as <name> or -f <filename>');
      }
      const result = await find(call, {
        ...fileOptions(flags),
        words: call.words,
        namesOf: 'certificatesigningrequests',
        namespace: '',
        flatten: true,
        latest: true,
        continueOnError: true,
      });
      let found = 0;
      await result.visit(async (info) => {
        const { resource, name } = info;
        if (resource?.kind !== 'CertificateSigningRequest') {
          throw new Error(
            `can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${resource?.kind ?? ''}${resource?.group ? `.${resource.group}` : ''}`,
          );
        }
        const path = `/apis/certificates.k8s.io/v1/certificatesigningrequests/${encodeURIComponent(name)}`;
        for (let attempt = 0; ; attempt++) {
          const request = await call.client.json({ path }).catch((error: unknown) => {
            throw isNotFound(error)
              ? new Error(`could not find v1 version of ${name}: ${asError(error).message}`)
              : error;
          });
          const conditions = asList(at(request, 'status', 'conditions'));
          if (conditions.some((one) => one.type === other))
            throw new Error(`certificate signing request ${JSON.stringify(name)} is already ${other}`);
          const has = conditions.some((one) => one.type === type);
          if (has && !flags.is('force')) break;
          const added = {
            type,
            status: 'True',
            reason,
            message,
            lastUpdateTime: new Date(call.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
          };
          const status = { ...asRecord(request.status), conditions: has ? conditions : [...conditions, added] };
          try {
            await call.client.json({ method: 'PUT', path: `${path}/approval`, body: { ...request, status } });
            break;
          } catch (error) {
            if (!hasReason(error, 'Conflict') || attempt >= 10) throw error;
          }
        }
        found++;
        printer(info.object);
      });
      if (found === 0) call.out('No resources found\n');
    },
  };
}

/** Commands below `kubectl certificate`. */
export const certificate: Readonly<Record<string, Command>> = {
  'certificate approve': decision(
    'Approved',
    'Denied',
    'KubectlApprove',
    'This CSR was approved by kubectl certificate approve.',
    'approved',
  ),
  'certificate deny': decision(
    'Denied',
    'Approved',
    'KubectlDeny',
    'This CSR was denied by kubectl certificate deny.',
    'denied',
  ),
};
