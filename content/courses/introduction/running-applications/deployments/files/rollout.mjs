// Counts the Pods of a rolling update as the Deployment controller does.
//   node rollout.mjs REPLICAS MAXSURGE MAXUNAVAILABLE [broken]
// "broken": no new Pod ever becomes available. Otherwise all waiting ones do, together.
import { limits } from "./limits.mjs";

const [replicas, maxSurge, maxUnavailable, broken] = process.argv.slice(2);
const wanted = Number(replicas);
const { surge, unavailable } = limits(wanted, maxSurge, maxUnavailable);
const most = wanted + surge;
const least = Math.max(0, wanted - unavailable);

let old = wanted;
let fresh = 0; // Pods of the new version
let good = 0; // those of them that are available

function print(what) {
  const row = [old, fresh, old + fresh, old + good];
  console.log(row.map((n) => String(n).padStart(5)).join("") + `  ${what}`);
}

console.log(`at most ${most} Pods, at least ${least} available`);
console.log("  old  new  all avail");
print("before");
for (;;) {
  const start = Math.min(most - old - fresh, wanted - fresh);
  const stop = Math.min(old, old + good - least);
  if (start > 0) {
    fresh += start;
    print(`start ${start}`);
  } else if (stop > 0) {
    old -= stop;
    print(`stop ${stop}`);
  } else if (good < fresh && !broken) {
    const waiting = fresh - good;
    good = fresh;
    print(`${waiting} available`);
  } else break;
}
console.log(good === wanted && old === 0 ? "done" : `stalled: ${old} old, ${fresh} new`);
