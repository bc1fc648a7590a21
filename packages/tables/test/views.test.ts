import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  daySelect,
  duckdbType,
  quoteAlways,
  type SqlDialect,
  tableModels,
  type ViewModel,
  viewDdl,
  views,
} from "../src/index.js";
import { duckdbLake, envelope, type TestLake } from "./duckdb-lake.js";
import { type Grammar, grammar } from "./hive-grammar.js";
import { anyFields, fewNames } from "./hive-types.js";
import { arrayOf, event, field, lake, revised, rich, struct } from "./rich-event.js";

const names = (view: ViewModel | undefined) => view?.columns.map(({ name }) => name);
const envelopeNames = Object.keys(envelope(1, "2026-01-01 00:00:00.000")).concat("trace_id", "span_id");
const find = (all: readonly ViewModel[], name: string): ViewModel => {
  const view = all.find((candidate) => candidate.name === name);
  if (!view) throw new Error(`no view ${name} in ${all.map((candidate) => candidate.name).join(", ")}`);
  return view;
};

const curatedThrough = new Map([["order_placed_v1", "2026-03-01"]]);

describe("golden", () => {
  const all = views([revised(rich)], lake);
  test.each<[string, SqlDialect]>([
    ["order_placed", "athena"],
    ["order_placed", "duckdb"],
    ["order_placed__items", "athena"],
    ["order_placed__items", "duckdb"],
    ["order_placed__items__discounts", "athena"],
  ])("the view %s in %s", async (name, dialect) => {
    const view = find(all, name);
    const sql = dialect === "athena" ? viewDdl(view) : view.sql(dialect);
    await expect(`${sql};\n`).toMatchFileSnapshot(`golden/${name}.${dialect}.view.sql`);
  });

  test("two majors", async () => {
    const v2 = { ...rich, major: 2, properties: [...rich.properties.slice(1), field("order_id", "integer")] };
    const view = find(views([revised(rich), revised(v2)], lake), "order_placed");
    await expect(`${viewDdl(view)};\n`).toMatchFileSnapshot("golden/order_placed.majors.view.sql");
  });

  test.each<[string, SqlDialect]>([
    ["order_placed", "athena"],
    ["order_placed", "duckdb"],
    ["order_placed__items", "athena"],
  ])("the view %s in %s with a boundary", async (name, dialect) => {
    const view = find(views([revised(rich)], lake, { curatedThrough }), name);
    const sql = dialect === "athena" ? viewDdl(view) : view.sql(dialect);
    await expect(`${sql};\n`).toMatchFileSnapshot(`golden/${name}.${dialect}.curated.view.sql`);
  });
});

