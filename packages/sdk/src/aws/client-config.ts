// How the AWS clients that a sink makes for itself are set up: without retries of their own, and with time-outs.
// Ours know which records failed, and the AWS SDK waits for an answer for ever unless it is told not to.
import { withLinkedSignal } from "../linked-signal.js";

/** Milliseconds to connect, and to be answered. */
const CONNECTION_TIMEOUT = 3_000;
const REQUEST_TIMEOUT = 15_000;

/** Milliseconds that a call may take in all, whichever client makes it: credentials, connecting, sending, the answer. */
const OVERALL_TIMEOUT = 30_000;

/** Makes a call whose signal ends it when it is told to, or when it has taken too long. */
export function withinTime<Result>(
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return withLinkedSignal({ signals: [signal], timeout: OVERALL_TIMEOUT }, call);
}

/** The configuration of a client for an endpoint; without one, AWS's own. */
export function clientConfig(endpoint: string | undefined) {
  const config = {
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
    },
  };
  if (endpoint === undefined) return config;
  // A local endpoint asks for no account; a real one never listens on the loopback address.
  const local = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|\/|$)/.test(endpoint);
  if (!local) return { ...config, endpoint };
  return {
    ...config,
    endpoint,
    region: process.env.AWS_REGION ?? "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
}
