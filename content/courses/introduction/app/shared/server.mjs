// The HTTP server of all three programs: finds the handler, sends its answer, logs one line for each request.
import { createServer } from "node:http";
import { json, RequestError } from "./answers.mjs";
import { explain } from "./logging.mjs";

// Asked for every few seconds by Kubernetes and Prometheus. As long as all is well they would only fill the log.
const PROBES = new Set(["/healthz", "/readyz", "/startedz", "/metrics"]);
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/i;
// HTTP has no status for "the client did not wait for the answer". nginx uses 499, and so do we.
const CLIENT_GONE = 499;

const jsonRefusal = (status, sentence) => json({ error: sentence }, status);

// routes: { "/path": { METHOD: handler } }; "/path/{name}" hands the last part of the path to the handler.
// A handler gets { request, name } and gives back an answer (see answers.mjs).
// before: runs ahead of every handler and may refuse the request. observe: gets the numbers of each request.
export function createProgramServer({ routes, before, observe, refuse = jsonRefusal, isEnding, log }) {
  return createServer(async (request, response) => {
    const startedAt = performance.now();
    const path = request.url.split("?")[0];
    const call = { method: request.method, path, ...findRoute(routes, path), message: "answered" };
    response.on("close", () => report(call, response, performance.now() - startedAt));

    let answer;
    try {
      await before?.({ request, route: call.route });
      const handle = chooseHandler(routes, call);
      answer = await handle({ request, name: call.name });
    } catch (error) {
      answer = refusal(error, call);
    }
    const headers = { "content-type": `${answer.type}; charset=utf-8`, ...answer.headers };
    // A client that keeps its connection open for the next request would hold up our end.
    if (isEnding()) headers.connection = "close";
    response.writeHead(answer.status, headers).end(answer.body);
  });

  // Only a RequestError speaks to the client. Any other error is a bug of ours: its details are for the log alone.
  function refusal(error, call) {
    call.message = explain(error);
    if (error instanceof RequestError) return { ...refuse(error.status, error.message), headers: error.headers };
    call.stack = error.stack;
    return refuse(500, "something went wrong here");
  }

  function report({ method, path, route, message, stack }, response, milliseconds) {
    const gone = !response.writableFinished;
    const status = gone ? CLIENT_GONE : response.statusCode;
    const fields = { method, path, status, milliseconds: Math.round(milliseconds) };
    if (gone) log("info", "the client went away before the answer", fields);
    else log(levelFor(route, status), message, { ...fields, stack });
    observe?.({ method, route, status, seconds: milliseconds / 1000 });
  }
}

function findRoute(routes, path) {
  const slash = path.lastIndexOf("/") + 1;
  const pattern = `${path.slice(0, slash)}{name}`;
  if (Object.hasOwn(routes, pattern)) return { route: pattern, name: path.slice(slash) };
  return { route: Object.hasOwn(routes, path) ? path : "other" };
}

function chooseHandler(routes, { method, route, name }) {
  if (route === "other") throw new RequestError(404, "not found");
  if (name !== undefined && !NAME.test(name)) {
    throw new RequestError(400, "a name has 1 to 63 letters, digits, dots, hyphens or underscores");
  }
  const handlers = routes[route];
  const wanted = method === "HEAD" ? "GET" : method; // HEAD is GET without the body, which Node leaves out
  if (Object.hasOwn(handlers, wanted)) return handlers[wanted];
  const allow = Object.keys(handlers).join(", ");
  throw new RequestError(405, `${route} understands ${allow}`, { headers: { allow } });
}

function levelFor(route, status) {
  if (status >= 500) return "error";
  return PROBES.has(route) && status < 400 ? "debug" : "info";
}
