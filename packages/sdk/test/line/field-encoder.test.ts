import { lineLimits } from "@tracklake/envelope";
import { type EncodeBytes, integer, jsonText, REFUSED, raw, TOO_LARGE, text, words } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventDefinition } from "../../src/definitions.js";
import { FieldEncoder } from "../../src/line/field-encoder.js";
import { LineWriter } from "../../src/line/line-writer.js";

const NOTE = words(',"note":');
const EXTRA = words(',"extra":');

/** Writes `note` as text and `extra` as JSON. */
const encodeBytes: EncodeBytes = (value, out) => {
  const { note, extra } = value as { note: string; extra?: unknown };
  let at = text(out, out.open(32), NOTE, note);
  if (at < 0 || extra === undefined) return at;
  const json = jsonText(extra);
  if (json === undefined) return REFUSED;
  at = raw(out, at, EXTRA, json);
  return at;
};
const event: EventDefinition = {
  name: "note_taken",
  major: 1,
  revision: 1,
  contexts: [],
  encode: () => undefined,
  encodeBytes,
};
const slab = (bytes = 2 * 1024 * 1024) => Buffer.from(new SharedArrayBuffer(bytes));
const writerOf = () => new LineWriter({ timeZone: "UTC", service: "店", environment: "test" });
const hash = () => undefined;

test("a line's fields come back, whatever was encoded before and wherever it is written", () => {
  const encoder = new FieldEncoder(hash);
  const target = slab().fill(0xff);
  let at = 0;
  const writer = writerOf();
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 6_000 }), fc.string({ unit: "grapheme" }), (note, user) => {
      const length = encoder.encode(event, { note });
      expect(length).toBe(Buffer.byteLength(`,"note":${JSON.stringify(note)}`));
      const before = `,"user":${JSON.stringify(user)}`;
      const bytes = writer.write(event, 0, before, encoder.fields, target, at);
      expect(target[at + bytes + 8]).toBe(0xff);
      const line = target.toString("utf8", at, at + bytes);
      expect(JSON.parse(line)).toMatchObject({ service: "店", user, note });
      expect(line.indexOf("\n")).toBe(line.length - 1);
      at = at + bytes > 1024 * 1024 ? 0 : at + bytes;
      target.fill(0xff, at, at + 65_536);
    }),
  );
});

test("a target of every size is filled to the byte or not at all, and no number is used for nothing", () => {
  const encoder = new FieldEncoder(hash);
  encoder.encode(event, { note: "漢字" });
  const bytes = writerOf().write(event, 0, "", encoder.fields, slab(), 0);
  for (let size = bytes - 40; size < bytes + 40; size++) {
    const target = slab(size + 1);
    const writer = writerOf();
    target[0] = 7;
    expect(writer.write(event, 0, "", encoder.fields, slab(100), 0)).toBe(0);
    const got = writer.write(event, 0, "", encoder.fields, target, 1);
    expect(got).toBe(size < bytes ? 0 : bytes);
    expect(target[0]).toBe(7);
    if (got > 0)
      expect(JSON.parse(target.toString("utf8", 1, 1 + got))).toMatchObject({
        event_sequence: 1,
        note: "漢字",
      });
  }
});

test.each(["x", "漢"])("a line of %s may be as long as the limit, and no longer", (character) => {
  const encoder = new FieldEncoder(hash);
  const writer = writerOf();
  encoder.encode(event, { note: "" });
  const envelope = writer.write(event, 0, "", encoder.fields, slab(), 0);
  const room = lineLimits.bytes - envelope;
  const size = Buffer.byteLength(character);
  const note = character.repeat(Math.floor(room / size)) + "y".repeat(room % size);
  encoder.encode(event, { note });
  expect(writer.write(event, 0, "", encoder.fields, slab(), 0)).toBe(lineLimits.bytes);
  encoder.encode(event, { note: `${note}z` });
  expect(writer.write(event, 0, "", encoder.fields, slab(), 0)).toBe(-1);
});

