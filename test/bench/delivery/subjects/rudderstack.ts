// @rudderstack/rudder-sdk-node, flushed at the end as its documentation says.
import type { MakeSubject } from "../subject.js";

interface Analytics {
  track(message: object, callback: (error?: unknown) => void): void;
  flush(): Promise<unknown>;
}

interface Options {
  readonly dataPlaneUrl: string;
  readonly gzip?: boolean;
  readonly logLevel: string;
}

/** No compression, which would be much of the work. Its batches stay at 20: a call writes all that waits as JSON anew. */
const LARGE = { gzip: false };
/** For the same reason no more than one batch waits while one is in flight. */
const MOST = 40;

/** Sets it up. */
export const rudderstack: MakeSubject = async ({ port, large }) => {
  const { default: Analytics } = (await import("@rudderstack/rudder-sdk-node" as string)) as {
    default: new (key: string, options: Options) => Analytics;
  };
  const dataPlaneUrl = `http://127.0.0.1:${port}`;
  const client = new Analytics("key", { dataPlaneUrl, logLevel: "error", ...(large ? LARGE : {}) });
  let pending = 0;
  return {
    most: MOST,
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
