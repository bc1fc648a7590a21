// @rudderstack/rudder-sdk-node, flushed at the end as its documentation says.
import type { MakeSubject } from "../subject.js";

interface Analytics {
  track(message: object, callback: (error?: unknown) => void): void;
  flush(): Promise<unknown>;
}

interface Options {
  readonly dataPlaneUrl: string;
  readonly gzip?: boolean;
  readonly flushAt?: number;
  readonly maxQueueSize?: number;
  readonly logLevel: string;
}

/** Events a batch, the bytes that they take, and no compression, which would be most of the work. */
const LARGE = { flushAt: 400, maxQueueSize: 1_000_000, gzip: false };

/** Sets it up. */
export const rudderstack: MakeSubject = async ({ port, large }) => {
  const { default: Analytics } = (await import("@rudderstack/rudder-sdk-node" as string)) as {
    default: new (key: string, options: Options) => Analytics;
  };
  const dataPlaneUrl = `http://127.0.0.1:${port}`;
  const client = new Analytics("key", { dataPlaneUrl, logLevel: "error", ...(large ? LARGE : {}) });
  let pending = 0;
  return {
    most: 5_000,
    pending: () => pending,
    track: (properties) => {
      pending++;
      client.track({ userId: "user", event: "order_completed", properties }, () => {
        pending--;
      });
    },
    flush: () => client.flush(),
    close: () => client.flush(),
  };
};