const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
const cycle: { self?: unknown } = {};
cycle.self = cycle;
const throwing = {
  get note(): string {
    throw new Error("a getter");
  },
};

test.each<[string, object, number]>([
  ["a getter that throws", throwing, REFUSED],
  ["a toJSON that throws", { note: "", extra: { toJSON: () => fail() } }, REFUSED],
  ["a proxy that throws", new Proxy({}, { get: () => fail() }), REFUSED],
  ["a cycle", { note: "", extra: cycle }, REFUSED],
  ["a BigInt inside JSON", { note: "", extra: [1n] }, REFUSED],
  ["a lone surrogate", { note: "\ud800" }, REFUSED],
  ["a lone surrogate in long text", { note: `${"x".repeat(100)}\udc00` }, REFUSED],
  ["JSON 10,000 deep", { note: "", extra: nested(10_000) }, REFUSED],
  ["5 MB of text", { note: "x".repeat(5_000_000) }, TOO_LARGE],
  ["5 MB of text to escape", { note: "\n".repeat(5_000_000) }, TOO_LARGE],
  ["5 MB of JSON", { note: "", extra: "漢".repeat(5_000_000) }, TOO_LARGE],
])("%s is refused, and the next event is whole", (_, properties, want) => {
  const encoder = new FieldEncoder(hash);
  expect(encoder.encode(event, properties)).toBe(want);
  expect(encoder.fields.length).toBe(0);
  expect(encoder.encode(event, { note: "next" })).toBeGreaterThan(0);
  expect(encoder.fields.bytes.toString("utf8", 0, encoder.fields.length)).toBe(',"note":"next"');
});

function fail(): never {
  throw new Error("code of the host");
}

test("an event that a toJSON tracks meanwhile breaks neither line", () => {
  const encoder = new FieldEncoder(hash);
  const writer = writerOf();
  const target = slab();
  let at = 0;
  const track = (properties: object) => {
    expect(encoder.encode(event, properties)).toBeGreaterThan(0);
    at += writer.write(event, 0, "", encoder.fields, target, at);
  };
  const toJSON = (depth: number) => () => {
    if (depth > 0) track({ note: `inside ${depth}`, extra: { toJSON: toJSON(depth - 1) } });
    return depth;
  };
  track({ note: "outside", extra: { toJSON: toJSON(3) } });
  const lines = target
    .toString("utf8", 0, at)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ note, extra, event_sequence }) => [event_sequence, note, extra])).toEqual([
    [1, "inside 1", "0"],
    [2, "inside 2", "1"],
    [3, "inside 3", "2"],
    [4, "outside", "3"],
  ]);
});

test("definitions that only give text are encoded too, with their unknown properties", () => {
  const encoder = new FieldEncoder((value) => `#${value}`);
  const { encodeBytes: _, ...textOnly } = event;
  const definition: EventDefinition = {
    ...textOnly,
    encode: (value, state) => {
      state.unknown += 3;
      return typeof value === "string" ? `,"id":"${state.hash(value)}漢"` : undefined;
    },
  };
  expect(encoder.encode(definition, "a")).toBe(Buffer.byteLength(',"id":"#a漢"'));
  expect(encoder.fields.bytes.toString("utf8", 0, encoder.fields.length)).toBe(',"id":"#a漢"');
  expect(encoder.unknown).toBe(3);
  expect(encoder.encode(definition, 5)).toBe(REFUSED);
});

test("an event whose fixed part is greater than the buffer gets a greater one", () => {
  const encoder = new FieldEncoder(hash);
  const many = 100_000;
  const wide: EventDefinition = {
    ...event,
    encodeBytes: (_, out) => {
      let at = out.open(many * 12);
      for (let i = 0; i < many; i++) at = integer(out, at, NOTE, 7);
      return at;
    },
  };
  expect(encoder.encode(wide, {})).toBe(many * 9);
});
