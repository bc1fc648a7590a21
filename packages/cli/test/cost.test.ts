// cost: sizes are those of lines as a tracker writes them, the bill is arithmetic on one file of prices, and what is not
// known is no number.
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import type { EventModel, FieldModel } from "@tracklake/schema";
import { createRuntime } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { FALLBACK_REGION, PRICES_OF, priceSources, prices } from "@tracklake/tables";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventSize } from "../src/cost/event-size.js";
import { exampleLines, lineBytes } from "../src/cost/example-lines.js";
import { billed } from "../src/cost/firehose-cost.js";
import { type CostInput, monthlyCost, objectsPerDay } from "../src/cost/monthly-cost.js";
import { generatedDefinitions } from "./generated.js";
import { planChanged, project, tracklake } from "./harness.js";

const orderPlaced = `import { column, defineEvent, Type } from "@tracklake/schema";
export default defineEvent({
  name: "order_placed",
  description: "Somebody ordered.",
  answers: ["What was ordered?"],
  retention: 100,
  properties: Type.Object({
    plan: Type.Union([Type.Literal("free"), Type.Literal("pro")], { description: "The plan." }),
    note: Type.String({ description: "Note.", maxLength: 40 }),
    price: column.decimal(12, 2, { description: "Price." }),
    extra: Type.Optional(column.json({ description: "Anything." })),
    seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, description: "Seats." })),
    share: Type.Number({ minimum: 0, maximum: 1, description: "Share." }),
    day: column.date({ description: "The day." }),
    items: Type.Array(Type.Object({ sku: column.uuid({ description: "Sku." }) }), { maxItems: 4, description: "Items." }),
    labels: Type.Record(Type.String(), Type.Boolean(), { description: "Labels." }),
  }),
});
`;

test("an example line is what the generated encoder writes of its values, byte for byte", async () => {
  const root = project({ "schemas/order-placed.ts": orderPlaced });
  const definitions = await generatedDefinitions(root);
  const { stdout } = await tracklake(root, ["cost", "order_placed", "--events-per-day", "1", "--json"]);
  expect(JSON.parse(stdout).sizes).toMatchObject([{ event: "order_placed", retention: 100 }]);
  const lines = exampleLines(model, 100);
  expect(lines).toEqual(exampleLines(model, 100));
  const sink = memorySink();
  const options = { service: "checkout", environment: "production", sink, durability: "memory" as const };
  const tracker = createRuntime(definitions, options);
  for (const line of lines) {
    const { plan, note, price, extra, seats, share, day, items, labels } = JSON.parse(line);
    const json = extra === undefined ? {} : { extra: JSON.parse(extra) };
    tracker.track("order_placed", { plan, note, price, seats, share, day, items, labels, ...json });
  }
  expect(await tracker.close()).toMatchObject({ deadLettered: 0 });
  const written = sink.lines.map(({ text }) => text).filter((text) => !text.includes(HEARTBEAT_EVENT));
  const properties = (text: string) => text.slice(text.indexOf(',"plan"'));
  expect(written.map(properties)).toEqual(lines.map(properties));
  // The envelope has the same members, and values of the same length but for the number.
  const envelope = (text: string) => text.slice(0, text.indexOf(',"event_sequence"')).replace(/"[^"]*"(?=[,}]|$)/g, "");
  expect(envelope(written[0] ?? "")).toBe(envelope(lines[0] ?? ""));
  const length = (text: string) => text.slice(0, text.indexOf(',"event_sequence"')).length;
  expect(length(written[0] ?? "")).toBe(length(lines[0] ?? ""));
}, 120_000);

const scalar = (name: string, kind: string, more: object = {}): FieldModel =>
  ({ name, type: { kind, ...more }, required: true }) as FieldModel;
const model: EventModel = {
  name: "order_placed",
  major: 1,
  contexts: [],
  properties: [
    scalar("plan", "enum", { values: ["free", "pro"] }),
    scalar("note", "string", { maxLength: 40 }),
    scalar("price", "decimal", { precision: 12, scale: 2 }),
    { ...scalar("extra", "json"), required: false },
    { ...scalar("seats", "integer", { minimum: 1, maximum: 9 }), required: false },
    scalar("share", "number", { minimum: 0, maximum: 1 }),
    scalar("day", "date"),
    scalar("items", "array", { items: { kind: "struct", fields: [scalar("sku", "uuid")] }, maxItems: 4 }),
    scalar("labels", "map", { values: { kind: "boolean" } }),
  ],
};

const size = (more: Partial<EventSize> = {}): EventSize => ({
  event: "a",
  major: 1,
  retention: 100,
  line: 1_000,
  gzip: 200,
  parquet: 150,
  parquetColumn: 10,
  ...more,
});
const input = (more: Partial<CostInput> = {}): CostInput => ({
  sizes: [size()],
  eventsPerDay: 86_400_000,
  processes: 1,
  flushInterval: 1_000,
  bufferSeconds: 300,
  queryDays: 30,
  queryColumns: 4,
  region: "us-east-1",
  ...more,
});
const dollars = (bill: ReturnType<typeof monthlyCost>, id: string) => bill.items.find((one) => one.id === id)?.dollars;
const GB = 2 ** 30;

