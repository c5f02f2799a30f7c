import { toYaml } from '../../yaml/write.ts';
import type { Call } from '../call.ts';
import { ConnectionError, usageError } from '../errors.ts';
import { indentedJson } from '../print/json.ts';
import type { Command } from './command.ts';

/** Version of kubectl whose behaviour this is. */
const CLIENT = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3',
  gitCommit: '0f29094e5b73085e3802ecc1298ecae13866bfe6',
  gitTreeState: 'clean',
  buildDate: '2026-07-22T18:10:35Z',
  goVersion: 'go1.26.5',
  compiler: 'gc',
  platform: 'linux/amd64',
};
const KUSTOMIZE = 'v5.8.1';

function minor(version: string): number {
  return Number(/^v\d+\.(\d+)/.exec(version)?.[1] ?? Number.NaN);
}

/** `kubectl version` (k8s.io/kubectl/pkg/cmd/version). */
export const version: Command = {
  async run(call: Call) {
    const { flags } = call;
    const output = flags.text('output');
    if (output !== '' && output !== 'yaml' && output !== 'json') throw new Error("--output must be 'yaml' or 'json'");
    if (call.words.length > 0) throw usageError('version', `extra arguments: [${call.words.join(' ')}]`);
    let server: Record<string, unknown> | undefined;
    let error: unknown;
    if (!flags.is('client')) {
      try {
        const { body } = await call.client.ask({ path: '/version' });
        server = JSON.parse(body) as Record<string, unknown>;
      } catch (thrown) {
        error = thrown;
      }
    }
    const all = { clientVersion: CLIENT, kustomizeVersion: KUSTOMIZE, ...(server ? { serverVersion: server } : {}) };
    if (output === 'yaml') call.out(`${toYaml(all)}\n`);
    else if (output === 'json') call.out(`${indentedJson(all, '  ', true)}\n`);
    else {
      call.out(`Client Version: ${CLIENT.gitVersion}\nKustomize Version: ${KUSTOMIZE}\n`);
      if (server) call.out(`Server Version: ${String(server.gitVersion)}\n`);
    }
    if (error !== undefined) throw error instanceof ConnectionError ? error : (error as Error);
    if (server) {
      const difference = Math.abs(minor(CLIENT.gitVersion) - minor(String(server.gitVersion)));
      if (difference > 1) {
        call.note(
          `WARNING: version difference between client (${CLIENT.gitVersion.replace(/^v|\.\d+$/g, '')}) and server (${String(server.gitVersion).replace(/^v|\.\d+.*$/g, '')}) exceeds the supported minor version skew of +/-1`,
        );
      }
    }
  },
};
