import { describe, expect, test } from "vitest";
import { duckdbColumns, duckdbType, type TableModel, tableModels, views } from "../src/index.js";
import { hiveTypeText, parseHiveType } from "../src/model/hive-type.js";
import { oneLine } from "../src/model/one-line.js";
import { conversion } from "../src/views/casts.js";
import { arrayOf, event, field, lake, revised, rich, struct } from "./rich-event.js";

const own = (table: TableModel | undefined) =>
  (table?.columns ?? []).slice(12).map(({ name, type }) => `${name} ${type}`);

describe("columns over all revisions", () => {
  test("one table for each event and major, by name then major", () => {
    const models = [
      event([field("a")], { name: "b_done" }),
      event([field("a")], { name: "a_done", major: 10 }),
      event([field("a")], { name: "a_done", major: 2 }),
    ];
    expect(
      tableModels(
        models.map((model) => revised(model)),
        lake,
      ).map(({ name }) => name),
    ).toEqual(["a_done_v2", "a_done_v10", "b_done_v1"]);
  });

  test("envelope, contexts, properties", () => {
    const [table] = tableModels([revised(rich)], lake);
    expect(table?.columns.slice(0, 15).map(({ name }) => name)).toEqual([
      ...["event_id", "event_name", "event_major", "event_revision", "event_time", "event_date", "service"],
      ...["environment", "instance_id", "event_sequence", "trace_id", "span_id", "user_id", "user", "order_id"],
    ]);
  });

  test.each<[string, Parameters<typeof event>[0], Parameters<typeof event>[0], string[]]>([
    [
      "a new column comes last",
      [field("a"), field("b")],
      [field("n"), field("a"), field("b")],
      ["a string", "b string", "n string"],
    ],
    ["a removed column stays", [field("a"), field("b")], [field("b")], ["a string", "b string"]],
    [
      "nested fields likewise, at every depth",
      [field("s", struct(field("a"), field("t", arrayOf(field("b")))))],
      [field("s", struct(field("t", arrayOf(field("c"), field("b"))), field("n")))],
      ["s struct<a:string,t:array<struct<b:string,c:string>>,n:string>"],
    ],
    ["a published type is replaced by a later published one", [field("a")], [field("a", "integer")], ["a bigint"]],
  ])("%s", (_, before, after, want) => {
    const [table] = tableModels([revised(event(after), 2), revised(event(before), 1)], lake);
    expect(own(table)).toEqual(want);
  });

  test("a draft with another type is refused, and says how to go on", () => {
    const revisions = [revised(event([field("a")])), revised(event([field("a", "integer")]), 2, "draft")];
    expect(() => tableModels(revisions, lake)).toThrow(
      expect.objectContaining({ code: "type-changed", message: expect.stringMatching(/thing_done\.a.*major: 2/) }),
    );
    expect(() => views(revisions, lake)).toThrow(expect.objectContaining({ code: "type-changed" }));
  });

  const decimal = (precision: number, scale: number) => ({ kind: "decimal", precision, scale }) as const;
  test.each([
    ["more digits", [9, 2], [12, 2], "a decimal(12,2)"],
    ["more digits on both sides", [9, 2], [12, 5], "a decimal(12,5)"],
    ["fewer digits before the point", [9, 2], [9, 3], undefined],
    ["fewer digits behind it", [9, 2], [12, 1], undefined],
  ] as const)("a draft with a decimal of %s", (_, [precision, scale], [digits, after], want) => {
    const revisions = [
      revised(event([field("a", decimal(precision, scale))])),
      revised(event([field("a", decimal(digits, after))]), 2, "draft"),
    ];
    if (want === undefined) {
      expect(() => tableModels(revisions, lake)).toThrow(expect.objectContaining({ code: "type-changed" }));
    } else {
      expect(own(tableModels(revisions, lake)[0])).toEqual([want]);
    }
  });

  test("the description and the owner are those of the latest revision", () => {
    const revisions = [
      revised(event([field("a")], { description: "Old.", owner: "x" })),
      revised(event([field("a")], { description: "New.", owner: "y", deprecated: { reason: "Use z." } }), 2),
    ];
    expect(tableModels(revisions, lake)[0]).toMatchObject({ description: "New. Deprecated: Use z.", owner: "y" });
  });
});

describe("partitions", () => {
  test("delivered JSON is projected from the first day on", () => {
    const [table] = tableModels([revised(rich)], lake, { firstDay: "2024-04-01" });
    expect(table?.parameters).toMatchObject({
      "projection.dt.range": "2024-04-01,NOW+1DAYS",
      "storage.location.template": `s3://acme-lake/events/order_placed_v1/dt=\${dt}/`,
    });
  });

  test("curated Parquet has registered partitions, in a table of its own", () => {
    const [table] = tableModels([revised(rich)], lake, { format: "parquet" });
    expect(table).toMatchObject({
      name: "order_placed_v1_curated",
      location: "s3://acme-lake/curated/order_placed_v1/",
    });
    expect(Object.keys(table?.parameters ?? {}).filter((key) => key.startsWith("projection"))).toEqual([]);
  });
});

