import { setTimeout as pause } from "node:timers/promises";

/**
 * A job that any number of callers may ask for: asks within `delay` milliseconds share one run, and
 * asks that come during a run share the next. The job must not reject.
 */
export function coalesced(job: () => Promise<void>, delay: number): () => Promise<void> {
  let running = Promise.resolve();
  let next: Promise<void> | undefined;

  async function runNext(): Promise<void> {
    await pause(delay);
    await running;
    next = undefined;
    running = job();
    await running;
  }

  return () => (next ??= runNext());
}
