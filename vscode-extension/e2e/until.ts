import { setTimeout as pause } from "node:timers/promises";

/** Waits, in milliseconds at most, for a condition that may also throw until it holds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limit = 60_000,
): Promise<void> {
  const end = Date.now() + limit;
  let last: unknown;
  while (Date.now() < end) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    await pause(100);
  }
  throw new Error(`timed out: ${what}`, { cause: last });
}
