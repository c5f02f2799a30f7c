import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { logged, start, temporaryDirectory, until } from "./programs.mjs";

test("after SIGTERM a program is not ready, but answers until DRAIN_SECONDS are over", async (context) => {
  const web = await start(context, "web", { API_URL: "http://localhost:1", DRAIN_SECONDS: "2" });
  assert.equal((await fetch(`${web.address}/readyz`)).status, 200);
  web.kill("SIGTERM");
  await until(async () => (await fetch(`${web.address}/readyz`)).status === 503, "shop-web is not ready");
  assert.equal((await fetch(`${web.address}/healthz`)).status, 200);
  const page = await fetch(web.address);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("connection"), "close");
  assert.equal(await web.exit, 0);
  await assert.rejects(fetch(web.address), "the port is closed");
});

test("a request that is open when SIGTERM comes gets its answer", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context) });
  const upload = request(`${db.address}/lists/orders`, { method: "POST", agent: false });
  upload.write('{"half":');
  await once(upload, "socket").then(([socket]) => once(socket, "connect"));
  await fetch(`${db.address}/healthz`); // by now the first half has arrived, too
  db.kill("SIGTERM");
  await logged(db, /SIGTERM/);
  await until(
    () =>
      fetch(`${db.address}/healthz`).then(
        () => false,
        () => true,
      ),
    "the port is closed",
  );

  upload.end("true}");
  const [response] = await once(upload, "response");
  assert.equal(response.statusCode, 201);
  response.resume();
  assert.equal(await db.exit, 0);
  assert.equal(db.logs.at(-1).message, "shop-db has ended");
});

test("a connection on which nobody asks does not hold up the end", async (context) => {
  const web = await start(context, "web", { API_URL: "http://localhost:1" });
  const socket = connect(web.port);
  context.after(() => socket.destroy());
  await once(socket, "connect");
  await fetch(`${web.address}/healthz`); // by now the server knows the first connection, too
  assert.equal(await web.stop(), 0);
});