describe("columns", () => {
  test("dt and local time, properties, contexts, envelope last; structs flattened", () => {
    const [view] = views([revised(rich)], lake);
    expect(view).toMatchObject({ database: "acme", name: "order_placed", event: "order_placed" });
    expect(names(view)).toEqual([
      ...["dt", "event_time_local", "order_id", "order", "total", "status", "at", "end", "gift", "weight", "stock"],
      ...["raw", "tags", "scores", "address__city", "address__end", "address__geo__lat", "address__geo__lon", "items"],
      ...["user_id", "user__plan", "user__since"],
      ...envelopeNames,
    ]);
  });

  test("descriptions are kept", () => {
    const [view] = views([revised(rich)], lake);
    expect(view?.columns.find(({ name }) => name === "address__city")).toEqual({
      name: "address__city",
      type: "string",
      comment: "Town.",
    });
  });

  test("a view for each array of structs, arrays within its elements too", () => {
    const all = views([revised(rich)], lake);
    expect(all.map(({ name }) => name)).toEqual([
      "order_placed",
      "order_placed__items",
      "order_placed__items__discounts",
    ]);
    expect(names(all[1])).toEqual([
      ...["event_id", "dt", "event_time_local", "position"],
      ...["sku", "order", "price", "sold_at", "maker__name", "discounts"],
    ]);
    expect(names(all[2])).toEqual([
      ...["event_id", "dt", "event_time_local", "items__position", "position", "code", "percent"],
    ]);
  });

  test("an array of structs within structs is named by its way", () => {
    const model = event([field("push", struct(field("commits", arrayOf(field("sha")))))]);
    expect(views([revised(model)], lake).map(({ name }) => name)).toEqual(["thing_done", "thing_done__push__commits"]);
  });

  test.each([
    ["a property twice", [field("a"), field("a")]],
    ["a property and a flattened struct", [field("a__b"), field("a", struct(field("b")))]],
    ["the envelope", [field("service")]],
    ["the partition", [field("dt")]],
    ["an element's field and its position", [field("items", arrayOf(field("position")))]],
    ["an element's field and its event", [field("items", arrayOf(field("event_id")))]],
    ["two element views", [field("a__b", arrayOf(field("x"))), field("a", struct(field("b", arrayOf(field("x")))))]],
  ])("a collision is an error that says what to rename: %s", (_, fields) => {
    expect(() => views([revised(event(fields))], lake)).toThrow(
      expect.objectContaining({ code: "name-collision", message: expect.stringContaining("rename") }),
    );
  });
});

describe("Athena's dialect", () => {
  let trino: Grammar;
  beforeAll(async () => {
    trino = await grammar("TrinoSQL");
  });

  test("passes Trino's grammar", () => {
    const v2 = { ...rich, major: 2, properties: rich.properties.slice(2) };
    const all = [undefined, curatedThrough].flatMap((through) =>
      views([revised(rich), revised(v2)], lake, { curatedThrough: through }),
    );
    for (const view of all) {
      expect(trino(`${view.sql("athena")};`)).toEqual([]);
      expect(trino(`${viewDdl(view)};`)).toEqual([]);
    }
  });

  test("takes each of the grammar's keywords as a column, a struct's field and an element's field", () => {
    const lexer = new URL("../../../node_modules/dt-sql-parser/dist/lib/trino/TrinoSqlLexer.d.ts", import.meta.url);
    const keywords = [...readFileSync(lexer, "utf8").matchAll(/static readonly KW_(\w+) = \d+/g)].map(([, word]) =>
      (word ?? "").toLowerCase(),
    );
    expect(keywords.length).toBeGreaterThan(200);
    const fields = keywords.filter((word) => word !== "position").map((word) => field(word));
    const inside = [field("one", struct(...fields)), field("many", arrayOf(...fields))];
    for (const model of [event(fields), event(inside)]) {
      for (const view of views([revised(model)], lake)) expect(trino(`${viewDdl(view)};`)).toEqual([]);
    }
  });

  test("a struct in an array keeps its type when the table gets more fields", () => {
    const sql = find(views([revised(event([field("items", arrayOf(field("end")))]))], lake), "thing_done").sql(
      "athena",
    );
    expect(sql).toContain(
      'transform(items, x1 -> IF(x1 IS NULL, NULL, CAST(ROW(x1."end") AS row("end" varchar)))) AS items',
    );
  });

  test("duplicates are removed within dt, so that a filter on dt prunes", () => {
    for (const view of views([revised(rich)], lake)) {
      expect(view.sql("athena")).toContain("row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence)");
    }
  });

  test("local time does not depend on the session's time zone", () => {
    expect(views([revised(rich)], lake)[0]?.sql("athena")).toContain(
      "CAST(at_timezone(with_timezone(event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local",
    );
  });
});

