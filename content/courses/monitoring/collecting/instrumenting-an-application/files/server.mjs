// npm install @prometheus-io/client
import { createServer } from 'node:http';
import client from '@prometheus-io/client';

// region metrics
const requests = new client.Counter({
  name: 'http_requests_total',
  help: 'Requests by method, route and status code.',
  labelNames: ['method', 'route', 'code'],
});
const inFlight = new client.Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests that are being answered.',
});
const duration = new client.Histogram({
  name: 'http_request_duration_seconds',
  help: 'Seconds until the answer was sent.',
  labelNames: ['route'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
});
client.collectDefaultMetrics();
// endregion metrics

// region handler
const ROUTES = ['/api/products', '/api/cart', '/api/checkout'];
const METHODS = ['GET', 'POST'];

function observe(request, response) {
  const route = ROUTES.find((known) => request.url === known) ?? 'other';
  const method = METHODS.includes(request.method) ? request.method : 'other';
  const stop = duration.startTimer({ route });
  inFlight.inc();
  response.on('close', () => {
    inFlight.dec();
    stop();
    requests.inc({ method, route, code: response.statusCode });
  });
}

const server = createServer(async (request, response) => {
  if (request.url === '/metrics') {
    response.setHeader('Content-Type', client.register.contentType);
    response.end(await client.register.metrics());
    return;
  }
  observe(request, response);
  response.statusCode = ROUTES.includes(request.url) ? 200 : 404;
  response.end('...\n');
});
// endregion handler

server.listen(8080);