describe("the bill", () => {
  test("of a round number, reckoned by hand", () => {
    const bill = monthlyCost(input());
    const month = 86_400_000 * 30;
    expect(dollars(bill, "firehose-unpacked")).toBeCloseTo(((month * 5_120) / GB) * 0.029, 1);
    // 500 events of 1,000 bytes are a record of 500,000, billed as 501,760.
    expect(billed(500_000)).toBe(501_760);
    expect(dollars(bill, "firehose-ingestion")).toBeCloseTo(((month * 1_000) / GB) * 0.029, 1);
    expect(dollars(bill, "firehose-partitioning")).toBeCloseTo(((month * 1_000) / GB) * 0.02, 1);
    // 86.4 GB a day in objects of 64 MiB.
    const objects = ((86_400_000 * 1_000) / (64 * 2 ** 20)) * 30;
    expect(dollars(bill, "s3-puts")).toBeCloseTo((objects / 1_000) * 0.005, 1);
    expect(dollars(bill, "s3-json")).toBeCloseTo(((86_400_000 * 200 * 100) / GB) * 0.023, 0);
    const [json, parquet] = bill.queries;
    expect(json?.scanned_bytes).toBe(month * 200);
    expect(json?.dollars).toBeCloseTo(((month * 200) / 2 ** 40) * 5 + (objects / 1_000) * 0.0004, 2);
    expect(parquet?.scanned_bytes).toBe(month * 40);
  });

  test("a query is billed for 10 MB at least", () => {
    const [json] = monthlyCost(input({ eventsPerDay: 1, queryDays: 1 })).queries;
    expect(json?.dollars).toBeCloseTo((10 / 2 ** 20) * 5, 5);
  });

  test("what a region does not tell is null, said, and in no sum", () => {
    const bill = monthlyCost(input({ region: "ap-northeast-1" }));
    expect(dollars(bill, "firehose-partitioning")).toBe(null);
    expect(bill.unknown.join("\n")).toContain("dynamic partitioning: no price of ap-northeast-1 is known");
    const known = bill.items.filter(({ id }) => id !== "firehose-unpacked").map((one) => one.dollars ?? 0);
    expect(bill.total).toBeCloseTo(
      known.reduce((sum, one) => sum + one, 0),
      1,
    );
  });

  test("without a retention a year is reckoned", () => {
    const year = dollars(monthlyCost(input({ sizes: [size({ retention: 365 })] })), "s3-json");
    expect(dollars(monthlyCost(input({ sizes: [size({ retention: null })] })), "s3-json")).toBe(year);
  });

  test.each<[string, number, number, number, number]>([
    ["one event", 1, 1_000, 300, 1],
    ["something in every window", 1e6, 100, 300, 288],
    ["buffers that fill", 1e9, 1_000, 300, (1e9 * 1_000) / (64 * 2 ** 20)],
  ])("objects of a day: %s", (_, events, line, seconds, want) => {
    expect(objectsPerDay(events, line, seconds)).toBeCloseTo(want, 1);
  });

  test("the laws: more events cost no less, and packing never more", () => {
    const count = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((eventsPerDay) =>
          monthlyCost(input({ eventsPerDay })),
        );
        for (const id of ["firehose-unpacked", "firehose-partitioning", "s3-puts", "s3-json"]) {
          expect(dollars(less as never, id)).toBeLessThanOrEqual(dollars(more as never, id) ?? 0);
        }
        expect(dollars(more as never, "firehose-ingestion")).toBeLessThanOrEqual(
          dollars(more as never, "firehose-unpacked") ?? 0,
        );
      }),
    );
  });
});

test("prices stand with their day and their pages, and the fallback's are all known", () => {
  expect(PRICES_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const url of Object.values(priceSources)) expect(url).toMatch(/^https:\/\/aws\.amazon\.com\/\w+\/pricing\/$/);
  expect(Object.keys(prices[FALLBACK_REGION] ?? {})).toHaveLength(7);
});

test("personal values are as long as what is kept of them", () => {
  const text = (pii?: "drop" | "hash" | "mask"): EventModel => ({
    ...model,
    properties: [{ ...scalar("mail", "string"), ...(pii === undefined ? {} : { pii }) }],
  });
  expect(lineBytes(text("hash")) - lineBytes(text("drop"))).toBe(',"mail":""'.length + 64);
  expect(lineBytes(text("mask")) - lineBytes(text("drop"))).toBe(',"mail":"****"'.length);
});

describe("the command", () => {
  test("prints sizes, the month and a query, and what is not in it", { timeout: 120_000 }, async () => {
    const root = project({ "schemas/order-placed.ts": orderPlaced });
    const argv = ["cost", "--events-per-day", "5000000", "--region", "ap-northeast-1"];
    const { code, stdout } = await tracklake(root, argv);
    expect(code).toBe(0);
    expect(stdout).toMatch(/order_placed +\d+ +\d+ +\d+ {3}100 days\n/);
    expect(stdout).toMatch(/plan_changed +\d+ +\d+ +\d+ {3}365 days reckoned, no retention\n/);
    expect(stdout).toMatch(/dynamic partitioning.*not known\n/);
    expect(stdout).toMatch(/Parquet reads 1\/\d+ of it/);
    expect(stdout).toContain(PRICES_OF);
  });

  test("says that a region's prices are not known, and takes others", async () => {
    const root = project();
    const { stderr, stdout } = await tracklake(root, ["cost", "--events-per-day", "1", "--region", "mars-1", "--json"]);
    expect(stderr).toContain("no price of mars-1 is known here; these are those of us-east-1");
    expect(JSON.parse(stdout)).toMatchObject({
      region: "us-east-1",
      events_per_day: 1,
      sizes: [{ event: "plan_changed" }],
    });
  });

  test.each<[string, string[], number]>([
    ["no number of events", ["cost"], 2],
    ["none", ["cost", "--events-per-day", "0"], 2],
    ["an event that is not there", ["cost", "nothing", "--events-per-day", "1"], 2],
  ])("%s is wrong use", async (_, argv, code) => {
    expect(await tracklake(project({ "schemas/plan-changed.ts": planChanged }), argv)).toMatchObject({ code });
  });
});
