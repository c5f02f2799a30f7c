// shop-web: the web front end of the demo shop. No dependencies; all settings come from the environment.
import { createServer } from "node:http";
import { hostname } from "node:os";
import { pathToFileURL } from "node:url";

export function createShop(name) {
  return createServer((request, response) => {
    const send = (status, type, body) => {
      response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(body);
    };
    if (request.url === "/healthz") return send(200, "text/plain", "ok\n");
    if (request.url !== "/") return send(404, "text/plain", "not found\n");
    send(200, "text/html", `<!doctype html><title>${name}</title><h1>${name}</h1><p>Served by ${hostname()}</p>\n`);
  });
}

// Started directly (node server.mjs), not imported by the test:
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.env.PORT ?? 8080);
  const shop = createShop(process.env.SHOP_NAME ?? "Corner Shop");
  shop.listen(port, () => console.log(`shop-web listens on port ${port} as uid ${process.getuid()}`));
  process.on("SIGTERM", () => shop.close());
}
