// A steady rate of events, and how late the event loop is meanwhile.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { mediumPayload } from "../../events.js";
import type { Subject } from "../subject.js";

/** How late the event loop was, in milliseconds; a timer of one millisecond is never on time, so idle is over 1. */
export interface LoopFigures {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** Events by the second that were really tracked, and milliseconds of processor time a second. */
  readonly rate: number;
  readonly cpu: number;
}

const PAYLOADS = 256;
/** Seconds before measuring, in which engines compile what is called often. */
const WARM_UP = 3;

/** Tracks `rate` events a second for so long; without a subject it only keeps the same timer. */
export async function pace(
  subject: Subject | undefined,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<LoopFigures> {
  const payloads = Array.from({ length: PAYLOADS }, (_, i) => mediumPayload(i));
  let tracked = 0;
  const run = async (duration: number): Promise<void> => {
    const start = performance.now();
    let due = 0;
    for (let now = 0; now < duration; now = performance.now() - start) {
      // A server's events come with its requests: what a late loop has missed comes in pieces, not at once.
      const more = Math.min(Math.floor((now * rate) / 1000) - due, Math.ceil(rate / 250));
      for (let i = 0; i < more; i++) subject?.track(payloads[(tracked + i) % PAYLOADS] as object);
      due += more;
      tracked += more;
      await wait(1);
    }
  };
  await run(WARM_UP * 1000);
  tracked = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  delay.enable();
  await run(seconds * 1000);
  delay.disable();
  const took = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await subject?.close(30_000);
  const milliseconds = (nanoseconds: number) => nanoseconds / 1e6;
  return {
    p50: milliseconds(delay.percentile(50)),
    p99: milliseconds(delay.percentile(99)),
    p999: milliseconds(delay.percentile(99.9)),
    max: milliseconds(delay.max),
    rate: tracked / took,
    cpu: (user + system) / 1000 / took,
  };
}
