// shop-web: the web front end of the demo shop. No dependencies; all settings come from the environment.
import { hostname } from "node:os";
import { html, text } from "../shared/answers.mjs";
import { explain } from "../shared/logging.mjs";
import { startProgram } from "../shared/program.mjs";
import { addressSetting, fileOrTextSetting, textSetting } from "../shared/settings.mjs";
import { renderPage } from "./page.mjs";

// Nobody waits longer for a page. A little more than shop-api waits for shop-db, so that its reason reaches our log.
const TIMEOUT_MILLISECONDS = 3000;

await startProgram("shop-web", 8080, (log) => {
  const shopName = textSetting("SHOP_NAME", "Corner Shop");
  const apiAddress = addressSetting("API_URL", "http://shop-api:8080");

  async function readProducts() {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await fetch(new URL("/products", apiAddress), { signal });
    const body = await response.json();
    if (!response.ok) throw new Error(`the API answered ${response.status}: ${body.error}`);
    if (!Array.isArray(body)) throw new Error("the API did not answer with a list");
    return body;
  }

  // A page with a part missing is better than no page, so the shop stays up, and ready, without its API and its banner.
  async function orMissing(what, promise) {
    try {
      return await promise;
    } catch (error) {
      log("error", `the page has no ${what}: ${explain(error)}`);
      return undefined;
    }
  }

  async function getPage() {
    const [products, banner] = await Promise.all([
      orMissing("products", readProducts()),
      orMissing("banner", fileOrTextSetting("BANNER")),
    ]);
    return html(renderPage({ shopName, banner, products, servedBy: hostname() }));
  }

  return {
    routes: { "/": { GET: getPage } },
    refuse: (status, sentence) => text(`${sentence}\n`, status),
  };
});
