// A line of the error output: what could not be delivered to a table, why, and its bytes.
// Guide: "Handle data delivery failures"; the members of the service's error records.
import type { Failure } from "./sort-record.js";

/** One line of NDJSON with its newline. @param arrival - Milliseconds since 1970. */
export function errorLine({ bytes, code, message }: Failure, arrival: number, ended: number): Buffer {
  const line = {
    attemptsMade: 1,
    arrivalTimestamp: arrival,
    errorCode: code,
    errorMessage: message,
    attemptEndingTimestamp: ended,
    rawData: bytes.toString("base64"),
  };
  return Buffer.from(`${JSON.stringify(line)}\n`);
}
