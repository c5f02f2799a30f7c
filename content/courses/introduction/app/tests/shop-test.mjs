// The three programs together, over real HTTP.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { logged, sendJson, start, temporaryDirectory } from "./programs.mjs";

test("the page shows what the database holds", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context) });
  const api = await start(context, "api", { DB_URL: db.address });
  const web = await start(context, "web", { API_URL: api.address, SHOP_NAME: "Harbor Shop" });

  const first = await (await fetch(web.address)).text();
  assert.match(first, /<h1>Harbor Shop<\/h1>/);
  assert.match(first, /Green tea: 4\.50/);

  await sendJson("PUT", `${db.address}/values/products`, [{ id: "rope", name: "Rope <10 m>", cents: 1999 }]);
  assert.match(await (await fetch(web.address)).text(), /Rope &lt;10 m&gt;: 19\.99/);
});

test("an order survives a restart of shop-db, and shop-api finds it again", async (context) => {
  const DATA_DIR = await temporaryDirectory(context);
  const db = await start(context, "db", { DATA_DIR });
  const api = await start(context, "api", { DB_URL: db.address });

  const response = await sendJson("POST", `${api.address}/orders`, { product: "tea", quantity: 2 });
  assert.equal(response.status, 201);
  const order = await response.json();
  assert.equal(order.cents, 900);

  assert.equal(await db.stop(), 0);
  const away = await fetch(`${api.address}/orders`);
  assert.equal(away.status, 503);
  assert.deepEqual(await away.json(), { error: "the database does not answer" });

  await start(context, "db", { DATA_DIR, PORT: db.port });
  assert.deepEqual(await (await fetch(`${api.address}/orders`)).json(), [order]);
});

test("with a wrong password the shop is not ready, but the page still comes", async (context) => {
  const db = await start(context, "db", { DATA_DIR: await temporaryDirectory(context), DB_PASSWORD: "right" });
  const api = await start(context, "api", { DB_URL: db.address, DB_PASSWORD: "wrong" });
  const web = await start(context, "web", { API_URL: api.address });

  assert.equal((await fetch(`${api.address}/healthz`)).status, 200);
  const ready = await fetch(`${api.address}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual(await ready.json(), { error: "the database refuses the request" });
  assert.equal((await logged(api, /the database refuses the request: it answered 401/)).level, "error");

  const page = await fetch(web.address);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /not available at the moment/);
  assert.equal((await fetch(`${web.address}/readyz`)).status, 200);
});

test("a new password in DB_PASSWORD_FILE holds without a restart", async (context) => {
  const directory = await temporaryDirectory(context);
  const dbFile = join(directory, "db-password");
  const apiFile = join(directory, "api-password");
  await writeFile(dbFile, "first\n");
  await writeFile(apiFile, "first\n");
  const db = await start(context, "db", { DATA_DIR: directory, DB_PASSWORD_FILE: dbFile });
  const api = await start(context, "api", { DB_URL: db.address, DB_PASSWORD_FILE: apiFile });
  const readiness = async () => (await fetch(`${api.address}/readyz`)).status;

  assert.equal(await readiness(), 200);
  await writeFile(dbFile, "second\n");
  assert.equal(await readiness(), 503);
  await writeFile(apiFile, "second\n");
  assert.equal(await readiness(), 200);
});
