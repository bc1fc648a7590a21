// PutRecordBatch with a body that was made by hand: it enters the user's own client at its serialise step, so that
// credentials, endpoint, proxy and signing stay the client's. The host has its turn between serialising, signing and
// writing, which together take the client milliseconds.
import type { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { type FirehoseClient, PutRecordBatchCommand, type PutRecordBatchCommandOutput } from "@aws-sdk/client-firehose";
import type { Body } from "./body-maker.js";
import { bodyStream, PIECE } from "./body-stream.js";

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
    (next) => async (args) => {
      const request = args.request as SerialisedRequest;
      request.body = bytes;
      // The signer takes the hash from here instead of making it on the main thread. Source: Signature Version 4.
      request.headers["x-amz-content-sha256"] = sha256;
      await turn();
      return next(args);
    },
    { step: "serialize", priority: "low", name: "tracklakeBody" },
  );
  const inPieces = bytes.length > PIECE && takesStreams(client);
  command.middlewareStack.add(
    (next) => async (args) => {
      await turn();
      // A copy, since the client's retries look at the request that they gave, and send no stream twice.
      return next(
        inPieces ? { ...args, request: withBody(args.request as SerialisedRequest, bodyStream(bytes)) } : args,
      );
    },
    { step: "finalizeRequest", priority: "low", name: "tracklakePieces" },
  );
  return client.send(command, { abortSignal });
}

function withBody<Request extends object>(request: Request, body: Readable): Request {
  return Object.assign(Object.create(Object.getPrototypeOf(request)), request, { body });
}

/** Whether the client's handler is Node's own HTTP, which pipes a stream; what others do with one is not known. */
function takesStreams({ config }: FirehoseClient): boolean {
  const { metadata } = config.requestHandler as { readonly metadata?: { readonly handlerProtocol?: string } };
  return metadata?.handlerProtocol === "http/1.1";
}