test.each([
  ["name", { ...lake, name: "Acme Lake" }],
  ["bucket", { ...lake, bucket: "s3://acme" }],
  ["time zone", { ...lake, timeZone: "Asia/Edo" }],
])("a lake with a bad %s is refused", (_, given) => {
  const refused = expect.objectContaining({
    code: "bad-lake",
    message: expect.stringContaining("tracklake.config.ts"),
  });
  expect(() => tableModels([], given)).toThrow(refused);
  expect(() => views([], given)).toThrow(refused);
});

test("the same revisions give the same tables, whatever their order", () => {
  const revisions = [revised(event([field("a")]), 1), revised(event([field("a"), field("b")]), 2), revised(rich)];
  expect(tableModels([...revisions].reverse(), lake)).toEqual(tableModels(revisions, lake));
});

test.each([
  ["bigint", "BIGINT"],
  ["int", "INTEGER"],
  ["string", "VARCHAR"],
  ["decimal(10,2)", "DECIMAL(10,2)"],
  ["timestamp", "TIMESTAMP"],
  ["map<string,array<double>>", "MAP(VARCHAR, DOUBLE[])"],
  ["array<struct<end:string,n:bigint>>", 'STRUCT("end" VARCHAR, "n" BIGINT)[]'],
])("duckdbType(%s)", (given, want) => {
  expect(duckdbType(given)).toBe(want);
});

test("duckdbType takes the type of a field too, and duckdbColumns leaves the partition to the folders", () => {
  expect(duckdbType(arrayOf(field("sku")))).toBe('STRUCT("sku" VARCHAR)[]');
  const [table] = tableModels([revised(event([field("a", "date")]))], lake);
  expect(table && duckdbColumns(table)).toMatchObject({ event_time: "TIMESTAMP", event_major: "INTEGER", a: "DATE" });
  expect(table && duckdbColumns(table)).not.toHaveProperty("dt");
});

test.each([["string"], ["decimal(38,10)"], ["struct<a:struct<b:array<map<string,int>>>,end:date>"]])(
  "the type %s is written as it is read",
  (given) => {
    expect(hiveTypeText(parseHiveType(given))).toBe(given);
  },
);

test.each([[""], ["array<>"], ["array<int"], ["struct<a>"], ["map<string>"], ["int int"], ["struct<a:int,>"]])(
  "the type %j is refused",
  (given) => {
    expect(() => parseHiveType(given)).toThrow(expect.objectContaining({ code: "bad-type" }));
  },
);

test.each([
  ["bigint", "bigint", "same"],
  ["bigint", "string", "cast"],
  ["string", "timestamp", "cast"],
  ["decimal(10,2)", "decimal(12,4)", "cast"],
  ["decimal(10,4)", "decimal(12,2)", "none"],
  ["decimal(20,2)", "decimal(10,2)", "none"],
  ["bigint", "decimal(18,0)", "none"],
  ["int", "decimal(12,2)", "cast"],
  ["string", "decimal(5,2)", "cast"],
  ["decimal(38,10)", "double", "none"],
  ["decimal(12,2)", "double", "cast"],
  ["bigint", "double", "cast"],
  ["double", "bigint", "none"],
  ["timestamp", "date", "none"],
  ["array<string>", "string", "none"],
  ["struct<a:int>", "struct<a:int,b:int>", "none"],
])("from %s to %s: %s", (from, to, want) => {
  expect(conversion(parseHiveType(from), parseHiveType(to))).toBe(want);
});

test.each([
  ["line breaks", "a\r\nb\n\nc", 255, "a b c"],
  ["control characters", "a\u0000b\u0007", 255, "a b"],
  ["a long text", "abcdef", 4, "abc…"],
  ["a pair at the limit", "ab😀", 3, "ab…"],
  ["a lone surrogate", "a\ud800", 255, "a\ufffd"],
])("oneLine: %s", (_, given, limit, want) => {
  expect(oneLine(given, limit)).toBe(want);
});

describe("the key of hashes", () => {
  const plain = field("plan", { kind: "string" });
  const email = { ...field("email", { kind: "string" }), pii: "hash" as const };
  const nested = field("buyers", { kind: "array", items: { kind: "struct", fields: [email] } });
  const dropped = { ...field("who", { kind: "struct", fields: [email] }), pii: "drop" as const };
  const names = (...models: Parameters<typeof event>[0][]) =>
    tableModels(
      models.map((properties, index) => ({ ...revised(event(properties)), revision: index + 1 })),
      lake,
    )[0]?.columns.map(({ name }) => name);

  test.each([
    ["a property that is hashed", [plain, email], true],
    ["a field at any depth", [nested], true],
    ["nothing that is hashed", [plain], false],
    ["a hash in what is dropped", [plain, dropped], false],
  ])("%s", (_, properties, want) => {
    expect(names(properties)?.includes("pii_key_id")).toBe(want);
  });

  test("comes after what the table has when a later revision begins to hash, and stays", () => {
    expect(names([plain], [plain, email])?.slice(-2)).toEqual(["email", "pii_key_id"]);
    expect(names([plain, email], [plain])?.slice(-2)).toEqual(["email", "pii_key_id"]);
  });
});
