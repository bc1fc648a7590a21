// Tracklake as a user has it: the generated client, a Firehose sink, the spool on disk.
import { join } from "node:path";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { type Counts, fileDeadLetters, type Receipt, type TrackerOptions } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { localAws, type MakeSubject } from "../subject.js";

/** What the generated client has for the benchmarks' event. */
interface Tracker {
  orderCompleted(properties: object): Receipt;
  flush(): Promise<Counts>;
  close(options: { deadline: number }): Promise<Counts>;
  counts(): Counts;
}

/** Lines under way: what two calls carry, the next batch, and what gathers for the disk; less than what stays on disk alone. */
const MOST = 8_000;

/** Sets up a tracker; `options` beside where it writes. */
export function tracklake(options: Partial<TrackerOptions>, packed = true): MakeSubject {
  return async ({ port, folder }) => {
    // Generated for the run beside the bundle; see run.mjs.
    const { createTracker } = (await import("#client" as string)) as {
      createTracker(options: TrackerOptions): Tracker;
    };
    const client = new FirehoseClient({ ...localAws, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
    const tracker = createTracker({
      service: "shop",
      environment: "production",
      sink: firehoseSink({ stream: "acme-events", client, packed }),
      spool: { directory: join(folder, "spool") },
      deadLetters: fileDeadLetters({ directory: join(folder, "dead-letters") }),
      logger: { warn: (message) => process.stderr.write(`tracklake: ${message}\n`) },
      ...options,
    });
    return {
      most: MOST,
      pending: () => {
        const { queued, spooled } = tracker.counts();
        return queued + spooled;
      },
      track: (payload) => void tracker.orderCompleted(payload),
      flush: () => tracker.flush(),
      close: (deadline) => tracker.close({ deadline }),
      says: () => {
        const { accepted, delivered, handedOver, deadLettered, dropped } = tracker.counts();
        return `accepted ${accepted}, delivered ${delivered}, handed over ${handedOver}, dead letters ${deadLettered}, dropped ${dropped}`;
      },
      trackStored: (payload, stored) => {
        void tracker.orderCompleted(payload).stored.then(({ ok, level }) => {
          if (ok && level !== "memory") stored();
        });
      },
    };
  };
}
