// The header `traceparent` of W3C Trace Context, read as strictly as its section 3.2 asks.
// Level 2 changes only flags: of versions after 00 the first four fields are read, and more may follow.
import { traceText } from "./line-text.js";

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/**
 * The caller's trace and span as text for the line, or `""` when the header is missing or invalid.
 *
 * @param header - As Node gives it; a repeated header is invalid.
 */
export function traceOfHeader(header: string | readonly string[] | undefined): string {
  if (typeof header !== "string") return "";
  const [, version, traceId, spanId, more] = FORM.exec(header) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return "";
  return traceText(traceId, spanId);
}
