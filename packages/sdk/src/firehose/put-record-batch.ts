// PutRecordBatch with a body that was made by hand: it enters the user's own client at its serialise step, so that
// credentials, endpoint, proxy and signing stay the client's.
import { type FirehoseClient, PutRecordBatchCommand, type PutRecordBatchCommandOutput } from "@aws-sdk/client-firehose";
import type { Body } from "./body-maker.js";

/** What is read of an HTTP request of the AWS SDK. */
interface SerialisedRequest {
  body?: unknown;
  headers: Record<string, string>;
}

/** Sends a body. */
export function putRecordBatch(
  client: FirehoseClient,
  stream: string,
  { bytes, sha256 }: Pick<Body, "bytes" | "sha256">,
  abortSignal: AbortSignal,
): Promise<PutRecordBatchCommandOutput> {
  const command = new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: [] });
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as SerialisedRequest;
      request.body = bytes;
      // The signer takes the hash from here instead of making it on the main thread. Source: Signature Version 4.
      request.headers["x-amz-content-sha256"] = sha256;
      return next(args);
    },
    { step: "serialize", priority: "low", name: "tracklakeBody" },
  );
  return client.send(command, { abortSignal });
}
