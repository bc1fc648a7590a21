// PutRecord and PutRecordBatch: the limits of a call, base64, and per-record results.
// API: PutRecordBatchRequestEntryList 1..500, Data at most 1,024,000 bytes; Guide: 4 MiB a call.
import { firehoseLimits } from "@tracklake/envelope";
import { asStructure, list, type Members, member, missing, requiredStructure, requiredText } from "../stack/members.js";
import { constraint, ServiceFault } from "../stack/service-fault.js";
import { streamName } from "./model-limits.js";
import type { Streams } from "./streams.js";

/** Whether the next record is to fail; a fault plan's. */
export type FailRecord = () => boolean;

/** PutRecord. */
export function putRecord(streams: Streams, input: Members, fails: FailRecord): Members {
  const stream = streams.get(requiredText(input, "DeliveryStreamName", streamName, "deliveryStreamName"));
  const record = recordData(requiredStructure(input, "Record", "record"), "record.data");
  stream.makeRoom(record.length);
  if (fails()) throw new ServiceFault("ServiceUnavailableException", UNAVAILABLE, 500);
  return { RecordId: stream.accept([record])[0], Encrypted: false };
}

/** PutRecordBatch: as many results as records, in their order. */
export function putRecordBatch(streams: Streams, input: Members, fails: FailRecord): Members {
  const stream = streams.get(requiredText(input, "DeliveryStreamName", streamName, "deliveryStreamName"));
  const entries = list(input, "Records", "records") ?? missing("records");
  if (entries.length < 1) throw constraint("records", "have length greater than or equal to 1");
  if (entries.length > firehoseLimits.recordsPerBatch)
    throw constraint("records", `have length less than or equal to ${firehoseLimits.recordsPerBatch}`);
  const records = entries.map((entry, index) => {
    const path = `records.${index + 1}.member`;
    return recordData(asStructure(entry, path), `${path}.data`);
  });
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  if (bytes > firehoseLimits.bytesPerBatch)
    throw new ServiceFault("InvalidArgumentException", "Records size exceeds 4 MB limit");
  stream.makeRoom(bytes);

  const failed = records.map(() => fails());
  const ids = stream.accept(records.filter((_, index) => !failed[index]));
  let next = 0;
  return {
    FailedPutCount: failed.filter(Boolean).length,
    Encrypted: false,
    RequestResponses: failed.map((fault) =>
      fault ? { ErrorCode: "ServiceUnavailableException", ErrorMessage: UNAVAILABLE } : { RecordId: ids[next++] },
    ),
  };
}

const UNAVAILABLE = "Slow down.";
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function recordData(record: Members, path: string): Buffer {
  const data = member(record, "Data") ?? missing(path);
  if (typeof data !== "string" || data.length % 4 !== 0 || !BASE64.test(data))
    throw new ServiceFault("SerializationException", `The member '${path}' must be base64 text`);
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > firehoseLimits.bytesPerRecord)
    throw constraint(path, `have length less than or equal to ${firehoseLimits.bytesPerRecord}`);
  return bytes;
}
