import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "./limits.mjs";

const check = (replicas, maxSurge, maxUnavailable, surge, unavailable) =>
  test(`${replicas} replicas, ${maxSurge} and ${maxUnavailable}`, () => {
    assert.deepEqual(limits(replicas, maxSurge, maxUnavailable), { surge, unavailable });
  });

check(4, "25%", "25%", 1, 1); // even shares
check(10, "25%", "25%", 3, 2); // 2.5 and 2.5
check(5, "25%", "25%", 2, 1); // 1.25 and 1.25
check(7, "2", "50%", 2, 3); // a plain number, and 3.5
check(4, "0", "10%", 0, 1); // 0 and 0.4: something must be allowed
