import assert from "node:assert/strict";
import { test } from "node:test";
import { logged, sendJson, start, startAndFail, temporaryDirectory, until } from "./programs.mjs";

async function startWithDatabase(context, environment = {}) {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context) });
  return start(context, "api", { DB_URL: db.address, ...environment });
}

test("takes good orders and says what is wrong with bad ones", async (context) => {
  const api = await startWithDatabase(context);
  const order = async (wish) => {
    const response = await sendJson("POST", `${api.address}/orders`, wish);
    return [response.status, (await response.json()).error];
  };
  assert.deepEqual(await order({ product: "mug", quantity: 1 }), [201, undefined]);
  const noProduct = [400, "product must be one of tea, coffee, mug"];
  assert.deepEqual(await order({ product: "moon", quantity: 1 }), noProduct);
  assert.deepEqual(await order(null), noProduct);
  assert.deepEqual(await order([1]), noProduct);
  for (const quantity of [0, 1.5, 101, "1", undefined]) {
    assert.deepEqual(await order({ product: "tea", quantity }), [400, "quantity must be a whole number from 1 to 100"]);
  }
  assert.equal((await (await fetch(`${api.address}/orders`)).json()).length, 1);
  assert.equal((await fetch(`${api.address}/orders`, { method: "DELETE" })).headers.get("allow"), "GET, POST");
});

test("logs one line for each request, probes only when they fail or at level debug", async (context) => {
  const api = await start(context, "api", { DB_URL: "http://localhost:1", LOG_LEVEL: "info" });
  await fetch(`${api.address}/healthz`);
  await fetch(`${api.address}/readyz?secret=1`);
  const { time, milliseconds, message, ...fields } = await logged(api, /the database does not answer: fetch failed/);
  assert.deepEqual(fields, { level: "error", service: "shop-api", method: "GET", path: "/readyz", status: 503 });
  assert.ok(Date.parse(time) <= Date.now());
  assert.ok(Number.isInteger(milliseconds));
  assert.doesNotMatch(message, /secret/);
  assert.ok(!api.logs.some((line) => line.path === "/healthz"));
});

test("START_SECONDS: alive at once, started and ready later", async (context) => {
  const api = await startWithDatabase(context, { START_SECONDS: "2" });
  const status = async (path) => (await fetch(`${api.address}${path}`)).status;
  assert.equal(await status("/startedz"), 503);
  assert.equal(await status("/readyz"), 503);
  assert.equal(await status("/products"), 503);
  assert.equal(await status("/healthz"), 200);
  await until(async () => (await status("/startedz")) === 200, "shop-api has started");
  assert.equal(await status("/readyz"), 200);
  assert.equal(await status("/products"), 200);
});

test("/metrics counts requests, with one path for all unknown ones", async (context) => {
  const api = await startWithDatabase(context);
  await fetch(`${api.address}/products`);
  await fetch(`${api.address}/products`);
  await fetch(`${api.address}/some/path`);
  await logged(api, /not found/);
  const metrics = await fetch(`${api.address}/metrics`);
  assert.match(metrics.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const lines = (await metrics.text()).split("\n");
  assert.ok(lines.includes('shop_requests_total{method="GET",path="/products",status="200"} 2'));
  assert.ok(lines.includes('shop_requests_total{method="GET",path="other",status="404"} 1'));
  assert.ok(lines.includes('shop_request_duration_seconds_bucket{path="/products",le="+Inf"} 2'));
  assert.ok(lines.includes('shop_request_duration_seconds_count{path="/products"} 2'));
  assert.ok(lines.some((line) => /^process_resident_memory_bytes \d{7,}$/.test(line)));
});

test("FAULT error-rate fails the shop, not the probes", async (context) => {
  const api = await startWithDatabase(context, { FAULT: "error-rate=100" });
  assert.equal((await fetch(`${api.address}/products`)).status, 500);
  assert.equal((await fetch(`${api.address}/readyz`)).status, 200);
  await logged(api, /FAULT=error-rate=100/);
  const metrics = await (await fetch(`${api.address}/metrics`)).text();
  assert.match(metrics, /shop_requests_total{method="GET",path="\/products",status="500"} 1/);
});

test("FAULT hang-after stops all answers, and still lets the program end", async (context) => {
  const api = await startWithDatabase(context, { FAULT: "hang-after=0" });
  const signal = AbortSignal.timeout(300);
  await assert.rejects(fetch(`${api.address}/healthz`, { signal }), { name: "TimeoutError" });
  await logged(api, /the client went away/);
  assert.equal(await api.stop(), 0);
});

test("FAULT leak takes more and more memory", async (context) => {
  const api = await startWithDatabase(context, { FAULT: "leak=64" });
  const memory = async () => {
    const metrics = await (await fetch(`${api.address}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\d+)$/m.exec(metrics)[1]);
  };
  const first = await memory();
  await until(async () => (await memory()) > first + 60 * 1024 * 1024, "64 MiB more are in use");
});

test("does not start with FAULT=crash or with settings that it does not understand", async (context) => {
  const reason = async (environment) => {
    const { code, logs } = await startAndFail(context, "api", environment);
    assert.equal(code, 1);
    assert.equal(logs.at(-1).level, "error");
    return logs.at(-1).message.replace("shop-api cannot start: ", "");
  };
  assert.equal(await reason({ FAULT: "crash" }), "FAULT asks for a crash");
  assert.match(await reason({ FAULT: "leak=10,leek=10" }), /^FAULT understands .*, not "leek=10"$/);
  assert.match(await reason({ FAULT: "leak" }), /not "leak"$/);
  assert.equal(await reason({ START_SECONDS: "soon" }), 'START_SECONDS must be a number, not "soon"');
  assert.match(await reason({ DB_URL: "shop-db:7070" }), /^DB_URL must be an address such as http:\/\/shop-db:7070/);
  assert.match(await reason({ DB_PASSWORD_FILE: "/nowhere" }), /^DB_PASSWORD_FILE cannot be read: ENOENT/);
  assert.match(await reason({ PORT: "99999" }), /^PORT 99999 cannot be used/);
});
