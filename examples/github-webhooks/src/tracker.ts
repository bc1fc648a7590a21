// The tracker of this service: one for the process, delivering through Firehose.
// Where Firehose is comes from the environment, as in production.
import { firehoseSink } from "@tracklake/sdk/firehose";
import { createTracker, type Tracker } from "../../../gen/index.js";

/**
 * Makes the tracker.
 *
 * @param env - `TRACKLAKE_STREAM`, `TRACKLAKE_PII_KEY`; for experiments `TRACKLAKE_RECORDS_PER_CALL` and
 * `TRACKLAKE_PACKED` ("no": one event a record).
 */
export function makeTracker(env: NodeJS.ProcessEnv): Tracker {
  const { TRACKLAKE_STREAM: stream = "acme-events", TRACKLAKE_PII_KEY: piiKey } = env;
  const perCall = env.TRACKLAKE_RECORDS_PER_CALL;
  return createTracker({
    service: "github-webhooks",
    sink: firehoseSink({
      stream,
      packed: env.TRACKLAKE_PACKED !== "no",
      ...(perCall === undefined ? {} : { recordsPerCall: Number(perCall) }),
    }),
    ...(piiKey === undefined ? {} : { piiKey }),
  });
}
