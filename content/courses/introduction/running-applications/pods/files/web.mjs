// A stand-in for shop-web: shows the banner, which it reads again for each request. A request for /crash ends it.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { hostname } from "node:os";

createServer((request, response) => {
  if (request.url === "/crash") process.exit(1);
  response.end(`${readFileSync("/mnt/banner", "utf8").trim()}, served by ${hostname()}\n`);
}).listen(8080);
