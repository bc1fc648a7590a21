// @segment/analytics-node, closed by closeAndFlush as its documentation says for servers.
import type { MakeSubject } from "../subject.js";

interface Analytics {
  track(event: object, callback: (error?: unknown) => void): void;
  flush(options?: { timeout?: number }): Promise<void>;
  closeAndFlush(options: { timeout: number }): Promise<void>;
  on(event: "error", listener: (error: unknown) => void): void;
}

interface Settings {
  readonly writeKey: string;
  readonly host: string;
  readonly flushAt?: number;
  readonly flushInterval?: number;
}

/**
 * Events a batch, well under its limit of 480 KB a call; and a short interval, since its flush may leave a batch to that
 * while others are in flight.
 */
const LARGE = { flushAt: 200, flushInterval: 200 };

/** Sets it up. */
export const segment: MakeSubject = async ({ port, large }) => {
  const { Analytics } = (await import("@segment/analytics-node" as string)) as {
    Analytics: new (settings: Settings) => Analytics;
  };
  const host = `http://127.0.0.1:${port}`;
  const analytics = new Analytics({ writeKey: "key", host, ...(large ? LARGE : {}) });
  let pending = 0;
  let failed = 0;
  analytics.on("error", () => {
    failed++;
  });
  return {
    most: 5_000,
    pending: () => pending,
    track: (properties) => {
      pending++;
      analytics.track({ userId: "user", event: "order_completed", properties }, () => {
        pending--;
      });
    },
    flush: () => analytics.flush(),
    close: (timeout) => analytics.closeAndFlush({ timeout }),
    says: () => `errors ${failed}`,
  };
};
