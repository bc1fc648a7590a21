// Partition pruning as EXPLAIN shows it, and as the bytes do that were read: a filter on `dt` reaches the table's scan, from
// the table itself and through every kind of view.
import { tableFolder, tableName } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { fingerprint, toEventModel } from "@tracklake/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lineText } from "./evolution/line.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";
import { richEvent } from "./lake/rich-event.js";

const days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"];
const name = richEvent.name;
let lake: EngineLake;
let bytesOfDay: number;

/** Two majors, so that the views unite two tables. */
const events: RegisteredEvent[] = [1, 2].map((major) => {
  const model = { ...toEventModel(richEvent).model, major };
  return { model, revision: 1, fingerprint: fingerprint(model), predecessor: null, status: "published" };
});

beforeAll(async () => {
  lake = await engineLake("prune");
  await lake.applyTables(events);
  await lake.writeViews(events);
  for (const day of days) {
    const lines = Array.from({ length: 50 }, (_, index) =>
      lineText({
        event_id: `${day}-${index}`,
        event_time: `${day} 00:00:00.000`,
        event_date: day,
        event_sequence: index,
        text: day,
        items: [{ sku: "a", discounts: [{ code: "x", percent: 1 }] }],
      }),
    ).join("\n");
    bytesOfDay = Buffer.byteLength(lines);
    for (const major of [1, 2]) await lake.put(`${tableFolder(tableName(name, major))}dt=${day}/lines`, lines);
  }
  await lake.ask(`INSERT INTO prune_store.${name}_v1_curated SELECT * FROM prune_store.${name}_v1 WHERE ${all}`);
});
afterAll(() => lake?.close());

const all = "dt BETWEEN '2026-01-01' AND '2026-01-05'";
const one = "dt = '2026-01-03'";
const some: readonly (readonly [string, readonly string[]])[] = [
  [one, ["2026-01-03"]],
  ["dt >= '2026-01-02' AND dt <= '2026-01-03'", ["2026-01-02", "2026-01-03"]],
  ["dt BETWEEN '2026-01-04' AND '2026-01-05'", ["2026-01-04", "2026-01-05"]],
  ["dt IN ('2026-01-01', '2026-01-05')", ["2026-01-01", "2026-01-05"]],
  ["dt > '2026-01-03' AND dt < '2026-01-05'", ["2026-01-04"]],
  ["dt = CAST(DATE '2026-01-04' - INTERVAL '1' DAY AS varchar)", ["2026-01-03"]],
  ["dt = date_format(TIMESTAMP '2026-01-03 10:00:00', '%Y-%m-%d')", ["2026-01-03"]],
];

describe.each<[string, string, number]>([
  ["the table of delivered lines", `prune_store.${name}_v1`, 1],
  ["the table of curated files, by registered partitions", `prune_store.${name}_v1_curated`, 1],
  ["the public view, over two majors", `prune.${name}`, 2],
  ["the view of an array's elements", `prune.${name}__items`, 2],
  ["the view of elements within elements", `prune.${name}__items__discounts`, 2],
])("%s", (_, from, tables) => {
  test.each(some)("%s", async (filter, want) => {
    const scans = await scansOf(`SELECT * FROM ${from} WHERE ${filter}`);
    expect(scans).toHaveLength(tables);
    for (const { days: read } of scans) expect(read).toEqual(want);
    const { rows } = await lake.ask(`SELECT DISTINCT dt FROM ${from} WHERE ${filter} ORDER BY dt`);
    expect(rows.map(({ dt }) => dt)).toEqual(want);
  });
});

describe("what is read", () => {
  test.each<[string, string, number]>([
    [`prune_store.${name}_v1`, "event_time", 1],
    [`prune.${name}`, "event_time_local", 2],
    [`prune.${name}__items`, "event_time_local", 2],
  ])("of %s, one day: that day's files and no others", async (from, time, tables) => {
    const { bytes } = await lake.ask(`SELECT count(*), min(${time}) FROM ${from} WHERE ${one}`);
    expect(bytes).toBe(bytesOfDay * tables);
    const { bytes: ofAll } = await lake.ask(`SELECT count(*), min(${time}) FROM ${from} WHERE ${all}`);
    expect(ofAll).toBe(bytesOfDay * tables * days.length);
  });

  test("a join of views on dt and event_id prunes both sides by a filter on one", async () => {
    const scans = await scansOf(
      `SELECT item.sku, event.text FROM prune.${name}__items item
       JOIN prune.${name} event ON event.dt = item.dt AND event.event_id = item.event_id WHERE event.${one}`,
    );
    // Scans of one table that read the same days are told once; one that reads others would be told as well.
    expect(scans.map(({ days: read }) => read)).toEqual([["2026-01-03"], ["2026-01-03"]]);
  });

  test("aggregates and further filters leave it as it is", async () => {
    const scans = await scansOf(
      `SELECT place__city, count(*) FROM prune.${name} WHERE ${one} AND text LIKE '2026%' GROUP BY place__city HAVING count(*) > 1`,
    );
    expect(scans.map(({ days: read }) => read)).toEqual([["2026-01-03"], ["2026-01-03"]]);
  });
});

/** All days of the projection, from the lake's first one to tomorrow. */
const everyDay = [expect.stringMatching(/^2020-01-01…20\d\d-\d\d-\d\d$/)];

describe("what does not prune, so that this proof can fail", () => {
  test("a filter on another column", async () => {
    const scans = await scansOf(`SELECT * FROM prune.${name} WHERE event_time < TIMESTAMP '2026-01-02 00:00:00'`);
    expect(scans.map(({ days: read }) => read)).toEqual([everyDay, everyDay]);
  });

  test("a view that removes duplicates by event_id alone", async () => {
    await lake.ask(
      `CREATE OR REPLACE VIEW prune.wrong AS SELECT dt, event_id FROM (SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY event_sequence) AS copy FROM prune_store.${name}_v1) WHERE copy = 1`,
    );
    const [scan] = await scansOf(`SELECT * FROM prune.wrong WHERE ${one}`);
    expect(scan?.days).toEqual(everyDay);
  });
});

interface Scan {
  readonly table: string;
  /** The days that are read, or the range of them; `undefined` when nothing is said of `dt`. */
  readonly days: readonly string[] | undefined;
}

interface IoPlan {
  readonly inputTableColumnInfos: readonly {
    readonly table: { readonly schemaTable: { readonly table: string } };
    readonly constraint: {
      readonly columnConstraints: readonly {
        readonly columnName: string;
        readonly domain: { readonly ranges: readonly { low: { value?: string }; high: { value?: string } }[] };
      }[];
    };
  }[];
}

/** What EXPLAIN (TYPE IO) says of each table's scan. */
async function scansOf(sql: string): Promise<Scan[]> {
  const { rows } = await lake.ask(`EXPLAIN (TYPE IO) ${sql}`);
  const { inputTableColumnInfos: infos } = JSON.parse(String(rows[0]?.["Query Plan"])) as IoPlan;
  return infos.map(({ table, constraint }) => {
    const domain = constraint.columnConstraints.find(({ columnName }) => columnName === "dt")?.domain;
    const found = domain?.ranges.map(({ low, high }) =>
      low.value === high.value ? String(low.value) : `${low.value}…${high.value}`,
    );
    return { table: table.schemaTable.table, days: found };
  });
}