describe("DuckDB's dialect answers", () => {
  let open: TestLake | undefined;
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  test("every name and type, over empty tables of two majors", async () => {
    const trino = await grammar("TrinoSQL");
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyFields, fewNames), fewNames, async (one, two) => {
        const revisions = [revised(event(one)), revised(event(two, { major: 2 }))];
        const made = views(revisions, lake);
        for (const view of made) expect(trino(`${viewDdl(view)};`)).toEqual([]);
        const asked = await duckdbLake(revisions, []);
        try {
          for (const view of made) {
            const sql = `SELECT * FROM ${quoteAlways(view.database)}.${quoteAlways(view.name)}`;
            expect(await asked.columns(sql)).toEqual(names(view));
            const types = (await asked.rows(`DESCRIBE ${sql}`)).map(({ column_type }) => column_type);
            const declared = view.columns.map(({ type }) => `CAST(NULL AS ${duckdbType(type)})`).join(", ");
            const want = (await asked.rows(`DESCRIBE SELECT ${declared}`)).map(({ column_type }) => column_type);
            expect(types).toEqual(want);
          }
        } finally {
          await asked.close();
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  const line = (sequence: number, more: Readonly<Record<string, unknown>> = {}) =>
    envelope(sequence, "2026-01-01 15:00:00.123", more);

  test("every type of the rich event, flattened, with the local time of Tokyo", async () => {
    open = await duckdbLake(
      [revised(rich)],
      [
        {
          table: "order_placed_v1",
          dt: "2026-01-02",
          lines: [
            line(1, {
              user_id: "u",
              user: { plan: "pro", since: "2025-04-01" },
              order: 9007199254740991,
              total: "1200.50",
              at: "2026-01-01 14:59:59.999",
              gift: true,
              weight: 1.5,
              raw: '{"a":1}',
              tags: ["a", "b"],
              scores: { x: 0.5 },
              address: { city: "Kyoto", end: "E", geo: { lat: 35.01, lon: 135.77 } },
              items: [],
            }),
          ],
        },
      ],
    );
    expect(await open.rows("SELECT * EXCLUDE (tags, scores, items) FROM acme.order_placed")).toEqual([
      {
        dt: "2026-01-02",
        event_time_local: "2026-01-02 00:00:00.123",
        order_id: null,
        order: "9007199254740991",
        total: "1200.50",
        status: null,
        at: "2026-01-01 14:59:59.999",
        end: null,
        gift: true,
        weight: 1.5,
        stock: null,
        raw: '{"a":1}',
        address__city: "Kyoto",
        address__end: "E",
        address__geo__lat: 35.01,
        address__geo__lon: 135.77,
        user_id: "u",
        user__plan: "pro",
        user__since: "2025-04-01",
        ...line(1),
        event_sequence: "1",
        trace_id: null,
        span_id: null,
      },
    ]);
  });

  test("each event once, however often it was delivered, and prunes by dt", async () => {
    open = await duckdbLake(
      [revised(rich)],
      [
        { table: "order_placed_v1", dt: "2026-01-02", lines: [line(1), line(2), line(1), line(1)] },
        { table: "order_placed_v1", dt: "2026-01-03", lines: [line(3)] },
      ],
    );
    expect(await open.rows("SELECT event_id FROM acme.order_placed ORDER BY 1")).toEqual(
      ["id-1", "id-2", "id-3"].map((event_id) => ({ event_id })),
    );
    for (const view of ["order_placed", "order_placed__items"]) {
      const plan = JSON.stringify(await open.rows(`EXPLAIN SELECT * FROM acme.${view} WHERE dt = '2026-01-03'`));
      expect(plan).toContain("Scanning Files: 1/3");
    }
  });

  test("a row per element, at every depth, duplicates removed", async () => {
    const items = [
      { sku: "a", order: 1, price: "1.50", maker: { name: "m" }, discounts: [{ code: "x", percent: 5 }] },
      {
        sku: "b",
        order: 2,
        price: "2.00",
        discounts: [
          { code: "y", percent: 1 },
          { code: "z", percent: 2 },
        ],
      },
    ];
    open = await duckdbLake(
      [revised(rich)],
      [{ table: "order_placed_v1", dt: "2026-01-02", lines: [line(1, { items }), line(1, { items }), line(2)] }],
    );
    expect(
      await open.rows(`SELECT event_id, dt, event_time_local, position, sku, "order", price, maker__name
        FROM acme.order_placed__items ORDER BY position`),
    ).toEqual([
      {
        ...{ event_id: "id-1", dt: "2026-01-02", event_time_local: "2026-01-02 00:00:00.123" },
        ...{ position: "1", sku: "a", order: "1", price: "1.50", maker__name: "m" },
      },
      {
        ...{ event_id: "id-1", dt: "2026-01-02", event_time_local: "2026-01-02 00:00:00.123" },
        ...{ position: "2", sku: "b", order: "2", price: "2.00", maker__name: null },
      },
    ]);
    expect(
      await open.rows("SELECT items__position, position, code FROM acme.order_placed__items__discounts ORDER BY 1, 2"),
    ).toEqual([
      { items__position: "1", position: "1", code: "x" },
      { items__position: "2", position: "1", code: "y" },
      { items__position: "2", position: "2", code: "z" },
    ]);
  });

  test("majors as one: the latest type where it can be read, else a column of its own", async () => {
    const v1 = event([field("seats"), field("plan", "integer"), field("ratio", "number"), field("gone")]);
    const v2 = event([field("seats", "integer"), field("plan"), field("ratio", "integer"), field("fresh", "date")], {
      major: 2,
    });
    open = await duckdbLake(
      [revised(v1), revised(v2)],
      [
        {
          table: "thing_done_v1",
          dt: "2026-01-02",
          lines: [line(1, { seats: "7", plan: 3, ratio: 0.5, gone: "g" }), line(2, { seats: "many" })],
        },
        {
          table: "thing_done_v2",
          dt: "2026-01-02",
          lines: [line(3, { seats: 9, plan: "pro", ratio: 2, fresh: "2026-01-01" })],
        },
      ],
    );
    expect(
      await open.rows(`SELECT event_id, seats, plan, ratio, ratio_v1, gone, fresh FROM acme.thing_done ORDER BY 1`),
    ).toEqual([
      { event_id: "id-1", seats: "7", plan: "3", ratio: null, ratio_v1: 0.5, gone: "g", fresh: null },
      { event_id: "id-2", seats: null, plan: null, ratio: null, ratio_v1: null, gone: null, fresh: null },
      { event_id: "id-3", seats: "9", plan: "pro", ratio: "2", ratio_v1: null, gone: null, fresh: "2026-01-01" },
    ]);
  });

  test.each<[string, string | null]>([
    ["2026-03-01T10:00:00Z", "2026-03-01 10:00:00"],
    ["2026-03-01T10:00:00.123Z", "2026-03-01 10:00:00.123"],
    ["2026-03-01T10:00:00+09:00", "2026-03-01 01:00:00"],
    ["2026-03-01T00:30:00.5-0130", "2026-03-01 02:00:00.5"],
    ["2026-03-01 10:00:00+09", "2026-03-01 01:00:00"],
    ["2026-03-01T10:00:00", "2026-03-01 10:00:00"],
    ["2026-03-01 10:00", "2026-03-01 10:00:00"],
    ["2026-03-01", "2026-03-01 00:00:00"],
    ["2026-02-30T10:00:00Z", null],
    ["2026-03-01 10:00:00 +09:00", null],
    ["yesterday", null],
    ["", null],
  ])("a moment that was text, %j, is %s", async (text, want) => {
    const [v1, v2] = [event([field("at")]), event([field("at", "timestamp")], { major: 2 })];
    const lines = [line(1, { at: text })];
    open = await duckdbLake([revised(v1), revised(v2)], [{ table: "thing_done_v1", dt: "2026-01-02", lines }]);
    expect(await open.rows('SELECT "at" FROM acme.thing_done')).toEqual([{ at: want }]);
  });

  test("rows without an id, as an adopted table may have them, are no copies of each other", async () => {
    const model = event([field("a"), field("items", arrayOf(field("sku")))]);
    const { event_id: _, event_sequence: __, ...without } = line(1, { a: "x", items: [{ sku: "s" }] });
    const twice = line(2, { a: "y", items: [] });
    const partition = { table: "thing_done_v1", dt: "2026-01-02", lines: [without, without, twice, twice] };
    open = await duckdbLake([revised(model)], [partition]);
    expect(await open.rows("SELECT event_id, a FROM acme.thing_done ORDER BY 2")).toEqual([
      { event_id: null, a: "x" },
      { event_id: null, a: "x" },
      { event_id: "id-2", a: "y" },
    ]);
    expect(await open.rows("SELECT sku FROM acme.thing_done__items")).toEqual([{ sku: "s" }, { sku: "s" }]);
    const [delivered] = tableModels([revised(model)], lake);
    const [curated] = tableModels([revised(model)], lake, { format: "parquet" });
    if (!delivered || !curated) throw new Error("one revision gives one table");
    const day = daySelect({ delivered, curated, dt: "2026-01-02", keep: false }, "duckdb");
    expect(await open.rows(`SELECT event_id FROM (${day}) ORDER BY 1`)).toEqual([
      { event_id: "id-2" },
      { event_id: null },
      { event_id: null },
    ]);
  });

  test("renamed columns meet, within a major and across majors, in structs and through two renames", async () => {
    const one = event([field("town"), field("maker", struct(field("called"))), field("a")]);
    const two = event([
      field("city", "string", { renamedFrom: "town" }),
      field("maker", struct(field("name", "string", { renamedFrom: "called" }))),
      field("b", "string", { renamedFrom: "a" }),
    ]);
    const three = event(
      [
        field("city_name", "string", { renamedFrom: "city" }),
        field("maker", struct(field("name"))),
        field("b", "string", { renamedFrom: "a" }),
      ],
      { major: 2 },
    );
    open = await duckdbLake(
      [revised(one, 1), revised(two, 2), revised(three, 1)],
      [
        {
          table: "thing_done_v1",
          dt: "2026-01-02",
          lines: [
            line(1, { town: "t", maker: { called: "c" }, a: "a" }),
            line(2, { city: "u", maker: { name: "n" }, b: "b" }),
          ],
        },
        {
          table: "thing_done_v2",
          dt: "2026-01-02",
          lines: [line(3, { city_name: "w", maker: { name: "o" }, b: "d" })],
        },
      ],
    );
    expect(await open.rows("SELECT event_id, city_name, maker__name, b FROM acme.thing_done ORDER BY 1")).toEqual([
      { event_id: "id-1", city_name: "t", maker__name: "c", b: "a" },
      { event_id: "id-2", city_name: "u", maker__name: "n", b: "b" },
      { event_id: "id-3", city_name: "w", maker__name: "o", b: "d" },
    ]);
    // A query that was written before the renames reads the same values under the old names.
    expect(await open.rows("SELECT event_id, town, city, maker__called, a FROM acme.thing_done ORDER BY 1")).toEqual([
      { event_id: "id-1", town: "t", city: "t", maker__called: "c", a: "a" },
      { event_id: "id-2", town: "u", city: "u", maker__called: "n", a: "b" },
      { event_id: "id-3", town: "w", city: "w", maker__called: "o", a: "d" },
    ]);
    const [view] = views([revised(one, 1), revised(two, 2), revised(three, 1)], lake);
    expect(view?.columns.find(({ name }) => name === "town")?.comment).toBe(
      "Deprecated: the former name of city_name.",
    );
  });

  test("a rename holds when its definition says it no more, or says another, at every depth", async () => {
    const one = event([
      field("town"),
      field("place"),
      field("maker", struct(field("called"))),
      field("rows", arrayOf(field("sku"))),
    ]);
    const two = event([
      field("city", "string", { renamedFrom: "town" }),
      field("maker", struct(field("name", "string", { renamedFrom: "called" }))),
      field("lines", arrayOf(field("sku")), { renamedFrom: "rows" }),
    ]);
    const three = event([
      field("city", "string", { renamedFrom: "place" }),
      field("maker", struct(field("name"))),
      field("lines", arrayOf(field("sku"))),
    ]);
    open = await duckdbLake(
      [revised(one, 1), revised(two, 2), revised(three, 3)],
      [
        {
          table: "thing_done_v1",
          dt: "2026-01-02",
          lines: [
            line(1, { town: "t", maker: { called: "c" }, rows: [{ sku: "a" }] }),
            line(2, { city: "u", maker: { name: "n" }, lines: [{ sku: "b" }] }),
            line(3, { place: "p" }),
          ],
        },
      ],
    );
    expect(await open.rows("SELECT event_id, city, maker__name FROM acme.thing_done ORDER BY 1")).toEqual([
      { event_id: "id-1", city: "t", maker__name: "c" },
      { event_id: "id-2", city: "u", maker__name: "n" },
      { event_id: "id-3", city: "p", maker__name: null },
    ]);
    expect(await open.rows("SELECT event_id, sku FROM acme.thing_done__lines ORDER BY 1")).toEqual([
      { event_id: "id-1", sku: "a" },
      { event_id: "id-2", sku: "b" },
    ]);
  });

  test("element views unite majors and renamed arrays", async () => {
    const one = event([field("rows", arrayOf(field("sku"), field("n", "integer")))]);
    const two = event([field("lines", arrayOf(field("sku")), { renamedFrom: "rows" })]);
    const three = event([field("lines", arrayOf(field("sku"), field("qty", "integer", { renamedFrom: "n" })))], {
      major: 2,
    });
    open = await duckdbLake(
      [revised(one, 1), revised(two, 2), revised(three, 1)],
      [
        {
          table: "thing_done_v1",
          dt: "2026-01-02",
          lines: [line(1, { rows: [{ sku: "a", n: 1 }] }), line(2, { lines: [{ sku: "b" }] })],
        },
        { table: "thing_done_v2", dt: "2026-01-02", lines: [line(3, { lines: [{ sku: "c", qty: 3 }] })] },
      ],
    );
    expect(await open.rows("SELECT event_id, sku, qty FROM acme.thing_done__lines ORDER BY 1")).toEqual([
      { event_id: "id-1", sku: "a", qty: "1" },
      { event_id: "id-2", sku: "b", qty: null },
      { event_id: "id-3", sku: "c", qty: "3" },
    ]);
    expect(await open.rows("SELECT event_id, sku, n FROM acme.thing_done__rows ORDER BY 1")).toEqual([
      { event_id: "id-1", sku: "a", n: "1" },
      { event_id: "id-2", sku: "b", n: null },
      { event_id: "id-3", sku: "c", n: "3" },
    ]);
  });

  test("a former name that another field has by now is that field's", async () => {
    const one = event([field("town"), field("rows", arrayOf(field("sku")))]);
    const two = event([
      field("city", "string", { renamedFrom: "town" }),
      field("lines", arrayOf(field("sku")), { renamedFrom: "rows" }),
    ]);
    const three = event([...two.properties, field("town"), field("rows", arrayOf(field("sku")))]);
    const revisions = [revised(one, 1), revised(two, 2), revised(three, 3)];
    const made = views(revisions, lake);
    expect(made.map(({ name }) => name)).toEqual(["thing_done", "thing_done__rows", "thing_done__lines"]);
    const names = made[0]?.columns.map(({ name }) => name) ?? [];
    expect(names.filter((name) => name === "town")).toEqual(["town"]);
    expect(made[0]?.columns.find(({ name }) => name === "town")?.comment).toBeUndefined();
    expect(new Set(names).size).toBe(names.length);
  });
});
