import assert from "node:assert/strict";
import { test } from "node:test";
import { act, compare } from "./loop.mjs";

const desired = { api: { image: "1.4", copies: 2 } };
const copy = (n, image = "1.4") => ({ name: `api-${n}`, app: "api", image });
const afterOnePass = (observed) => act(observed, compare(desired, observed));

test("as desired: no steps", () => {
  assert.deepEqual(compare(desired, [copy(1), copy(2)]), []);
});

test("a copy is missing: start one", () => {
  assert.deepEqual(afterOnePass([copy(2)]), [copy(2), copy(1)]);
});

test("a copy has the wrong image: replace it", () => {
  assert.deepEqual(afterOnePass([copy(1), copy(2, "1.3")]), [copy(1), copy(2)]);
});

test("a copy too many: stop one", () => {
  assert.equal(afterOnePass([copy(1), copy(2), copy(3)]).length, 2);
});

test("a second pass changes nothing", () => {
  const once = afterOnePass([copy(3, "1.3")]);
  assert.deepEqual(afterOnePass(once), once);
});
