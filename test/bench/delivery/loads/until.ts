// Events, each with a number of its own, until the process is told to end or is killed.
// How many were accepted stands in a file, which outlives the process.
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { mediumPayload } from "../../events.js";
import type { Subject } from "../subject.js";

/** The file of a load's progress in its folder: two numbers, as text. */
export const PROGRESS = "progress";

/** Events between two looks at the clock. */
const TICK = 5;

/** The `order_id` of an event's number. */
export function orderId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** Tracks `rate` events a second until SIGTERM or the message `stop`, then closes with the deadline. */
export async function until(
  subject: Subject,
  { rate, deadline }: { rate: number; deadline: number },
  folder: string,
): Promise<{ says: string }> {
  const file = openSync(join(folder, PROGRESS), "w");
  let accepted = 0;
  let stored = 0;
  let running = true;
  const stop = () => {
    running = false;
  };
  process.once("SIGTERM", stop);
  process.once("message", stop);
  const note = () => writeSync(file, `${String(accepted).padEnd(12)}${String(stored).padEnd(12)}`, 0);
  const start = performance.now();
  while (running) {
    const due = Math.floor(((performance.now() - start) * rate) / 1000);
    while (accepted < due && running) {
      const payload = { ...mediumPayload(accepted), order_id: orderId(accepted) };
      const number = ++accepted;
      if (!subject.trackStored) subject.track(payload);
      else
        subject.trackStored(payload, () => {
          // Events are stored in the order in which they were tracked.
          stored = Math.max(stored, number);
          note();
        });
      note();
    }
    await wait(TICK);
  }
  await subject.close(deadline);
  note();
  return { says: subject.says?.() ?? "" };
}
