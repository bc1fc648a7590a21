// The sink to Amazon Data Firehose: PutRecordBatch through the AWS SDK's own client, its retries off.
// Ours know which records failed, and send those alone.
import { FirehoseClient, type FirehoseClientConfig, type PutRecordBatchCommandOutput } from "@aws-sdk/client-firehose";
import { firehoseLimits } from "@tracklake/envelope";
import { SdkError } from "./errors.js";
import { BodyMaker } from "./firehose/body-maker.js";
import { firehoseFailure } from "./firehose/failures.js";
import { putRecordBatch } from "./firehose/put-record-batch.js";
import type { RecordResult, Sink } from "./sink.js";

/** What a Firehose sink is told. */
export interface FirehoseSinkOptions {
  /** The delivery stream's name. */
  readonly stream: string;
  /** Your own client; give it `maxAttempts: 1`, since this sink retries. @default one made from the environment */
  readonly client?: FirehoseClient;
  /** Endpoint of the client that is made. @default `TRACKLAKE_FIREHOSE_ENDPOINT`, else the AWS SDK's */
  readonly endpoint?: string;
  /** Whether several events share one record, as far as de-aggregation takes them. @default true */
  readonly packed?: boolean;
  /** Records that one call carries at most, 1 to 500. @default 500 */
  readonly recordsPerCall?: number;
}

/** Milliseconds to connect, and to be answered: the AWS SDK sets neither by itself. */
const CONNECTION_TIMEOUT = 3_000;
const REQUEST_TIMEOUT = 15_000;

/**
 * Sends to a delivery stream.
 *
 * @throws SdkError `wrong-option` for a number of records that a call cannot carry.
 * @example
 * createTracker({ service: "billing", sink: firehoseSink({ stream: "acme-events" }) });
 */
export function firehoseSink(options: FirehoseSinkOptions): Sink {
  const { stream, client, endpoint, packed = true, recordsPerCall = firehoseLimits.recordsPerBatch } = options;
  if (!Number.isInteger(recordsPerCall) || recordsPerCall < 1 || recordsPerCall > firehoseLimits.recordsPerBatch) {
    throw new SdkError(
      "wrong-option",
      `firehoseSink: recordsPerCall is ${recordsPerCall}; it is a whole number from 1 to ${firehoseLimits.recordsPerBatch}.`,
    );
  }
  const sender = client ?? new FirehoseClient(clientConfig(endpoint ?? process.env.TRACKLAKE_FIREHOSE_ENDPOINT));
  const bodies = new BodyMaker(stream);
  return {
    name: `Firehose stream ${stream}`,
    level: "delivered",
    limits: {
      recordsPerBatch: recordsPerCall,
      bytesPerBatch: firehoseLimits.bytesPerBatch,
      bytesPerRecord: firehoseLimits.bytesPerRecord,
      linesPerRecord: packed ? firehoseLimits.eventsPerRecord : 1,
    },
    async send(records, signal) {
      const body = await bodies.make(records);
      try {
        const output = await putRecordBatch(sender, stream, body, signal);
        // Only now: of a call that was given up the connection may still be reading.
        body.done();
        return resultsOf(output, records.length);
      } catch (error) {
        throw firehoseFailure(error);
      }
    },
    async close() {
      await bodies.close();
      if (!client) sender.destroy();
    },
  };
}

function resultsOf({ RequestResponses = [] }: PutRecordBatchCommandOutput, sent: number): RecordResult[] {
  return Array.from({ length: sent }, (_, index) => {
    const response = RequestResponses[index];
    if (response?.RecordId !== undefined && response.ErrorCode === undefined) return { ok: true };
    return {
      ok: false,
      code: response?.ErrorCode ?? "NoResponse",
      message: response?.ErrorMessage ?? "the answer names no record id",
    };
  });
}

function clientConfig(endpoint: string | undefined): FirehoseClientConfig {
  const config: FirehoseClientConfig = {
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
