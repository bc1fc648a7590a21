// For platforms that keep a function alive until promises end: Vercel, Cloudflare, Netlify, Next's `after`.
// The answer does not wait for the flush, and the platform does.
import { type Flushing, flushWithin } from "./flush-within.js";

/** Milliseconds; platforms give background work 30 s or more, and an answer takes some of it. */
const DEFAULT_DEADLINE = 10_000;

/**
 * Flushes after the answer, in the time that the platform gives. Call it when the last event has been tracked; what is
 * tracked in the same turn of the event loop is sent too.
 *
 * @param waitUntil - The platform's function that takes a promise to wait for.
 * @param options - `deadline`: milliseconds that sending may take, default 10,000. What is left stays queued.
 * @example
 * import { waitUntil } from "@vercel/functions";
 * tracker.planChanged({ plan: "pro" });
 * flushAfter(tracker, waitUntil);
 */
export function flushAfter(
  tracker: Flushing,
  waitUntil: (promise: Promise<unknown>) => void,
  { deadline = DEFAULT_DEADLINE }: { readonly deadline?: number } = {},
): void {
  waitUntil(Promise.resolve().then(() => flushWithin(tracker, deadline)));
}
