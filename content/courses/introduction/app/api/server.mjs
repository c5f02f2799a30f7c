// shop-api: the shop as data. It keeps nothing itself (shop-db does), so it can run in any number of copies.
import { json, RequestError, readJson, text } from "../shared/answers.mjs";
import { startProgram } from "../shared/program.mjs";
import { addressSetting, fileOrTextSetting, numberSetting, textSetting } from "../shared/settings.mjs";
import { createDatabase } from "./database.mjs";
import { startFaults } from "./faults.mjs";
import { createMetrics } from "./metrics.mjs";
import { createOrder } from "./orders.mjs";
import { FIRST_PRODUCTS } from "./products.mjs";

const SHOP_ROUTES = ["/products", "/orders"];

await startProgram("shop-api", 8080, async (log) => {
  const database = createDatabase(addressSetting("DB_URL", "http://shop-db:7070"));
  const startSeconds = numberSetting("START_SECONDS", 0);
  const misbehave = startFaults(textSetting("FAULT", ""), SHOP_ROUTES, log);
  await fileOrTextSetting("DB_PASSWORD"); // a file that cannot be read should show now, not at the first order
  const metrics = createMetrics();

  // START_SECONDS plays a program that has much to load before it can work. performance.now() counts from its start.
  const checkStarted = () => {
    if (performance.now() < startSeconds * 1000) throw new RequestError(503, "shop-api has not started yet");
  };
  const readProducts = async () => (await database.getValue("products")) ?? FIRST_PRODUCTS;

  const getStarted = () => {
    checkStarted();
    return text("ok\n");
  };
  const getMetrics = () => ({ status: 200, type: "text/plain; version=0.0.4", body: metrics.print() });
  const getProducts = async () => json(await readProducts());
  const getOrders = async () => json(await database.getList("orders"));
  const postOrder = async ({ request }) => {
    const order = createOrder(await readJson(request), await readProducts());
    await database.append("orders", order);
    return json(order, 201);
  };

  return {
    routes: {
      "/products": { GET: getProducts },
      "/orders": { GET: getOrders, POST: postOrder },
      "/startedz": { GET: getStarted },
      "/metrics": { GET: getMetrics },
    },
    async before({ route }) {
      await misbehave(route);
      if (SHOP_ROUTES.includes(route)) checkStarted();
    },
    async checkReady() {
      checkStarted();
      await database.checkReady();
    },
    observe: metrics.observe,
  };
});
