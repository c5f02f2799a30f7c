import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { logged, start, temporaryDirectory } from "./programs.mjs";

const API_URL = "http://localhost:1"; // nobody listens there

test("without the API the page comes with a notice", async (context) => {
  const web = await start(context, "web", { API_URL });
  const response = await fetch(web.address);
  assert.equal(response.status, 200);
  const page = await response.text();
  assert.match(page, /<h1>Corner Shop<\/h1>/);
  assert.match(page, /not available at the moment/);
  assert.ok(page.includes(`Served by ${hostname()}`));
  assert.equal((await logged(web, /no products: fetch failed/)).level, "error");
});

test("no setting can become a tag of the page", async (context) => {
  const web = await start(context, "web", { API_URL, SHOP_NAME: '<b>Tom & "Co"</b>', BANNER: "<script>'" });
  const page = await (await fetch(web.address)).text();
  assert.match(page, /<h1>&lt;b&gt;Tom &amp; &quot;Co&quot;&lt;\/b&gt;<\/h1>/);
  assert.match(page, /<p class="banner">&lt;script&gt;&#39;<\/p>/);
});

test("BANNER_FILE is read at each request", async (context) => {
  const BANNER_FILE = join(await temporaryDirectory(context), "banner");
  await writeFile(BANNER_FILE, "Sale!\n");
  const web = await start(context, "web", { API_URL, BANNER: "not this one", BANNER_FILE });
  const banner = async () => /<p class="banner">(.*)<\/p>/.exec(await (await fetch(web.address)).text())?.[1];
  assert.equal(await banner(), "Sale!");
  await writeFile(BANNER_FILE, "Last day\n");
  assert.equal(await banner(), "Last day");
  await rm(BANNER_FILE);
  assert.equal(await banner(), undefined);
});

test("probes, HEAD, other paths and methods", async (context) => {
  const web = await start(context, "web", { API_URL });
  const ask = async (path, method = "GET") => {
    const response = await fetch(`${web.address}${path}`, { method });
    return [response.status, await response.text()];
  };
  assert.deepEqual(await ask("/healthz"), [200, "ok\n"]);
  assert.deepEqual(await ask("/readyz"), [200, "ok\n"]);
  assert.deepEqual(await ask("/?from=mail", "HEAD"), [200, ""]);
  assert.deepEqual(await ask("/nothing"), [404, "not found\n"]);
  assert.deepEqual(await ask("/", "POST"), [405, "/ understands GET\n"]);
});
