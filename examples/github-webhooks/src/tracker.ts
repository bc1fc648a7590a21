// The tracker of this service: one for the process, delivering through Firehose.
// Where Firehose is comes from the environment, as in production.
import { firehoseSink } from "@tracklake/sdk/firehose";
import { createTracker, type Tracker } from "../../../gen/index.js";

/** Makes the tracker. */
export function makeTracker(env: NodeJS.ProcessEnv): Tracker {
  const { TRACKLAKE_STREAM: stream = "acme-events", TRACKLAKE_PII_KEY: piiKey } = env;
  return createTracker({
    service: "github-webhooks",
    sink: firehoseSink({ stream }),
    ...(piiKey === undefined ? {} : { piiKey }),
  });
}
