// GitHub's own example payloads, one delivery each, with ids that differ from run to run.
import { createRequire } from "node:module";

/** One webhook to be sent. */
export interface ExampleDelivery {
  /** X-GitHub-Event. */
  readonly event: string;
  /** X-GitHub-Delivery. */
  readonly delivery: string;
  readonly payload: object;
}

const require = createRequire(import.meta.url);

/**
 * All payloads of `@octokit/webhooks-examples`.
 *
 * @param run - Put before each delivery's id.
 */
export function deliveries(run: string): ExampleDelivery[] {
  const kinds = require("@octokit/webhooks-examples") as readonly { name: string; examples: readonly object[] }[];
  return kinds.flatMap(({ name, examples }) =>
    examples.map((payload, index) => ({ event: name, delivery: `${run}-${name}-${index}`, payload })),
  );
}
