// The trace of this moment: OpenTelemetry's active span where its API is present, else the request's `traceparent`.
// The API is met where all its copies meet, in a global symbol, so that it need not be a dependency.
import { currentScope } from "../runtime/scope.js";
import { traceText } from "./line-text.js";

// @opentelemetry/api 1.x: src/internal/global-utils.ts and src/trace/context-utils.ts. Both keys are made by
// Symbol.for, which is how different copies of the API share their state.
const API = Symbol.for("opentelemetry.js.api.1");
const SPAN = Symbol.for("OpenTelemetry Context Key SPAN");

interface SpanContext {
  readonly traceId?: unknown;
  readonly spanId?: unknown;
}

interface Api {
  readonly context?: {
    active(): { getValue(key: symbol): { spanContext(): SpanContext } | undefined } | undefined;
  };
}

let lastContext: SpanContext | undefined;
let lastText = "";

/**
 * Line text that comes after event_sequence: `,"trace_id":"<32 hex>","span_id":"<16 hex>"`, or `""`. Never throws.
 */
export function activeTrace(): string {
  return spanText() || (currentScope()?.trace ?? "");
}

function spanText(): string {
  const api = (globalThis as { [API]?: Api })[API];
  if (api?.context === undefined) return "";
  try {
    const context = api.context.active()?.getValue(SPAN)?.spanContext();
    if (context === undefined || context === null) return "";
    // Events of one span follow each other, and a span's context never changes.
    if (context !== lastContext) {
      lastText = traceText(context.traceId, context.spanId);
      lastContext = context;
    }
    return lastText;
  } catch {
    // Another's context manager failed: the event is worth more than its trace, and the host hears of it from there.
    return "";
  }
}
