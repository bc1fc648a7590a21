// The sink to S3, for when Firehose cannot be reached and the disk does not last: gzipped NDJSON, put into the tables'
// own folders under the events' own ids, so that the view shows what came both ways once.
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip as gzipCallback } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { firehoseLimits, partitionFolder } from "@tracklake/envelope";
import { clientConfig, withinTime } from "./aws/client-config.js";
import { awsFailure } from "./aws/failure.js";
import { linesOf } from "./line/lines-of.js";
import type { OutgoingRecord, RecordResult, SendFailure, Sink } from "./sink.js";

/** What an S3 sink is told. */
export interface S3SinkOptions {
  /** The lake's bucket, which Firehose writes to as well. */
  readonly bucket: string;
  /** Your own client; give it `maxAttempts: 1`, since this sink's caller retries. @default one made from the environment */
  readonly client?: S3Client;
  /** Endpoint of the client that is made. @default the AWS SDK's */
  readonly endpoint?: string;
}

/** Lines and bytes of one call: an object for each table and day among them. */
const LINES = 20_000;
const BYTES = 8 * 1024 * 1024;

const gzip = promisify(gzipCallback);

/**
 * Puts lines into the lake's bucket; made for `fallback`, since it makes an object for every table, day and call.
 *
 * @example
 * createTracker({ service: "billing", sink: firehoseSink({ stream: "acme-events" }), fallback: s3Sink({ bucket: "acme-lake" }) });
 */
export function s3Sink({ bucket, client, endpoint }: S3SinkOptions): Sink {
  const sender = client ?? new S3Client({ ...clientConfig(endpoint), ...(endpoint ? { forcePathStyle: true } : {}) });
  return {
    name: `S3 bucket ${bucket}`,
    level: "delivered",
    limits: {
      recordsPerBatch: LINES,
      bytesPerBatch: BYTES,
      bytesPerRecord: firehoseLimits.bytesPerRecord,
      linesPerRecord: 1,
    },
    async send(records, signal) {
      const results = new Map<OutgoingRecord, RecordResult>();
      const failures: SendFailure[] = [];
      await Promise.all(
        [...byFolder(records)].map(async ([folder, group]) => {
          const failure = await put(folder, group);
          if (failure) failures.push(failure);
          for (const record of group) results.set(record, failure ? failedBy(failure) : { ok: true });
        }),
      );
      const [first] = failures;
      if (first && [...results.values()].every(({ ok }) => !ok)) throw first;
      return records.map((record) => results.get(record) ?? { ok: false, code: "NotPut", message: "no result" });

      async function put(folder: string, group: readonly OutgoingRecord[]): Promise<SendFailure | undefined> {
        try {
          const Body = await gzip(Buffer.concat(group.flatMap(({ parts }) => parts)), { level: 1 });
          const Key = `${folder}fallback-${stamp()}-${randomUUID()}.gz`;
          const command = new PutObjectCommand({ Bucket: bucket, Key, Body });
          await withinTime(signal, (abortSignal) => sender.send(command, { abortSignal }));
          return undefined;
        } catch (error) {
          return awsFailure(error);
        }
      }
    },
    async close() {
      if (!client) sender.destroy();
    },
  };
}

function byFolder(records: readonly OutgoingRecord[]): Map<string, OutgoingRecord[]> {
  const groups = new Map<string, OutgoingRecord[]>();
  for (const record of records) {
    // One line a record, as this sink's limits say.
    const [line] = linesOf(record);
    if (!line) continue;
    const folder = partitionFolder(line.table, line.date);
    const group = groups.get(folder);
    if (group) group.push(record);
    else groups.set(folder, [record]);
  }
  return groups;
}

function failedBy({ kind, message }: SendFailure): RecordResult {
  return { ok: false, code: kind, message };
}

/** Now, as Firehose writes it into its objects' names: YYYY-MM-DD-HH-MM-SS, UTC. */
function stamp(): string {
  return new Date().toISOString().slice(0, 19).replace(/[T:]/g, "-");
}
