// posthog-node, closed by shutdown as its documentation says for servers.
import type { MakeSubject } from "../subject.js";

interface PostHog {
  capture(event: object): void;
  flush(): Promise<void>;
  shutdown(timeout: number): Promise<void>;
  on(event: "flush", listener: (messages: readonly unknown[]) => void): void;
  on(event: "error", listener: (error: unknown) => void): void;
}

interface Options {
  readonly host: string;
  readonly flushAt?: number;
  readonly maxBatchSize?: number;
  readonly maxQueueSize?: number;
  readonly disableCompression?: boolean;
}

/** Events a batch, and a queue that drops none of them. */
const LARGE = { flushAt: 500, maxBatchSize: 500, maxQueueSize: 100_000, disableCompression: true };

/** Sets it up. */
export const posthog: MakeSubject = async ({ port, large }) => {
  const { PostHog } = (await import("posthog-node" as string)) as { PostHog: new (key: string, o: Options) => PostHog };
  const client = new PostHog("key", { host: `http://127.0.0.1:${port}`, ...(large ? LARGE : {}) });
  let pending = 0;
  let failed = 0;
  client.on("flush", (messages) => {
    pending -= messages.length;
  });
  client.on("error", () => {
    failed++;
  });
  return {
    most: 5_000,
    pending: () => pending,
    track: (properties) => {
      pending++;
      client.capture({ distinctId: "user", event: "order_completed", properties });
    },
    flush: () => client.flush(),
    close: (timeout) => client.shutdown(timeout),
    says: () => `errors ${failed}`,
  };
};
