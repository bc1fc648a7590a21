// The sink to Amazon Data Firehose: PutRecordBatch through the AWS SDK's own client, its retries off.
// Ours know which records failed, and send those alone.
import { FirehoseClient, type PutRecordBatchCommandOutput } from "@aws-sdk/client-firehose";
import { firehoseLimits } from "@tracklake/envelope";
import { clientConfig, withinTime } from "./aws/client-config.js";
import { awsFailure } from "./aws/failure.js";
import { SdkError } from "./errors.js";
import { BodyMaker } from "./firehose/body-maker.js";
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
        const output = await withinTime(signal, (within) => putRecordBatch(sender, stream, body, within));
        // Only now: of a call that was given up the connection may still be reading.
        body.done();
        return resultsOf(output, records.length);
      } catch (error) {
        throw awsFailure(error);
      }
    },
    reconnect() {
      sender.config.requestHandler.destroy?.();
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
