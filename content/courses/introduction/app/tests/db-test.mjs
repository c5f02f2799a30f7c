import assert from "node:assert/strict";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { logged, sendJson, start, startAndFail, temporaryDirectory } from "./programs.mjs";

test("keeps values and lists", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context) });
  const greeting = `${db.address}/values/greeting`;
  assert.equal((await fetch(greeting)).status, 404);
  assert.equal((await sendJson("PUT", greeting, { hello: "wörld" })).status, 200);
  assert.deepEqual(await (await fetch(greeting)).json(), { hello: "wörld" });

  const list = `${db.address}/lists/numbers`;
  assert.deepEqual(await (await fetch(list)).json(), []);
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  await Promise.all(numbers.map((number) => sendJson("POST", list, number)));
  assert.deepEqual((await (await fetch(list)).json()).sort(), numbers);
});

test("wants the password for everything but /healthz", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context), DB_PASSWORD: "open sesame" });
  const status = async (path, headers = {}) => (await fetch(`${db.address}${path}`, { headers })).status;
  assert.equal(await status("/healthz"), 200);
  assert.equal(await status("/readyz"), 401);
  assert.equal(await status("/nothing"), 401);
  assert.equal(await status("/lists/orders"), 401);
  assert.equal(await status("/lists/orders", { authorization: "Bearer open" }), 401);
  assert.equal(await status("/lists/orders", { authorization: "Basic open sesame" }), 401);
  assert.equal(await status("/lists/orders", { authorization: "Bearer open sesame" }), 200);
});

test("an empty or missing password file does not open the database", async (context) => {
  const directory = await temporaryDirectory(context);
  const file = join(directory, "password");
  await writeFile(file, "\n");
  const db = await start(context, "db", { DATA_DIR: directory, DB_PASSWORD_FILE: file });
  assert.equal((await fetch(`${db.address}/lists/orders`)).status, 401);
  await rm(file);
  const response = await fetch(`${db.address}/lists/orders`);
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), { error: "something went wrong here" });
});

test("refuses bad requests with a sentence", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context) });
  const ask = async (method, path, body) => {
    const response = await fetch(`${db.address}${path}`, { method, body });
    return [response.status, (await response.json()).error];
  };
  assert.deepEqual(await ask("PUT", "/values/a", "{"), [400, "the body must be JSON"]);
  assert.deepEqual(await ask("PUT", "/values/a", "x".repeat(100_000)), [
    413,
    "the body must not have more than 65536 bytes",
  ]);
  assert.equal((await ask("GET", "/values/a%2Fb"))[0], 400);
  assert.equal((await ask("GET", "/values/"))[0], 400);
  assert.deepEqual(await ask("DELETE", "/values/a"), [405, "/values/{name} understands GET, PUT"]);
  assert.deepEqual(await ask("GET", "/nothing"), [404, "not found"]);
});

test("removes a line that was cut off, and says so", async (context) => {
  const DATA_DIR = await temporaryDirectory(context);
  const file = join(DATA_DIR, "shop.log");
  const whole = '{"action":"append","name":"orders","value":1}\n';
  await writeFile(file, whole);
  await appendFile(file, '{"action":"append","na');

  const db = await start(context, "db", { DATA_DIR });
  assert.equal((await logged(db, /last line is incomplete .* 22 bytes/)).level, "error");
  await sendJson("POST", `${db.address}/lists/orders`, 2);
  assert.deepEqual(await (await fetch(`${db.address}/lists/orders`)).json(), [1, 2]);
  assert.equal(await readFile(file, "utf8"), whole + whole.replace("1}", "2}"));
});

test("does not start from a file that is damaged in the middle", async (context) => {
  const DATA_DIR = await temporaryDirectory(context);
  await writeFile(join(DATA_DIR, "shop.log"), 'rubbish\n{"action":"append","name":"orders","value":1}\n');
  const { code, logs } = await startAndFail(context, "db", { DATA_DIR });
  assert.equal(code, 1);
  assert.match(logs.at(-1).message, /line 1 is damaged/);
});

test("does not start without a directory to write to", async (context) => {
  const file = join(await temporaryDirectory(context), "file");
  await writeFile(file, ""); // a file in place of the directory stops even root, as whom image builds run their tests
  const { code, logs } = await startAndFail(context, "db", { DATA_DIR: file });
  assert.equal(code, 1);
  assert.equal(logs.at(-1).level, "error");
  assert.match(logs.at(-1).message, /^shop-db cannot start: DATA_DIR .* cannot be written to/);
});
