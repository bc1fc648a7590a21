import { envelopeColumns, lineLimits, MAX_TIME } from "@tracklake/envelope";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventDefinition } from "../../src/definitions.js";
import { LineWriter } from "../../src/line/line-writer.js";

const event = (name = "order_placed", major = 1, revision = 1): EventDefinition => ({
  name,
  major,
  revision,
  contexts: [],
  encode: () => "",
});
const writerOf = (more: { service?: string; environment?: string; instanceId?: string } = {}) =>
  new LineWriter({ timeZone: "Asia/Tokyo", service: "shop", environment: "test", ...more });

/** A slab as the runtime has it. */
const slab = (bytes = 1024 * 1024) => Buffer.from(new SharedArrayBuffer(bytes));

const NEW_YEAR = Date.parse("2026-01-01T15:00:00.007Z");
const order = event();

test("a line is the envelope's columns in their order, the trace, the fields and a newline", () => {
  const writer = writerOf({ instanceId: "i-1" });
  const target = slab();
  const bytes = writer.write(order, NEW_YEAR, ',"trace_id":"t","span_id":"s"', ',"plan":"pro"', target, 3);
  const line = target.toString("utf8", 3, 3 + bytes);
  const id = line.slice(13, 49);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(NEW_YEAR);
  expect(line).toBe(
    `{"event_id":"${id}","event_name":"order_placed","event_major":1,"event_revision":1,` +
      '"event_time":"2026-01-01 15:00:00.007","event_date":"2026-01-02","service":"shop","environment":"test",' +
      '"instance_id":"i-1","event_sequence":1,"trace_id":"t","span_id":"s","plan":"pro"}\n',
  );
  expect(Object.keys(JSON.parse(line) as object)).toEqual([...envelopeColumns.map(({ name }) => name), "plan"]);
});

test("sequence numbers count by table, whatever the revision", () => {
  const writer = writerOf();
  const target = slab();
  const sequenceOf = (definition: EventDefinition) => {
    const bytes = writer.write(definition, NEW_YEAR, "", "", target, 0);
    return (JSON.parse(target.toString("utf8", 0, bytes)) as { event_sequence: number }).event_sequence;
  };
  const sequences = [order, event("other"), order, event("order_placed", 1, 2), event("order_placed", 2)];
  expect(sequences.map(sequenceOf)).toEqual([1, 1, 2, 3, 1]);
  expect(Object.fromEntries(writer.sequences())).toEqual({ order_placed_v1: 3, other_v1: 1, order_placed_v2: 1 });
});

/** Fields that make the whole line exactly this long in bytes. */
function fieldsFor(writer: LineWriter, bytes: number, character: string): string {
  const target = slab(4096);
  const envelope = writer.write(event("other_event_"), NEW_YEAR, "", ',"text":""', target, 0);
  const left = bytes - envelope;
  const size = Buffer.byteLength(character);
  return `,"text":"${character.repeat(Math.floor(left / size))}${"x".repeat(left % size)}"`;
}

test.each(["x", "é", "漢", "🎉"])("a line of %s may be as long as the limit, and no longer", (character) => {
  const writer = writerOf();
  const target = slab();
  const fields = fieldsFor(writer, lineLimits.bytes, character);
  const longer = fields.replace('"text":"', '"text":"x');
  expect(writer.write(order, NEW_YEAR, "", longer, target, 0)).toBe(-1);
  expect(writer.write(order, NEW_YEAR, "", fields, target, 0)).toBe(lineLimits.bytes);
  expect(JSON.parse(target.toString("utf8", 0, lineLimits.bytes))).toMatchObject({ event_sequence: 1 });
});

test.each(["x", "é", "漢", "🎉"])(
  "a line of %s is written when it fits to the byte, and else not at all",
  (character) => {
    const writer = writerOf();
    const fields = fieldsFor(writer, 2000, character);
    const short = slab(1999 + 10);
    expect(writer.write(order, NEW_YEAR, "", fields, short, 10)).toBe(0);
    const exact = slab(2000 + 10);
    expect(writer.write(order, NEW_YEAR, "", fields, exact, 10)).toBe(2000);
    expect(JSON.parse(exact.toString("utf8", 10))).toMatchObject({ event_sequence: 1 });
  },
);

test.each([
  [Date.parse("9999-12-30T23:59:59.999Z"), "9999-12-30 23:59:59.999", "9999-12-31"],
  [0, "1970-01-01 00:00:00.000", "1970-01-01"],
  [-1, "1970-01-01 00:00:00.000", "1970-01-01"],
  [MAX_TIME + 1, "1970-01-01 00:00:00.000", "1970-01-01"],
  [Number.NaN, "1970-01-01 00:00:00.000", "1970-01-01"],
  [Number.POSITIVE_INFINITY, "1970-01-01 00:00:00.000", "1970-01-01"],
  [1.5, "1970-01-01 00:00:00.001", "1970-01-01"],
])("the moment %d is written as %s", (time, event_time, event_date) => {
  const target = slab(4096);
  const bytes = writerOf().write(order, time, "", "", target, 0);
  expect(JSON.parse(target.toString("utf8", 0, bytes))).toMatchObject({ event_time, event_date });
});

test("any text of service, environment and fields comes back from the bytes, which stay within their place", () => {
  const writable = fc.string({ unit: "grapheme" });
  const call = fc.record({
    time: fc.oneof(
      fc.integer({ min: NEW_YEAR, max: NEW_YEAR + 2 }),
      fc.integer({ min: 0, max: Date.parse("9999-12-30") }),
    ),
    text: writable,
    name: fc.constantFrom("a", "b", "c_d"),
  });
  fc.assert(
    fc.property(writable, fc.string({ unit: "binary" }), fc.array(call), (service, environment, calls) => {
      const writer = writerOf({ service, environment });
      const target = slab(64 * 1024).fill(0xff);
      const events = { a: event("a"), b: event("b"), c_d: event("c_d", 12, 345) };
      const seen = new Map<string, number>();
      let at = 1;
      for (const { time, text, name } of calls) {
        const bytes = writer.write(events[name as "a"], time, "", `,"text":${JSON.stringify(text)}`, target, at);
        expect(target[at + bytes]).toBe(0xff);
        const line = JSON.parse(target.toString("utf8", at, at + bytes)) as Record<string, unknown>;
        const sequence = (seen.get(name) ?? 0) + 1;
        seen.set(name, sequence);
        expect(line).toMatchObject({
          event_name: name,
          event_time: new Date(time).toISOString().replace("T", " ").slice(0, -1),
          service,
          environment: environment.toWellFormed(),
          instance_id: writer.instanceId,
          event_sequence: sequence,
          text,
        });
        at += bytes;
      }
    }),
  );
});
