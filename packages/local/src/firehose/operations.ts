// The operations of Firehose_20150804 that the endpoint speaks.
import { integer, type Members, requiredText, text } from "../stack/members.js";
import type { Operations } from "../stack/operation.js";
import { describeStream, streamArn } from "./describe-stream.js";
import { listLimit, streamName } from "./model-limits.js";
import { type FailRecord, putRecord, putRecordBatch } from "./put-records.js";
import { streamConfig } from "./stream-config.js";
import type { Streams } from "./streams.js";

/** Firehose over these streams. */
export function firehoseOperations(streams: Streams, fails: FailRecord): Operations {
  const nameOf = (input: Members) => requiredText(input, "DeliveryStreamName", streamName, "deliveryStreamName");
  return new Map<string, (input: Members) => Members | Promise<Members>>([
    ["PutRecord", (input) => putRecord(streams, input, fails)],
    ["PutRecordBatch", (input) => putRecordBatch(streams, input, fails)],
    [
      "CreateDeliveryStream",
      (input) => ({ DeliveryStreamARN: streamArn(streams.create(streamConfig(input)).config.name) }),
    ],
    ["DescribeDeliveryStream", (input) => ({ DeliveryStreamDescription: describeStream(streams.get(nameOf(input))) })],
    ["ListDeliveryStreams", (input) => listStreams(streams, input)],
    [
      "DeleteDeliveryStream",
      async (input) => {
        await streams.delete(nameOf(input));
        return {};
      },
    ],
  ]);
}

function listStreams(streams: Streams, input: Members): Members {
  const limit = integer(input, "Limit", listLimit.min, listLimit.max, "limit") ?? listLimit.default;
  const after = text(input, "ExclusiveStartDeliveryStreamName", streamName) ?? "";
  const type = text(input, "DeliveryStreamType") ?? "DirectPut";
  const names = type === "DirectPut" ? streams.names().filter((name) => name > after) : [];
  return { DeliveryStreamNames: names.slice(0, limit), HasMoreDeliveryStreams: names.length > limit };
}
