import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { coalesced } from "../src/coalesced";

test("asks at the same time share one run", async () => {
  let runs = 0;
  const ask = coalesced(() => {
    runs += 1;
    return Promise.resolve();
  }, 5);
  await Promise.all([ask(), ask(), ask()]);
  assert.equal(runs, 1);
});

test("asks during a run share one more, which begins after it", async () => {
  const events: string[] = [];
  const ask = coalesced(async () => {
    events.push("begin");
    await pause(50);
    events.push("end");
  }, 1);
  const first = ask();
  await pause(20);
  await Promise.all([first, ask(), ask(), ask()]);
  assert.deepEqual(events, ["begin", "end", "begin", "end"]);
});

test("an ask after the last run runs again", async () => {
  let runs = 0;
  const ask = coalesced(() => {
    runs += 1;
    return Promise.resolve();
  }, 1);
  await ask();
  await ask();
  assert.equal(runs, 2);
});
