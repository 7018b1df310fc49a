import { setTimeout as pause } from "node:timers/promises";

/** A job that is to stop when the signal says that a newer one is there. */
export type Job = (signal: AbortSignal) => Promise<void>;

/** Runs a job `delay` milliseconds after it was asked for, unless a newer one was by then. */
export function newest(delay: number): (job: Job) => Promise<void> {
  let last = new AbortController();
  return async job => {
    last.abort();
    const own = new AbortController();
    last = own;
    await pause(delay);
    if (!own.signal.aborted) await job(own.signal);
  };
}
