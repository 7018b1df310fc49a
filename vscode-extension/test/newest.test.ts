import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { newest } from "../src/newest";

test("of the jobs asked for at a time only the last runs", async () => {
  const latest = newest(10);
  const ran: number[] = [];
  await Promise.all(
    [1, 2, 3].map(number =>
      latest(() => {
        ran.push(number);
        return Promise.resolve();
      }),
    ),
  );
  assert.deepEqual(ran, [3]);
});

test("a job that runs is told when a newer one is asked for", async () => {
  const latest = newest(0);
  let wasAborted = false;
  const first = latest(async signal => {
    await pause(50);
    wasAborted = signal.aborted;
  });
  await pause(20);
  await latest(() => Promise.resolve());
  await first;
  assert.equal(wasAborted, true);
});
