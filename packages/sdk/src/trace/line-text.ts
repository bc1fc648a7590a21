// A trace as the line names it: the columns trace_id and span_id, or nothing where an id is not valid.
// Forms by W3C Trace Context, section 3.2.2: lower-case hex, and all zeros are invalid.

const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/;

/** `,"trace_id":"…","span_id":"…"`, or `""` unless both ids are valid. */
export function traceText(traceId: unknown, spanId: unknown): string {
  if (typeof traceId !== "string" || typeof spanId !== "string") return "";
  return TRACE_ID.test(traceId) && SPAN_ID.test(spanId) ? `,"trace_id":"${traceId}","span_id":"${spanId}"` : "";
}
