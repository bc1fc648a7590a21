// What one writes with the AWS SDK alone: JSON.stringify, an id, and PutRecord for each event or PutRecordBatch for 500.
// Neither validates, retries or keeps anything; the line has the same columns as Tracklake's.
import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { FirehoseClient, PutRecordBatchCommand, PutRecordCommand } from "@aws-sdk/client-firehose";
import { firehoseLimits } from "@tracklake/envelope";
import { localAws, type MakeSubject } from "../subject.js";

const instance = randomUUID();
/** Calls at the same time: as many as the SDK opens sockets for, and as many batches as use a processor fully. */
const SINGLE_CALLS = 50;
const BATCH_CALLS = 4;

let sequence = 0;

function lineOf(payload: object): Buffer {
  const time = new Date().toISOString();
  const envelope = {
    event_id: randomUUID(),
    event_name: "order_completed",
    event_major: 1,
    event_revision: 1,
    event_time: `${time.slice(0, 10)} ${time.slice(11, 23)}`,
    event_date: time.slice(0, 10),
    service: "shop",
    environment: "production",
    instance_id: instance,
    event_sequence: ++sequence,
  };
  return Buffer.from(`${JSON.stringify({ ...envelope, ...payload })}\n`);
}

function clientOf(port: number): FirehoseClient {
  return new FirehoseClient({ ...localAws, endpoint: `http://127.0.0.1:${port}` });
}

async function settled(calls: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (calls.size > 0) await Promise.all(calls);
}

/** A call for every event, and the next once it is answered: a handler that awaits it. */
export const awsAwaited: MakeSubject = async ({ port }) => {
  const client = clientOf(port);
  let last: Promise<unknown> = Promise.resolve();
  let pending = 0;
  return {
    most: SINGLE_CALLS,
    pending: () => pending,
    track: (payload) => {
      pending++;
      const Record = { Data: lineOf(payload) };
      last = last
        .then(() => client.send(new PutRecordCommand({ DeliveryStreamName: "acme-events", Record })))
        .finally(() => pending--);
    },
    flush: () => last,
    close: () => last,
  };
};

/** A call for every event, many at the same time. */
export const awsSingle: MakeSubject = async ({ port }) => {
  const client = clientOf(port);
  const calls = new Set<Promise<unknown>>();
  return {
    most: SINGLE_CALLS,
    pending: () => calls.size,
    track: (payload) => {
      const command = new PutRecordCommand({ DeliveryStreamName: "acme-events", Record: { Data: lineOf(payload) } });
      const call = client.send(command).finally(() => calls.delete(call));
      calls.add(call);
    },
    flush: () => settled(calls),
    close: () => settled(calls),
  };
};

/** A call for 500 events. */
export const awsBatches: MakeSubject = async ({ port }) => {
  const client = clientOf(port);
  const calls = new Set<Promise<unknown>>();
  let records: { Data: Buffer }[] = [];
  const send = () => {
    if (records.length === 0) return;
    const command = new PutRecordBatchCommand({ DeliveryStreamName: "acme-events", Records: records });
    records = [];
    const call = client.send(command).finally(() => calls.delete(call));
    calls.add(call);
  };
  const flush = () => {
    send();
    return settled(calls);
  };
  return {
    most: BATCH_CALLS * firehoseLimits.recordsPerBatch,
    pending: () => calls.size * firehoseLimits.recordsPerBatch + records.length,
    track: (payload) => {
      records.push({ Data: lineOf(payload) });
      if (records.length === firehoseLimits.recordsPerBatch) send();
    },
    flush,
    close: flush,
  };
};
