// The views of the lake itself and the tables under them: golden texts, both grammars, and their limits.
import { streamErrorPrefix } from "@tracklake/envelope";
import { describe, expect, test } from "vitest";
import {
  allEventsNotes,
  athenaDdl,
  diff,
  failureTables,
  glueTableInput,
  lakeViews,
  parseDdl,
  renderPlan,
  type SqlDialect,
  viewDdl,
  views,
} from "../src/index.js";
import { grammar } from "./hive-grammar.js";
import { event, field, lake, revised, rich } from "./rich-event.js";

const ofEvents = views([revised(rich), revised(event([field("a")]))], lake);
const all = lakeViews(ofEvents, lake);
const find = (name: string) => {
  const view = all.find((candidate) => candidate.name === name);
  if (!view) throw new Error(`no view ${name}`);
  return view;
};

test.each<[string, SqlDialect]>([
  ["all_events", "athena"],
  ["all_events", "duckdb"],
  ["dead_letters", "athena"],
  ["dead_letters", "duckdb"],
  ["delivery_errors", "athena"],
  ["delivery_errors", "duckdb"],
])("the view %s in %s", async (name, dialect) => {
  const sql = dialect === "athena" ? viewDdl(find(name)) : find(name).sql(dialect);
  await expect(`${sql};\n`).toMatchFileSnapshot(`golden/${name}.${dialect}.view.sql`);
});

test("Trino's grammar takes all of them", async () => {
  const trino = await grammar("TrinoSQL");
  for (const view of all) expect(trino(`${viewDdl(view)};`)).toEqual([]);
});

describe("all_events", () => {
  const many = (count: number, curatedThrough?: ReadonlyMap<string, string>) =>
    views(
      Array.from({ length: count }, (_, index) => revised({ ...event([field("a")]), name: `event_${index}` })),
      lake,
      { curatedThrough },
    );

  test("unites the public views and no view of an array", () => {
    expect(find("all_events").reads).toEqual(["acme.order_placed", "acme.thing_done"]);
  });

  // A scan and a window for an event as it was delivered, another scan once it is curated: 150 stages at most.
  const curated = new Map(Array.from({ length: 100 }, (_, index) => [`event_${index}_v1`, "2026-03-01"]));
  test.each<[string, number, typeof curated | undefined, boolean, number]>([
    ["none", 0, undefined, false, 0],
    ["as many as an engine plans", 74, undefined, true, 0],
    ["more, which the plan says", 75, undefined, false, 1],
    ["as many that are curated", 49, curated, true, 0],
    ["more of those", 50, curated, false, 1],
  ])("%s: %i", (_, count, through, there, said) => {
    const all = many(count, through);
    expect(lakeViews(all, lake).some(({ name }) => name === "all_events")).toBe(there);
    expect(allEventsNotes(all)).toHaveLength(said);
    const state = { databases: [], tables: [], views: [...all, ...lakeViews(all, lake)], notes: allEventsNotes };
    const text = renderPlan(diff({ databases: new Set(), tables: new Map() }, state));
    expect(text.includes(`all_events is left out: a query of ${count} events`)).toBe(said === 1);
  });
});

describe("tables of what failed", () => {
  const tables = failureTables(lake);

  test.each(tables.map((table) => [table.name, table] as const))("%s", async (name, table) => {
    const hive = await grammar("HiveSQL");
    expect(hive(`${athenaDdl(table)};`)).toEqual([]);
    expect(parseDdl(athenaDdl(table))).toEqual(table);
    await expect(`${athenaDdl(table)};\n`).toMatchFileSnapshot(`golden/${name}.sql`);
    await expect(`${JSON.stringify(glueTableInput(table), null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });

  test("Firehose's error prefix is what the template of delivery_errors names", () => {
    const template = tables[1]?.parameters["storage.location.template"];
    expect(template).toBe("s3://acme-lake/errors/dt=${dt}/");
    expect(`s3://acme-lake/${streamErrorPrefix}`.replace("!{timestamp:yyyy-MM-dd}", "${dt}")).toBe(
      `${template}!{firehose:error-output-type}-`,
    );
  });
});
