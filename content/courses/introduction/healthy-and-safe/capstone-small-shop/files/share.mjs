// Reads the /metrics of shop-api and prints, for each path of the shop, how many requests failed.
import { readFileSync } from 'node:fs';

const counts = new Map();
for (const [, labels, value] of readFileSync(0, 'utf8').matchAll(/^shop_requests_total\{(.*)\} (\d+)$/gm)) {
  const path = /path="([^"]*)"/.exec(labels)[1];
  if (path !== '/products' && path !== '/orders') continue;
  const count = counts.get(path) ?? { asked: 0, failed: 0 };
  count.asked += Number(value);
  if (/status="5/.test(labels)) count.failed += Number(value);
  counts.set(path, count);
}
for (const [path, { asked, failed }] of counts) console.log(`${path}: ${failed} of ${asked} failed`);
