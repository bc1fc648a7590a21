// The bytes of a request, bounded: what is longer is refused without being kept.
// Firehose takes 4 MiB before base64; with base64 and member names that stays under 8 MiB.
import type { IncomingMessage } from "node:http";
import type { Members } from "./members.js";
import { ServiceFault } from "./service-fault.js";

/** Bytes of the longest request that is read. */
export const MAX_BODY = 8 * 1024 * 1024;

/** Reads a body to its end; what passes the bound is thrown away as it comes, so that the answer can be read. */
export async function readBody(request: IncomingMessage, limit = MAX_BODY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (bytes > limit * 4) break;
  }
  if (bytes > limit)
    throw new ServiceFault("RequestEntityTooLargeException", `Request body is longer than ${limit} bytes`, 413);
  return Buffer.concat(chunks, bytes);
}

/** The JSON object that a body holds. */
export function parseBody(body: Buffer): Members {
  const refuse = (why: string) => new ServiceFault("SerializationException", why);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw refuse("The request body is not valid UTF-8");
  }
  let value: unknown;
  try {
    value = JSON.parse(text === "" ? "{}" : text);
  } catch (error) {
    throw refuse(`The request body is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse("The request body must be a JSON object");
  return value as Members;
}
