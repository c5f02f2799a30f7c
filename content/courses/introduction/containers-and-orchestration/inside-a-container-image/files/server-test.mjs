import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { createShop } from "./server.mjs";

const shop = createShop("Test Shop");
let origin;

before(async () => {
  shop.listen(0);
  await once(shop, "listening");
  origin = `http://localhost:${shop.address().port}`;
});
after(() => shop.close());

test("the page shows the name of the shop", async () => {
  const response = await fetch(`${origin}/`);
  assert.equal(response.status, 200);
  assert.match(await response.text(), /<h1>Test Shop<\/h1>/);
});

test("/healthz answers ok", async () => {
  assert.equal(await (await fetch(`${origin}/healthz`)).text(), "ok\n");
});

test("any other path is not found", async () => {
  assert.equal((await fetch(`${origin}/nothing`)).status, 404);
});
