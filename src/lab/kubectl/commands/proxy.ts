import type { ApiRequest, ApiResponse, Transport } from '../../api/protocol.ts';
import type { Command } from './command.ts';

/** Paths that the proxy does not pass on, as the real one has it when nobody says otherwise: streams into containers. */
const REFUSED = /^\/api\/.*\/pods\/.*\/(exec|attach)/;
const DEFAULT_PORT = 8001;

const refused: ApiResponse = {
  status: 403,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  warnings: [],
  body: 'Forbidden\n',
};

/** `kubectl proxy`: answers on a port of the session with what the API server says to the user of the kubeconfig, until somebody stops it. */
export const proxy: Command = {
  async run(call) {
    const { flags, context, connection } = call;
    const port = flags.text('port') === '' ? DEFAULT_PORT : Number(flags.text('port'));
    const address = `${flags.text('address') || '127.0.0.1'}:${port}`;
    const target: Transport | undefined = context.connect(connection.server.replace(/\/+$/, ''));
    const pass = (request: ApiRequest): Promise<ApiResponse> => {
      if (REFUSED.test(request.path) || !target) return Promise.resolve(refused);
      const { certificate } = connection;
      return target({
        ...request,
        headers: { ...request.headers, ...connection.headers },
        ...(certificate ? { certificate } : {}),
      });
    };
    const stop = context.listen(`http://${address}`, pass);
    if (!stop) throw new Error(`listen tcp ${address}: bind: address already in use`);
    call.out(`Starting to serve on ${address}\n`);
    await new Promise<void>((resolve) => {
      if (context.signal.aborted) resolve();
      context.signal.addEventListener('abort', () => resolve());
    });
    stop();
  },
};
