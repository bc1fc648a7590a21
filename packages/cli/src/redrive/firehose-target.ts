// The delivery stream as redrive's target: one event a record, so that one that fails again takes no other with it.
// Only what failed is sent again; what is not the data's fault ends the run, which can be begun again.
import { setTimeout as wait } from "node:timers/promises";
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";
import type { OutgoingLine } from "./rebuild.js";
import type { Target } from "./target.js";

/** What is known of a stream. */
export interface FirehoseTargetOptions {
  readonly stream: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

const ATTEMPTS = 6;
/** Milliseconds: full jitter up to these bounds, doubled each time. */
const FIRST_DELAY = 200;
const LONGEST_DELAY = 10_000;
/** Errors that say nothing of a batch. Source: the exceptions of PutRecordBatch, and the AWS SDK's own. */
const passing = /Throttl|LimitExceeded|ServiceUnavailable|InternalFailure|Timeout|ECONN|EPIPE|socket hang up|5\d\d/i;

/**
 * Makes the target.
 *
 * @throws CliError `wrong-use` without a region.
 */
export function firehoseTarget({ stream, endpoint, region }: FirehoseTargetOptions, { env }: Pick<Io, "env">): Target {
  const url = endpoint ?? env.TRACKLAKE_FIREHOSE_ENDPOINT ?? env.AWS_ENDPOINT_URL_FIREHOSE ?? env.AWS_ENDPOINT_URL;
  if (url !== undefined && !URL.canParse(url)) {
    throw new CliError("wrong-use", `The endpoint "${url}" is no URL; one is http://localhost:4573.`);
  }
  const local = url !== undefined && /^(localhost|\[::1\]|127(\.\d+){3})$/.test(new URL(url).hostname);
  const where = region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (local ? "local" : undefined);
  if (where === undefined) {
    throw new CliError("wrong-use", "No AWS region is known. Set AWS_REGION, or name one with --region.");
  }
  const client = new FirehoseClient({
    region: where,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
    ...(url === undefined ? {} : { endpoint: url }),
    ...(local ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
  });
  return {
    name: `the Firehose stream ${stream} (${url ?? where})`,
    send: (lines) => sendAll(client, stream, lines),
    close: () => client.destroy(),
  };
}

async function sendAll(client: FirehoseClient, stream: string, lines: readonly OutgoingLine[]): Promise<boolean[]> {
  const taken = lines.map(() => false);
  let left = lines.map((_, index) => index);
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === ATTEMPTS) return taken;
    if (attempt > 0) await wait(Math.random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** attempt));
    const failed = await sendOnce(client, stream, lines, left, attempt === ATTEMPTS - 1);
    const again = new Set(failed);
    for (const index of left) if (!again.has(index)) taken[index] = true;
    left = failed;
  }
  return taken;
}

/** Sends those that are left; says which of them failed. */
async function sendOnce(
  client: FirehoseClient,
  stream: string,
  lines: readonly OutgoingLine[],
  left: readonly number[],
  last: boolean,
): Promise<number[]> {
  const Records = left.map((index) => ({ Data: Buffer.from(lines[index]?.text ?? "") }));
  try {
    const command = new PutRecordBatchCommand({ DeliveryStreamName: stream, Records });
    const { RequestResponses = [] } = await client.send(command);
    return left.filter((_, at) => RequestResponses[at]?.RecordId === undefined);
  } catch (error) {
    const { name = "", message = "", $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const said = `${name}: ${message}`;
    if (!last && passing.test(`${said} ${$metadata?.httpStatusCode ?? ""}`)) return [...left];
    const text = `${stream} took nothing more: ${said}. Mend it and run the command again; it goes on where it stopped.`;
    throw new CliError("not-reachable", text, { cause: error });
  }
}
