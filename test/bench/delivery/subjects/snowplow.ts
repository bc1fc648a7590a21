// @snowplow/node-tracker with a self-describing event.
import type { MakeSubject } from "../subject.js";

interface Module {
  newTracker(
    tracker: { namespace: string; appId: string; encodeBase64: boolean },
    emitter: {
      endpoint: string;
      port: number;
      protocol: "http";
      eventMethod: "post";
      bufferSize?: number;
      maxPostBytes?: number;
      onRequestSuccess(batch: readonly unknown[]): void;
      onRequestFailure(failure: { events: readonly unknown[]; willRetry: boolean }): void;
    },
  ): { track(event: object): void; flush(): Promise<void> };
  buildSelfDescribingEvent(options: { event: { schema: string; data: object } }): object;
}

/** Events a batch, and the bytes that they take. */
const LARGE = { bufferSize: 500, maxPostBytes: 1_000_000 };
const SCHEMA = "iglu:com.acme/order_completed/jsonschema/1-0-0";

/** Sets it up. */
export const snowplow: MakeSubject = async ({ port, large }) => {
  const { newTracker, buildSelfDescribingEvent } = (await import("@snowplow/node-tracker" as string)) as Module;
  let pending = 0;
  const tracker = newTracker(
    { namespace: "bench", appId: "shop", encodeBase64: false },
    {
      endpoint: "127.0.0.1",
      port,
      protocol: "http",
      eventMethod: "post",
      ...(large ? LARGE : {}),
      onRequestSuccess: (batch) => {
        pending -= batch.length;
      },
      onRequestFailure: ({ events, willRetry }) => {
        if (!willRetry) pending -= events.length;
      },
    },
  );
  return {
    // Its memory holds no more than 1,000 events unless told otherwise.
    most: 1_000,
    pending: () => pending,
    track: (data) => {
      pending++;
      tracker.track(buildSelfDescribingEvent({ event: { schema: SCHEMA, data } }));
    },
    flush: () => tracker.flush(),
    close: () => tracker.flush(),
  };
};
