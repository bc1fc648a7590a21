// The active span, against OpenTelemetry's real API, SDK and context manager.
import { context, INVALID_SPAN_CONTEXT, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { AlwaysOffSampler, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRequest } from "../../src/http/request-scope.js";
import { activeTrace } from "../../src/trace/active-span.js";

const PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const OF_PARENT = ',"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331"';
const API = Symbol.for("opentelemetry.js.api.1");

function inCall<Result>(body: () => Result): Result {
  return inRequest({ key: {}, traceparent: PARENT, emitters: [] }, body);
}

test("without OpenTelemetry it is the request's, or nothing", () => {
  expect(API in globalThis).toBe(false);
  expect(activeTrace()).toBe("");
  expect(inCall(activeTrace)).toBe(OF_PARENT);
});

describe.each([
  ["sampled", {}],
  ["not sampled", { sampler: new AlwaysOffSampler() }],
])("with OpenTelemetry, %s", (_name, config) => {
  let provider: NodeTracerProvider;
  beforeEach(() => {
    provider = new NodeTracerProvider(config);
    provider.register();
  });
  afterEach(async () => {
    trace.disable();
    context.disable();
    await provider.shutdown();
  });
  const textOf = ({ traceId, spanId }: { traceId: string; spanId: string }) =>
    `,"trace_id":"${traceId}","span_id":"${spanId}"`;

  test("it is the active span's, through what is asynchronous and nested", async () => {
    const tracer = trace.getTracer("test");
    const run = () =>
      tracer.startActiveSpan("outer", async (outer) => {
        const text = textOf(outer.spanContext());
        expect(activeTrace()).toBe(text);
        expect(activeTrace()).toBe(text);
        await new Promise((resolve) => setImmediate(resolve));
        tracer.startActiveSpan("inner", (inner) => {
          expect(activeTrace()).toBe(textOf(inner.spanContext()));
          inner.end();
        });
        await new Promise((resolve) => setImmediate(resolve));
        expect(activeTrace()).toBe(text);
        outer.end();
        return text;
      });
    const texts = await Promise.all(Array.from({ length: 20 }, run));
    expect(new Set(texts).size).toBe(20);
    expect(activeTrace()).toBe("");
  });

  test("it comes before the request's header, which holds where no span is active", () => {
    inCall(() => {
      expect(activeTrace()).toBe(OF_PARENT);
      trace.getTracer("test").startActiveSpan("span", (span) => {
        expect(activeTrace()).toBe(textOf(span.spanContext()));
        span.end();
      });
    });
  });

  test("an invalid span is none", () => {
    const invalid = trace.setSpan(ROOT_CONTEXT, trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
    expect(context.with(invalid, activeTrace)).toBe("");
  });
});

test.each<[string, unknown]>([
  ["a context manager that throws", { context: { active: () => assert() } }],
  ["a span that throws", { context: { active: () => ({ getValue: () => ({ spanContext: () => assert() }) }) } }],
  ["no manager", {}],
  ["a manager without a context", { context: { active: () => undefined } }],
  ["a span of another form", { context: { active: () => ({ getValue: () => ({ spanContext: () => ({}) }) }) } }],
  [
    "ids that are no text",
    { context: { active: () => ({ getValue: () => ({ spanContext: () => ({ traceId: 1 }) }) }) } },
  ],
  ["null", null],
])("%s is no trace and no error", (_name, api) => {
  Object.assign(globalThis, { [API]: api });
  try {
    expect(activeTrace()).toBe("");
  } finally {
    Reflect.deleteProperty(globalThis, API);
  }
});

function assert(): never {
  throw new Error("not yours");
}
