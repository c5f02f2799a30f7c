import { at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { StatusError } from '../errors.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import type { Command } from './command.ts';
import { createGenerated, onlyName, ownNamespace } from './create.ts';

const serviceaccount: Command = {
  async run(call) {
    const name = onlyName(call);
    if (name === '') throw new Error('name must be specified');
    await createGenerated(
      call,
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, ...ownNamespace(call) } },
      {
        group: '',
        version: 'v1',
        name: 'serviceaccounts',
        namespaced: true,
        failure: 'failed to create serviceaccount: ',
      },
    );
  },
};

const BOUND_KINDS = ['Node', 'Pod', 'Secret'];

function checkToken({ flags }: Call): void {
  const duration = flags.duration('duration');
  if (duration < 0) throw new Error('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) throw new Error('--duration cannot be expressed in units less than seconds');
  if (flags.list('audience').includes('')) throw new Error('--audience must not be an empty string');
  const kind = flags.text('bound-object-kind');
  if (kind === '') {
    for (const flag of ['bound-object-name', 'bound-object-uid']) {
      if (flags.text(flag) !== '') throw new Error(`--${flag} can only be set if --bound-object-kind is provided`);
    }
  } else {
    if (!BOUND_KINDS.includes(kind))
      throw new Error(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`);
    if (flags.text('bound-object-name') === '')
      throw new Error('--bound-object-name is required if --bound-object-kind is provided');
  }
}

const token: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const { name: namespace } = call.namespace();
    if (name === '') throw new Error('service account name is required');
    checkToken(call);
    const kind = flags.text('bound-object-kind');
    const duration = flags.duration('duration');
    const spec = {
      audiences: flags.list('audience').length > 0 ? flags.list('audience') : null,
      ...(duration > 0 ? { expirationSeconds: duration / 1000 } : {}),
      ...(kind === ''
        ? {}
        : {
            boundObjectRef: {
              kind,
              apiVersion: 'v1',
              name: flags.text('bound-object-name'),
              ...(flags.text('bound-object-uid') ? { uid: flags.text('bound-object-uid') } : {}),
            },
          }),
    };
    let response: Record<string, unknown>;
    try {
      response = await call.client.json({
        method: 'POST',
        path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`,
        body: { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata: {}, spec },
      });
    } catch (error) {
      throw error instanceof StatusError ? new Error(`failed to create token: ${error.message}`) : error;
    }
    const text = String(at(response, 'status', 'token') ?? '');
    if (text === '') throw new Error('failed to create token: no token in server response');
    if (flags.changed('output')) operationPrinter(call, '')(typed(response));
    else call.out(call.context.isTerminal ? `${text}\n` : text);
  },
};

/** Generators of ServiceAccounts and their tokens. */
export const createAccounts: Readonly<Record<string, Command>> = {
  'create serviceaccount': serviceaccount,
  'create token': token,
};
