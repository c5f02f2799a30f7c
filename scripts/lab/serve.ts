/** The API server of the practice cluster on a loopback port, for the real kubectl and any other client. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiRequest, ApiResponse } from '../../src/lab/api/protocol.ts';
import { OPENAPI_V2, openApiV2 } from './openapi-v2.ts';
import { jsonOfProtobuf } from './protobuf.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** Who asks when a request says nothing: the administrator, as the certificate of `kubeadm` has it. */
const ADMINISTRATOR = { name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins'] };

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function toRequest(request: IncomingMessage): Promise<ApiRequest> {
  const body = await bodyOf(request);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : String(value),
    ]),
  );
  const isProtobuf = headers['content-type']?.startsWith(PROTOBUF) && body.length > 0;
  return {
    method: request.method as ApiRequest['method'],
    path: request.url ?? '/',
    headers: isProtobuf ? { ...headers, 'content-type': 'application/json' } : headers,
    body: isProtobuf ? jsonOfProtobuf(body) : body.toString(),
    certificate: ADMINISTRATOR,
  };
}

async function send(answer: ApiResponse, response: ServerResponse): Promise<void> {
  if (answer.warnings.length > 0)
    response.setHeader(
      'warning',
      answer.warnings.map((text) => `299 - ${JSON.stringify(text)}`),
    );
  response.writeHead(answer.status, answer.headers);
  const { stream } = answer;
  if (stream) {
    response.flushHeaders();
    response.on('close', () => stream.close());
    for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) response.write(piece);
  }
  response.end(answer.body);
}

const notServed = (what: string): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: `The practice cluster has no ${what} for a kubectl from outside; "npm run lab" has its own.`,
  reason: 'NotImplemented',
  code: 501,
});

/**
 * Listens on a port of this machine only (0 for any that is free).
 * @returns the server and its address, once it listens.
 */
export async function serve(
  handle: (request: ApiRequest) => Promise<ApiResponse>,
  port: number,
): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/openapi/v2')) {
      response.writeHead(200, { 'content-type': OPENAPI_V2 });
      response.end(openApiV2());
      return;
    }
    // The real kubectl wants a connection in both directions for these.
    const streams = /\/pods\/[^/?]+\/(exec|attach|portforward)\b/.exec(request.url ?? '')?.[1];
    if (streams !== undefined) {
      response.writeHead(501, { 'content-type': 'application/json' });
      response.end(JSON.stringify(notServed(streams)));
      return;
    }
    toRequest(request)
      .then(handle)
      .then((answer) => send(answer, response))
      .catch((problem: unknown) => {
        response.writeHead(400, { 'content-type': 'text/plain' });
        response.end(`${problem instanceof Error ? problem.message : String(problem)}\n`);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
