// The header traceparent, by the rules and examples of W3C Trace Context level 1 and 2.
import fc from "fast-check";
import { expect, test } from "vitest";
import { traceOfHeader } from "../../src/trace/traceparent.js";

const ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const TEXT = `,"trace_id":"${ID}","span_id":"${SPAN}"`;

test.each<[string, string | string[] | undefined, string]>([
  ["sampled", `00-${ID}-${SPAN}-01`, TEXT],
  ["not sampled", `00-${ID}-${SPAN}-00`, TEXT],
  ["the random flag of level 2", `00-${ID}-${SPAN}-03`, TEXT],
  ["a later version", `cc-${ID}-${SPAN}-01`, TEXT],
  ["a later version with more fields", `cc-${ID}-${SPAN}-01-what-the-future-brings`, TEXT],
  ["a later version with something else after it", `cc-${ID}-${SPAN}-01.x`, ""],
  ["version 00 with more fields", `00-${ID}-${SPAN}-01-more`, ""],
  ["version ff", `ff-${ID}-${SPAN}-01`, ""],
  ["a trace of zeros", `00-${"0".repeat(32)}-${SPAN}-01`, ""],
  ["a span of zeros", `00-${ID}-${"0".repeat(16)}-01`, ""],
  ["upper case", `00-${ID.toUpperCase()}-${SPAN}-01`, ""],
  ["a short trace", `00-${ID.slice(1)}-${SPAN}-01`, ""],
  ["no flags", `00-${ID}-${SPAN}`, ""],
  ["flags that are not hex", `00-${ID}-${SPAN}-0x`, ""],
  ["spaces around", ` 00-${ID}-${SPAN}-01`, ""],
  ["a line break after", `00-${ID}-${SPAN}-01\n`, ""],
  ["two headers, as Node joins them", `00-${ID}-${SPAN}-01, 00-${ID}-${SPAN}-01`, ""],
  ["two headers in a list", [`00-${ID}-${SPAN}-01`], ""],
  ["nothing", undefined, ""],
  ["empty", "", ""],
])("%s", (_name, header, want) => {
  expect(traceOfHeader(header)).toBe(want);
});

test("whatever is sent, the line stays one", () => {
  const near = fc
    .tuple(fc.constantFrom("00", "ff", "01", "0"), fc.string(), fc.constantFrom(SPAN, "0"), fc.string())
    .map((parts) => parts.join("-"));
  fc.assert(
    fc.property(fc.oneof(fc.string(), near), (header) => {
      const line = JSON.parse(`{"event_sequence":1${traceOfHeader(header)}}`);
      expect([1, 3]).toContain(Object.keys(line).length);
    }),
  );
});
